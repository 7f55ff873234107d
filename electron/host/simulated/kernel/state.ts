/** What the kernel model knows: its functions, drivers, modules and groups. Everything here is plain, mutable data. */
import type { ChildFacts, PowerState, VfSettings } from "../../../../shared/machine/facts.ts";
import type { Bdf } from "../../../../shared/pci/bdf.ts";
import type { KernelResource } from "../../../../shared/pci/layout.ts";
import type { VfLayout } from "../../../../shared/pci/sriov.ts";
import type { DriverProfile, ModuleProfile } from "./driver.ts";
import type { KernelLog } from "./log.ts";

/** The part of a PF that its configuration space does not say. */
export interface PfSpec {
  /** What every VF's configuration space reads, vendor and device id ffff included (PCIe 6.2 §9.3.4.1). */
  readonly vfConfig: Uint8Array;
  /** Bytes that one VF takes of each VF BAR, by BAR number; 0 = no such BAR. */
  readonly vfBars: readonly bigint[];
  /** For devices whose offset and stride depend on NumVFs or ARI; null = as in the registers, always. */
  readonly layout: ((numVfs: number, ari: boolean) => VfLayout) | null;
  /** The path to the root does not isolate VFs: they join the PF's IOMMU group. */
  readonly sharesGroup: boolean;
}

/** AER counters that are not zero, by the kernel's name of the error. */
export interface AerCounts {
  readonly correctable?: Readonly<Record<string, number>>;
  readonly nonfatal?: Readonly<Record<string, number>>;
  readonly fatal?: Readonly<Record<string, number>>;
}

/** One function as it is right after boot. */
export interface FunctionSpec {
  readonly bdf: Bdf;
  /** The bridge above; null on a root bus. */
  readonly parent: Bdf | null;
  /** `pci0000:00` */
  readonly hostBridge: string;
  /** 256 or 4096 bytes. */
  readonly config: Uint8Array;
  /** As in the kernel's `resource` file: 13 entries, 17 for a bridge. */
  readonly resources: readonly KernelResource[];
  readonly numaNode: number;
  readonly iommuGroup: number | null;
  readonly irq: number | null;
  readonly slot: string | null;
  readonly label: string | null;
  readonly powerState: PowerState;
  /** Bound when the machine is first seen. */
  readonly driver: string | null;
  readonly driverOverride: string | null;
  readonly resetMethods: readonly string[];
  /** Names of what its driver makes: interface, disk … */
  readonly hints: ChildHints;
  readonly aer: AerCounts;
  readonly pf: PfSpec | null;
  /** Can be pulled out of its slot. */
  readonly removable: boolean;
}

/** What drivers call their children on this machine. */
export interface ChildHints {
  /** Network interface, its MAC address and whether it is up. */
  readonly net?: { readonly name: string; readonly mac: string; readonly up: boolean };
  /** First part of the names of VF interfaces: `enp1s0f0` gives `enp1s0f0v3`. */
  readonly vfNet?: string;
  readonly children?: readonly ChildFacts[];
}

/** One function as it is now. */
export interface SimFunction {
  readonly bdf: Bdf;
  readonly spec: FunctionSpec;
  /** What sysfs says, which for a VF is not what its registers read. */
  readonly vendor: number;
  readonly device: number;
  readonly config: Uint8Array;
  readonly resources: readonly KernelResource[];
  readonly iommuGroup: number | null;
  driver: string | null;
  driverOverride: string | null;
  powerState: PowerState;
  /** As in reset_method, in the order in which they are tried. */
  resetMethods: readonly string[];
  children: readonly ChildFacts[];
  msi: { readonly kind: "msi" | "msix"; readonly vectors: number } | null;
  readonly pf: PfState | null;
  readonly vf: { readonly physfn: SimFunction; readonly index: number } | null;
}

/** The kernel's `struct pci_sriov`. */
export interface PfState {
  readonly spec: PfSpec;
  /** Offset of the SR-IOV capability. */
  readonly at: number;
  /** What the driver lowered TotalVFs to; TotalVFs itself while no driver did. */
  driverMax: number;
  autoprobe: boolean;
  vfs: SimFunction[];
  /** What the driver keeps for each VF; it goes with the VFs. */
  settings: VfSettings[];
}

/** The driver's link, which goes before the driver lets go; of a VF that leaves, the links to and from its PF too. */
export type Leaving = "driver" | "function";

/** Parameters of VFIO's modules that can be set at any time: `module/parameter`. */
export type VfioParameter = "vfio_iommu_type1/allow_unsafe_interrupts" | "vfio_pci/enable_sriov";

export interface KernelState {
  readonly functions: Map<Bdf, SimFunction>;
  /** In the order in which they were registered, which is the order in which they are tried. */
  readonly drivers: Map<string, DriverProfile>;
  readonly modules: readonly ModuleProfile[];
  readonly loadedModules: Set<string>;
  /** Numbers of IOMMU groups with their count of members. */
  readonly groups: Map<number, number>;
  /** Functions that a program has open through VFIO, as a guest does. */
  readonly open: Set<Bdf>;
  /** Functions that a write takes away from such a program, which it waits for, and what of them goes. */
  readonly leaving: Map<Bdf, Leaving>;
  readonly log: KernelLog;
  /** Functions that changed since the listeners were told. */
  readonly changed: Set<Bdf>;
  readonly hasIommu: boolean;
  /** `uname -r` */
  readonly release: string;
  /** It has died under a write since it was started. */
  crashed: boolean;
  /** /sys/bus/pci/drivers_autoprobe */
  driversAutoprobe: boolean;
  /** The IOMMU keeps functions from sending interrupts that were not meant for them. */
  readonly remapsInterrupts: boolean;
  readonly vfio: Record<VfioParameter, boolean>;
  /** Highest bus number below each host bridge, by its name. */
  readonly rootBusEnd: ReadonlyMap<string, number>;
}
