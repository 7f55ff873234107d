/** Checks before functions go to vfio-pci on what a guest's start and end take: a reset, power, a BAR that nobody else has. */
import { onResetBus, WHOLE_BUS } from "../../machine/behind.ts";
import type { FunctionInfo } from "../../machine/facts.ts";
import { doesAsBefore } from "../../machine/kernel-differences.ts";
import { kernelResource } from "../../machine/kernel-view.ts";
import { isUnread } from "../../machine/known.ts";
import { isBridge, type Machine } from "../../machine/machine.ts";
import { hasVfio, subclass } from "../../machine/role.ts";
import type { FixtureFacts } from "../../machine/usage-facts.ts";
import type { Bdf } from "../../pci/bdf.ts";
import { capped } from "../../words/capped.ts";
import { clauses } from "../../words/joined.ts";
import { GUEST_START_CHECK_WORDS as T } from "../../words/texts/check-guest-start.ts";
import { EVIDENCE_WORDS } from "../../words/texts/evidence.ts";
import { functionNames } from "../words.ts";
import { type Answer, check, ofEach, type PlanCheck } from "./check.ts";

/** Others on the bus that a bus reset hits with the function: its own VFs go with it anyway, and no VF is reset by its bus. */
function resetWith(machine: Machine, { bdf, physfn }: FunctionInfo): readonly FunctionInfo[] {
  if (machine.parentOf(bdf) === null || physfn !== null) return [];
  return onResetBus(machine, bdf).filter((other) => other.bdf !== bdf && other.physfn !== bdf);
}

function resetUnread(bdf: Bdf): Answer {
  return {
    level: "warning",
    title: T.resetUnread({ bdf }),
    evidence: EVIDENCE_WORDS.unread({ attribute: "reset_method", bdf: bdf }),
    remedy: T.resetUnreadRemedy,
  };
}

/**
 * vfio resets a function when a guest gets it and when it lets go (vfio_pci_core_enable, vfio_pci_core_disable), alone
 * where the kernel has a way for that; else the bus with all that is on it, once one user has all of them
 * (vfio_pci_dev_set_resettable).
 */
function resetScope(machine: Machine, fn: FunctionInfo, leaving: ReadonlySet<FunctionInfo>): Answer | Answer[] {
  const { bdf, resetMethods } = fn;
  if (resetMethods === null) return isUnread(fn, "reset_method") ? resetUnread(bdf) : [];
  if (resetMethods.some((method) => !WHOLE_BUS.has(method))) return [];
  const others = resetWith(machine, fn);
  const hasNone = resetMethods.length === 0;
  if (!hasNone && others.length === 0) return [];
  const functions = functionNames(others.map((other) => other.bdf));
  const staying = others.filter((other) => !leaving.has(other) && !hasVfio(other));
  const evidence = clauses(
    hasNone
      ? T.noMethod({ bdf })
      : EVIDENCE_WORDS.is({ attribute: "reset_method", bdf: bdf, value: resetMethods.join(" ") }),
    ...staying.map((other) =>
      other.driver === null ? T.onBusUnbound({ bdf: other.bdf }) : T.onBus({ bdf: other.bdf, driver: other.driver }),
    ),
  );
  if (others.length > 0 && staying.length === 0) {
    return {
      level: "fact",
      title: T.together({ bdf, functions }),
      evidence,
    };
  }
  const isFree = staying.length > 0 && !staying.some(isBridge);
  const bindToo = hasNone ? T.bindTooUnsure : T.bindToo;
  const together = [bdf, ...staying.map((other) => other.bdf)];
  return {
    level: "warning",
    title: hasNone ? T.none({ bdf }) : T.onlyTogether({ bdf, functions }),
    evidence,
    remedy: isFree ? bindToo({ functions: functionNames(staying.map((other) => other.bdf)) }) : T.rebootBetween,
    ...(isFree ? { follow: { kind: "assign", bdfs: together } } : {}),
  };
}

/** Ports above, as far as they are there. */
function portsAbove(machine: Machine, fn: FunctionInfo): readonly FunctionInfo[] {
  const parent = machine.portAbove(fn.bdf);
  const port = parent === null ? undefined : machine.byBdf.get(parent);
  return port === undefined ? [] : [port, ...portsAbove(machine, port)];
}

/** Displays and accelerators: boards whose slot has a switch for its power, and which need not recover (NVIDIA, AMD). */
const OFTEN_CUT: ReadonlySet<number> = new Set([0x03, 0x12]);

