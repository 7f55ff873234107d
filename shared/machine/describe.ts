/** One short sentence on what a function is and who has it: for the overview, tooltips and reports. */
import { hexDigits } from "../pci/hex-digits.ts";
import type { FunctionInfo } from "./facts.ts";
import type { Machine } from "./machine.ts";
import { className } from "./names.ts";
import { driverText, hasVfs, isGivingDriver, isHandedOut, roleOf, subclass } from "./role.ts";
import { isSriovByName } from "./told-by-text.ts";

/** Plain nouns where the database's label is clumsy or says less than people do. Subclass first, then base class. */
const NOUNS: ReadonlyMap<number, string> = new Map([
  [0x0106, "SATA controller"],
  [0x0107, "SAS controller"],
  [0x0108, "NVMe controller"],
  [0x0200, "Ethernet controller"],
  [0x0207, "InfiniBand controller"],
  [0x0300, "Graphics card"],
  [0x0302, "GPU"],
  [0x0600, "Host bridge"],
  [0x0601, "ISA bridge"],
  [0x0604, "PCI bridge"],
  [0x0680, "Bridge"],
  [0x0c03, "USB controller"],
  [0x1200, "Accelerator"],
]);

/** `GPU`, `Ethernet controller`: what a person calls it. */
function nounFor(fn: FunctionInfo): string {
  const kind = subclass(fn);
  const noun = kind === null ? undefined : NOUNS.get(kind);
  if (noun !== undefined) return noun;
  return fn.names.classLabel === null && kind === null ? "Function" : className(fn);
}

/** {@link nounFor}; `Ethernet controller with SR-IOV` where nobody knows of how many VFs. */
export function kindOf(fn: FunctionInfo): string {
  return isSriovByName(fn) ? `${nounFor(fn)} with SR-IOV` : nounFor(fn);
}

/** `01–02`, or `01` for a single bus, in hexadecimal; null when the numbers are not set. */
export function busRangeText(bridge: { readonly secondary: number; readonly subordinate: number }): string | null {
  const { secondary, subordinate } = bridge;
  if (secondary === 0) return null;
  const hex = (bus: number) => hexDigits(bus, 2);
  return subordinate > secondary ? `${hex(secondary)}–${hex(subordinate)}` : hex(secondary);
}

/** `on mlx5_core`, `given to vfio-pci`, `handed out by nvidia`, `without a driver`, `driver not known`. */
function driverPhrase(fn: FunctionInfo): string {
  if (fn.driver === null) return fn.driverUnknown ? driverText(fn) : "without a driver";
  if (isHandedOut(fn)) return `handed out by ${fn.driver}`;
  return isGivingDriver(fn.driver) ? `given to ${fn.driver}` : `on ${fn.driver}`;
}

/** `NVMe controller on nvme`, `Host bridge, driver not known`. */
export function withDriver(what: string, fn: FunctionInfo): string {
  const isUnknown = fn.driver === null && fn.driverUnknown;
  return `${what}${isUnknown && !what.endsWith(",") ? "," : ""} ${driverPhrase(fn)}`;
}

/** `VF 3 of 0000:01:00.0`; without the number when the PF does not list it. */
function vfPhrase(machine: Machine, vf: FunctionInfo): string {
  const index = machine.vfIndexOf(vf.bdf);
  return index === null ? `VF of ${vf.physfn}` : `VF ${index} of ${vf.physfn}`;
}

/** `16 of 16 VFs enabled`, `SR-IOV off, up to 16 VFs`. */
export function sriovPhrase(fn: FunctionInfo): string | null {
  if (fn.sriov === null) return null;
  const { numVfs, totalVfs } = fn.sriov;
  if (numVfs > 0) return `${numVfs} of ${totalVfs ?? "?"} VFs enabled`;
  if (totalVfs === null) return "SR-IOV off";
  if (totalVfs === 0) return `SR-IOV off, ${fn.registersOnly ? "TotalVFs is 0" : "and its driver allows no VFs"}`;
  return `SR-IOV off, up to ${totalVfs} ${totalVfs === 1 ? "VF" : "VFs"}`;
}

/**
 * What the function is and who has it: `Physical function with 16 of 16 VFs enabled, on mlx5_core`,
 * `VF 3 of 0000:01:00.0, given to vfio-pci`, `PCI bridge to bus 01–02`, `GPU given to vfio-pci`.
 */
export function describeFunction(machine: Machine, fn: FunctionInfo): string {
  switch (roleOf(fn)) {
    case "vf":
      return `${vfPhrase(machine, fn)}, ${driverPhrase(fn)}`;
    case "pf": {
      const sriov = sriovPhrase(fn);
      const joint = hasVfs(fn) ? " with " : ", ";
      return `Physical function${joint}${sriov}, ${driverPhrase(fn)}`;
    }
    case "bridge":
      return bridgeSentence(fn);
    case "function":
      return withDriver(kindOf(fn), fn);
  }
}

const CARDBUS = 0x0607;

/** `PCI bridge to bus 01`, `CardBus bridge`: what it is, and the buses below it where they are set. */
export function bridgePhrase(fn: FunctionInfo): string {
  const range = fn.bridge === null ? null : busRangeText(fn.bridge);
  const kind = subclass(fn) === CARDBUS ? "CardBus bridge" : "PCI bridge";
  return range === null ? kind : `${kind} to bus ${range}`;
}

function bridgeSentence(fn: FunctionInfo): string {
  if (fn.bridge === null) return `${bridgePhrase(fn)}; the bus below it is not known`;
  return busRangeText(fn.bridge) === null ? `${bridgePhrase(fn)} without a bus below it` : bridgePhrase(fn);
}
