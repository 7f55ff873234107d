/**
 * A function whose registers have the SR-IOV capability while sysfs has no `sriov_*` file for it: who withholds the switch,
 * and what that is known from. The kernel makes the files for every function that passes `sriov_init` (drivers/pci/iov.c):
 * it wants TotalVFs, a page size that is supported, First VF Offset and, for more than one VF, VF Stride. Pure.
 */

import type { ConfigSpace } from "../pci/config-space.ts";
import { clauses, sentences } from "../words/joined.ts";
import type { Words } from "../words/message.ts";
import { COMMON } from "../words/texts/common.ts";
import { MISSING_SWITCH_WORDS } from "../words/texts/missing-switch.ts";
import type { FunctionInfo } from "./facts.ts";
import { type CapabilityAt, findExtended } from "./find-capability.ts";
import type { Machine } from "./machine.ts";
import { idsText, subsystemIdsText } from "./names.ts";
import { vfFirmware, vfFirmwareText } from "./vf-firmware.ts";

export interface MissingSwitch {
  /** Who withholds it: the card's firmware or the BIOS, the capability itself, the kernel, or nobody knows. */
  readonly by: "firmware" | "capability" | "kernel" | "unknown";
  /** A few words, for a column. */
  readonly short: Words;
  /** One sentence. */
  readonly says: Words;
  /** What that is known from. */
  readonly evidence: Words;
  readonly remedy: Words;
}

const SRIOV = 0x10;
const TOTAL_VFS = 0x0e;
const OFFSET = 0x14;
const STRIDE = 0x16;
const PAGE_SIZES = 0x1c;

/**
 * Vendors whose functions only a hypervisor makes: QEMU (Red Hat), Hyper-V, VMware, Xen. Virtio is not among them, for cards
 * make it as well.
 */
const GUEST_VENDORS: ReadonlySet<number> = new Set([0x1b36, 0x1414, 0x15ad, 0x5853]);
/** What QEMU gives the functions that it emulates. */
const QEMU_SUBSYSTEM = [0x1af4, 0x1100] as const;

/** null = it has its switch, has no such capability, or it is not known whether the kernel made one. */
export function missingSwitch(machine: Machine, fn: FunctionInfo, space: ConfigSpace | null): MissingSwitch | null {
  if (fn.physfn !== null || space === null || fn.fromText !== undefined) return null;
  const cap = findExtended(space, SRIOV);
  const total = cap?.word(TOTAL_VFS) ?? null;
  if (cap === null || total === null) return null;
  // A dump tells of no kernel, but TotalVFs 0 needs none.
  if (total === 0 && (fn.sriov === null || fn.registersOnly)) return offInFirmware(fn);
  if (fn.sriov !== null || fn.registersOnly || fn.problems.some(({ attribute }) => attribute === "folder")) return null;
  return faultOf(cap, total) ?? kernelOf(machine, total);
}

/** The card's own command is told where the card is known. */
function offInFirmware(fn: FunctionInfo): MissingSwitch {
  const card = vfFirmware(fn).row === null ? null : vfFirmwareText(fn);
  return {
    ...OFF_IN_FIRMWARE,
    remedy: card === null ? MISSING_SWITCH_WORDS.offRemedy : sentences(MISSING_SWITCH_WORDS.offRemedy, card),
  };
}

const OFF_IN_FIRMWARE: MissingSwitch = {
  by: "firmware",
  short: MISSING_SWITCH_WORDS.offShort,
  says: MISSING_SWITCH_WORDS.off,
  evidence: MISSING_SWITCH_WORDS.offEvidence,
  remedy: MISSING_SWITCH_WORDS.offRemedy,
};

/** What the kernel refuses of the capability itself. Offset and stride may change with NumVFs, so they are a likely cause. */
function faultOf(cap: CapabilityAt, total: number): MissingSwitch | null {
  const refused = (short: Words, what: Words, field: string): MissingSwitch => ({
    by: "capability",
    short,
    says: MISSING_SWITCH_WORDS.refused({ total: String(total), what }),
    evidence: MISSING_SWITCH_WORDS.refusedEvidence({ field }),
    remedy: MISSING_SWITCH_WORDS.refusedRemedy,
  });
  const pages = cap.long(PAGE_SIZES);
  if (pages === 0)
    return refused(MISSING_SWITCH_WORDS.noPageSizeShort, MISSING_SWITCH_WORDS.noPageSize, "Supported Page Sizes");
  const [offset, stride] = [cap.word(OFFSET), cap.word(STRIDE)];
  if (offset === 0)
    return refused(MISSING_SWITCH_WORDS.offsetZeroShort, MISSING_SWITCH_WORDS.offsetZero, "First VF Offset");
  if (stride === 0 && total > 1)
    return refused(MISSING_SWITCH_WORDS.strideZeroShort, MISSING_SWITCH_WORDS.strideZero, "VF Stride");
  return null;
}

function kernelOf(machine: Machine, totalVfs: number): MissingSwitch {
  const total = String(totalVfs);
  const other = machine.functions.find((fn) => fn.sriov !== null || fn.physfn !== null);
  const stub = machine.snapshot.host.drivers.includes("pci-pf-stub");
  if (other !== undefined || stub) {
    const seen =
      other === undefined ? MISSING_SWITCH_WORDS.stubThere : MISSING_SWITCH_WORDS.otherHasIt({ bdf: other.bdf });
    return {
      by: "unknown",
      short: MISSING_SWITCH_WORDS.noSwitchShort,
      says: MISSING_SWITCH_WORDS.noSwitchHere({ total }),
      evidence: MISSING_SWITCH_WORDS.noSwitchHereEvidence({ total, seen }),
      remedy: MISSING_SWITCH_WORDS.noSwitchHereRemedy,
    };
  }
  if (machine.snapshot.partOf !== undefined) {
    return {
      by: "unknown",
      short: MISSING_SWITCH_WORDS.noSwitchShort,
      says: MISSING_SWITCH_WORDS.noSwitchYet({ total }),
      evidence: MISSING_SWITCH_WORDS.noSwitchYetEvidence({ total }),
      remedy: MISSING_SWITCH_WORDS.noSwitchYetRemedy,
    };
  }
  const guest = guestSign(machine);
  return {
    by: "kernel",
    short: MISSING_SWITCH_WORDS.kernelShort,
    says:
      guest === null
        ? MISSING_SWITCH_WORDS.kernel({ total })
        : sentences(MISSING_SWITCH_WORDS.kernel({ total }), MISSING_SWITCH_WORDS.maybeGuest),
    evidence: clauses(MISSING_SWITCH_WORDS.kernelEvidence({ total }), guest),
    remedy: guest === null ? MISSING_SWITCH_WORDS.kernelRemedy : MISSING_SWITCH_WORDS.guestRemedy,
  };
}

/** A function that only a hypervisor makes; null = there is none, which proves nothing. */
function guestSign({ functions }: Machine): Words | null {
  const sign = functions.find(
    ({ vendor, subsystemVendor, subsystemDevice }) =>
      (vendor !== null && GUEST_VENDORS.has(vendor)) ||
      (subsystemVendor === QEMU_SUBSYSTEM[0] && subsystemDevice === QEMU_SUBSYSTEM[1]),
  );
  if (sign === undefined) return null;
  return MISSING_SWITCH_WORDS.madeByHypervisor({
    bdf: sign.bdf,
    ids: idsText(sign) ?? COMMON.unknown,
    subsystem: subsystemIdsText(sign) ?? COMMON.none,
  });
}
