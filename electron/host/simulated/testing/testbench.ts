/** Machines for tests only: every way in which a kernel says no, each on a function of its own. */

import type { Bdf } from "../../../../shared/pci/bdf.ts";
import { hexDigits } from "../../../../shared/pci/hex-digits.ts";
import { SERVER_MODULES } from "../drivers/modules.ts";
import { BNXT_EN, E1000E, IGB, IGBVF, VIRTIO_PCI } from "../drivers/network.ts";
import { AST, NVIDIA, NVME, PCIEPORT } from "../drivers/platform.ts";
import { VFIO_PCI } from "../drivers/vfio.ts";
import type { FunctionSpec } from "../kernel/spec.ts";
import { simulatedMachine } from "../machines/machine.ts";
import { type AdapterDescription, adapter } from "../machines/parts/adapter.ts";
import { below, rootPlace } from "../machines/parts/boards.ts";
import { msi } from "../machines/parts/capabilities.ts";
import { aspeedGraphics } from "../machines/parts/chipset.ts";
import { GEN5_X16 } from "../machines/parts/express.ts";
import { at, functionSpec, type Place } from "../machines/parts/function.ts";
import { endpointHeader } from "../machines/parts/headers.ts";
import { h20 } from "../machines/parts/nvidia.ts";
import { type PortModel, pciBridge, rootPort } from "../machines/parts/ports.ts";
import { MiB, mem32, resourcesOf } from "../machines/parts/regions.ts";
import type { SimulatedMachine } from "../simulated-host.ts";
import { buildSpace } from "../space/build.ts";
import { I40E, ICE, ICE_SAFE_MODE, IXGBE, STUBBORN_IDS } from "./stubborn-drivers.ts";

const INTEL = 0x8086;
const BROADCOM = 0x14e4;
const SAMSUNG = 0x144d;
const VIRTIO = 0x1af4;
const ETHERNET = 0x020000;
const NVM = 0x010802;

/** QEMU's root port, as the lab's machines have it. */
const QEMU_ROOT_PORT: PortModel = {
  vendor: 0x1b36,
  device: 0x000c,
  revision: 0x00,
  subsystem: [0x1b36, 0x0000],
};

/** QEMU's device for teaching, which no driver knows. */
function educational(place: Place, memory: bigint): FunctionSpec {
  const regions = [mem32(0, memory, MiB)];
  const ids = { vendor: 0x1234, device: 0x11e8, classCode: 0x00ff00, revision: 0x10 };
  const header = endpointHeader({ ...ids, subsystem: [0x1af4, 0x1100], regions, pin: 1 });
  return functionSpec(place, buildSpace(256, header, [msi(0x40, 1)]), { resources: resourcesOf(regions) });
}

/** Where each case sits. */
export const BENCH = {
  /** igb: the capability says 8 VFs, its driver allows 7; first VF at +128, then every other. */
  igb: at("01:00.0"),
  /** A PF that no driver has. */
  driverless: at("02:00.0"),
  /** A driver without sriov_configure. */
  unsupported: at("03:00.0"),
  /** On vfio-pci, whose enable_sriov is N. */
  onVfio: at("04:00.0"),
  /** Room for 4 of 8 VFs. */
  smallWindow: at("05:00.0"),
  /** No room at all. */
  noWindow: at("06:00.0"),
  /** VFs on the bus number after the PF's. */
  crossing: at("08:00.0"),
  /** 6 VFs fit below the port, the seventh is on a bus number that it does not have. */
  fewBuses: at("0b:00.0"),
  bnxt: at("0c:00.0"),
  /** nvme: its VFs fail their probe, and stay when it is unbound. */
  nvme: at("0d:00.0"),
  ixgbe: at("0e:00.0"),
  ice: at("0f:00.0"),
  iceSafeMode: at("10:00.0"),
  i40e: at("11:00.0"),
  /** InitialVFs is not TotalVFs. */
  brokenCounts: at("12:00.0"),
  /** Depends on a function that is not there. */
  missingDependency: at("13:00.0"),
  /** Depends on a function that is no PF. */
  wrongDependency: at("14:00.0"),
  /** VFs end up in the PF's own IOMMU group. */
  sharedGroup: at("15:00.0"),
  /** A GPU in D3cold. */
  asleep: at("16:00.0"),
  /** Bridge to conventional PCI; what is behind it is in its group. */
  pciBridge: at("17:00.0"),
  /** No driver knows it. */
  behindPciBridge: at("18:00.0"),
  /** Beside it, with a driver. */
  drivenBehindPciBridge: at("18:01.0"),
  /** A driver that keeps no settings for its VFs. */
  virtio: at("19:00.0"),
} as const satisfies Record<string, Bdf>;

