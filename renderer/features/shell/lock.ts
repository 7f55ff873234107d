/** What the lock in the top bar says: may this connection see all and change anything. */

import type { AccessState } from "../../../shared/machine/access-state.ts";
import type { HostIdentity } from "../../../shared/machine/facts.ts";
import { stillEnglish } from "../../../shared/words/say.ts";
import type { AppInfo } from "../../model/rights.ts";

export interface Lock {
  readonly state: "unknown" | "locked" | "unlocked" | "demo" | "file";
  readonly word: string;
  readonly title: string;
  /** Sentences: what it means, what to do. */
  readonly text: readonly string[];
  /** Why it is as it is, against what was requested; null when there is nothing to say. */
  readonly note: string | null;
  /** What can be done about it here; `waiting` while somebody is being asked. */
  readonly action: "unlock" | "lock" | "waiting" | null;
}

const SEE =
  "An ordinary user reads the first 64 bytes of each configuration space, and neither VPD nor serial numbers.";
const PLAN = "A change is shown as a plan, with the commands to copy into a root shell.";
const FREE = "Everything can be read and changed. Each change is shown as a plan first and runs when you say so.";

const NEITHER = { note: null, action: null } as const;

const FACES = {
  demo: {
    state: "demo",
    word: "Demo",
    title: "A simulated machine",
    text: ["Everything can be read and tried out: a small model of the kernel answers, no real machine is touched."],
    ...NEITHER,
  },
  file: {
    state: "file",
    word: "File",
    title: "Nothing can be changed in a file",
    text: ["It shows a machine as it was when the file was made. What the file does not hold is shown as not known."],
    ...NEITHER,
  },
} as const satisfies Record<string, Lock>;

function actionOf(access: AccessState | null, mayChange: boolean): Lock["action"] {
  if (access === null) return null;
  if (access.changing) return "waiting";
  if (access.canLock) return "lock";
  return mayChange && access.way !== null && access.state === "locked" ? "unlock" : null;
}

/**
 * The face of a lock, from what the lock itself says and nothing else: what was read of the machine may be older.
 * @param access null while it has not said anything
 */
export function lockOf(
  identity: Pick<HostIdentity, "kind">,
  info: Pick<AppInfo, "changesAllowed" | "changesRefusedBecause" | "shell"> | null,
  access: AccessState | null = null,
): Lock {
  if (identity.kind === "demo" || identity.kind === "file") return FACES[identity.kind];
  const refused =
    info !== null && !info.changesAllowed
      ? info.changesRefusedBecause && stillEnglish(info.changesRefusedBecause)
      : null;
  const rest = { note: access?.note ? stillEnglish(access.note) : null, action: actionOf(access, refused === null) };
  const state = access?.state ?? "unknown";
  if (state === "unknown") {
    const text = ["It shows when there is a connection again."];
    return { state: "unknown", word: "Not known", title: "Not known what this connection may do", text, ...rest };
  }
  if (state === "locked") {
    const text = refused === null ? [SEE, PLAN] : [SEE, PLAN, refused];
    if (rest.action === "unlock" && access !== null && access.way !== null) text.push(stillEnglish(access.way));
    return { state: "locked", word: "Locked", title: "Locked: reads as an ordinary user", text, ...rest };
  }
  if (refused !== null) {
    return { state: "locked", word: "Read only", title: "Read only: changes are off", text: [refused], ...rest };
  }
  const text = rest.action === "lock" ? [FREE, "It locks again automatically after 15 minutes without use."] : [FREE];
  if (rest.action === "lock" && access !== null && access.next !== null) text.push(stillEnglish(access.next));
  return { state: "unlocked", word: "Unlocked", title: "Unlocked", text, ...rest };
}
