/** Virtualisation host: two guests with VFs, a bond that everything goes through, and a port with few bus numbers. */

import { SERVER_MODULES } from "../drivers/modules.ts";
import { IGB, IGBVF, MLX5_CORE } from "../drivers/network.ts";
import { AHCI, AST, I801_SMBUS, NVME, PCIEPORT, XHCI_HCD } from "../drivers/platform.ts";
import { VFIO_PCI } from "../drivers/vfio.ts";
import type { FunctionSpec } from "../kernel/spec.ts";
import type { SimulatedMachine } from "../simulated-host.ts";
import type { MachineUse } from "../usage.ts";
import { iommuNames, simulatedMachine } from "./machine.ts";
import { below, intelChipset, intelDisks, intelStack, rootPlace } from "./parts/boards.ts";
import { GEN5_X16 } from "./parts/express.ts";
import { at } from "./parts/function.ts";
import { connectx7 } from "./parts/mellanox.ts";
import { INTEL_ROOT_PORT, oneBus, rootPort } from "./parts/ports.ts";

/** The first port of the ConnectX-7, whose VFs the guests have. */
const CARD_BUS = 0x41;

function card(): FunctionSpec[] {
  const port = rootPort(rootPlace(0x40, "01.0", 0), INTEL_ROOT_PORT, {
    ...oneBus(CARD_BUS, GEN5_X16),
    slot: 5,
    ari: true,
  });
  const common = { vfStride: 1, totalVfs: 16, now: GEN5_X16 };
  return [
    intelStack(0x40, 0),
    port,
    connectx7(below(port, "41:00.0", 5), {
      ...common,
      bar0: 0x400da000000n,
      rom: 0xb0100000n,
      vfWindow: 0x400de000000n,
      vfOffset: 2,
      nextFunction: 1,
      hints: { net: { name: "ens5f0np0", mac: "00:00:5e:00:53:40", up: true }, vfNet: "ens5f0" },
    }),
    // Its VFs begin so late that the tenth is past the only bus number that the root port has.
    connectx7(below(port, "41:00.1", 5), {
      ...common,
      bar0: 0x400d8000000n,
      rom: 0xb0000000n,
      vfWindow: 0x400dc000000n,
      vfOffset: 0xf5,
      nextFunction: 0,
      hints: { net: { name: "ens5f1np1", mac: "00:00:5e:00:53:41", up: false }, vfNet: "ens5f1" },
    }),
  ];
}

const USE: MachineUse = {
  addresses: { bond0: ["192.0.2.40"], br0: ["198.51.100.1"] },
  stacked: [
    { name: "bond0", kind: "bond", lower: ["eno1", "eno2"] },
    { name: "br0", kind: "bridge", lower: ["ens5f0np0"] },
  ],
  defaultRoute: "bond0",
  sessionAddress: "192.0.2.40",
  volumes: [
    { name: "nvme0n1p3", below: ["nvme0n1"], label: null },
    { name: "dm-0", below: ["nvme0n1p3"], label: "vg0-root" },
    { name: "dm-1", below: ["nvme1n1"], label: "vg1-images" },
  ],
  mounts: [
    { kind: "mount", where: "/", type: "ext4", devices: ["dm-0"] },
    { kind: "mount", where: "/boot", type: "ext4", devices: ["nvme0n1p3"] },
    { kind: "mount", where: "/var/lib/libvirt/images", type: "xfs", devices: ["dm-1"] },
  ],
  guests: [
    { name: "build-7", pid: 4711, bdfs: [at("41:00.2"), at("41:00.3")] },
    { name: "db-2", pid: 5120, bdfs: [at("41:00.4")] },
  ],
  bootDisplay: at("02:00.0"),
};

export function vmhost(): SimulatedMachine {
  return simulatedMachine({
    name: "vmhost-07",
    bootId: "1e2f4c30-7a11-4c0d-9d07-0a0b0c0d0e07",
    platform: "intel",
    iommus: iommuNames("dmar", 4),
    functions: [
      ...intelChipset({
        bus: 0x09,
        names: ["eno1", "eno2"],
        mac: 0x10,
        memory: 0x95000000n,
        io: 0x2000n,
        vfMemory: 0x95800000n,
        slot: 1,
      }),
      ...intelDisks(0x27, 0, 0x9a000000n),
      ...card(),
    ],
    together: [[at("01:00.0"), at("02:00.0")]],
    drivers: [PCIEPORT, NVME, AHCI, XHCI_HCD, AST, I801_SMBUS, IGB, IGBVF, MLX5_CORE, VFIO_PCI],
    modules: SERVER_MODULES,
    enabledVfs: { "0000:41:00.0": 8 },
    use: USE,
  });
}
