/** GPU host on which each GPU is shared out in its driver's own way, and an NVMe disk by its secondary controllers. */

import type { ChildFacts, OwnAttribute } from "../../../../shared/machine/facts.ts";
import { GIM, I915, NVIDIA_VGPU, XE } from "../drivers/gpus.ts";
import { SERVER_MODULES } from "../drivers/modules.ts";
import { IGB, IGBVF } from "../drivers/network.ts";
import { AHCI, AST, I801_SMBUS, NVME, PCIEPORT, XHCI_HCD } from "../drivers/platform.ts";
import { VFIO_PCI } from "../drivers/vfio.ts";
import type { FunctionSpec } from "../kernel/spec.ts";
import type { SimulatedMachine } from "../simulated-host.ts";
import { iommuNames, simulatedMachine } from "./machine.ts";
import { below, intelChipset, intelDisks, intelStack, rootPlace } from "./parts/boards.ts";
import { GEN4_X4, GEN5_X16, type LinkRate } from "./parts/express.ts";
import { gpu } from "./parts/gpus.ts";
import { h20 } from "./parts/nvidia.ts";
import { INTEL_ROOT_PORT, oneBus, rootPort } from "./parts/ports.ts";
import { sharedNvmeDisk } from "./parts/storage.ts";

function drm(index: number): ChildFacts[] {
  return [{ kind: "drm", name: `card${index}`, state: null, address: null }];
}

function slotted(
  bus: number,
  slot: number,
  card: (port: FunctionSpec) => FunctionSpec,
  link: LinkRate = GEN5_X16,
): FunctionSpec[] {
  const port = rootPort(rootPlace(bus - 1, "01.0", 0), INTEL_ROOT_PORT, { ...oneBus(bus, link), slot, ari: true });
  return [intelStack(bus - 1, 0), port, card(port)];
}

const MDEV = "5a0c8f0e-3b1d-4c51-9c3e-000000000001";

const CARDS: readonly FunctionSpec[] = [
  ...slotted(0x41, 3, (port) =>
    h20(below(port, "41:00.0", 3), {
      memory: 0x300000000000n,
      serial: "48-b0-2d-00-5e-00-53-61",
      now: GEN5_X16,
      driver: "nvidia",
    }),
  ),
  ...slotted(0x51, 4, (port) =>
    gpu(below(port, "51:00.0", 4), {
      ids: [0x8086, 0xe212],
      classCode: 0x030000,
      driver: "xe",
      memory: 0x310000000000n,
      vfs: { total: 7, device: 0xe212 },
      children: drm(1),
    }),
  ),
  ...slotted(0x61, 5, (port) =>
    gpu(below(port, "61:00.0", 5), {
      ids: [0x1002, 0x74a1],
      classCode: 0x120000,
      driver: "gim",
      memory: 0x320000000000n,
      vfs: { total: 8, device: 0x74b5 },
      children: [],
    }),
  ),
  ...slotted(0x71, 6, (port) =>
    gpu(below(port, "71:00.0", 6), {
      ids: [0x8086, 0x3e98],
      classCode: 0x030000,
      driver: "i915",
      memory: 0x330000000000n,
      vfs: null,
      children: [...drm(2), { kind: "mdev", name: MDEV, state: null, address: null }],
    }),
  ),
  ...slotted(
    0x81,
    7,
    (port) =>
      sharedNvmeDisk(below(port, "81:00.0", 7), {
        bar0: 0xc1000000n,
        vfWindow: 0xc1100000n,
        totalVfs: 32,
        number: 2,
        flexible: { queues: 256, interrupts: 256 },
      }),
    GEN4_X4,
  ),
];

const TYPES = "700 : NVIDIA H20-12C\n701 : NVIDIA H20-24C\n702 : NVIDIA H20-48C";

function vgpu(type: string, types: string): OwnAttribute[] {
  return [
    { path: "nvidia/creatable_vgpu_types", value: types },
    { path: "nvidia/current_vgpu_type", value: type },
    { path: "nvidia/gpu_instance_id", value: "4294967295" },
    { path: "nvidia/vgpu_params", value: "" },
  ];
}

function share(folder: string, quantum: string | null, priority: string, memory: string | null): OwnAttribute[] {
  const at = `${folder}/profile`;
  return [
    // The tiles of the GPU need not agree: then reading it fails (xe_sriov_pf_provision.c).
    quantum === null
      ? { path: `${at}/exec_quantum_ms`, value: null, code: "EUCLEAN" }
      : { path: `${at}/exec_quantum_ms`, value: quantum },
    { path: `${at}/preempt_timeout_us`, value: "0" },
    { path: `${at}/sched_priority`, value: priority },
    ...(memory === null ? [] : [{ path: `${at}/vram_quota`, value: memory }]),
  ];
}

const SHARES: readonly (readonly [share: string, quantum: string | null, priority: string, memory: string | null])[] = [
  ["pf", "64", "low [normal] high", null],
  ["vf1", "20", "[low] normal", "4294967296"],
  ["vf2", null, "[low] normal", "4294967296"],
  ...[3, 4, 5, 6, 7].map((number) => [`vf${number}`, "0", "[low] normal", "0"] as const),
];

const OWN: Readonly<Record<string, readonly OwnAttribute[]>> = {
  "0000:41:00.4": vgpu("701", ""),
  "0000:41:00.5": vgpu("0", TYPES),
  "0000:41:00.6": vgpu("0", TYPES),
  "0000:51:00.0": SHARES.flatMap(([name, ...rest]) => share(`sriov_admin/${name}`, ...rest)),
  "0000:51:00.1": share("physfn/sriov_admin/vf1", "20", "[low] normal", "4294967296"),
  "0000:51:00.2": share("physfn/sriov_admin/vf2", null, "[low] normal", "4294967296"),
  "0000:71:00.0": [
    { path: "mdev_supported_types/i915-GVTg_V5_4/available_instances", value: "1" },
    {
      path: "mdev_supported_types/i915-GVTg_V5_4/description",
      value: "low_gm_size: 128MB\nhigh_gm_size: 512MB\nfence: 4\nresolution: 1920x1200\nweight: 4",
    },
    { path: "mdev_supported_types/i915-GVTg_V5_4/device_api", value: "vfio-pci" },
    { path: "mdev_supported_types/i915-GVTg_V5_8/available_instances", value: "0" },
    { path: "mdev_supported_types/i915-GVTg_V5_8/device_api", value: "vfio-pci" },
    { path: `${MDEV}/mdev_type`, value: "i915-GVTg_V5_4" },
  ],
};

export function gpuhost(): SimulatedMachine {
  return simulatedMachine({
    name: "gpuhost-03",
    bootId: "2f3a4c30-7a11-4c0d-9d07-0a0b0c0d0e03",
    platform: "intel",
    iommus: iommuNames("dmar", 6),
    functions: [
      ...intelChipset({
        bus: 0x09,
        names: ["eno1", "eno2"],
        mac: 0x60,
        memory: 0x95000000n,
        io: 0x2000n,
        vfMemory: 0x95800000n,
        slot: 1,
      }),
      ...intelDisks(0x27, 0, 0x9a000000n),
      ...CARDS,
    ],
    drivers: [PCIEPORT, NVME, AHCI, XHCI_HCD, AST, I801_SMBUS, IGB, IGBVF, NVIDIA_VGPU, XE, GIM, I915, VFIO_PCI],
    modules: SERVER_MODULES,
    enabledVfs: { "0000:41:00.0": 3, "0000:51:00.0": 2, "0000:81:00.0": 4 },
    own: OWN,
  });
}