/**
 * vfio-pci suspends what no guest has open ("vfioRuntime"), and the kernel may then cut its power with the port's
 * (drivers/pci/pci.c, pci_bridge_d3_update). Kernels of before keep it in D3hot at the least.
 */
function powerCut(machine: Machine, fn: FunctionInfo, idleD3Off: boolean | null): Answer | Answer[] {
  const { bdf, d3coldAllowed, physfn } = fn;
  if (doesAsBefore(machine.snapshot.identity.kernel, "vfioRuntime")) return [];
  // VFs have the power of their PF.
  if (idleD3Off === true || physfn !== null || d3coldAllowed !== true) return [];
  const ports = portsAbove(machine, fn);
  const asleep = [fn, ...ports].find(({ powerState }) => powerState === "D3cold");
  const isLikely = OFTEN_CUT.has((subclass(fn) ?? 0) >> 8) && ports.some((port) => port.d3coldAllowed === true);
  if (asleep === undefined && !isLikely) return [];
  const is = (attribute: string, bdf: Bdf, value: string) => EVIDENCE_WORDS.is({ attribute, bdf, value });
  return {
    level: asleep === undefined ? "fact" : "warning",
    title: T.powerOff({ bdf }),
    evidence: clauses(
      is("d3cold_allowed", bdf, "1"),
      asleep === undefined ? null : is("power_state", asleep.bdf, "D3cold"),
      idleD3Off === null ? T.idleUnknown : T.idleNo,
    ),
    remedy: T.powerOffRemedy,
    follow: { kind: "d3cold.set", bdfs: [bdf], value: false },
  };
}

/** The BAR that an address is in; null = none, or not known. */
function barAt({ resources }: FunctionInfo, address: bigint): number | null {
  const found = resources.slice(0, 6).findIndex((facts) => {
    const { start, end } = kernelResource(facts);
    return end > start && start <= address && address <= end;
  });
  return found < 0 ? null : found;
}

function barOf(fn: FunctionInfo, { range }: FixtureFacts): number | null {
  return range === undefined ? null : barAt(fn, BigInt(range.start));
}

/** Framebuffers of a driver of the function's own leave with it. */
function isOfFirmware({ kind, name }: FixtureFacts): boolean {
  return kind === "framebuffer" && !/^fb\d+$/.test(name);
}

/** What draws on a display that Open Firmware describes, as on POWER, where there is no sysfb_init (ofdrm.c, offb.c). */
const OPEN_FIRMWARE: ReadonlySet<string> = new Set(["ofdrm", "offb"]);

export const GUEST_START_CHECKS: readonly PlanCheck[] = [
  check({
    id: "reset-scope",
    about: "Between guests the function is reset alone",
    source: "reset_method; vfio_pci_core.c, vfio_pci_dev_set_resettable",
    noCase: "not written",
    says: ({ change, machine }) => {
      const leaving = new Set(change.toVfio);
      return ofEach(change.toVfio, (fn) => resetScope(machine, fn, leaving));
    },
  }),
  check({
    id: "power-cut",
    about: "It is not powered off while no guest uses it",
    source: "d3cold_allowed, power_state, disable_idle_d3; vfio_pci_core.c, pci_bridge_d3_update",
    noCase: "needs hardware",
    says: ({ change, machine, usage }) =>
      ofEach(change.toVfio, (fn) => powerCut(machine, fn, usage.facts.platform.idleD3Off)),
  }),
  /** sysfb_init makes a device of what firmware drew on, and its driver keeps those addresses (drivers/firmware/sysfb.c). */
  check({
    id: "boot-framebuffer",
    about: "The framebuffer that firmware left is in none of its BARs",
    source: "/proc/iomem: BOOTFB, simpledrm, efifb, vesafb, efidrm, vesadrm, offb, ofdrm; pci_request_region: EBUSY",
    noCase: "not written",
    says: ({ change, usage }) =>
      ofEach(change.toVfio, (fn) => {
        const found = usage.facts.fixtures.filter((fixture) => fixture.bdf === fn.bdf && isOfFirmware(fixture));
        const [first] = found;
        if (first === undefined) return [];
        const names = capped([...new Set(found.map(({ name }) => name))]);
        const bar = barOf(fn, first);
        return {
          level: "warning",
          title: T.framebuffer({ names, bar: bar === null ? T.someBar : T.bar({ bar }), bdf: fn.bdf }),
          evidence: T.framebufferEvidence({ names, bdf: fn.bdf, line: `BAR ${bar ?? "n"}: can't reserve` }),
          remedy: found.every(({ name }) => OPEN_FIRMWARE.has(name)) ? T.ofDisplayRemedy : T.framebufferRemedy,
        };
      }),
  }),
];
