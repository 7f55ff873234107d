/** A folder of the product's own: made for one user alone, and never one that somebody else could exchange. */

import { accessSync, chmodSync, constants, mkdirSync, type Stats, statSync } from "node:fs";
import { basename, dirname, isAbsolute, join } from "node:path";
import type { Words } from "../../../shared/words/message.ts";
import { PLACES_WORDS as T } from "../../../shared/words/texts/places.ts";
import { errorCode } from "../errors.ts";
import { lookAt, ownUid, ROOT_UID, walk } from "./owners.ts";

/** The folder, or why it cannot be had, a clause without a full stop. */
export type Claim =
  | { readonly path: string }
  /** `readable` is the folder where it is our own and only cannot be written. */
  | { readonly problem: Words; readonly readable: string | null };

const PRIVATE = 0o700;
const ALL_MODES = 0o777;

/**
 * Makes the folder where it is missing, and takes everybody else's rights to it away. For root it is no link.
 * @param uid whose it has to be
 */
export function claimFolder(path: string, uid: number | null = ownUid()): Claim {
  try {
    return uid === null ? claimAnywhere(path) : claimFor(uid, path);
  } catch (error) {
    return refused(T.notMade({ path, code: errorCode(error) }));
  }
}

/** What there is of a folder, and the names that are to be made in that; or why it cannot be had. */
type Found = { readonly folder: string; readonly missing: readonly string[] } | { readonly problem: Words };

/**
 * Looks for the folder, and changes nothing. Whatever others may do in it ends when it is claimed.
 * @param uid whose it has to be
 */
export function findFolder(path: string, uid: number): Found {
  if (!isAbsolute(path)) return { problem: T.notAbsolute({ path }) };
  const above = walk(dirname(path), uid);
  if ("problem" in above) return above;
  const name = basename(path);
  if (above.missing.length > 0) return { folder: above.path, missing: [...above.missing, name] };
  const folder = join(above.path, name);
  const stats = lookAt(folder);
  if (stats === null) return { folder: above.path, missing: [name] };
  if (!stats.isSymbolicLink()) return ownOr(folder, stats, uid);
  if (uid === ROOT_UID) return { problem: T.isLink({ path: folder }) };
  const target = walk(folder, uid);
  if ("problem" in target) return target;
  return target.missing.length > 0
    ? { folder: target.path, missing: target.missing }
    : ownOr(target.path, statSync(target.path), uid);
}

function ownOr(folder: string, stats: Stats, uid: number): Found {
  if (!stats.isDirectory()) return { problem: T.notAFolder({ path: folder }) };
  if (stats.uid !== uid) return { problem: T.others({ path: folder, uid: stats.uid }) };
  return { folder, missing: [] };
}

/** One after the other, each inside the one before. */
export function claimBelow(path: string, ...names: readonly string[]): Claim {
  return names.reduce<Claim>(
    (claim, name) => ("problem" in claim ? refused(claim.problem) : claimFolder(join(claim.path, name))),
    claimFolder(path),
  );
}

function refused(problem: Words): Claim {
  return { problem, readable: null };
}

function claimFor(uid: number, path: string): Claim {
  const found = findFolder(path, uid);
  if ("problem" in found) return refused(found.problem);
  let { folder } = found;
  for (const name of found.missing) {
    folder = join(folder, name);
    mkdirSync(folder, { mode: PRIVATE });
  }
  try {
    if ((statSync(folder).mode & ALL_MODES) !== PRIVATE) chmodSync(folder, PRIVATE);
    accessSync(folder, constants.W_OK | constants.X_OK);
    return { path: folder };
  } catch (error) {
    return { problem: T.notWritable({ path: folder, code: errorCode(error) }), readable: folder };
  }
}

/** A system without owners. */
function claimAnywhere(path: string): Claim {
  mkdirSync(path, { recursive: true });
  return { path };
}
