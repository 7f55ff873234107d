/** Why no IOMMU is at work, and what can be done about it on such a machine: firmware, kernel, Xen, a cloud. Pure. */
import type { HostFacts } from "../../machine/facts.ts";
import { areIommusUnknown, lacksIommu } from "../../machine/known.ts";
import type { Machine } from "../../machine/machine.ts";
import type { PlatformFacts, RunsIn } from "../../machine/usage-facts.ts";
import { isArm } from "./interrupts.ts";

export interface IommuCause {
  /** One sentence. */
  readonly cause: string;
  readonly evidence: string;
  readonly remedy: string;
}

const BIOS = "Switch on VT-d, AMD-Vi or the SMMU in the BIOS";
const SMMU = "Switch on the SMMU in the firmware's settings";
const SMMU_KERNEL = "a kernel that is built with CONFIG_ARM_SMMU_V3 or CONFIG_ARM_SMMU";
/** What to do where nothing was looked at but that there is none. */
export const IOMMU_REMEDY = `${BIOS}; if it is on there, start the kernel with intel_iommu=on (Intel) or without iommu=off.`;

/**
 * Words of the kernel's command line that keep an IOMMU off (drivers/iommu, arch/x86/kernel/pci-dma.c), and the tables of
 * the IOMMUs that each of them speaks of. Without ACPI the kernel finds none of the tables. Of intel_iommu= the last counts.
 */
const OFF: readonly (readonly [word: RegExp, tables: readonly string[]])[] = [
  [/(?:^|\s)(acpi=off)\b/, []],
  [/(?:^|\s)(intel_iommu=(?:[^\s]*,)?off)\b(?!.*\sintel_iommu=on\b)/, ["DMAR"]],
  [/(?:^|\s)(amd_iommu=(?:[^\s]*,)?off)\b/, ["IVRS"]],
  [/(?:^|\s)(iommu=(?:[^\s]*,)?off)\b/, ["DMAR", "IVRS"]],
];
/** Told already, and not the answer. */
const INTEL_ON = /(?:^|\s)(intel_iommu=(?:[^\s]*,)?on)\b/;

/** The word that keeps the IOMMU off; one about an IOMMU that the firmware does not tell of changes nothing. */
function offWord({ commandLine, iommuTables }: PlatformFacts): string | undefined {
  for (const [word, tables] of OFF) {
    const found = word.exec(commandLine ?? "")?.[1];
    const isHere = iommuTables === null || tables.length === 0 || tables.some((name) => iommuTables.includes(name));
    if (found !== undefined && isHere) return found;
  }
  return undefined;
}

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
      remedy: `${SMMU}. If it is on there, use ${SMMU_KERNEL}.`,
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

const QEMU_ON_ARM: InGuest = {
  what: "a virtual machine of QEMU without an IOMMU",
  remedy:
    "Give it one: the machine type virt with iommu=smmuv3, or virtio-iommu-pci; libvirt has <iommu model='smmuv3'/> or <iommu model='virtio'/>.",
};

function inGuestOf(platform: PlatformFacts): InGuest | undefined {
  const { runsIn } = platform;
  if (runsIn === "qemu" && isArm(platform)) return QEMU_ON_ARM;
  return runsIn === null ? undefined : IN_GUESTS[runsIn];
}

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
  const { host, functions } = machine.snapshot;
  return noIommuMode === true && lacksIommu(host, functions) && !areIommusUnknown(machine.snapshot);
}

/** What the kernel makes of the table by which the firmware tells of an IOMMU; undefined = there is none such. */
function ofTable(platform: PlatformFacts): IommuCause | undefined {
  const { iommuTables, commandLine } = platform;
  // An IORT need not tell of one, and a guest has it as well.
  const table = iommuTables?.find((name) => name !== "IORT") ?? iommuTables?.[0];
  const told = TABLES.get(table ?? "");
  if (told === undefined) return undefined;
  if (table === "IORT" && inGuestOf(platform) !== undefined) return undefined;
  const evidence = `/sys/firmware/acpi/tables has ${iommuTables?.join(", ")}`;
  const on = table === "DMAR" ? INTEL_ON.exec(commandLine ?? "")?.[1] : undefined;
  if (on === undefined) return { ...told, evidence };
  return {
    cause: told.cause,
    evidence: `${evidence}; /proc/cmdline has ${on}`,
    remedy:
      "Look for lines with DMAR in the kernel's log: they say why. Update the BIOS, or use a kernel that is built with CONFIG_INTEL_IOMMU.",
  };
}

function tablesText({ iommuTables }: PlatformFacts): string {
  if (iommuTables === null) return "";
  return iommuTables.length === 0
    ? "; /sys/firmware/acpi/tables has none of DMAR, IVRS, IORT, VIOT"
    : `; /sys/firmware/acpi/tables has ${iommuTables.join(", ")}`;
}

/** Only to be asked where nothing tells of an IOMMU. */
export function iommuCause(host: Pick<HostFacts, "iommus">, platform: PlatformFacts): IommuCause {
  const { iommuTables, runsIn } = platform;
  const empty = host.iommus.length === 0 ? "/sys/class/iommu is empty" : "";
  if (runsIn === "xen-host") return { ...XEN_HOST, evidence: `${empty}; /sys/hypervisor/type is xen` };
  if (runsIn === "xen") return { ...IN_XEN, evidence: `${empty}; /sys/hypervisor/type is xen` };
  const off = offWord(platform);
  if (off !== undefined) {
    return {
      cause: off.startsWith("acpi")
        ? "ACPI is switched off, and the kernel learns of the IOMMU from it."
        : "The kernel was told to leave the IOMMU off.",
      evidence: `${empty}; /proc/cmdline has ${off}`,
      remedy: `Start the kernel without ${off}.`,
    };
  }
  const told = ofTable(platform);
  if (told !== undefined) return { ...told, evidence: `${empty}; ${told.evidence}` };
  const evidence = `${empty}${tablesText(platform)}`;
  const inGuest = inGuestOf(platform);
  if (inGuest !== undefined) {
    return { cause: `This is ${inGuest.what}.`, evidence, remedy: `${inGuest.remedy} ${withoutIommu(platform)}` };
  }
  if (iommuTables === null && isArm(platform)) {
    return {
      cause: "No SMMU is at work on this machine.",
      evidence,
      remedy: `Use ${SMMU_KERNEL}, and a device tree that names the SMMU of its PCI host bridge, where the board has one. ${withoutIommu(platform)}`,
    };
  }
  if (iommuTables === null) {
    return { cause: "No IOMMU is at work on this machine.", evidence, remedy: IOMMU_REMEDY };
  }
  const switchOn = isArm(platform) ? SMMU : BIOS;
  if (runsIn === "machine") {
    return {
      cause: "The firmware reports no IOMMU: it is switched off in the BIOS, or this machine has none.",
      evidence,
      remedy: `${switchOn}. ${withoutIommu(platform)}`,
    };
  }
  return {
    cause: "The firmware reports no IOMMU: it is switched off in the BIOS, or this is a virtual machine without one.",
    evidence,
    remedy: `${switchOn}. In a virtual machine, give it an emulated IOMMU. ${withoutIommu(platform)}`,
  };
}
