/** What is selected, in one line. Pure. */
import type { FunctionInfo } from "../../shared/machine/facts.ts";
import { roleOf } from "../../shared/machine/role.ts";
import type { Message } from "../../shared/words/message.ts";
import { SELECTION_WORDS } from "../words/tree-selection.ts";

/** `3 VFs of 0000:01:00.0 selected`, `4 functions selected, including 2 VFs`. */
export function selectionSummary(functions: readonly FunctionInfo[]): Message {
  const count = functions.length;
  const vfs = functions.filter((fn) => roleOf(fn) === "vf");
  if (vfs.length === 0) return SELECTION_WORDS.functions({ count });
  if (vfs.length < count) return SELECTION_WORDS.withVfs({ count, vfs: vfs.length });
  const [pf, ...others] = new Set(vfs.map((vf) => vf.physfn));
  return others.length === 0
    ? SELECTION_WORDS.vfsOf({ count, pf: pf ?? "" })
    : SELECTION_WORDS.vfsOfPfs({ count, pfs: others.length + 1 });
}
