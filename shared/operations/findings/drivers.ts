/** What is known of drivers by name: who holds a function for a guest, which VF driver goes with which PF driver, and what single PF drivers do otherwise than drivers/pci/iov.c lets one expect. Pure. */
import type { FunctionFacts, FunctionInfo, HostFacts } from "../../machine/facts.ts";
import type { Machine } from "../../machine/machine.ts";
import { hasVfio, isGivingDriver, isOnVfio } from "../../machine/role.ts";
import { vfFirmware, vfFirmwareText } from "../../machine/vf-firmware.ts";
import type { Bdf } from "../../pci/bdf.ts";

/**
 * Drivers that leave a group viable for a guest because they do no DMA of their own (`driver_managed_dma`:
 * drivers/pci/pcie/portdrv.c, drivers/pci/pci-stub.c, drivers/vfio/pci).
 */
const WITHOUT_DMA = new Set(["pcieport", "pci-stub"]);

/** May this function stay in a group that a guest uses? One without driver may; not one whose driver nobody knows. */
export function leavesGroupViable(fn: FunctionFacts): boolean {
  if (fn.driver === null) return fn.driverUnknown !== true;
  return WITHOUT_DMA.has(fn.driver) || hasVfio(fn);
}

/** Drivers whose VFs have a driver of another name (drivers/net, drivers/crypto); elsewhere VFs use the PF's driver. */
const VF_DRIVERS: ReadonlyMap<string, string | null> = new Map([
  ["i40e", "iavf"],
  ["ice", "iavf"],
  ["igb", "igbvf"],
  ["ixgbe", "ixgbevf"],
  ["cxgb4", "cxgb4vf"],
  ["fsl_enetc", "fsl_enetc_vf"],
  ["octeon_ep", "octeon_ep_vf"],
  ["rvu_nicpf", "rvu_nicvf"],
  ["c3xxx", "c3xxxvf"],
  ["c6xx", "c6xxvf"],
  ["dh895xcc", "dh895xccvf"],
  ["4xxx", null],
  ["pci-pf-stub", null],
]);

/** The driver that new VFs of this PF are likely to get when the host takes them; null when that cannot be said. */
export function likelyVfDriver(machine: Machine, pf: FunctionInfo): string | null {
  const kept = machine.vfsOf(pf.bdf).find((vf) => vf.driver !== null && !isGivingDriver(vf.driver));
  if (kept) return kept.driver;
  // A PF that is given away has VFs of whatever driver matches them.
  if (pf.driver === null || (isGivingDriver(pf.driver) && !isOnVfio(pf))) return null;
  return VF_DRIVERS.has(pf.driver) ? (VF_DRIVERS.get(pf.driver) ?? null) : pf.driver;
}

/** The driver that takes new VFs while the PF's autoprobe is on; null when the bus binds nothing unasked. */
export function bindsNewVfs(machine: Machine, pf: FunctionInfo): string | null {
  return machine.snapshot.host.driversAutoprobe === false ? null : likelyVfDriver(machine, pf);
}

/** The driver's name where it is registered, else the module's: the two mostly agree, but for `-` and `_`. */
function driverOfModule(module: string, host: HostFacts): string {
  return registered(host).byModule.get(module.replaceAll("-", "_")) ?? module;
}

interface Registered {
  readonly names: ReadonlySet<string>;
  /** By their names with `_` for `-`. */
  readonly byModule: ReadonlyMap<string, string>;
}

const known = new WeakMap<HostFacts["drivers"], Registered>();

/** The drivers of a host, which each of its functions is asked about. */
function registered({ drivers }: HostFacts): Registered {
  let found = known.get(drivers);
  if (found === undefined) {
    const byModule = new Map(drivers.toReversed().map((driver) => [driver.replaceAll("-", "_"), driver]));
    found = { names: new Set(drivers), byModule };
    known.set(drivers, found);
  }
  return found;
}

/** Is the driver registered with the PCI bus of this host? */
export function isRegistered(driver: string, host: HostFacts): boolean {
  return registered(host).names.has(driver);
}

/**
 * The host driver that would take the function if vfio-pci let go of it; null when none is known to match.
 * @param remembered the driver that the journal last saw there
 */
