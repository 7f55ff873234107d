/** GPU node for passthrough: eight H20 on vfio-pci, four NVSwitches that nobody drives. */

import { SERVER_MODULES } from "../drivers/modules.ts";
import { IGB, IGBVF } from "../drivers/network.ts";
import { AHCI, AST, I801_SMBUS, NVME, PCIEPORT, XHCI_HCD } from "../drivers/platform.ts";
import { VFIO_PCI } from "../drivers/vfio.ts";
import type { SimulatedMachine } from "../simulated-host.ts";
import { iommuNames, simulatedMachine } from "./machine.ts";
import { below, intelChipset, intelDisks, intelStack, switchTree } from "./parts/boards.ts";
import { GEN4_X2, GEN5_X16 } from "./parts/express.ts";
import { at } from "./parts/function.ts";
import { h20, nvswitch } from "./parts/nvidia.ts";

/** Buses of the GPUs, with the NUMA node that their host bridge belongs to. */
const GPUS: readonly (readonly [bus: number, node: number])[] = [
  [0x18, 0],
  [0x38, 0],
  [0x48, 0],
  [0x59, 0],
  [0x98, 1],
  [0xb8, 1],
  [0xc8, 1],
  [0xd9, 1],
];

const NVSWITCHES = [0x05, 0x06, 0x07, 0x08];

function gpuTree(bus: number, node: number, index: number) {
  const root = bus - 3;
  const slot = 31 + index;
  const tree = switchTree(root, 0x01, node, [{ bus, slot, max: GEN5_X16, now: GEN5_X16 }]);
  const gpus = tree.ports.map((port) =>
    h20(below(port, `${bus.toString(16)}:00.0`, slot), {
      memory: 0x200000000000n + BigInt(index) * 0x10000000000n,
      serial: `48-b0-2d-00-5e-00-53-${(0x10 + index).toString(16)}`,
      now: GEN5_X16,
      driver: "vfio-pci",
      driverOverride: "vfio-pci",
    }),
  );
  return [intelStack(root, node), ...tree.specs, ...gpus];
}

function nvswitchTree() {
  const behind = NVSWITCHES.map((bus) => ({ bus, slot: 40 + bus, max: GEN4_X2, now: GEN4_X2 }));
  const tree = switchTree(0x00, 0x0e, 0, behind);
  const switches = tree.ports.map((port, index) => {
    const bus = NVSWITCHES[index] ?? 0;
    return nvswitch(below(port, `0${bus.toString(16)}:00.0`), 0xa0000000n + BigInt(index) * 0x2000000n, null);
  });
  return [...tree.specs, ...switches];
}

export function p194(): SimulatedMachine {
  return simulatedMachine({
    name: "p194-162-015",
    bootId: "5f0c1a9e-7d0b-4f7e-9a57-0194162015a0",
    platform: "intel",
    iommus: iommuNames("dmar", 10),
    functions: [
      ...intelChipset({
        bus: 0x09,
        names: ["enp9s0f0", "enp9s0f1"],
        mac: 0x10,
        memory: 0x95000000n,
        io: 0x2000n,
        vfMemory: 0x95800000n,
        slot: 1,
      }),
      ...nvswitchTree(),
      ...intelDisks(0x27, 0, 0x9a000000n),
      ...GPUS.flatMap(([bus, node], index) => gpuTree(bus, node, index)),
    ],
    use: {
      addresses: { enp9s0f0: ["192.0.2.194"] },
      defaultRoute: "enp9s0f0",
      mounts: [{ kind: "mount", where: "/", type: "ext4", devices: ["sda"] }],
      bootDisplay: at("02:00.0"),
    },
    together: [[at("01:00.0"), at("02:00.0")]],
    drivers: [PCIEPORT, NVME, AHCI, XHCI_HCD, AST, I801_SMBUS, IGB, IGBVF, VFIO_PCI],
    modules: SERVER_MODULES,
  });
}
