/** Why bytes are missing: `not readable without root`. */

import type { HostIdentity } from "../../../../shared/machine/facts.ts";
import type { Message } from "../../../../shared/words/message.ts";
import { DETAIL_WORDS } from "../../../words/detail.ts";

export function missingBecause(identity: HostIdentity): Message {
  if (identity.kind === "file") return DETAIL_WORDS.notInFile;
  return identity.privileged === false ? DETAIL_WORDS.needsRoot : DETAIL_WORDS.notReadable;
}
