/**
 * What one scan of a machine found, before any meaning: plain JSON data, the form in which it crosses every wire.
 * Addresses and sizes are hexadecimal text (`0x600de000000`) because they do not fit a JSON number.
 * `null` always means "not known or not there", never zero.
 */
import type { Bdf } from "../pci/bdf.ts";

/** Something that could not be read, kept as a fact: the device left, no permission, an odd value. */
export interface ReadProblem {
  /** The attribute, as the kernel names it: `sriov_numvfs`, `config`. */
  readonly attribute: string;
  /** The errno name (`EACCES`, `ENODEV`, `EIO`), `ETIMEDOUT` for a read that hangs, or `EINVAL` for a value that makes no sense. */
  readonly code: string;
  /** One sentence for a person. */
  readonly message: string;
}

/** One line of the kernel's `resource` file; flags are IORESOURCE_* (include/linux/ioport.h). */
export interface ResourceFacts {
  readonly start: string;
  readonly end: string;
  readonly flags: string;
}

export interface LinkFacts {
  /** GT/s; null when the kernel says Unknown. */
  readonly speed: number | null;
  /** lanes */
  readonly width: number | null;
  readonly maxSpeed: number | null;
  readonly maxWidth: number | null;
}

/** The `sriov_*` attributes of a PF (Documentation/ABI/testing/sysfs-bus-pci). */
export interface SriovFacts {
  /** What the driver allows, which may be less than the capability's TotalVFs. */
  readonly totalVfs: number | null;
  /** Counted from the `virtfnN` links, which takes no lock; the attribute itself can hang. */
  readonly numVfs: number;
  readonly offset: number | null;
  readonly stride: number | null;
  /** VF device id */
  readonly vfDevice: number | null;
  readonly driversAutoprobe: boolean | null;
  /** Size of the MSI-X pool for VFs; 0 = the driver does not share one out. */
  readonly vfTotalMsix: number | null;
}

export type ChildKind = "net" | "block" | "infiniband" | "drm" | "nvme" | "vfio" | "mdev";

/** A kernel object that lives on a function: a network interface, a disk, a graphics card … */
export interface ChildFacts {
  readonly kind: ChildKind;
  readonly name: string;
  /** `operstate` of a network interface. */
  readonly state: string | null;
  /** MAC address of a network interface. */
  readonly address: string | null;
}

export type PowerState = "D0" | "D1" | "D2" | "D3hot" | "D3cold" | "unknown" | "error";

export interface FunctionFacts {
  readonly bdf: Bdf;
  /** The bridge above, or the function below which its domain begins (VMD), from the device path; null at a root. */
  readonly parent: Bdf | null;
  /** Name of the root of the device path: `pci0000:00`. */
  readonly hostBridge: string | null;
  readonly vendor: number | null;
  readonly device: number | null;
  readonly subsystemVendor: number | null;
  readonly subsystemDevice: number | null;
  /** 24 bits: base class, subclass, programming interface. */
  readonly classCode: number | null;
  readonly revision: number | null;
  readonly driver: string | null;
  /** Nobody knows whether there is a driver, as in a dump of registers: then `driver` is null and means nothing. */
  readonly driverUnknown?: true;
  /** Only its registers are known, as in a dump: nothing that a kernel tells (driver, modules, group, interfaces) is. */
  readonly registersOnly?: true;
  readonly driverOverride: string | null;
  /** Kernel modules whose alias matches (modules.alias), best first. */
  readonly modules: readonly string[];
  readonly irq: number | null;
  /** Interrupt vectors in use and their kind. */
  readonly msi: { readonly kind: "msi" | "msix"; readonly vectors: number } | null;
  /** -1 = the firmware does not say. */
  readonly numaNode: number | null;
  readonly iommuGroup: string | null;
  readonly powerState: PowerState | null;
  readonly link: LinkFacts | null;
  /** Physical slot name. */
  readonly slot: string | null;
  /** Firmware's name of an onboard device. */
  readonly label: string | null;
  /** In the kernel's order: 0–5 BARs, 6 ROM, 7–12 VF BARs, then a bridge's windows. */
  readonly resources: readonly ResourceFacts[];
  readonly bridge: { readonly secondary: number; readonly subordinate: number } | null;
  readonly sriov: SriovFacts | null;
  /** The PF of a VF. */
  readonly physfn: Bdf | null;
  /** Of a PF: its VFs by index; indices may have holes while VFs come and go. */
  readonly virtfns: readonly { readonly index: number; readonly bdf: Bdf }[];
  readonly ariEnabled: boolean | null;
  /**
   * In the order in which the kernel tries them; empty = it knows no way to reset the function. null = not told: kernels
   * before 5.15 have `reset` without `reset_method`.
   */
  readonly resetMethods: readonly string[] | null;
  readonly children: readonly ChildFacts[];
  /** What could not be read. */
  readonly problems: readonly ReadProblem[];
}

/** Facts of the machine as a whole. */
export interface HostFacts {
  /** Names in /sys/class/iommu; empty = no IOMMU is at work. */
  readonly iommus: readonly string[];
  /** Is vfio-pci there: its driver registered, its module at hand, or neither; null = cannot tell. */
  readonly vfioPci: "loaded" | "available" | "absent" | null;
  /** /sys/module/vfio_pci/parameters/enable_sriov */
  readonly vfioEnableSriov: boolean | null;
  /** Drivers registered on the PCI bus. */
  readonly drivers: readonly string[];
  /** /sys/bus/pci/drivers_autoprobe: are new functions given to a driver at all. */
  readonly driversAutoprobe: boolean | null;
  /**
   * Has the kernel died under something since the machine was started (an oops, a BUG): bit 7 (`D`) of
   * /proc/sys/kernel/tainted. What it held then stays locked.
   */
  readonly crashed: boolean | null;
}