export function likelyHostDriver(machine: Machine, fn: FunctionInfo, remembered: string | null): string | null {
  if (remembered !== null && !isGivingDriver(remembered)) return remembered;
  if (fn.driver !== null && !isGivingDriver(fn.driver)) return fn.driver;
  const { host } = machine.snapshot;
  const drivers = fn.modules.filter((module) => !/vfio/.test(module)).map((module) => driverOfModule(module, host));
  const there = drivers.find((driver) => isRegistered(driver, host));
  if (there !== undefined) return there;
  const pf = pfOf(machine, fn.bdf);
  return drivers[0] ?? (pf === null ? null : likelyVfDriver(machine, pf));
}

/** The PF of a VF; null for anything else. */
export function pfOf(machine: Machine, bdf: Bdf): FunctionInfo | null {
  const physfn = machine.byBdf.get(bdf)?.physfn ?? null;
  return physfn === null ? null : (machine.byBdf.get(physfn) ?? null);
}

/** A VF of an NVMe controller: no driver can use it before queues were assigned to it (NVMe Virtualization Management). */
export function isNvmeVf(fn: FunctionFacts): boolean {
  return fn.physfn !== null && fn.classCode !== null && fn.classCode >> 8 === 0x0108;
}

/**
 * Must a probe end with a driver bound? Only when the driver is there to bind: the kernel loads no module for a probe,
 * and an NVMe VF has to be prepared first.
 */
export function bindsSurely(machine: Machine, fn: FunctionFacts, likely: string | null): boolean {
  return likely !== null && isRegistered(likely, machine.snapshot.host) && !isNvmeVf(fn);
}

interface PfDriver {
  /** It has SR-IOV hardware and yet no `sriov_configure`; builds from elsewhere may have one. How VFs come about; a sentence. */
  readonly instead?: string;
  /** Why it may allow fewer VFs than the capability has, and what to do; a sentence. */
  readonly lowers?: string;
  /** It enables TotalVFs, whatever number is written (adf_sriov_configure() in drivers/crypto/intel/qat). */
  readonly allOrNone?: true;
}

const QAT = ["420xx", "4xxx", "6xxx", "c3xxx", "c6xx", "dh895xcc"] as const;

const PF_DRIVERS: ReadonlyMap<string, PfDriver> = new Map<string, PfDriver>([
  ...QAT.map((driver) => [driver, { allOrNone: true }] as const),
  ["gim", { instead: "It makes VFs when it is loaded: set their number with its module parameter vf_num." }],
  [
    "i915",
    { instead: "Intel's SR-IOV for this driver is in builds from outside the kernel tree, or in the xe driver." },
  ],
  ["igb_uio", { instead: "It takes the number of VFs in its own file: write it to max_vfs, in the folder of the PF." }],
  ["mlx4_core", { instead: "It takes the number of VFs as its module parameter num_vfs." }],
  ["pciback", { instead: "Give the PF back to its own driver first." }],
  ["uio_pci_generic", { instead: "Give the PF back to its own driver first." }],
  [
    "xe",
    {
      lowers:
        "Look at its module parameter max_vfs; else this kernel is too old for VFs of this GPU: use a newer one, or Intel's i915 from outside the kernel tree.",
    },
  ],
]);

/** How VFs come about with a driver that cannot switch them through sysfs, a sentence; null = none of that is known. */
export function withoutSysfs(driver: string | null): string | null {
  return PF_DRIVERS.get(driver ?? "")?.instead ?? null;
}

/** Does the driver make all VFs that the PF may have, or none? */
export function makesAllOrNone(driver: string | null): boolean {
  return PF_DRIVERS.get(driver ?? "")?.allOrNone === true;
}

/**
 * Who sets the most VFs that a PF may have, and what to do about it.
 * @param capability TotalVFs of the capability; null = not read
 * @param count VFs that were wished for
 */
export function limitRemedy(pf: FunctionFacts, capability: number | null, count: number): string {
  const { driver, sriov } = pf;
  const allowed = sriov?.totalVfs ?? null;
  const known = PF_DRIVERS.get(driver ?? "")?.lowers;
  if (capability === null || allowed === null) {
    const either =
      vfFirmware(pf).row === null
        ? "The driver may allow less than the capability's TotalVFs, and TotalVFs itself is a setting of the card's firmware."
        : `The driver may allow less than the capability's TotalVFs. ${vfFirmwareText(pf, count)}`;
    return known === undefined ? either : `${either} ${known}`;
  }
  if (capability <= allowed) return vfFirmwareText(pf, count);
  const lowers = known ?? "Look for a setting of the driver that lets it have more.";
  return `The device could have ${capability}; ${driver ?? "its driver"} lowered that to ${allowed}. ${lowers}`;
}
