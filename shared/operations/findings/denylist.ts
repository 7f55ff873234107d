/** What can be done where vfio-pci refuses a device that is on its list of unsafe ones. Pure. */
import type { HostFacts } from "../../machine/facts.ts";
import type { Words } from "../../words/message.ts";
import { DENYLIST_WORDS as T } from "../../words/texts/check-isolation.ts";

/**
 * disable_denylist is read when the module is loaded, and cannot be written (drivers/vfio/pci/vfio_pci.c: 0444). To take the module
 * out would take every function off it, whoever has it.
 */
export function denylistRemedy(vfioPci: HostFacts["vfioPci"]): Words {
  return vfioPci === "loaded" ? T.reboot : T.load;
}
