/** What keeps a guest from forging interrupts on a machine of this kind, and what can be done where nothing does. Pure. */
import type { HostFacts } from "../../machine/facts.ts";
import { listed } from "../../machine/lists.ts";
import type { PlatformFacts } from "../../machine/usage-facts.ts";
import { isBdf } from "../../pci/bdf.ts";

/** Whose IOMMU it is, by the names of /sys/class/iommu. */
type IommuKind = "intel" | "amd" | "virtio" | "other";

/** Intel's are dmar0 …, AMD's ivhd0 …; virtio-iommu has the name of its bus' device, which is its function's address. */
function iommuKind({ iommus }: Pick<HostFacts, "iommus">): IommuKind {
  if (iommus.some((name) => /^dmar\d/.test(name))) return "intel";
  if (iommus.some((name) => /^ivhd\d/.test(name))) return "amd";
  return iommus.some((name) => isBdf(name) || name.startsWith("virtio")) ? "virtio" : "other";
}

/** Words that switch interrupt remapping off (drivers/iommu/irq_remapping.c). */
const OFF = /(?:^|\s)(nointremap|intremap=(?:[^\s]*,)?off\b)/;

const BY_KIND: Readonly<Record<IommuKind, string>> = {
  intel: "Switch on interrupt remapping (VT-d, x2APIC) in the BIOS.",
  amd: "Update the BIOS, or switch on the IOMMU and the IO-APIC's entry for it there: lines with AMD-Vi in the kernel's log say what is missing.",
  virtio:
    "A virtio-iommu remaps no interrupts, so there is nothing to switch on; an emulated Intel or AMD IOMMU can (intremap=on).",
  other: "Switch on interrupt remapping in the firmware, where it has it.",
};

/** By its interrupt controller. */
export function isArm({ interruptChips }: Pick<PlatformFacts, "interruptChips">): boolean {
  return interruptChips.some((name) => name.startsWith("GIC"));
}

/** Names of what takes MSIs, without Arm's controller itself: `GICv2m`, `MIP-MSI`. */
function msiChips({ interruptChips }: PlatformFacts): string {
  const names = interruptChips.filter((name) => /MSI/.test(name) && !/pMSI/.test(name));
  return listed([...new Set(names.map((name) => name.replace(/-PCI-MSIX?$/, "")))]);
}

/** Does VFIO refuse to open what is behind an IOMMU, with EPERM (vfio_iommu_type1.c, iommu_group_has_isolated_msi)? */
export function refusesInterrupts({ remapsInterrupts, unsafeInterrupts }: PlatformFacts): boolean {
  return remapsInterrupts === false && unsafeInterrupts !== true;
}

/** What shows that nothing does; only to be asked where `remapsInterrupts` is false. */
export function unremappedEvidence(platform: PlatformFacts): string {
  return isArm(platform)
    ? `/proc/interrupts has ${msiChips(platform)} for the MSIs of functions, and no ITS`
    : "/proc/interrupts has IO-APIC, not IR-IO-APIC";
}

/** What would keep guests from it, in one sentence or two. */
export function remappingRemedy(host: Pick<HostFacts, "iommus">, platform: PlatformFacts): string {
  if (isArm(platform)) {
    return "On Arm, only an ITS of the interrupt controller keeps guests from forging interrupts: use it if the board has one and the kernel has its driver.";
  }
  const off = OFF.exec(platform.commandLine ?? "")?.[1];
  return off === undefined ? BY_KIND[iommuKind(host)] : `Start the kernel without ${off}.`;
}
