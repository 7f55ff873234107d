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
import { listed, namesOf } from "../words.ts";
import { type Answer, check, ofEach, type PlanCheck } from "./check.ts";

/** Others on the bus that a bus reset hits with the function: its own VFs go with it anyway, and no VF is reset by its bus. */
function resetWith(machine: Machine, { bdf, physfn }: FunctionInfo): readonly FunctionInfo[] {
  if (machine.parentOf(bdf) === null || physfn !== null) return [];
  return onResetBus(machine, bdf).filter((other) => other.bdf !== bdf && other.physfn !== bdf);
}

function resetUnread(bdf: Bdf): Answer {
  return {
    level: "warning",
    title: `It is not known whether anything resets ${bdf} alone between guests.`,
    evidence: `reset_method of ${bdf} could not be read`,
    remedy: "Refresh the machine before guests that must not see each other's data have it one after the other.",
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
  const names = namesOf(others.map((other) => other.bdf));
  const staying = others.filter((other) => !leaving.has(other) && !hasVfio(other));
  const evidence = [
    `reset_method of ${bdf} is ${resetMethods.join(" ") || "empty, or not there"}`,
    ...staying.map((other) => `${other.bdf} on its bus has ${other.driver ?? "no driver"}`),
  ];
  if (others.length > 0 && staying.length === 0) {
    return {
      level: "fact",
      title: `Between guests ${bdf} is reset together with ${names}: give them to one guest.`,
      evidence: listed(evidence),
    };
  }
  const isFree = staying.length > 0 && !staying.some(isBridge);
  const together = [bdf, ...staying.map((other) => other.bdf)];
  return {
    level: "warning",
    title: hasNone
      ? `Nothing resets ${bdf} between guests: each finds what the last one left in it.`
      : `Between guests ${bdf} can only be reset together with ${names}.`,
    evidence: listed(evidence),
    remedy: isFree
      ? `Give ${namesOf(staying.map((other) => other.bdf))} to vfio-pci as well, for the same guest: the whole bus is then reset${hasNone ? ", if the device survives that" : ""}.`
      : "Restart this machine between guests that must not see each other's data, or use a function with Function Level Reset.",
    ...(isFree ? { follow: { kind: "assign", bdfs: together } } : {}),
  };
}

/** Ports above, as far as they are there. */
function portsAbove(machine: Machine, fn: FunctionInfo): readonly FunctionInfo[] {
  const parent = machine.portAbove(fn.bdf);
  const port = parent === null ? undefined : machine.byBdf.get(parent);
  return port === undefined ? [] : [port, ...portsAbove(machine, port)];
}

/** Displays and accelerators: boards whose slot has a switch for its power, and which need not come back (NVIDIA, AMD). */
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
  const seen = asleep === undefined ? [] : [`power_state of ${asleep.bdf} is D3cold`];
  return {
    level: asleep === undefined ? "fact" : "warning",
    title: `The kernel may cut the power of ${bdf} while no guest has it (D3cold), and not every device comes back from that.`,
    evidence: listed([
      `d3cold_allowed of ${bdf} is 1`,
      ...seen,
      `disable_idle_d3 of vfio_pci is ${idleD3Off === null ? "not known" : "N"}`,
    ]),
    remedy:
      "Keep it out of D3cold first (d3cold_allowed 0), or load vfio-pci with disable_idle_d3=1, which applies to every function on it.",
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

/** `BAR 0`, or `a BAR`. */
function barText(fn: FunctionInfo, { range }: FixtureFacts): string {
  const bar = range === undefined ? null : barAt(fn, BigInt(range.start));
  return bar === null ? "a BAR" : `BAR ${bar}`;
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
    about: "Its power is not cut while no guest has it",
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
        const names = listed([...new Set(found.map(({ name }) => name))]);
        return {
          level: "warning",
          title: `The framebuffer that firmware left (${names}) is in ${barText(fn, first)} of ${fn.bdf}, so no guest gets that BAR.`,
          evidence: `/proc/iomem has ${names} below ${fn.bdf}; vfio-pci would log "BAR ${barText(fn, first).replace(/\D+/, "") || "n"}: can't reserve"`,
          remedy: found.every(({ name }) => OPEN_FIRMWARE.has(name))
            ? "Unbind of-display from its driver, of the same name, below /sys/bus/platform/drivers first."
            : "Start the kernel with initcall_blacklist=sysfb_init, or unbind simple-framebuffer (efi-framebuffer, vesa-framebuffer) from its driver below /sys/bus/platform/drivers first.",
        };
      }),
  }),
];
