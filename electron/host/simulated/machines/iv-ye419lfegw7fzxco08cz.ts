/** The same hardware without passthrough: the host's nvidia driver has the GPUs. */

import type { ChildFacts } from "../../../../shared/machine/facts.ts";
import { hex2 } from "../../../../shared/pci/hex-digits.ts";
import { NVIDIA_MODULES, SERVER_MODULES } from "../drivers/modules.ts";
import { IGB, IGBVF } from "../drivers/network.ts";
import { AHCI, AST, I801_SMBUS, NVIDIA, NVIDIA_NVSWITCH, NVME, PCIEPORT, XHCI_HCD } from "../drivers/platform.ts";
import type { SimulatedMachine } from "../simulated-host.ts";
import { iommuNames, simulatedMachine } from "./machine.ts";
import { below, intelChipset, intelDisks, intelStack, switchTree } from "./parts/boards.ts";
import { GEN4_X2, GEN5_X16 } from "./parts/express.ts";
import { at } from "./parts/function.ts";
import { h20, nvswitch } from "./parts/nvidia.ts";

const ALONE: readonly (readonly [bus: number, node: number])[] = [
  [0x0d, 0],
  [0x4d, 0],
  [0x58, 0],
  [0x90, 1],
  [0xc1, 1],
  [0xca, 1],
  [0xd5, 1],
];
/** The GPU that shares its switch with the four NVSwitches. */
const SHARED_GPU = 0x44;
const NVSWITCHES = [0x40, 0x41, 0x42, 0x43];

/** What nvidia_drm makes; card0 is the board's own graphics. */
function drm(index: number): ChildFacts[] {
  return [
    { kind: "drm", name: `card${index + 1}`, state: null, address: null },
    { kind: "drm", name: `renderD${128 + index}`, state: null, address: null },
  ];
}

function gpuOptions(index: number) {
  return {
    memory: 0x300000000000n + BigInt(index) * 0x10000000000n,
    serial: `48-b0-2d-00-5e-00-53-${(0x40 + index).toString(16)}`,
    now: GEN5_X16,
    driver: "nvidia",
    children: drm(index),
  };
}

function gpuTree(bus: number, node: number, index: number) {
  const root = bus - 3;
  const slot = 31 + index;
  const tree = switchTree(root, 0x01, node, [{ bus, slot, max: GEN5_X16, now: GEN5_X16 }]);
  const gpus = tree.ports.map((port) => h20(below(port, `${hex2(bus)}:00.0`, slot), gpuOptions(index)));
  return [intelStack(root, node), ...tree.specs, ...gpus];
}

function sharedTree() {
  const slot = 38;
  const tree = switchTree(0x3d, 0x01, 0, [
    ...NVSWITCHES.map((bus) => ({ bus, slot: bus, max: GEN4_X2, now: GEN4_X2 })),
    { bus: SHARED_GPU, slot, max: GEN5_X16, now: GEN5_X16 },
  ]);
  const devices = tree.ports.map((port, index) => {
    const bus = NVSWITCHES[index];
    return bus === undefined
      ? h20(below(port, `${hex2(SHARED_GPU)}:00.0`, slot), gpuOptions(7))
      : nvswitch(below(port, `${hex2(bus)}:00.0`), 0xa0000000n + BigInt(index) * 0x2000000n, "nvidia-nvswitch");
  });
  return [intelStack(0x3d, 0), ...tree.specs, ...devices];
}

export function ivYe419(): SimulatedMachine {
  return simulatedMachine({
    name: "iv-ye419lfegw7fzxco08cz",
    bootId: "0b6d2c41-93a5-4c1f-8e2b-0419000000c2",
    platform: "intel",
    iommus: iommuNames("dmar", 10),
    groupType: "identity",
    functions: [
      ...intelChipset({
        bus: 0x03,
        names: ["enp3s0f0", "enp3s0f1"],
        mac: 0x40,
        memory: 0x95000000n,
        io: 0x2000n,
        vfMemory: 0x95800000n,
        slot: 1,
      }),
      ...intelDisks(0x27, 0, 0x9a000000n),
      ...sharedTree(),
      ...ALONE.flatMap(([bus, node], index) => gpuTree(bus, node, index)),
    ],
    use: {
      addresses: { enp3s0f0: ["192.0.2.19"] },
      defaultRoute: "enp3s0f0",
      mounts: [{ kind: "mount", where: "/", type: "ext4", devices: ["sda"] }],
      bootDisplay: at("02:00.0"),
    },
    together: [[at("01:00.0"), at("02:00.0")]],
    drivers: [PCIEPORT, NVME, AHCI, XHCI_HCD, AST, I801_SMBUS, IGB, IGBVF, NVIDIA, NVIDIA_NVSWITCH],
    modules: [...NVIDIA_MODULES, ...SERVER_MODULES],
  });
}
