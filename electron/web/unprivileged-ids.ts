/** Whom the process that listens becomes when root started the program: a user that nobody else is. */
import { readdirSync, readFileSync } from "node:fs";
import { isLinux } from "../host/places/system.ts";
import type { Ids } from "./relay-messages.ts";

/** Numbers for users that live as long as a process (systemd's DynamicUser=); no person and no package has one. */
const FIRST = 61184;
const LAST = 65519;
/** nobody, on every Linux distribution: other programs run as it, and could send signals. */
const NOBODY = 65534;

/** The users that processes of this machine run as now; none where only Linux would tell it. */
function usersOfProcesses(): Set<number> {
  const users = new Set<number>();
  for (const name of isLinux() ? readdirSync("/proc") : []) {
    if (!/^\d+$/.test(name)) continue;
    try {
      // Real, effective, saved and file system uid. The owner of the folder would be root for one that gave root up.
      const ids = /^Uid:\t(.*)$/m.exec(readFileSync(`/proc/${name}/status`, "utf8"))?.[1] ?? "";
      for (const uid of ids.split("\t")) users.add(Number(uid));
    } catch {
      // It has ended.
    }
  }
  return users;
}

function passwdUsers(): Set<number> {
  try {
    return new Set(
      readFileSync("/etc/passwd", "utf8")
        .split("\n")
        .map((line) => Number(line.split(":")[2])),
    );
  } catch {
    return new Set();
  }
}

/** In the order in which they are tried: a number of its own, else nobody, where a user namespace has no more numbers. */
export function unprivilegedIds(start = FIRST + (process.pid % (LAST - FIRST + 1))): readonly Ids[] {
  const taken = new Set([...usersOfProcesses(), ...passwdUsers()]);
  const count = LAST - FIRST + 1;
  for (let offset = 0; offset < count; offset++) {
    const uid = FIRST + ((start - FIRST + offset) % count);
    if (!taken.has(uid)) {
      return [
        { uid, gid: uid },
        { uid: NOBODY, gid: NOBODY },
      ];
    }
  }
  return [{ uid: NOBODY, gid: NOBODY }];
}
