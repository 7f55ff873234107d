/** Whose a path is: whoever may write to one folder of it can put another folder in the place of the next. */

import { lstatSync, readlinkSync, type Stats, statSync } from "node:fs";
import { dirname, isAbsolute, join } from "node:path";
import type { Words } from "../../../shared/words/message.ts";
import { PLACES_WORDS as T } from "../../../shared/words/texts/places.ts";

/** A path without links, whose folders nobody else can exchange; or why it is not, a clause without a full stop. */
type Walked = { readonly path: string; readonly missing: readonly string[] } | { readonly problem: Words };

export const ROOT_UID = 0;
const OTHERS_WRITE = 0o022;
const EVERYBODY_WRITES = 0o002;
const STICKY = 0o1000;
/** As many links as the kernel follows. */
const MAX_LINKS = 40;

/** Who this process acts as; null where a system knows no such numbers. */
export function ownUid(): number | null {
  return process.geteuid?.() ?? null;
}

/** In a user namespace that root is not part of, what belongs to root looks as if it were somebody else's. */
function isSystem(uid: number): boolean {
  return uid === ROOT_UID || uid === lstatSync("/").uid;
}

/**
 * Why this file, folder or link may not be relied on by the user; null when it may. What everybody may write to is
 * nobody's but in a sticky folder, where everybody has his own. Root wants it to be root's, too, and writable for no
 * group; an ordinary user's groups are his own affair.
 */
function distrust(path: string, stats: Stats, uid: number): Words | null {
  const { mode } = stats;
  if (!isSystem(stats.uid) && stats.uid !== uid) return T.others({ path, uid: stats.uid });
  if (stats.isSymbolicLink() || (mode & STICKY) !== 0) return null;
  if ((mode & EVERYBODY_WRITES) !== 0) return T.worldWritable({ path });
  return uid === ROOT_UID && (mode & OTHERS_WRITE) !== 0 ? T.notRootOnly({ path }) : null;
}

/**
 * Follows a path from the top, link by link, and looks at each folder and link on the way.
 * @param uid for whom it has to be safe
 * @returns the path without its links as far as it exists, and the names that do not exist yet
 */
export function walk(path: string, uid: number): Walked {
  if (!isAbsolute(path)) return { problem: T.notAbsolute({ path }) };
  let names = namesOf(path);
  let at = "/";
  let links = 0;
  for (let name = names.shift(); name !== undefined; name = names.shift()) {
    const next = name === ".." ? dirname(at) : join(at, name);
    const stats = lookAt(next);
    if (stats === null) return { path: at, missing: [name, ...names] };
    const problem = distrust(next, stats, uid);
    if (problem !== null) return { problem };
    if (!stats.isSymbolicLink()) {
      at = next;
      continue;
    }
    links += 1;
    if (links > MAX_LINKS) return { problem: T.linkLoop({ path }) };
    const target = readlinkSync(next);
    if (isAbsolute(target)) at = "/";
    names = [...namesOf(target), ...names];
  }
  return { path: at, missing: [] };
}

/** Itself, not what it leads to; null where there is none. What cannot be looked at cannot be made either. */
export function lookAt(path: string): Stats | null {
  try {
    return lstatSync(path);
  } catch {
    return null;
  }
}

/**
 * The first folder on the way to a path in which everybody may exchange everything; null where there is none. Who owns
 * the others is not asked: a person's own checkout is trusted by the root whom that person becomes.
 */
export function everybodysFolder(path: string): string | null {
  for (let at = path; ; at = dirname(at)) {
    const { mode } = statSync(at);
    if ((mode & EVERYBODY_WRITES) !== 0 && (mode & STICKY) === 0) return at;
    if (at === dirname(at)) return null;
  }
}

function namesOf(path: string): string[] {
  return path.split("/").filter((name) => name !== "" && name !== ".");
}