/** Extra bus numbers behind the port of a bus. */
const LAST_BUS: Readonly<Record<number, number>> = { 8: 0x09 };

function bus(bdf: Bdf): number {
  return Number.parseInt(bdf.slice(5, 7), 16);
}

function portFor(bdf: Bdf): FunctionSpec {
  const number = bus(bdf);
  const device = hexDigits(number, 2);
  return rootPort(rootPlace(0, `${device}.0`, 0), QEMU_ROOT_PORT, {
    secondary: number,
    subordinate: LAST_BUS[number] ?? number,
    max: { speed: 16, width: 4 },
    now: { speed: 8, width: 4 },
    slot: number,
    ari: true,
  });
}

type Case = Partial<AdapterDescription> & Pick<AdapterDescription, "driver">;

/** An I350-like adapter with what the case changes of it, below a port of its own. */
function benchAdapter(bdf: Bdf, it: Case): FunctionSpec[] {
  const port = portFor(bdf);
  const number = BigInt(bus(bdf));
  const description: AdapterDescription = {
    vendor: INTEL,
    device: 0x10c9,
    vfDevice: 0x10ca,
    classCode: ETHERNET,
    bar0: 0x100000000000n + number * 0x10000000n,
    vfMemory: 0x100000000000n + number * 0x10000000n + 0x1000000n,
    total: 8,
    offset: 128,
    stride: 2,
    ...it,
  };
  return [port, adapter(below(port, bdf, bus(bdf)), description)];
}

function net(name: string, last: number, up: boolean): FunctionSpec["hints"] {
  const mac = `00:00:5e:00:53:${hexDigits(last, 2)}`;
  return { net: { name, mac, up }, vfNet: name };
}

/** A neighbour on the same card that is no PF. */
function plainNeighbour(port: FunctionSpec, bdf: string): FunctionSpec {
  const device = aspeedGraphics(below(port, bdf), 0xa0000000n, 0x5000n);
  return { ...device, driver: null };
}

function sleepingGpu(): FunctionSpec[] {
  const port = portFor(BENCH.asleep);
  const gpu = h20(below(port, BENCH.asleep, 0x16), {
    memory: 0x200000000000n,
    serial: "00-00-5e-00-53-00-00-16",
    now: GEN5_X16,
    driver: "nvidia",
  });
  return [port, { ...gpu, powerState: "D3cold" }];
}

function conventional(): FunctionSpec[] {
  const root = rootPort(rootPlace(0, "17.0", 0), QEMU_ROOT_PORT, {
    secondary: 0x17,
    subordinate: 0x18,
    max: { speed: 5, width: 1 },
    now: { speed: 5, width: 1 },
  });
  const model = { vendor: 0x1b36, device: 0x000e, revision: 0, subsystem: [0x1b36, 0] as const };
  const bridge = pciBridge(below(root, BENCH.pciBridge), model, { secondary: 0x18, subordinate: 0x18 });
  return [
    root,
    bridge,
    educational(below(bridge, BENCH.behindPciBridge), 0xb0000000n),
    { ...aspeedGraphics(below(bridge, BENCH.drivenBehindPciBridge), 0xb8000000n, 0x6000n), resetMethods: ["bus"] },
  ];
}

