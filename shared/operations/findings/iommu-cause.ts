/** Why no IOMMU is at work, and what can be done about it on such a machine: firmware, kernel, Xen, a cloud. Pure. */
import type { HostFacts } from "../../machine/facts.ts";
import { areIommusUnknown } from "../../machine/known.ts";
import type { Machine } from "../../machine/machine.ts";
import type { PlatformFacts, RunsIn } from "../../machine/usage-facts.ts";

export interface IommuCause {
  /** One sentence. */
  readonly cause: string;
  readonly evidence: string;
  readonly remedy: string;
}

const BIOS = "Switch on VT-d, AMD-Vi or the SMMU in the BIOS";
/** What to do where nothing was looked at but that there is none. */
export const IOMMU_REMEDY = `${BIOS}; if it is on there, start the kernel with intel_iommu=on (Intel) or without iommu=off.`;

/**
 * Words of the kernel's command line that keep an IOMMU off (drivers/iommu, arch/x86/kernel/pci-dma.c). Without ACPI the
 * kernel finds none of the tables that tell of one.
 */
const OFF = /(?:^|\s)((?:intel_iommu|amd_iommu)=(?:[^\s]*,)?off\b|iommu=(?:[^\s]*,)?off\b|acpi=off\b)/;

/** What a table of the firmware tells of, and what keeps a kernel from using it. */
const TABLES: ReadonlyMap<string, Pick<IommuCause, "cause" | "remedy">> = new Map([
  [
    "DMAR",
    {
      cause: "The firmware has an IOMMU (VT-d), and the kernel does not use it.",
      remedy: "Start the kernel with intel_iommu=on, or one that is built with the driver for it (CONFIG_INTEL_IOMMU).",
    },
  ],
  [
    // It is on unless it is switched off: amd_iommu= knows no word for on (drivers/iommu/amd/init.c, parse_amd_iommu_options).
    "IVRS",
    {
      cause: "The firmware has an IOMMU (AMD-Vi), and the kernel does not use it.",
      remedy:
        "Look for lines with AMD-Vi in the kernel's log: they say why. Update the BIOS, or use a kernel that is built with CONFIG_AMD_IOMMU.",
    },
  ],
  [
    // IORT tells of interrupts first: each machine with an ITS has it (Arm DEN0049). Passthrough is a mode of an IOMMU that works.
    "IORT",
    {
      cause: "No SMMU is at work. The firmware has an IORT, which need not list one.",
      remedy:
        "Switch on the SMMU in the firmware's settings. If it is on there, use a kernel that is built with CONFIG_ARM_SMMU_V3 or CONFIG_ARM_SMMU.",
    },
  ],
  [
    "VIOT",
    {
      cause: "This virtual machine has a virtio-iommu, and the kernel does not use it.",
      remedy: "Use a kernel that is built with CONFIG_VIRTIO_IOMMU.",
    },
  ],
]);

/** That is made for a guest's own programs, and needs nothing of firmware or cloud. */
function withoutIommu({ noIommuMode }: PlatformFacts): string {
  const known = noIommuMode === null ? ", if this kernel has it" : "";
  return `Programs such as DPDK can use vfio's no-IOMMU mode${known} (enable_unsafe_noiommu_mode): the function can then reach all memory.`;
}

interface InGuest {
  readonly what: string;
  readonly remedy: string;
}

/** Where nobody can reach a BIOS: what the owner of such a guest can do. */
const IN_GUESTS: Readonly<Partial<Record<RunsIn, InGuest>>> = {
  ec2: {
    what: "an instance of EC2, which has no IOMMU",
    remedy: "Use a bare metal instance type (with .metal in its name).",
  },
  gce: {
    what: "an instance of Google Compute Engine, which has no IOMMU",
    remedy: "Use a bare metal machine type.",
  },
  azure: {
    what: "a virtual machine in Azure, which has no IOMMU",
    remedy: "Use a physical machine.",
  },
  "hyper-v": {
    what: "a virtual machine of Hyper-V, which has no IOMMU",
    remedy: "Assign the function on the Hyper-V host instead (Discrete Device Assignment).",
  },
  vmware: {
    what: "a virtual machine of VMware without an IOMMU",
    remedy: "Expose an IOMMU to it (in its settings: CPU, I/O MMU; vvtd.enable), and start it with EFI.",
  },
  virtualbox: {
    what: "a virtual machine of VirtualBox without an IOMMU",
    remedy: "Give it one: VBoxManage modifyvm with --iommu=intel or --iommu=amd, and the chipset ICH9.",
  },
  qemu: {
    what: "a virtual machine of QEMU without an IOMMU",
    remedy:
      "Give it one: the machine type q35 with intel-iommu, or virtio-iommu-pci; libvirt has <iommu model='intel'/> or <iommu model='virtio'/>.",
  },
  guest: {
    what: "a virtual machine without an IOMMU",
    remedy: "Ask the operator of its host for an emulated IOMMU.",
  },
};

