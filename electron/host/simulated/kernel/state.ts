/** What the kernel model knows: its functions, drivers, modules and groups. Drivers are data, and small functions where a driver decides. */
import type { ChildFacts, NvmeVf, PowerState, VfSettings } from "../../../../shared/machine/facts.ts";
import type { KernelDifference } from "../../../../shared/machine/kernel-differences.ts";
import type { Bdf } from "../../../../shared/pci/bdf.ts";
import type { KernelResource } from "../../../../shared/pci/layout.ts";
import type { ErrnoName } from "./errno.ts";
import type { Matches } from "./id-table.ts";
import type { KernelLog } from "./log.ts";
import type { FunctionSpec, PfSpec } from "./spec.ts";

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
  /** What was written to attributes that do no more here than to keep it, by their names. */
  readonly stored: Map<string, string>;
  children: readonly ChildFacts[];
  /** Interfaces that were moved to another network namespace: sysfs does not show them here. */
  elsewhere?: readonly ChildFacts[];
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
  /** Secondary controllers of an NVMe PF, one for each VF that it may have. */
  controllers: readonly NvmeVf[];
}

/** A driver's `no`, with what it writes to the log. */
interface Refusal {
  readonly code: ErrnoName;
  /** About the function, as most drivers write. */
  readonly log?: string;
  /** About something else, the driver's own name for it: lines as a whole. */
  readonly lines?: readonly string[];
  /** Where the kernel does as before, the driver finds out only after the write, and has the function until then. */
  readonly lateBefore?: KernelDifference;
}

export interface SriovRequest {
  readonly pf: SimFunction;
  readonly count: number;
  readonly kernel: KernelState;
}

/** A driver's `sriov_configure`. */
interface SriovSupport {
  /** What the driver passes to pci_sriov_set_totalvfs() in its probe. */
  readonly limit?: (total: number) => number;
  /**
   * The driver's own checks before VFs are enabled: null goes ahead, "ignore" returns 0, which the core takes for
   * success (bnxt_en with its interface down).
   */
  readonly check?: (request: SriovRequest) => Refusal | { readonly ignore: string } | null;
  /** It makes all VFs that the PF may have, whatever number is written (drivers/crypto/intel/qat). */
  readonly makesAll?: true;
  /** What the driver says before the core creates the VFs. */
  readonly enablingLog?: (count: number) => string;
  /** What it says once they are gone. */
  readonly disabledLog?: string;
  /** What becomes of VFs when the PF's driver lets go: most take them down, some leave them. */
  readonly onRemove: "disable" | "keep";
  /** New VFs get an override to this driver (vfio_pci_bus_notifier). */
  readonly captures?: true;
  /** It has no ndo_set_vf_* and no ndo_get_vf_config: of its VFs there is nothing to set and nothing to tell. */
  readonly keepsNoSettings?: true;
  /** sriov_vf_total_msix */
  readonly vfMsixPool?: number;
}

export interface DriverProfile {
  readonly name: string;
  /** As in modules.dep; null = built into the kernel. */
  readonly module: string | null;
  readonly matches: Matches;
  /** Its ids match only when the override names it (PCI_ID_F_VFIO_DRIVER_OVERRIDE). */
  readonly onlyByOverride?: boolean;
  readonly probe?: (fn: SimFunction, kernel: KernelState) => Refusal | null;
  readonly children?: (fn: SimFunction, kernel: KernelState) => readonly ChildFacts[];
  /** MSI or MSI-X vectors that it asks for; 0 = none. */
  readonly vectors?: (fn: SimFunction) => number;
  /** Leaves memory decoding and bus mastering as they are. */
  readonly passive?: boolean;
  readonly sriov?: SriovSupport;
}

/** A module on disk: what `modules.alias` says of it. */
export interface ModuleProfile {
  readonly name: string;
  readonly matches: Matches;
  /** Drivers that register when it is loaded. */
  readonly drivers: readonly DriverProfile[];
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
  /** What drivers do after the write that had them do it. */
  readonly later: (() => void)[];
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
