/** Drivers of ports, disks, graphics and the rest of a server. */

import { anyOf, byClass, byId } from "../kernel/id-table.ts";
import type { DriverProfile } from "../kernel/state.ts";
import { describedChildren, freeName } from "./names.ts";

/** Drivers of ports and bridges; built in, and no hindrance to a group's viability (driver_managed_dma). */
export const PCIEPORT: DriverProfile = {
  name: "pcieport",
  module: null,
  matches: byClass(0x0604),
  passive: true,
  vectors: () => 1,
};

export const AHCI: DriverProfile = {
  name: "ahci",
  module: "ahci",
  matches: byClass(0x010601),
  children: describedChildren,
  vectors: () => 1,
};

export const XHCI_HCD: DriverProfile = {
  name: "xhci_hcd",
  module: "xhci_pci",
  matches: byClass(0x0c0330),
  vectors: () => 8,
};

export const AST: DriverProfile = {
  name: "ast",
  module: "ast",
  matches: byId(0x1a03, 0x2000),
  children: describedChildren,
};

/**
 * drivers/nvme: VFs get no controller of their own until it was brought online with the Virtualization Management
 * command, so the driver gives up on them.
 */
export const NVME: DriverProfile = {
  name: "nvme",
  module: "nvme",
  matches: byClass(0x010802),
  probe: (fn, state) => {
    if (fn.vf === null) return null;
    const name = `nvme ${freeName(state, "nvme", "nvme")}`;
    const lines = [`${name}: pci function ${fn.bdf}`, `${name}: Device not ready; aborting initialisation, CSTS=0x0`];
    return { code: "ENODEV", lines, lateBefore: "nvmeProbe" };
  },
  children: describedChildren,
  vectors: () => 33,
  sriov: { onRemove: "keep" },
};

export const NVIDIA: DriverProfile = {
  name: "nvidia",
  module: "nvidia",
  matches: (id) => id.vendor === 0x10de && (id.classCode >> 8 === 0x0300 || id.classCode >> 8 === 0x0302),
  children: describedChildren,
  vectors: () => 9,
};

export const NVIDIA_NVSWITCH: DriverProfile = {
  name: "nvidia-nvswitch",
  module: "nvidia",
  matches: (id) => id.vendor === 0x10de && id.classCode >> 8 === 0x0680,
  vectors: () => 1,
};

export const I801_SMBUS: DriverProfile = { name: "i801_smbus", module: "i2c_i801", matches: byId(0x8086, 0x1bc9) };

export const PIIX4_SMBUS: DriverProfile = {
  name: "piix4_smbus",
  module: "i2c_piix4",
  matches: anyOf(byId(0x1022, 0x790b), byId(0x8086, 0x7113)),
};
