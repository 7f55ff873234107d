/**
 * Writes a made-up sysfs tree that `lspci -O sysfs.path=DIR/bus/pci` and LocalHost read like the real one:
 * root ports, below each one a network card with PFs and VFs.
 */
import { basename } from "node:path";
import { type Bdf, bdfAtRoutingId, bdfParts, formatBdf, routingId } from "../../../../shared/pci/bdf.ts";
import { hexDigits } from "../../../../shared/pci/hex-digits.ts";
import { SysfsTree } from "./sysfs-tree.ts";
import {
  PF_BAR,
  type PfPlan,
  type PortPlan,
  pfFunction,
  portFunction,
  portPath,
  VF_BAR,
  type VfPlan,
  vfFunction,
} from "./tree-functions.ts";

export interface TreeOptions {
  /** Root ports; 64 by default. */
  readonly ports?: number;
  /** PFs below each port, 1–8; 1 by default. */
  readonly pfs?: number;
  /** VFs of each PF, enabled; 62 by default, which makes 4,096 functions in all. */
  readonly vfs?: number;
  /** Driver of the VFs; by default mlx5_core and vfio-pci from port to port. null = none. */
  readonly vfDriver?: string | null;
}

export interface BuiltTree {
  readonly root: string;
  readonly ports: readonly Bdf[];
  readonly pfs: readonly Bdf[];
  readonly vfs: readonly Bdf[];
}

const PREFETCHABLE_BASE = 0x200000000000n;
const MEMORY_BASE = 0x90000000n;
const GIGABYTE = 0x40000000n;
const VF_WINDOWS = GIGABYTE;
/** Above this, equal read-only attributes share one file. */
const SHARE_ABOVE = 512;

function planPort(index: number, buses: number): PortPlan {
  const perDomain = Math.min(248, Math.floor(255 / buses));
  const domain = Math.floor(index / perDomain);
  const place = index % perDomain;
  const secondary = 1 + place * buses;
  return {
    bdf: formatBdf({ domain, bus: 0, device: 1 + (place >> 3), function: place & 7 }),
    hostBridge: `pci${hexDigits(domain, 4)}:00`,
    secondary,
    subordinate: secondary + buses - 1,
    window: PREFETCHABLE_BASE + BigInt(index) * 4n * GIGABYTE,
    windowSize: 4n * GIGABYTE,
    memory: MEMORY_BASE + BigInt(index) * 0x200000n,
    slot: `${index + 1}`,
    group: `${index}`,
    numa: index & 1,
  };
}

export interface TreePlan {
  readonly ports: readonly PortPlan[];
  readonly pfs: readonly PfPlan[];
  readonly vfs: readonly VfPlan[];
}

/** Which functions there are and where, without writing anything. */
export function planTree(options: TreeOptions = {}): TreePlan {
  const { ports: portCount = 64, pfs: pfCount = 1, vfs: vfCount = 62, vfDriver } = options;
  const buses = Math.max(1, Math.ceil((pfCount * (1 + vfCount)) / 256));
  const ports: PortPlan[] = [];
  const pfs: PfPlan[] = [];
  const vfs: VfPlan[] = [];
  let group = portCount;
  for (let p = 0; p < portCount; p++) {
    const port = planPort(p, buses);
    ports.push(port);
    const { domain } = bdfParts(port.bdf);
    for (let f = 0; f < pfCount; f++) {
      const pf: PfPlan = {
        bdf: formatBdf({ domain, bus: port.secondary, device: 0, function: f }),
        port,
        vfs: vfCount,
        offset: pfCount + f * vfCount - f,
        bar: port.window + BigInt(f) * PF_BAR,
        vfWindow: port.window + VF_WINDOWS + BigInt(f * vfCount) * VF_BAR,
        group: `${group++}`,
        driver: "mlx5_core",
        net: `ens${port.slot}f${f}np${f}`,
        width: p % 16 === 5 ? 8 : 16,
      };
      pfs.push(pf);
      for (let index = 0; index < vfCount; index++) {
        const bdf = bdfAtRoutingId(domain, routingId(pf.bdf) + pf.offset + index);
        if (bdf === null) throw new RangeError("the VFs do not fit on the buses of a domain");
        const driver = vfDriver === undefined ? (p % 2 === 0 ? "mlx5_core" : "vfio-pci") : vfDriver;
        vfs.push({ bdf, pf, index, group: `${group++}`, driver });
      }
    }
  }
  return { ports, pfs, vfs };
}

/**
 * @param dir an empty or missing folder; beside one called `sys`, `proc` says that the kernel is well
 * @returns what was built, in the order of its addresses
 */
export function buildTree(dir: string, options: TreeOptions = {}): BuiltTree {
  const { ports, pfs, vfs } = planTree(options);
  const tree = new SysfsTree(dir, ports.length + pfs.length + vfs.length > SHARE_ABOVE);
  for (const driver of ["pcieport", "mlx5_core", "vfio-pci"]) tree.addDriver(driver);
  tree.file("bus/pci/drivers_autoprobe", "1\n");
  tree.file("bus/pci/drivers_probe", "");
  tree.file("module/vfio_pci/parameters/enable_sriov", "N\n");
  if (basename(dir) === "sys") tree.file("../proc/sys/kernel/tainted", "0\n");
  tree.folder("class/iommu/dmar0");
  tree.folder("bus/pci/slots");
  for (const port of ports) {
    tree.addFunction(portFunction(port));
    const bus = `${port.bdf.slice(0, 4)}:${hexDigits(port.secondary, 2)}`;
    tree.file(`bus/pci/slots/${port.slot}/address`, `${bus}:00\n`);
    tree.folder(`${portPath(port)}/pci_bus/${bus}`);
  }
  for (const pf of pfs) tree.addFunction(pfFunction(pf, (options.pfs ?? 1) > 1));
  for (const vf of vfs) {
    const fn = vfFunction(vf);
    const pfPath = `${portPath(vf.pf.port)}/${vf.pf.bdf}`;
    tree.addFunction(fn);
    tree.link(`${fn.path}/physfn`, pfPath);
    tree.link(`${pfPath}/virtfn${vf.index}`, fn.path);
  }
  const addresses = (plans: readonly { readonly bdf: Bdf }[]) => plans.map(({ bdf }) => bdf);
  return { root: dir, ports: addresses(ports), pfs: addresses(pfs), vfs: addresses(vfs) };
}