function benchFunctions(): FunctionSpec[] {
  const wrong = benchAdapter(BENCH.wrongDependency, { driver: "igb", dependency: 8 });
  const [wrongPort] = wrong;
  return [
    ...benchAdapter(BENCH.igb, { driver: "igb", hints: net("enp1s0", 1, true) }),
    ...benchAdapter(BENCH.driverless, { driver: null }),
    ...benchAdapter(BENCH.unsupported, { driver: "e1000e", device: 0x10d3, hints: net("enp3s0", 3, true) }),
    ...benchAdapter(BENCH.onVfio, { driver: "vfio-pci", driverOverride: "vfio-pci" }),
    ...benchAdapter(BENCH.smallWindow, { driver: "igb", room: 4, hints: net("enp5s0", 5, false) }),
    ...benchAdapter(BENCH.noWindow, { driver: "igb", vfMemory: null }),
    ...benchAdapter(BENCH.crossing, { driver: "igb", offset: 256, stride: 1, hints: net("enp8s0", 8, false) }),
    ...benchAdapter(BENCH.fewBuses, {
      driver: "bnxt_en",
      vendor: BROADCOM,
      device: 0x1806,
      total: 16,
      offset: 250,
      stride: 1,
      hints: net("enp11s0", 11, true),
    }),
    ...benchAdapter(BENCH.bnxt, {
      driver: "bnxt_en",
      vendor: BROADCOM,
      device: 0x1750,
      vfDevice: 0x1806,
      hints: net("enp12s0", 12, false),
    }),
    ...benchAdapter(BENCH.nvme, {
      driver: "nvme",
      vendor: SAMSUNG,
      device: 0xa825,
      vfDevice: 0xa825,
      classCode: NVM,
      offset: 1,
      stride: 1,
      nvme: { queues: 24, interrupts: 8 },
      hints: { children: [{ kind: "block", name: "nvme0n1", state: null, address: null }] },
    }),
    ...benchAdapter(BENCH.ixgbe, { driver: "ixgbe", device: STUBBORN_IDS.ixgbe, vfDevice: 0x10ed }),
    ...benchAdapter(BENCH.ice, { driver: "ice", device: STUBBORN_IDS.ice, vfDevice: 0x1889 }),
    ...benchAdapter(BENCH.iceSafeMode, { driver: "ice-safe-mode", device: STUBBORN_IDS.iceSafeMode, vfDevice: 0x1889 }),
    ...benchAdapter(BENCH.i40e, { driver: "i40e", device: STUBBORN_IDS.i40e, vfDevice: 0x154c }),
    ...benchAdapter(BENCH.brokenCounts, { driver: "igb", initial: 4 }),
    ...benchAdapter(BENCH.missingDependency, { driver: "igb", dependency: 1 }),
    ...wrong,
    ...(wrongPort ? [plainNeighbour(wrongPort, "14:01.0")] : []),
    ...benchAdapter(BENCH.sharedGroup, { driver: "igb", sharesGroup: true }),
    ...sleepingGpu(),
    ...conventional(),
    ...benchAdapter(BENCH.virtio, {
      driver: "virtio-pci",
      vendor: VIRTIO,
      device: 0x1041,
      vfDevice: 0x1041,
      total: 4,
      offset: 1,
      stride: 1,
      hints: net("enp25s0", 0x19, false),
    }),
  ];
}

function bench(name: string, iommus: readonly string[]): SimulatedMachine {
  return simulatedMachine({
    name,
    bootId: "00000000-0000-4000-8000-000000000001",
    platform: "intel",
    iommus,
    functions: benchFunctions(),
    together: [[BENCH.pciBridge, BENCH.behindPciBridge, BENCH.drivenBehindPciBridge]],
    drivers: [
      PCIEPORT,
      AST,
      NVME,
      IGB,
      IGBVF,
      BNXT_EN,
      E1000E,
      IXGBE,
      ICE,
      ICE_SAFE_MODE,
      I40E,
      NVIDIA,
      VIRTIO_PCI,
      VFIO_PCI,
    ],
    modules: SERVER_MODULES,
  });
}

/** All of {@link BENCH}, with an IOMMU. */
export function testbench(): SimulatedMachine {
  return bench("testbench", ["dmar0"]);
}

/** Its IOMMU does not remap interrupts, and VFIO is told to do without. */
export function testbenchWithUnsafeInterrupts(): SimulatedMachine {
  const machine = bench("testbench-with-unsafe-interrupts", ["dmar0"]);
  return { ...machine, kernel: { ...machine.kernel, remapsInterrupts: false }, use: { unsafeInterrupts: true } };
}

/** The same functions on a machine that was started without its IOMMU. */
export function testbenchWithoutIommu(): SimulatedMachine {
  const machine = bench("testbench-without-iommu", []);
  const functions = machine.kernel.functions.map((spec) =>
    spec.driver === "vfio-pci" ? { ...spec, driver: null, driverOverride: null } : spec,
  );
  return { ...machine, kernel: { ...machine.kernel, functions } };
}
