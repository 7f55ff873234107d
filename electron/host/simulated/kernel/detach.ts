/** A driver lets go of a function, and of its VFs as that driver does. */
import { release } from "./binding.ts";
import { KernelError } from "./errno.ts";
import { totalVfs } from "./pf-registers.ts";
import { disableVfs } from "./sriov.ts";
import type { KernelState, SimFunction } from "./state.ts";

/** Most drivers take their VFs down (mlx5_core, igb, vfio-pci); some leave them, and the kernel says so. */
export function detach(state: KernelState, fn: SimFunction): void {
  const profile = fn.driver === null ? undefined : state.drivers.get(fn.driver);
  if (fn.pf !== null) {
    if (fn.pf.vfs.length > 0) {
      if (profile?.sriov?.onRemove === "disable") disableVfs(state, fn);
      else state.log.about(fn, "driver left SR-IOV enabled after remove");
    }
    // pci_iov_remove(): what the driver had lowered is as the device says again.
    fn.pf.driverMax = totalVfs(fn);
  }
  release(state, fn);
}

/** A write to drivers/NAME/unbind. @throws KernelError ENODEV when no driver has it */
export function unbind(state: KernelState, fn: SimFunction): void {
  if (fn.driver === null) throw new KernelError("ENODEV");
  detach(state, fn);
}
