/** Machines for tests: functions that say only what a test is about, and one small lab server. */
import { type Bdf, parseBdf } from "../../pci/bdf.ts";
import { vfBdf } from "../../pci/sriov.ts";
import { blankFunction, NO_NAMES } from "../blank.ts";
import type { FunctionInfo, HostFacts, HostIdentity, MachineSnapshot, SriovFacts } from "../facts.ts";

export function bdf(text: string): Bdf {
  const parsed = parseBdf(text);
  if (parsed === null) throw new Error(`not a BDF: ${text}`);
  return parsed;
}

/** A function of which nothing is known but what `facts` says. */
export function functionInfo(address: string, facts: Partial<FunctionInfo> = {}): FunctionInfo {
  return { ...blankFunction(bdf(address)), resetMethods: [], names: NO_NAMES, ...facts };
}

export const IDENTITY: HostIdentity = {
  name: "lab-7",
  kernel: "6.12.9",
  bootId: "7d7c6d6c-0000-4000-8000-000000000001",
  privileged: false,
  connection: "this machine",
  kind: "local",
};

export const HOST: HostFacts = {
  iommus: ["dmar0"],
  vfioPci: "loaded",
  vfioEnableSriov: false,
  drivers: ["mlx5_core", "nvidia", "pcieport", "vfio-pci"],
  driversAutoprobe: true,
  crashed: false,
};

export function snapshot(functions: readonly FunctionInfo[], rest: Partial<MachineSnapshot> = {}): MachineSnapshot {
  return { identity: IDENTITY, host: HOST, functions, problems: [], revision: 1, ...rest };
}

export function sriov(rest: Partial<SriovFacts> = {}): SriovFacts {
  return {
    totalVfs: 16,
    numVfs: 0,
    offset: 2,
    stride: 1,
    vfDevice: 0x101e,
    driversAutoprobe: true,
    vfTotalMsix: 0,
    ...rest,
  };
}

const MELLANOX = "Mellanox Technologies";
const CONNECTX = {
  vendor: 0x15b3,
  device: 0x1021,
  classCode: 0x020000,
  names: { ...NO_NAMES, vendor: MELLANOX, device: "MT2910 Family [ConnectX-7]", classLabel: "Ethernet controller" },
} as const;
const VIRTUAL_FUNCTION = {
  vendor: 0x15b3,
  device: 0x101e,
  classCode: 0x020000,
  names: {
    ...NO_NAMES,
    vendor: MELLANOX,
    device: "ConnectX Family mlx5Gen Virtual Function",
    classLabel: "Ethernet controller",
  },
} as const;

/** A PF with `count` VFs, at the addresses that offset and stride give. */
export function pfWithVfs(address: string, count: number, facts: Partial<FunctionInfo> = {}): FunctionInfo[] {
  const pf = bdf(address);
  const layout = { offset: facts.sriov?.offset ?? 2, stride: facts.sriov?.stride ?? 1 };
  const vfs = Array.from({ length: count }, (_, index) => {
    const at = vfBdf(pf, layout, index);
    if (at === null) throw new Error(`no routing id for VF ${index} of ${address}`);
    return { index, bdf: at };
  });
  const base = functionInfo(address, { ...CONNECTX, sriov: sriov({ numVfs: count }), virtfns: vfs, ...facts });
  const { parent, hostBridge } = base;
  return [
    base,
    ...vfs.map((vf, index) =>
      functionInfo(vf.bdf, {
        ...VIRTUAL_FUNCTION,
        parent,
        hostBridge,
        physfn: pf,
        driver: index % 2 === 0 ? "mlx5_core" : "vfio-pci",
        iommuGroup: String(100 + index),
      }),
    ),
  ];
}

/** A root port with a network card of two PFs and 4 VFs, and one with a GPU whose link runs slow. */
export function labServer(): MachineSnapshot {
  const hostBridge = "pci0000:00";
  const card = { parent: bdf("00:01.0"), hostBridge, driver: "mlx5_core", numaNode: 0 };
  return snapshot([
    functionInfo("00:01.0", {
      hostBridge,
      vendor: 0x8086,
      device: 0x352a,
      classCode: 0x060400,
      driver: "pcieport",
      iommuGroup: "2",
      bridge: { secondary: 1, subordinate: 2 },
      link: { speed: 16, width: 16, maxSpeed: 32, maxWidth: 16 },
    }),
    functionInfo("00:02.0", {
      hostBridge,
      vendor: 0x8086,
      device: 0x352b,
      classCode: 0x060400,
      driver: "pcieport",
      bridge: { secondary: 0x41, subordinate: 0x41 },
      link: { speed: 2.5, width: 16, maxSpeed: 32, maxWidth: 16 },
    }),
    ...pfWithVfs("01:00.0", 4, {
      ...card,
      iommuGroup: "41",
      slot: "3",
      link: { speed: 16, width: 16, maxSpeed: 16, maxWidth: 16 },
      children: [{ kind: "net", name: "enp1s0f0np0", state: "up", address: "b8:3f:d2:12:34:56" }],
    }),
    functionInfo("01:00.1", { ...CONNECTX, ...card, iommuGroup: "42", sriov: sriov({ offset: 17 }) }),
    functionInfo("41:00.0", {
      parent: bdf("00:02.0"),
      hostBridge,
      vendor: 0x10de,
      device: 0x2c02,
      classCode: 0x030000,
      driver: "nvidia",
      modules: ["nvidia_drm", "nvidia"],
      numaNode: 1,
      iommuGroup: "7",
      powerState: "D0",
      link: { speed: 2.5, width: 16, maxSpeed: 32, maxWidth: 16 },
      names: {
        ...NO_NAMES,
        vendor: "NVIDIA Corporation",
        device: "GB203 [GeForce RTX 5080]",
        classLabel: "VGA compatible controller",
      },
    }),
    functionInfo("41:00.1", { parent: bdf("00:02.0"), hostBridge, classCode: 0x040300, numaNode: -1 }),
  ]);
}
