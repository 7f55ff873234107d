/** Machines made by hand for tests of the interface: small enough to know by heart, and one too large to know. */
import { BLANK_HOST, blankFunction, NO_NAMES } from "../../shared/machine/blank.ts";
import type {
  FunctionInfo,
  FunctionNames,
  HostIdentity,
  MachineSnapshot,
  SriovFacts,
} from "../../shared/machine/facts.ts";
import { type Bdf, bdfAtRoutingId, formatBdf, routingId } from "../../shared/pci/bdf.ts";
import { hexDigits } from "../../shared/pci/hex-digits.ts";

export function bdf(text: string): Bdf {
  return text as Bdf;
}

const NAMES: FunctionNames = {
  ...NO_NAMES,
  vendor: "Intel Corporation",
  device: "Sample device",
  classLabel: "Ethernet controller",
};

const SAMPLE = {
  hostBridge: "pci0000:00",
  vendor: 0x8086,
  device: 0x1234,
  classCode: 0x020000,
  revision: 0,
  numaNode: 0,
  powerState: "D0",
  resetMethods: ["flr"],
  names: NAMES,
} as const;

export function sampleFunction(address: string, facts: Partial<FunctionInfo> = {}): FunctionInfo {
  return { ...blankFunction(bdf(address)), ...SAMPLE, ...facts };
}

export function samplePort(address: string, secondary: number, facts: Partial<FunctionInfo> = {}): FunctionInfo {
  return sampleFunction(address, {
    classCode: 0x060400,
    driver: "pcieport",
    bridge: { secondary, subordinate: secondary },
    link: { speed: 16, width: 16, maxSpeed: 32, maxWidth: 16 },
    names: { ...NAMES, device: "PCI Express Root Port", classLabel: "PCI bridge" },
    ...facts,
  });
}

const SRIOV: SriovFacts = {
  totalVfs: 16,
  numVfs: 0,
  offset: 2,
  stride: 1,
  vfDevice: 0x101e,
  driversAutoprobe: true,
  vfTotalMsix: 0,
};

/** A PF and as many VFs as are on, behind one another as offset and stride have it. */
export function sampleFamily(address: string, numVfs: number, facts: Partial<FunctionInfo> = {}): FunctionInfo[] {
  const pf = bdf(address);
  const domain = Number.parseInt(address.slice(0, 4), 16);
  const virtfns = Array.from({ length: numVfs }, (_, index) => ({
    index,
    bdf: bdfAtRoutingId(domain, routingId(pf) + 2 + index) ?? formatBdf({ domain, bus: 0, device: 0, function: 0 }),
  }));
  const mellanox = { ...NAMES, vendor: "Mellanox Technologies" };
  const common: Partial<FunctionInfo> = { vendor: 0x15b3, driver: "mlx5_core", modules: ["mlx5_core"], ...facts };
  return [
    sampleFunction(address, {
      ...common,
      device: 0x1021,
      sriov: { ...SRIOV, numVfs },
      virtfns,
      iommuGroup: "40",
      link: { speed: 16, width: 16, maxSpeed: 16, maxWidth: 16 },
      children: [
        { kind: "net", name: `ens${address.slice(5, 7)}f${address.slice(-1)}np0`, state: "up", address: null },
      ],
      names: { ...mellanox, device: "MT2910 Family [ConnectX-7]" },
    }),
    ...virtfns.map((vf) =>
      sampleFunction(vf.bdf, {
        ...common,
        device: 0x101e,
        physfn: pf,
        iommuGroup: String(41 + vf.index),
        names: { ...mellanox, device: "ConnectX Family mlx5Gen Virtual Function" },
      }),
    ),
  ];
}

const IDENTITY: HostIdentity = {
  name: "lab-1",
  kernel: "6.8.0-45-generic",
  bootId: "b3b6f3a0",
  privileged: true,
  connection: "this machine",
  kind: "local",
};

export function sampleSnapshot(
  functions: readonly FunctionInfo[],
  identity: Partial<HostIdentity> = {},
): MachineSnapshot {
  return {
    identity: { ...IDENTITY, ...identity },
    host: {
      ...BLANK_HOST,
      iommus: ["dmar0"],
      vfioPci: "available",
      drivers: ["mlx5_core", "pcieport", "nvidia", "vfio-pci"],
      driversAutoprobe: true,
      crashed: false,
    },
    functions: [...functions].sort((a, b) => (a.bdf < b.bdf ? -1 : 1)),
    problems: [],
    revision: 1,
  };
}

/** One PF with four VFs (one of them given away), one with its VFs off, a GPU with a slow link, a disk without driver. */
export function labMachine(identity: Partial<HostIdentity> = {}): MachineSnapshot {
  const under = { parent: bdf("0000:00:01.0") };
  const family = sampleFamily("0000:01:00.0", 4, under).map((fn) =>
    fn.bdf === "0000:01:00.5" ? { ...fn, driver: "vfio-pci" } : fn,
  );
  return sampleSnapshot(
    [
      samplePort("0000:00:01.0", 1),
      ...family,
      ...sampleFamily("0000:01:00.1", 0, under),
      samplePort("0000:00:02.0", 2),
      sampleFunction("0000:02:00.0", {
        parent: bdf("0000:00:02.0"),
        vendor: 0x10de,
        classCode: 0x030200,
        driver: "nvidia",
        modules: ["nvidia"],
        iommuGroup: "12",
        link: { speed: 2.5, width: 16, maxSpeed: 32, maxWidth: 16 },
        names: {
          ...NAMES,
          vendor: "NVIDIA Corporation",
          device: "GB203 [GeForce RTX 5080]",
          classLabel: "3D controller",
        },
      }),
      sampleFunction("0000:00:1f.0", {
        classCode: 0x060100,
        iommuGroup: "7",
        names: { ...NAMES, device: "LPC Controller", classLabel: "ISA bridge" },
      }),
      sampleFunction("0000:00:1f.2", {
        classCode: 0x010802,
        powerState: "D3cold",
        numaNode: -1,
        names: {
          ...NAMES,
          vendor: "Samsung Electronics Co Ltd",
          device: "NVMe SSD Controller",
          classLabel: "Non-Volatile memory controller",
        },
      }),
    ],
    identity,
  );
}

/** Root ports with PFs of up to 63 VFs each, until there are about as many functions as asked for. */
export function largeMachine(count: number): MachineSnapshot {
  const functions: FunctionInfo[] = [];
  for (let bus = 1; functions.length < count; bus++) {
    const domain = Math.floor(bus / 256);
    const busText = hexDigits(bus % 256, 2);
    const prefix = hexDigits(domain, 4);
    const slot = hexDigits((bus % 256) % 32, 2);
    const hostBridge = `pci${prefix}:${busText}`;
    const port = `${prefix}:${busText}:${slot}.7`;
    if (bus % 2 === 0) continue;
    const next = hexDigits(((bus % 256) + 1) % 256, 2);
    functions.push(samplePort(port, Number.parseInt(next, 16), { hostBridge }));
    const vfs = Math.max(0, Math.min(62, count - functions.length - 1));
    const where = { hostBridge, parent: bdf(port), numaNode: bus % 4 };
    functions.push(...sampleFamily(`${prefix}:${next}:00.0`, vfs, where));
  }
  return sampleSnapshot(functions, { name: "large" });
}
