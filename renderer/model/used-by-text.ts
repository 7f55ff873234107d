/** Who uses a function, as a value beside others. Pure. */
import type { UsedBy } from "../../shared/machine/used-by.ts";
import { names } from "../../shared/words/joined.ts";
import type { Words } from "../../shared/words/message.ts";
import { COMMON } from "../../shared/words/texts/common.ts";

/** `guest build-07`, none, or unknown. */
export function usedByText({ users, state }: UsedBy): Words {
  if (users.length > 0) return names(users.map(({ text }) => text));
  return state === "nobody" ? COMMON.none : COMMON.unknown;
}
