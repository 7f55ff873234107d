/** One short sentence on what a function is and who has it: for the overview, tooltips and reports. */
import { hexDigits } from "../pci/hex-digits.ts";
import type { Message, Words } from "../words/message.ts";
import { COMMON } from "../words/texts/common.ts";
import { FUNCTION_WORDS as T } from "../words/texts/function.ts";
import type { FunctionInfo } from "./facts.ts";
import type { Machine } from "./machine.ts";
import { className } from "./names.ts";
import { hasVfs, isGivingDriver, isHandedOut, roleOf, subclass } from "./role.ts";
import { isSriovByName } from "./told-by-text.ts";

/** Plain nouns where the database's label is clumsy or says less than people do. Subclass first, then base class. */
const NOUNS: ReadonlyMap<number, Message> = new Map([
  [0x0106, T.sata],
  [0x0107, T.sas],
  [0x0108, T.nvme],
  [0x0200, T.ethernet],
  [0x0207, T.infiniband],
  [0x0300, T.graphicsCard],
  [0x0302, T.gpu],
  [0x0600, T.hostBridge],
  [0x0601, T.isaBridge],
  [0x0604, T.pciBridge],
  [0x0680, T.bridge],
  [0x0c03, T.usb],
  [0x1200, T.accelerator],
]);

/** `GPU`, `Ethernet controller`: what a person calls it. */
function nounFor(fn: FunctionInfo): Words {
  const kind = subclass(fn);
  const noun = kind === null ? undefined : NOUNS.get(kind);
  if (noun !== undefined) return noun;
  return fn.names.classLabel === null && kind === null ? T.function : className(fn);
}

/** {@link nounFor}; `Ethernet controller with SR-IOV` where nobody knows of how many VFs. */
export function kindOf(fn: FunctionInfo): Words {
  return isSriovByName(fn) ? T.withSriov({ kind: nounFor(fn) }) : nounFor(fn);
}

/** `01–02`, or `01` for a single bus, in hexadecimal; null when the numbers are not set. */
export function busRangeText(bridge: { readonly secondary: number; readonly subordinate: number }): string | null {
  const { secondary, subordinate } = bridge;
  if (secondary === 0) return null;
  const hex = (bus: number) => hexDigits(bus, 2);
  return subordinate > secondary ? `${hex(secondary)}–${hex(subordinate)}` : hex(secondary);
}

/** `bound to mlx5_core`, `shared with guests by nvidia`, `no driver`, `driver unknown`. */
function driverPhrase(fn: FunctionInfo): Message {
  const { driver } = fn;
  if (driver === null) return fn.driverUnknown ? T.driverUnknown : COMMON.noDriver;
  return isHandedOut(fn) && !isGivingDriver(driver) ? T.sharedBy({ driver }) : T.boundTo({ driver });
}

/** `NVMe controller, bound to nvme`. */
export function withDriver(what: Words, fn: FunctionInfo): Message {
  return T.what({ what, driver: driverPhrase(fn) });
}

/** `VF 3 of 0000:01:00.0`; without the number when the PF does not list it. */
function vfPhrase(machine: Machine, vf: FunctionInfo, pf: string): Message {
  const index = machine.vfIndexOf(vf.bdf);
  return index === null ? T.vf({ pf }) : T.vfAt({ index, pf });
}

/** `16 of 16 VFs enabled`, `SR-IOV off, up to 16 VFs`; null for what is no PF. */
export function sriovPhrase(fn: FunctionInfo): Message | null {
  if (fn.sriov === null) return null;
  const { numVfs, totalVfs } = fn.sriov;
  if (numVfs > 0) {
    return totalVfs === null ? T.vfsEnabledOfUnknown({ numVfs }) : T.vfsEnabled({ numVfs, totalVfs });
  }
  if (totalVfs === null) return T.sriovOff;
  if (totalVfs === 0) return fn.registersOnly ? T.sriovOffZero : T.sriovOffNoVfs;
  return T.sriovOffUpTo({ totalVfs });
}

/**
 * What the function is and who has it: `Physical function with 16 of 16 VFs enabled, bound to mlx5_core`,
 * `VF 3 of 0000:01:00.0, bound to vfio-pci`, `PCI bridge to bus 01–02`, `GPU, bound to vfio-pci`.
 */
export function describeFunction(machine: Machine, fn: FunctionInfo): Words {
  const { physfn } = fn;
  const role = roleOf(fn);
  if (role === "bridge") return bridgeSentence(fn);
  const sriov = sriovPhrase(fn);
  if (role === "vf" && physfn !== null) return withDriver(vfPhrase(machine, fn, physfn), fn);
  if (role === "pf" && sriov !== null) return withDriver(hasVfs(fn) ? T.pfWithVfs({ sriov }) : T.pf({ sriov }), fn);
  return withDriver(kindOf(fn), fn);
}

const CARDBUS = 0x0607;

function bridgeKind(fn: FunctionInfo): Message {
  return subclass(fn) === CARDBUS ? T.cardBusBridge : T.pciBridge;
}

/** `PCI bridge to bus 01`, `CardBus bridge`: what it is, and the buses below it where they are set. */
export function bridgePhrase(fn: FunctionInfo): Message {
  const buses = fn.bridge === null ? null : busRangeText(fn.bridge);
  return buses === null ? bridgeKind(fn) : T.bridgeTo({ bridge: bridgeKind(fn), buses });
}

function bridgeSentence(fn: FunctionInfo): Message {
  const bridge = bridgeKind(fn);
  if (fn.bridge === null) return T.bridgeUnknown({ bridge });
  return busRangeText(fn.bridge) === null ? T.bridgeToNothing({ bridge }) : bridgePhrase(fn);
}
