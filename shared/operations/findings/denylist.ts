/** What can be done where vfio-pci refuses a device that is on its list of unsafe ones. Pure. */
import type { HostFacts } from "../../machine/facts.ts";

/**
 * disable_denylist is read when the module is loaded, and cannot be written (drivers/vfio/pci/vfio_pci.c: 0444). To take the module
 * out would take every function off it, whoever has it.
 */
export function denylistRemedy(vfioPci: HostFacts["vfioPci"]): string {
  return vfioPci === "loaded"
    ? "If you trust the guest, put `options vfio-pci disable_denylist=1` into a file in /etc/modprobe.d and restart this machine: to load vfio-pci again now would take every other function off it."
    : "If you trust the guest, load the module with it off: modprobe vfio-pci disable_denylist=1.";
}
