/** What the lock in the top bar says: may this connection see all and change anything. */

import type { AccessState } from "../../../shared/machine/access-state.ts";
import type { HostIdentity } from "../../../shared/machine/facts.ts";
import type { Words } from "../../../shared/words/message.ts";
import type { AppInfo } from "../../model/rights.ts";
import { LOCK_WORDS } from "../../words/lock.ts";

export interface Lock {
  readonly state: "unknown" | "locked" | "unlocked" | "demo";
  readonly word: Words;
  readonly title: Words;
  /** Sentences: what it means, what to do. */
  readonly text: readonly Words[];
  /** Why it is as it is, against what was requested; null when there is nothing to say. */
  readonly note: Words | null;
  /** What can be done about it here; `waiting` while permission is being asked for. */
  readonly action: "unlock" | "lock" | "waiting" | null;
}

const DEMO: Lock = {
  state: "demo",
  word: LOCK_WORDS.demo,
  title: LOCK_WORDS.demoTitle,
  text: [LOCK_WORDS.demoText],
  note: null,
  action: null,
};

function actionOf(access: AccessState | null, mayChange: boolean): Lock["action"] {
  if (access === null) return null;
  if (access.changing) return "waiting";
  if (access.canLock) return "lock";
  return mayChange && access.way !== null && access.state === "locked" ? "unlock" : null;
}

/**
 * The face of a lock that a machine has and a file has not, from what the lock itself says and nothing else: what was read of the machine may be older.
 * @param access null while it has not said anything
 */
export function lockOf(
  identity: Pick<HostIdentity, "kind">,
  info: Pick<AppInfo, "changesAllowed" | "changesRefusedBecause" | "shell"> | null,
  access: AccessState | null = null,
): Lock {
  if (identity.kind === "demo") return DEMO;
  const refused = info !== null && !info.changesAllowed ? info.changesRefusedBecause : null;
  const rest = { note: access?.note || null, action: actionOf(access, refused === null) };
  const state = access?.state ?? "unknown";
  if (state === "unknown") {
    return {
      state: "unknown",
      word: LOCK_WORDS.unknown,
      title: LOCK_WORDS.unknownTitle,
      text: [LOCK_WORDS.unknownText],
      ...rest,
    };
  }
  if (state === "locked") {
    const text: Words[] =
      refused === null ? [LOCK_WORDS.see, LOCK_WORDS.plan] : [LOCK_WORDS.see, LOCK_WORDS.plan, refused];
    if (rest.action === "unlock" && access !== null && access.way !== null) text.push(access.way);
    return { state: "locked", word: LOCK_WORDS.locked, title: LOCK_WORDS.lockedTitle, text, ...rest };
  }
  if (refused !== null) {
    return { state: "locked", word: LOCK_WORDS.readOnly, title: LOCK_WORDS.readOnlyTitle, text: [refused], ...rest };
  }
  const text: Words[] = rest.action === "lock" ? [LOCK_WORDS.free, LOCK_WORDS.locksAgain] : [LOCK_WORDS.free];
  if (rest.action === "lock" && access !== null && access.next !== null) text.push(access.next);
  return { state: "unlocked", word: LOCK_WORDS.unlocked, title: LOCK_WORDS.unlocked, text, ...rest };
}
