/** Drivers of ports, disks, graphics and the rest of a server. */

import type { ChildFacts } from "../../../../shared/machine/facts.ts";
import { anyOf, byClass, byId } from "../kernel/id-table.ts";
import { isOnline } from "../kernel/nvme-controllers.ts";
import type { DriverProfile, KernelState, SimFunction } from "../kernel/state.ts";
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

/** The disk of a VF: another path to the one of its PF, as native multipath names it (nvme_core.multipath). */
function nvmeChildren(fn: SimFunction, state: KernelState): readonly ChildFacts[] {
  if (fn.vf === null) return describedChildren(fn);
  const { physfn } = fn.vf;
  const name = freeName(state, "nvme", "nvme");
  const number = name.slice("nvme".length);
  const shared = physfn.children.flatMap((child) => (child.kind === "block" ? child.name : []));
  return [
    { kind: "nvme", name, state: null, address: null },
    ...shared.map((disk): ChildFacts => {
      const path = disk.replace(/n(\d+)$/, `c${number}n$1`);
      return { kind: "block", name: path, state: null, address: null };
    }),
  ];
}

/**
 * drivers/nvme: VFs get no controller of their own until it was brought online with the Virtualization Management
 * command, so the driver gives up on them.
 */
export const NVME: DriverProfile = {
  name: "nvme",
  module: "nvme",
  matches: byClass(0x010802),
  probe: (fn, state) => {
    if (fn.vf === null || isOnline(fn.vf)) return null;
    const name = `nvme ${freeName(state, "nvme", "nvme")}`;
    const lines = [`${name}: pci function ${fn.bdf}`, `${name}: Device not ready; aborting initialisation, CSTS=0x0`];
    return { code: "ENODEV", lines, lateBefore: "nvmeProbe" };
  },
  children: nvmeChildren,
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
