/** Why no IOMMU is at work: firmware, kernel, or no way to tell. Pure. */
import type { HostFacts } from "../../machine/facts.ts";
import type { PlatformFacts } from "../../machine/usage-facts.ts";

export interface IommuCause {
  /** One sentence. */
  readonly cause: string;
  readonly evidence: string;
  readonly remedy: string;
}

const BIOS = "Switch on VT-d, AMD-Vi or the SMMU in the BIOS";
/** What to do where nothing was looked at but that there is none. */
export const IOMMU_REMEDY = `${BIOS}; if it is on there, start the kernel with intel_iommu=on (Intel) or without iommu=off.`;

/** Words of the kernel's command line that keep an IOMMU off (drivers/iommu, arch/x86/kernel/pci-dma.c). */
const OFF = /(?:^|\s)((?:intel_iommu|amd_iommu)=(?:[^\s]*,)?off\b|iommu=(?:[^\s]*,)?off\b)/;

const SWITCH: ReadonlyMap<string, string> = new Map(
  Object.entries({
    DMAR: "intel_iommu=on",
    IVRS: "amd_iommu=on",
    IORT: "iommu.passthrough=0",
    VIOT: "a driver for the virtio IOMMU",
  }),
);

/** Only to be asked where `host.iommus` is empty. */
export function iommuCause(host: Pick<HostFacts, "iommus">, platform: PlatformFacts): IommuCause {
  const { iommuTables, commandLine } = platform;
  const empty = host.iommus.length === 0 ? "/sys/class/iommu is empty" : "";
  const off = OFF.exec(commandLine ?? "")?.[1];
  if (off !== undefined) {
    return {
      cause: "The kernel was told to leave the IOMMU off.",
      evidence: `${empty}; /proc/cmdline has ${off}`,
      remedy: `Start the kernel without ${off}.`,
    };
  }
  if (iommuTables === null) {
    return { cause: "No IOMMU is at work on this machine.", evidence: empty, remedy: IOMMU_REMEDY };
  }
  const [table] = iommuTables;
  if (table === undefined) {
    return {
      cause:
        "The firmware tells of no IOMMU: it is switched off in the BIOS, or this is a virtual machine without one.",
      evidence: `${empty}; /sys/firmware/acpi/tables has none of DMAR, IVRS, IORT, VIOT`,
      remedy: `${BIOS}. In a virtual machine, give it an emulated IOMMU.`,
    };
  }
  return {
    cause: "The firmware has an IOMMU, and the kernel does not use it.",
    evidence: `${empty}; /sys/firmware/acpi/tables has ${iommuTables.join(", ")}`,
    remedy: `Start the kernel with ${SWITCH.get(table) ?? "its IOMMU driver"}, or one that is built with the driver for it.`,
  };
}