export interface ScanResult {
  readonly host: HostFacts;
  readonly functions: readonly FunctionFacts[];
  /** What could not be read of the machine as a whole. */
  readonly problems: readonly ReadProblem[];
}

/** Who and what a machine is. */
export interface HostIdentity {
  /** hostname, or the demo machine's or the file's name */
  readonly name: string;
  readonly kernel: string | null;
  readonly bootId: string | null;
  /** Tells it from another machine of the same name (machine-key.ts); null and left out = not known. */
  readonly machineKey?: string | null;
  /** May this connection change the machine? null = not known yet. */
  readonly privileged: boolean | null;
  /** How we are connected, for a person: `this machine`, `demo`, `file report.json`. */
  readonly connection: string;
  readonly kind: "local" | "demo" | "file" | "ssh";
}

/** Names out of the PCI ID database; null where it has none. */
export interface FunctionNames {
  readonly vendor: string | null;
  readonly device: string | null;
  readonly subsystem: string | null;
  /** Class and subclass: `Ethernet controller`. */
  readonly classLabel: string | null;
  readonly progIf: string | null;
}

/** One function as the rest of the product sees it. */
export interface FunctionInfo extends FunctionFacts {
  readonly names: FunctionNames;
}

/** A machine at one moment. */
export interface MachineSnapshot {
  readonly identity: HostIdentity;
  readonly host: HostFacts;
  /** Sorted by BDF. */
  readonly functions: readonly FunctionInfo[];
  readonly problems: readonly ReadProblem[];
  /** Counts up with every change. */
  readonly revision: number;
}

/** What changed from one revision to a later one. */
export interface MachinePatch {
  readonly from: number;
  readonly to: number;
  readonly upsert: readonly FunctionInfo[];
  readonly removed: readonly Bdf[];
  /** null = as before */
  readonly host: HostFacts | null;
  readonly identity: HostIdentity | null;
  readonly problems: readonly ReadProblem[] | null;
}

/** The bytes of a configuration space, or why there are none. */
export type ConfigReading =
  | {
      readonly state: "read";
      /** Hexadecimal, two digits a byte. */
      readonly hex: string;
      /** Known ranges [start, end); an unprivileged read stops at 64. */
      readonly known: readonly (readonly [number, number])[];
      /** Bytes that the space has in all: 256 or 4096; null = not known. */
      readonly size: number | null;
    }
  /** In D3cold: reading would wake it, so it was not opened. */
  | { readonly state: "asleep"; readonly powerState: PowerState }
  | { readonly state: "gone" }
  | { readonly state: "unreadable"; readonly problem: ReadProblem };

/** Vital product data, or why there is none. Read only on request: a device gives it four bytes at a time. */
export type VpdReading =
  /** Hexadecimal, two digits a byte, from address 0 on. */
  | { readonly state: "read"; readonly hex: string }
  /** In D3cold: reading would wake it. */
  | { readonly state: "asleep" }
  /** The kernel offers none of this function, or the file holds none. */
  | { readonly state: "absent" }
  /** `ETIMEDOUT` where the device does not come to an end, `ECANCELED` where nobody waits for it any more. */
  | { readonly state: "unreadable"; readonly problem: ReadProblem };

export type VfLinkState = "auto" | "enable" | "disable";

/** One VF as the PF's network interface tells it (rtnetlink IFLA_VF_*); null = the driver does not say. */
export interface VfSettings {
  /** Index of the VF. */
  readonly vf: number;
  /** Administrative MAC address, `00:00:00:00:00:00` while none was set. */
  readonly mac: string | null;
  /** 0 = untagged */
  readonly vlan: number | null;
  readonly qos: number | null;
  readonly spoofCheck: boolean | null;
  readonly trust: boolean | null;
  readonly linkState: VfLinkState | null;
  /** Mbit/s; 0 = no limit */
  readonly minRate: number | null;
  readonly maxRate: number | null;
}

/** Attributes that may be slow or lock, read only when a person looks at the function. */
export interface FunctionDetail {
  readonly bdf: Bdf;
  /** The attribute itself, which a stuck operation can block: then `problems` says so. */
  readonly numVfs: number | null;
  /** /sys/kernel/iommu_groups/N/type and reserved_regions */
  readonly iommuGroupType: string | null;
  readonly reservedRegions: readonly { readonly start: string; readonly end: string; readonly kind: string }[];
  /** AER counters: `name count` lines of aer_dev_*. */
  readonly aer: readonly {
    readonly severity: "correctable" | "nonfatal" | "fatal";
    readonly name: string;
    readonly count: number;
  }[];
  readonly runtimeStatus: string | null;
  readonly enableCount: number | null;
  readonly localCpus: string | null;
  /** Of a PF: what the driver keeps for its VFs (`ip -j -d link show`); missing where nobody says. */
  readonly vfSettings?: readonly VfSettings[];
  readonly problems: readonly ReadProblem[];
}