/** Of Xen, whose own IOMMU driver has the hardware (xl-pci-configuration, `xl pci-assignable-add`). */
const XEN_HOST: Pick<IommuCause, "cause" | "remedy"> = {
  cause: "Xen has the IOMMU of this machine, and no kernel above it sees one.",
  remedy:
    "Let Xen give functions to guests: xl pci-assignable-add, then xl pci-attach. xl dmesg says whether Xen uses the IOMMU.",
};
const IN_XEN: Pick<IommuCause, "cause" | "remedy"> = {
  cause: "This is a domain of Xen, which gives its domains no IOMMU.",
  remedy:
    "Give the function to a guest from the domain that has the hardware: xl pci-assignable-add, then xl pci-attach.",
};

/** vfio takes functions here although there is no IOMMU, for programs alone. */
export function doesWithoutIommu(machine: Machine, { noIommuMode }: PlatformFacts): boolean {
  return noIommuMode === true && machine.snapshot.host.iommus.length === 0 && !areIommusUnknown(machine.snapshot);
}

/** Only to be asked where `host.iommus` is empty. */
export function iommuCause(host: Pick<HostFacts, "iommus">, platform: PlatformFacts): IommuCause {
  const { iommuTables, commandLine, runsIn } = platform;
  const empty = host.iommus.length === 0 ? "/sys/class/iommu is empty" : "";
  if (runsIn === "xen-host") return { ...XEN_HOST, evidence: `${empty}; /sys/hypervisor/type is xen` };
  if (runsIn === "xen") return { ...IN_XEN, evidence: `${empty}; /sys/hypervisor/type is xen` };
  const off = OFF.exec(commandLine ?? "")?.[1];
  if (off !== undefined) {
    return {
      cause: off.startsWith("acpi")
        ? "ACPI is switched off, and the kernel learns of the IOMMU from it."
        : "The kernel was told to leave the IOMMU off.",
      evidence: `${empty}; /proc/cmdline has ${off}`,
      remedy: `Start the kernel without ${off}.`,
    };
  }
  const [table] = iommuTables ?? [];
  const told = TABLES.get(table ?? "");
  if (told !== undefined) {
    return { ...told, evidence: `${empty}; /sys/firmware/acpi/tables has ${iommuTables?.join(", ")}` };
  }
  const noTable =
    iommuTables === null ? empty : `${empty}; /sys/firmware/acpi/tables has none of DMAR, IVRS, IORT, VIOT`;
  const inGuest = runsIn === null ? undefined : IN_GUESTS[runsIn];
  if (inGuest !== undefined) {
    return {
      cause: `This is ${inGuest.what}.`,
      evidence: noTable,
      remedy: `${inGuest.remedy} ${withoutIommu(platform)}`,
    };
  }
  if (iommuTables === null) {
    return { cause: "No IOMMU is at work on this machine.", evidence: empty, remedy: IOMMU_REMEDY };
  }
  if (runsIn === "machine") {
    return {
      cause: "The firmware reports no IOMMU: it is switched off in the BIOS, or this machine has none.",
      evidence: noTable,
      remedy: `${BIOS}. ${withoutIommu(platform)}`,
    };
  }
  return {
    cause: "The firmware reports no IOMMU: it is switched off in the BIOS, or this is a virtual machine without one.",
    evidence: noTable,
    remedy: `${BIOS}. In a virtual machine, give it an emulated IOMMU. ${withoutIommu(platform)}`,
  };
}
