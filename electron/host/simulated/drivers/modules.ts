/** Modules on disk and the drivers that they register. */

import { byClass, byId, type Matches } from "../kernel/id-table.ts";
import type { DriverProfile, ModuleProfile } from "../kernel/state.ts";
import { BNXT_EN, E1000E, IGB, IGBVF, MLX5_CORE, VIRTIO_PCI } from "./network.ts";
import { AHCI, AST, I801_SMBUS, NVIDIA, NVIDIA_NVSWITCH, NVME, PIIX4_SMBUS, XHCI_HCD } from "./platform.ts";
import { VFIO_PCI_MODULE } from "./vfio.ts";

function moduleOf(name: string, ...drivers: readonly DriverProfile[]): ModuleProfile {
  return { name, drivers, matches: (id) => drivers.some((driver) => driver.matches(id)) };
}

/** nvidia's modules both claim graphics of any kind and NVSwitch bridges (their MODULE_ALIAS lines). */
const nvidiaAlias: Matches = (id) => id.vendor === 0x10de && [0x0300, 0x0302, 0x0680].includes(id.classCode >> 8);

export const NVIDIA_MODULES: readonly ModuleProfile[] = [
  { name: "nvidia_drm", matches: nvidiaAlias, drivers: [] },
  { name: "nvidia", matches: nvidiaAlias, drivers: [NVIDIA, NVIDIA_NVSWITCH] },
];

/** What a server distribution brings. */
export const SERVER_MODULES: readonly ModuleProfile[] = [
  moduleOf("mlx5_core", MLX5_CORE),
  moduleOf("igb", IGB),
  moduleOf("igbvf", IGBVF),
  moduleOf("bnxt_en", BNXT_EN),
  moduleOf("e1000e", E1000E),
  moduleOf("nvme", NVME),
  moduleOf("ahci", AHCI),
  { name: "xhci_pci", matches: byClass(0x0c0330), drivers: [XHCI_HCD] },
  moduleOf("ast", AST),
  { name: "i2c_i801", matches: byId(0x8086, 0x1bc9), drivers: [I801_SMBUS] },
  moduleOf("i2c_piix4", PIIX4_SMBUS),
  VFIO_PCI_MODULE,
];

export const GUEST_MODULES: readonly ModuleProfile[] = [
  moduleOf("virtio_pci", VIRTIO_PCI),
  { name: "i2c_piix4", matches: byId(0x8086, 0x7113), drivers: [PIIX4_SMBUS] },
  VFIO_PCI_MODULE,
];
