import type { ChildFacts } from "../../../../shared/machine/facts.ts";
import { doesAsBefore } from "../../../../shared/machine/kernel-differences.ts";
import { nothing } from "../kernel/id-table.ts";
import { headerTypeOf } from "../kernel/registers.ts";
import type { DriverProfile, KernelState, ModuleProfile } from "../kernel/state.ts";
import { freeName } from "./names.ts";

function vfioDevice(state: KernelState): readonly ChildFacts[] {
  if (doesAsBefore(state.release, "vfioDevice")) return [];
  return [{ kind: "vfio", name: freeName(state, "vfio", "vfio"), state: null, address: null }];
}

/** drivers/vfio/pci: it takes what an override names, refuses bridges, PFs with VFs and functions without a group. */
export const VFIO_PCI: DriverProfile = {
  name: "vfio-pci",
  module: "vfio_pci",
  matches: nothing,
  onlyByOverride: true,
  passive: true,
  probe: (fn) => {
    if (headerTypeOf(fn) !== 0) return { code: "EINVAL" };
    if (fn.pf !== null && fn.pf.vfs.length > 0) {
      return { code: "EBUSY", log: "Cannot bind to PF with SR-IOV enabled" };
    }
    return fn.iommuGroup === null ? { code: "EINVAL" } : null;
  },
  children: (_fn, state) => vfioDevice(state),
  sriov: {
    // enable_sriov=N: the driver answers ENOENT and writes nothing, whether VFs are to come or to go.
    check: ({ kernel }) => (kernel.vfio["vfio_pci/enable_sriov"] ? null : { code: "ENOENT" }),
    captures: true,
    onRemove: "disable",
  },
};

export const VFIO_PCI_MODULE: ModuleProfile = { name: "vfio_pci", matches: nothing, drivers: [VFIO_PCI] };
