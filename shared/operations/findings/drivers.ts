/** What is known of drivers by name: who holds a function for a guest, which VF driver goes with which PF driver. Pure. */
import type { FunctionFacts, FunctionInfo, HostFacts } from "../../machine/facts.ts";
import type { Machine } from "../../machine/machine.ts";
import { hasVfio, isGivingDriver, isOnVfio } from "../../machine/role.ts";
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
  ["nfp", "nfp_netvf"],
  ["octeontx-cpt", "octeontx-cptvf"],
  ["rvu_af", "rvu_nicvf"],
  ["rvu_nicpf", "rvu_nicvf"],
  ["rvu_cptpf", "rvu_cptvf"],
  ["nicpf", "nicvf"],
  ["LiquidIO", "LiquidIO_VF"],
  ["c3xxx", "c3xxxvf"],
  ["c6xx", "c6xxvf"],
  ["dh895xcc", "dh895xccvf"],
  ["420xx", null],
  ["4xxx", null],
  ["6xxx", null],
  ["CNN55XX", null],
  ["mrvl_cn10k_dpi", null],
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
