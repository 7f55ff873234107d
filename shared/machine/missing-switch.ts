/**
 * A function whose registers have the SR-IOV capability while sysfs has no `sriov_*` file for it: who withholds the switch,
 * and what that is known from. The kernel makes the files for every function that passes `sriov_init` (drivers/pci/iov.c):
 * it wants TotalVFs, a page size that is supported, First VF Offset and, for more than one VF, VF Stride. Pure.
 */
import type { ConfigSpace } from "../pci/config-space.ts";
import { stillEnglish } from "../words/say.ts";
import type { FunctionInfo } from "./facts.ts";
import { type CapabilityAt, findExtended } from "./find-capability.ts";
import type { Machine } from "./machine.ts";
import { idsText, subsystemIdsText } from "./names.ts";
import { vfFirmware, vfFirmwareText } from "./vf-firmware.ts";

export interface MissingSwitch {
  /** Who withholds it: the card's firmware or the BIOS, the capability itself, the kernel, or nobody knows. */
  readonly by: "firmware" | "capability" | "kernel" | "unknown";
  /** A few words, for a column. */
  readonly short: string;
  /** One sentence. */
  readonly says: string;
  /** What that is known from. */
  readonly evidence: string;
  readonly remedy: string;
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
  const card = vfFirmware(fn).row === null ? "" : ` ${stillEnglish(vfFirmwareText(fn))}`;
  return { ...OFF_IN_FIRMWARE, remedy: `${OFF_IN_FIRMWARE.remedy}${card}` };
}

const OFF_IN_FIRMWARE: MissingSwitch = {
  by: "firmware",
  short: "off in firmware",
  says: "It has the SR-IOV capability, but TotalVFs is 0: SR-IOV is switched off in the card's firmware or in the BIOS.",
  evidence: "SR-IOV capability, TotalVFs is 0; the kernel makes no sriov_* file then (drivers/pci/iov.c, sriov_init)",
  remedy:
    "Switch SR-IOV on in the BIOS (setup of the card, or “SR-IOV support”), or with the card's own firmware tool, and start the machine again.",
};

/** What the kernel refuses of the capability itself. Offset and stride may change with NumVFs, so they are a likely cause. */
function faultOf(cap: CapabilityAt, total: number): MissingSwitch | null {
  const refused = (short: string, what: string, evidence: string): MissingSwitch => ({
    by: "capability",
    short,
    says: `It has the SR-IOV capability for ${total} VFs, and the kernel refuses it: ${what}.`,
    evidence: `SR-IOV capability, ${evidence}; the kernel's test is sriov_init in drivers/pci/iov.c`,
    remedy: "Update the card's firmware. The capability is the card's own, so nothing on this machine changes it.",
  });
  const pages = cap.long(PAGE_SIZES);
  if (pages === 0) return refused("no page size", "it supports no page size", "Supported Page Sizes is 0");
  const [offset, stride] = [cap.word(OFFSET), cap.word(STRIDE)];
  if (offset === 0) return refused("VF offset 0", "its VFs would be at its own address", "First VF Offset is 0");
  if (stride === 0 && total > 1) return refused("VF stride 0", "all VFs would be at one address", "VF Stride is 0");
  return null;
}

function kernelOf(machine: Machine, total: number): MissingSwitch {
  const capability = `SR-IOV capability, TotalVFs is ${total}`;
  const other = machine.functions.find((fn) => fn.sriov !== null || fn.physfn !== null);
  const stub = machine.snapshot.host.drivers.includes("pci-pf-stub");
  if (other !== undefined || stub) {
    const seen = other === undefined ? "its driver pci-pf-stub is there" : `${other.bdf} has it`;
    return {
      by: "unknown",
      short: "no switch",
      says: `It has the SR-IOV capability for ${total} VFs, and this kernel offers no switch for it, though it does for other functions: why is not known.`,
      evidence: `${capability}; no sriov_* file here, and this kernel is built with SR-IOV, because ${seen}`,
      remedy:
        "Look in the kernel's log of when the function was found. A capability that a card's firmware switched on later is seen after the function is removed and the bus is rescanned.",
    };
  }
  if (machine.snapshot.partOf !== undefined) {
    return {
      by: "unknown",
      short: "no switch",
      says: `It has the SR-IOV capability for ${total} VFs, and this kernel offers no switch for it.`,
      evidence: `${capability}; no sriov_* file here; not all functions are read yet`,
      remedy: "Wait until all functions are there: whether another one has a switch tells the cause.",
    };
  }
  const guest = guestSign(machine);
  const where = guest === null ? "" : " This looks like a guest, and its host may withhold it as well.";
  return {
    by: "kernel",
    short: "no switch in kernel",
    says: `It has the SR-IOV capability for ${total} VFs, and this kernel offers no switch for it: no function of this machine has one, so the kernel is built without CONFIG_PCI_IOV, or keeps SR-IOV off.${where}`,
    evidence: `${capability}; no function has a sriov_* file or is a VF${guest === null ? "" : `; ${guest}`}`,
    remedy:
      guest === null
        ? "Start a kernel with CONFIG_PCI_IOV=y; /boot/config-$(uname -r) says what this one has."
        : "Make the VFs on the host and give them to this guest; or start a kernel with CONFIG_PCI_IOV=y (/boot/config-$(uname -r) says what this one has).",
  };
}

/** A function that only a hypervisor makes; null = there is none, which proves nothing. */
function guestSign({ functions }: Machine): string | null {
  const sign = functions.find(
    ({ vendor, subsystemVendor, subsystemDevice }) =>
      (vendor !== null && GUEST_VENDORS.has(vendor)) ||
      (subsystemVendor === QEMU_SUBSYSTEM[0] && subsystemDevice === QEMU_SUBSYSTEM[1]),
  );
  if (sign === undefined) return null;
  return `${sign.bdf} (${idsText(sign) ?? "ids not known"}, subsystem ${subsystemIdsText(sign) ?? "none"}) is made by a hypervisor`;
}
