/** What keeps a guest from forging interrupts on a machine of this kind, and what can be done where nothing does. Pure. */
import type { HostFacts } from "../../machine/facts.ts";
import type { PlatformFacts } from "../../machine/usage-facts.ts";
import { isBdf } from "../../pci/bdf.ts";
import type { Value, Words } from "../../words/message.ts";
import { INTERRUPT_WORDS as T } from "../../words/texts/check-isolation.ts";

/** Whose IOMMU it is, by the names of /sys/class/iommu. */
type IommuKind = "intel" | "amd" | "virtio" | "other";

/** Intel's are dmar0 …, AMD's ivhd0 …; virtio-iommu has the name of its bus' device, which is its function's address. */
function iommuKind({ iommus }: Pick<HostFacts, "iommus">): IommuKind {
  if (iommus.some((name) => /^dmar\d/.test(name))) return "intel";
  if (iommus.some((name) => /^ivhd\d/.test(name))) return "amd";
  return iommus.some((name) => isBdf(name) || name.startsWith("virtio")) ? "virtio" : "other";
}

/** Options that disable interrupt remapping (drivers/iommu/irq_remapping.c). */
const OFF = /(?:^|\s)(nointremap|intremap=(?:[^\s]*,)?off\b)/;

const BY_KIND: Readonly<Record<IommuKind, Words>> = { intel: T.intel, amd: T.amd, virtio: T.virtio, other: T.other };

/** By its interrupt controller. */
export function isArm({ interruptChips }: Pick<PlatformFacts, "interruptChips">): boolean {
  return interruptChips.some((name) => name.startsWith("GIC"));
}

/** Names of what takes MSIs, without Arm's controller itself: `GICv2m`, `MIP-MSI`. */
function msiChips({ interruptChips }: PlatformFacts): Value {
  const names = interruptChips.filter((name) => /MSI/.test(name) && !/pMSI/.test(name));
  return [...new Set(names.map((name) => name.replace(/-PCI-MSIX?$/, "")))];
}

/** Does VFIO refuse to open what is behind an IOMMU, with EPERM (vfio_iommu_type1.c, iommu_group_has_isolated_msi)? */
export function refusesInterrupts({ remapsInterrupts, unsafeInterrupts }: PlatformFacts): boolean {
  return remapsInterrupts === false && unsafeInterrupts !== true;
}

/** What shows that nothing does; only to be asked where `remapsInterrupts` is false. */
export function unremappedEvidence(platform: PlatformFacts): Words {
  return isArm(platform) ? T.armEvidence({ chips: msiChips(platform) }) : T.evidence;
}

/** What would keep guests from it, in one sentence or two. */
export function remappingRemedy(host: Pick<HostFacts, "iommus">, platform: PlatformFacts): Words {
  if (isArm(platform)) return T.arm;
  const off = OFF.exec(platform.commandLine ?? "")?.[1];
  return off === undefined ? BY_KIND[iommuKind(host)] : T.without({ option: off });
}
