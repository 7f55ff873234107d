/** Why there is no way to the root complex to show. Pure. */
import { linkOf } from "../../../../shared/machine/link.ts";
import type { Machine } from "../../../../shared/machine/machine.ts";
import type { LinkKnown } from "../../../../shared/machine/register-link.ts";
import { roleOf } from "../../../../shared/machine/role.ts";
import type { ConfigSpace } from "../../../../shared/pci/config-space.ts";
import { functionContext } from "../../../../shared/pci/decode.ts";
import type { Words } from "../../../../shared/words/message.ts";
import { LINK_TAB_WORDS as T } from "../../../words/link-tab.ts";

/** Types of ports in the PCI Express capability (PCIe 6.2 §7.5.3.2) above which there are others. */
const IN_SWITCH: readonly number[] = [0x5, 0x6];
const ROOT_PORT = 0x4;

/**
 * Of a function that has no port above it.
 * @param space its registers; null = not read
 */
export function noPathWords(machine: Machine, { fn, isKnown }: LinkKnown, space: ConfigSpace | null): Words {
  const type = space === null ? null : functionContext(space).portType;
  // The link of a root port is the one below it: nothing is missing above.
  if (type === ROOT_PORT) return T.atTop;
  const link = linkOf(machine, fn);
  if (roleOf(fn) !== "bridge") {
    if (!isKnown) return T.pathUnknown;
    return link === null ? T.inRootComplex : T.noPortAbove;
  }
  // A dump need not have the port above.
  if (fn.hostBridge === null || (type !== null && IN_SWITCH.includes(type))) return T.pathUnknown;
  return link === null && isKnown ? T.inRootComplex : T.atTop;
}
