/** What the lock in the top bar says: may this connection see all and change anything. */
import type { HostIdentity } from "../../../shared/machine/facts.ts";
import type { AppInfo } from "../../stores/connection.ts";

export interface Lock {
  readonly state: "unknown" | "locked" | "unlocked" | "demo" | "file";
  readonly word: string;
  readonly title: string;
  /** Sentences: what it means, what to do. */
  readonly text: readonly string[];
}

const SEE =
  "An ordinary user reads the first 64 bytes of each configuration space, and neither VPD nor serial numbers.";

export function lockOf(
  identity: Pick<HostIdentity, "kind" | "privileged">,
  info: Pick<AppInfo, "changesAllowed" | "changesRefusedBecause" | "shell"> | null,
): Lock {
  if (identity.kind === "demo") {
    const text = [
      "Everything can be read and tried out: a small model of the kernel answers, no real machine is touched.",
    ];
    return { state: "demo", word: "Demo", title: "A simulated machine", text };
  }
  if (identity.kind === "file") {
    const text = [
      "It shows a machine as it was when the file was made. What the file does not hold is shown as not known.",
    ];
    return { state: "file", word: "File", title: "Nothing can be changed in a file", text };
  }
  if (identity.privileged === null) {
    const text = ["It shows with the first read that needs root."];
    return { state: "unknown", word: "Not known", title: "Not known yet what this connection may do", text };
  }
  const refused = info !== null && !info.changesAllowed ? info.changesRefusedBecause : null;
  if (!identity.privileged) {
    const text = [SEE, "A change is shown as a plan, with the commands to copy into a root shell."];
    if (refused !== null) text.push(refused);
    return { state: "locked", word: "Locked", title: "Locked: reads as an ordinary user", text };
  }
  if (refused !== null) {
    return { state: "locked", word: "Read only", title: "Reads everything, changes nothing", text: [refused] };
  }
  const text = ["Everything can be read and changed. Each change is shown as a plan first and runs when you say so."];
  return { state: "unlocked", word: "Unlocked", title: "Unlocked", text };
}
