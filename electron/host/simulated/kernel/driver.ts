/** What the model knows of a driver: data, and small functions where a driver decides. */
import type { ChildFacts } from "../../../../shared/machine/facts.ts";
import type { ErrnoName } from "./errno.ts";
import type { KernelState, SimFunction } from "./state.ts";

/** What an id table is held against. */
export interface Identity {
  readonly vendor: number;
  readonly device: number;
  readonly classCode: number;
}

export type Matches = (id: Identity) => boolean;

/** A driver's `no`, with what it writes to the log. */
export interface Refusal {
  readonly code: ErrnoName;
  /** About the function, as most drivers write. */
  readonly log?: string;
  /** About something else, the driver's own name for it: lines as a whole. */
  readonly lines?: readonly string[];
}

export interface SriovRequest {
  readonly pf: SimFunction;
  readonly count: number;
  readonly kernel: KernelState;
}

/** A driver's `sriov_configure`. */
export interface SriovSupport {
  /** What the driver passes to pci_sriov_set_totalvfs() in its probe. */
  readonly limit?: (total: number) => number;
  /**
   * The driver's own checks before VFs are enabled: null goes ahead, "ignore" returns 0, which the core takes for
   * success (bnxt_en with its interface down).
   */
  readonly check?: (request: SriovRequest) => Refusal | { readonly ignore: string } | null;
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

/** Matches a vendor and any of these devices. */
export function byId(vendor: number, ...devices: readonly number[]): Matches {
  return (id) => id.vendor === vendor && devices.includes(id.device);
}

/** Matches the upper bits of the class code: `0x0604` or `0x010802`. */
export function byClass(code: number): Matches {
  const shift = code > 0xffff ? 0 : 8;
  return (id) => id.classCode >> shift === code;
}

export function anyOf(...list: readonly Matches[]): Matches {
  return (id) => list.some((matches) => matches(id));
}

export const nothing: Matches = () => false;
