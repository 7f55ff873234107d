/** Drivers of network adapters, each with its own manners around VFs. */

import type { ChildFacts } from "../../../../shared/machine/facts.ts";
import { byId } from "../kernel/id-table.ts";
import type { DriverProfile, KernelState, SimFunction } from "../kernel/state.ts";
import { describedChildren, freeName, netChild } from "./names.ts";

function netOnly(fn: SimFunction): readonly ChildFacts[] {
  const net = netChild(fn);
  return net ? [net] : [];
}

function netAndRdma(fn: SimFunction, state: KernelState): readonly ChildFacts[] {
  const rdma: ChildFacts = {
    kind: "infiniband",
    name: freeName(state, "infiniband", "mlx5_"),
    state: null,
    address: null,
  };
  return [...netOnly(fn), rdma];
}

/** drivers/net/ethernet/mellanox/mlx5: PFs and VFs alike; VFs end with their PF's driver. */
export const MLX5_CORE: DriverProfile = {
  name: "mlx5_core",
  module: "mlx5_core",
  matches: byId(0x15b3, 0x1021, 0x101e, 0xa2dc),
  children: netAndRdma,
  vectors: (fn) => (fn.vf === null ? 64 : 12),
  sriov: {
    onRemove: "disable",
    vfMsixPool: 1024,
    enablingLog: (count) => `E-Switch: Enable: mode(LEGACY), nvfs(${count}), necvfs(0), active vports(${count + 1})`,
  },
};

/** drivers/net/ethernet/intel/igb: never more than 7 VFs, though the capability says 8. */
export const IGB: DriverProfile = {
  name: "igb",
  module: "igb",
  matches: byId(0x8086, 0x1521, 0x10c9, 0x1533),
  children: netOnly,
  vectors: () => 9,
  sriov: {
    limit: (total) => Math.min(total, 7),
    onRemove: "disable",
    enablingLog: (count) => `${count} VFs allocated`,
    disabledLog: "IOV Disabled",
  },
};

export const IGBVF: DriverProfile = {
  name: "igbvf",
  module: "igbvf",
  matches: byId(0x8086, 0x1520, 0x10ca),
  children: netOnly,
  vectors: () => 3,
};

/** drivers/net/ethernet/broadcom/bnxt: with its interface down it does nothing and calls that success. */
export const BNXT_EN: DriverProfile = {
  name: "bnxt_en",
  module: "bnxt_en",
  matches: byId(0x14e4, 0x1750, 0x1806),
  children: netOnly,
  vectors: () => 74,
  sriov: {
    check: ({ pf, count }) => {
      const isUp = pf.children.some((child) => child.kind === "net" && child.state === "up");
      return count > 0 && !isUp ? { ignore: "Reject SRIOV config request since if is down!" } : null;
    },
    onRemove: "disable",
  },
};

/** drivers/net/ethernet/intel/e1000e: no SR-IOV at all. */
export const E1000E: DriverProfile = {
  name: "e1000e",
  module: "e1000e",
  matches: byId(0x8086, 0x10d3),
  children: netOnly,
  vectors: () => 5,
};

export const VIRTIO_PCI: DriverProfile = {
  name: "virtio-pci",
  module: "virtio_pci",
  matches: (id) => id.vendor === 0x1af4 && id.device >= 0x1000 && id.device <= 0x107f,
  children: (fn) => [...netOnly(fn), ...describedChildren(fn)],
  vectors: () => 3,
  sriov: { onRemove: "disable", keepsNoSettings: true },
};
