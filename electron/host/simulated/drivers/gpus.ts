/** Drivers of GPUs that share them out by ways of their own. */

import { byId } from "../kernel/id-table.ts";
import type { DriverProfile } from "../kernel/state.ts";
import { describedChildren } from "./names.ts";
import { NVIDIA } from "./platform.ts";

/** NVIDIA's vGPU host driver: its VFs stay with it and have a VFIO device each. */
export const NVIDIA_VGPU: DriverProfile = {
  ...NVIDIA,
  children: (fn) =>
    fn.vf === null ? describedChildren(fn) : [{ kind: "vfio", name: `vfio${fn.vf.index}`, state: null, address: null }],
  sriov: { onRemove: "keep" },
};

/** drivers/gpu/drm/xe; its VFs are for guests. */
export const XE: DriverProfile = {
  name: "xe",
  module: "xe",
  matches: byId(0x8086, 0xe212),
  children: describedChildren,
  vectors: () => 1,
  sriov: { onRemove: "disable" },
};

/** drivers/gpu/drm/i915 with GVT-g, which hands out mdevs. */
export const I915: DriverProfile = {
  name: "i915",
  module: "i915",
  matches: byId(0x8086, 0x3e98),
  children: describedChildren,
  vectors: () => 1,
};

/** amd/MxGPU-Virtualization: makes VFs when it is loaded, and has no sriov_configure. */
export const GIM: DriverProfile = { name: "gim", module: "gim", matches: byId(0x1002, 0x74a1), vectors: () => 1 };
