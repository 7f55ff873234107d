/** Sequences of steps that move functions between drivers, and the templates that put them back. */
import type { FunctionFacts } from "../../machine/facts.ts";
import type { Machine } from "../../machine/machine.ts";
import { isGivingDriver, VFIO_PCI } from "../../machine/role.ts";
import type { Bdf } from "../../pci/bdf.ts";
import { bindsSurely } from "../findings/drivers.ts";
import { ANY_HOST_DRIVER } from "../verbs/driver.ts";
import { overrideStep } from "../verbs/driver-override.ts";
import { probeStep } from "../verbs/driver-probe.ts";
import { unbindStep } from "../verbs/driver-unbind.ts";
import type { StepTemplate } from "../verbs/list.ts";
import { autoprobeStep } from "../verbs/sriov-autoprobe.ts";
import { createVfsStep } from "../verbs/sriov-numvfs.ts";
import type { DraftStep } from "../verbs/table.ts";
import type { Target } from "../verbs/target.ts";

/** Which driver a function has and which one it is reserved for. */
export interface Binding {
  readonly driver: string | null;
  readonly override: string | null;
}

export const UNBOUND: Binding = { driver: null, override: null };

export function bindingOf(fn: FunctionFacts): Binding {
  return { driver: fn.driver, override: fn.driverOverride };
}

/**
 * The writes that bring a function back to `was`, from whatever a plan that stopped halfway left.
 * The override names the old driver while it binds: that way the right one is chosen among several, and a VF binds
 * even where its PF's `sriov_drivers_autoprobe` is off (drivers/pci/pci-driver.c, pci_device_can_probe).
 */
function restoreTemplates(target: Target, was: Binding): StepTemplate[] {
  const back: StepTemplate = { verb: "driver.override", target, driver: was.override };
  if (was.driver === null) return [back];
  const probe: StepTemplate = { verb: "driver.probe", target };
  if (was.override === was.driver) return [back, probe];
  return [{ verb: "driver.override", target, driver: was.driver }, probe, back];
}

/** What {@link rebindSteps} aims at. */
export type Wanted =
  /** This driver exactly, reserved or not; null = none. */
  | Binding
  /** Any driver of the host; `surely` = one is known to match, so none is a failure. */
  | { readonly host: true; readonly likely: string | null; readonly surely: boolean };

/** Moves one function from the binding it has to the one wanted: override, unbind, probe, as far as each is needed. */
export function rebindSteps(target: Target, now: Binding, wanted: Wanted): DraftStep[] {
  const steps = "host" in wanted ? hostSteps(target, now, wanted) : exactSteps(target, now, wanted);
  const [first, ...rest] = steps;
  if (!first) return [];
  // Only the first step's undo knows the way back: each later one is undone before it.
  return [{ ...first, undo: [...first.undo, ...restoreTemplates(target, now)] }, ...rest];
}

/** Gives an existing function back to the host's drivers. @param likely the one that takes it; null = none is known */
export function toHost(machine: Machine, fn: FunctionFacts, likely: string | null): DraftStep[] {
  const surely = isGivingDriver(fn.driver) && bindsSurely(machine, fn, likely);
  return rebindSteps({ bdf: fn.bdf }, bindingOf(fn), { host: true, likely, surely });
}

function hostSteps(target: Target, now: Binding, wanted: Extract<Wanted, { readonly host: true }>): DraftStep[] {
  return [
    ...(now.override === null ? [] : [overrideStep(target, null)]),
    ...(now.driver === null ? [] : [unbindStep(target, now.driver)]),
    probeStep(target, ANY_HOST_DRIVER, wanted.surely, wanted.likely),
  ];
}

function exactSteps(target: Target, now: Binding, wanted: Binding): DraftStep[] {
  const rebinds = now.driver !== wanted.driver;
  const whileBinding = rebinds && wanted.driver !== null ? wanted.driver : wanted.override;
  const steps: DraftStep[] = [];
  if (now.override !== whileBinding) steps.push(overrideStep(target, whileBinding));
  if (rebinds && now.driver !== null) steps.push(unbindStep(target, now.driver));
  if (rebinds && wanted.driver !== null) {
    steps.push(probeStep(target, wanted.driver, true));
  }
  if (whileBinding !== wanted.override) steps.push(overrideStep(target, wanted.override));
  return steps;
}

/** Wraps steps that give VFs to the host: with `sriov_drivers_autoprobe` off, no driver takes one without an override. */
export function whileProbing(pf: FunctionFacts, steps: readonly DraftStep[]): DraftStep[] {
  if (pf.sriov?.driversAutoprobe !== false) return [...steps];
  return [autoprobeStep(pf.bdf, true, false), ...steps, autoprobeStep(pf.bdf, false, null)];
}

/** Gives one existing function to vfio-pci. */
export function toVfio(fn: FunctionFacts): DraftStep[] {
  return rebindSteps({ bdf: fn.bdf }, bindingOf(fn), { driver: VFIO_PCI, override: VFIO_PCI });
}

/**
 * Binds a VF that a plan has just created. The VF vanishes when the step that made it is taken back, so these need
 * no undo of their own.
 * @param quiet drivers were kept off new VFs; otherwise one may have taken this VF already
 */
export function newVfSteps(target: Target, wanted: Binding, quiet: boolean): DraftStep[] {
  const steps = rebindSteps(target, UNBOUND, wanted);
  if (!quiet) {
    const probe = steps.findIndex((step) => step.template.verb === "driver.probe");
    steps.splice(probe < 0 ? steps.length : probe, 0, unbindStep(target, null));
  }
  return steps.map((step) => ({ ...step, undo: [] }));
}

/** A VF as it was: its index, and what it was bound to. */
export interface VfWas extends Binding {
  readonly index: number;
  readonly bdf: Bdf;
}

/** What a PF's VFs once were, and what is known of the PF now. */
export interface VfsWere {
  readonly pf: Bdf;
  readonly count: number;
  readonly vfs: readonly VfWas[];
  /** `sriov_drivers_autoprobe` as it is and shall stay. */
  readonly autoprobe: boolean | null;
  /** The driver that takes new VFs while that is on; null = none does, or it is not known. */
  readonly bindsByItself: string | null;
}

/** Creates a PF's VFs as they once were, drivers included. */
export function recreateSteps({ pf, count, vfs, autoprobe, bindsByItself }: VfsWere): DraftStep[] {
  const targetOf = (vf: VfWas): Target => ({ pf, vf: vf.index, expected: vf.bdf });
  const hosted = (vf: VfWas) => vf.override === null && vf.driver !== null && vf.driver === bindsByItself;
  if (autoprobe === true && vfs.every(hosted)) {
    const expectSoft = vfs.map((vf) => ({ that: "driver", target: targetOf(vf), driver: vf.driver }) as const);
    return [createVfsStep(pf, count, { expectSoft })];
  }
  return [
    ...(autoprobe === true ? [autoprobeStep(pf, false, true)] : []),
    createVfsStep(pf, count),
    ...vfs.flatMap((vf) => newVfSteps(targetOf(vf), vf, autoprobe !== null)),
    ...(autoprobe === true ? [autoprobeStep(pf, true, null)] : []),
  ];
}

export function templatesOf(steps: readonly DraftStep[]): StepTemplate[] {
  return steps.map((step) => step.template);
}
