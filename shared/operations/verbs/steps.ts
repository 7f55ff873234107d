/** One builder for each verb: template, label and what must be true afterwards. */
import { VFIO_PCI } from "../../machine/role.ts";
import type { Bdf } from "../../pci/bdf.ts";
import { counted, listed } from "../words.ts";
import { commandOf, targetName } from "./shell.ts";
import { ANY_HOST_DRIVER, type Expectation, type PlanStep, type StepTemplate, type Target } from "./step.ts";
import { settingText, type VfSetting } from "./vf-settings.ts";

/** A step before it has its number and command. */
export type DraftStep = Omit<PlanStep, "id" | "command">;

/** Numbers steps in order; ids are stable for the same plan. */
export function numberSteps(drafts: readonly DraftStep[]): PlanStep[] {
  return drafts.map((draft, index) => ({ id: `step-${index + 1}`, command: commandOf(draft.template), ...draft }));
}

export function loadVfioStep(): DraftStep {
  return {
    template: { verb: "module.load", module: VFIO_PCI },
    label: "Load the vfio-pci module",
    expect: [{ that: "module", module: VFIO_PCI }],
    // A loaded module touches no function by itself, so it stays.
    undo: [],
  };
}

/** @param losing what is on the VFs now, for the label: `3 network interfaces that are up` */
export function removeVfsStep(
  pf: Bdf,
  count: number,
  losing: readonly string[],
  undo: readonly StepTemplate[],
): DraftStep {
  const lost = losing.length > 0 ? ` (with ${losing.join(", ")})` : "";
  return {
    template: { verb: "sriov.numvfs", bdf: pf, value: 0 },
    label: `Remove ${count === 1 ? "the VF" : `the ${count} VFs`} of ${pf}${lost}`,
    expect: [{ that: "numvfs", bdf: pf, value: 0 }],
    undo,
  };
}

export function createVfsStep(
  pf: Bdf,
  count: number,
  also: { readonly expect?: readonly Expectation[]; readonly expectSoft?: readonly Expectation[] } = {},
): DraftStep {
  return {
    template: { verb: "sriov.numvfs", bdf: pf, value: count },
    label: `Create ${counted(count, "VF")} on ${pf}`,
    expect: [{ that: "numvfs", bdf: pf, value: count }, ...(also.expect ?? [])],
    ...(also.expectSoft && also.expectSoft.length > 0 ? { expectSoft: also.expectSoft } : {}),
    undo: [{ verb: "sriov.numvfs", bdf: pf, value: 0 }],
  };
}

/** @param was the value that a failure puts back; null = nothing to put back */
export function autoprobeStep(pf: Bdf, value: boolean, was: boolean | null): DraftStep {
  return {
    template: { verb: "sriov.autoprobe", bdf: pf, value },
    label: value ? `Let drivers take the VFs of ${pf}` : `Keep drivers off the VFs of ${pf}`,
    expect: [{ that: "autoprobe", bdf: pf, value }],
    undo: was === null ? [] : [{ verb: "sriov.autoprobe", bdf: pf, value: was }],
  };
}

export function overrideStep(target: Target, driver: string | null): DraftStep {
  const name = targetName(target);
  return {
    template: { verb: "driver.override", target, driver },
    label: driver === null ? `Clear the driver override of ${name}` : `Set the driver override of ${name} to ${driver}`,
    expect: [{ that: "override", target, driver }],
    undo: [],
  };
}

/** @param from the bound driver; null = whichever driver of the host there is, and none is no failure */
export function unbindStep(target: Target, from: string | null): DraftStep {
  const name = targetName(target);
  return {
    template: { verb: "driver.unbind", target, from: from ?? ANY_HOST_DRIVER },
    label: from === null ? `Unbind ${name} if a driver took it` : `Unbind ${name} from ${from}`,
    expect: [{ that: "driver", target, driver: null }],
    undo: [],
    ...(from === null ? { optional: true } : {}),
  };
}

/**
 * @param driver what must be bound afterwards
 * @param surely false = a driver is only hoped for: that none binds is no failure
 */
export function probeStep(target: Target, driver: string, surely: boolean, label: string): DraftStep {
  const bound: Expectation = { that: "driver", target, driver };
  return {
    template: { verb: "driver.probe", target },
    label,
    ...(surely ? { expect: [bound] } : { expect: [], expectSoft: [bound] }),
    // What took the function in the meantime is not what this step gave it to.
    undo: [{ verb: "driver.unbind", target, from: driver }],
  };
}

/** @param was the same settings as they are now; those that are not known cannot be put back */
export function settingsStep(
  pf: Bdf,
  vf: number,
  settings: readonly VfSetting[],
  was: readonly VfSetting[],
): DraftStep {
  return {
    template: { verb: "vf.network", bdf: pf, vf, settings },
    label: `Set ${listed(settings.map(settingText), 6)} on VF ${vf} of ${pf}`,
    expect: settings.map((setting) => ({ that: "vfSetting", pf, vf, setting })),
    undo: was.length === 0 ? [] : [{ verb: "vf.network", bdf: pf, vf, settings: was }],
  };
}

/** @param was the size now; null = not known, and then the default is what an undo asks for */
export function msixStep(target: Target, count: number, was: number | null): DraftStep {
  const wanted = count === 0 ? "the driver's own number of MSI-X vectors" : counted(count, "MSI-X vector");
  return {
    template: { verb: "vf.msix", target, count },
    label: `Give ${targetName(target)} ${wanted}`,
    expect: [{ that: "msix", target, count }],
    undo: [{ verb: "vf.msix", target, count: was ?? 0 }],
  };
}

/** @param method null = the kernel's choice, which it does not tell */
export function resetStep(bdf: Bdf, method: string | null): DraftStep {
  return {
    template: { verb: "device.reset", bdf },
    label: method === null ? `Reset ${bdf}` : `Reset ${bdf} (${method})`,
    expect: [{ that: "present", bdf, value: true }],
    undo: [],
  };
}

/** @param was what a failure puts back; null = it is put back already */
export function resetMethodStep(bdf: Bdf, methods: readonly string[], was: readonly string[] | null): DraftStep {
  return {
    template: { verb: "reset.method", bdf, methods },
    label: was === null ? `Put the reset methods of ${bdf} back` : `Let a reset of ${bdf} use ${methods.join(" ")}`,
    expect: [{ that: "resetMethods", bdf, methods }],
    undo: was === null ? [] : [{ verb: "reset.method", bdf, methods: was }],
  };
}

export function removeStep(bdf: Bdf): DraftStep {
  return {
    template: { verb: "device.remove", bdf },
    label: `Remove ${bdf} from the bus`,
    expect: [{ that: "present", bdf, value: false }],
    undo: [{ verb: "bus.rescan" }],
  };
}

/** @param finds functions that must be there afterwards */
export function rescanStep(finds: readonly Bdf[]): DraftStep {
  return {
    template: { verb: "bus.rescan" },
    label: "Look for functions on all buses",
    expect: finds.map((bdf) => ({ that: "present", bdf, value: true })),
    undo: [],
  };
}
