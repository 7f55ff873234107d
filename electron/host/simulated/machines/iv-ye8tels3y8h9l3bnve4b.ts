/** A guest that was given a whole RTX 5080: an emulated board, no IOMMU, no SR-IOV anywhere. */
import type { ChildFacts } from "../../../../shared/machine/facts.ts";
import { GUEST_MODULES, NVIDIA_MODULES } from "../drivers/modules.ts";
import { VIRTIO_PCI } from "../drivers/network.ts";
import { NVIDIA, PIIX4_SMBUS } from "../drivers/platform.ts";
import type { SimulatedMachine } from "../simulated-host.ts";
import { simulatedMachine } from "./machine.ts";
import { rootPlace } from "./parts/boards.ts";
import { rtx5080InGuest } from "./parts/nvidia.ts";
import { cirrusGraphics, pcHostBridge, pcIsaBridge, pcPowerManagement, virtioDevice } from "./parts/virtual.ts";

const BLOCK = 2;
const NETWORK = 1;

const DRM: readonly ChildFacts[] = [
  { kind: "drm", name: "card1", state: null, address: null },
  { kind: "drm", name: "renderD128", state: null, address: null },
];

export function ivYe8tels(): SimulatedMachine {
  const gpu = { ...rootPlace(0x65, "02.0", 0), slot: "2-12" };
  return simulatedMachine({
    name: "iv-ye8tels3y8h9l3bnve4b",
    bootId: "e4b0a7c9-1f38-4e52-9d6c-08e1a5300004",
    platform: "intel",
    iommus: [],
    functions: [
      pcHostBridge(rootPlace(0, "00.0", 0)),
      pcIsaBridge(rootPlace(0, "01.0", 0)),
      pcPowerManagement(rootPlace(0, "01.3", 0)),
      cirrusGraphics(rootPlace(0, "02.0", 0), 0xb8000000n),
      virtioDevice(rootPlace(0, "03.0", 0), {
        device: 0x1001,
        classCode: 0x010000,
        type: BLOCK,
        vectors: 5,
        io: 0xc000n,
        memory: 0xbb000000n,
        prefetchable: 0x6f000000000n,
        irq: 11,
        hints: { children: [{ kind: "block", name: "vda", state: null, address: null }] },
      }),
      virtioDevice(rootPlace(0, "05.0", 0), {
        device: 0x1000,
        classCode: 0x020000,
        type: NETWORK,
        vectors: 10,
        io: 0xc080n,
        memory: 0xbb001000n,
        prefetchable: 0x6f000004000n,
        irq: 10,
        hints: { net: { name: "eth0", mac: "00:00:5e:00:53:80", up: true } },
      }),
      rtx5080InGuest(gpu, "nvidia", DRM),
    ],
    drivers: [PIIX4_SMBUS, VIRTIO_PCI, NVIDIA],
    modules: [...NVIDIA_MODULES, ...GUEST_MODULES],
  });
}
