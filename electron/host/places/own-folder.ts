/** A folder of the product's own: made for one user alone, and never one that somebody else could exchange. */
import { accessSync, chmodSync, constants, lstatSync, mkdirSync, type Stats, statSync } from "node:fs";
import { join } from "node:path";
import { errorCode } from "../local/errors.ts";
import { ownUid, ROOT_UID, walk } from "./owners.ts";

/** The folder, or why it cannot be had, in words without a full stop. */
export type Claim =
  | { readonly path: string }
  /** `readable` is the folder where it is our own and only cannot be written. */
  | { readonly problem: string; readonly readable: string | null };

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
    return refused(`${path} cannot be made (${errorCode(error)})`);
  }
}

/** One after the other, each inside the one before. */
export function claimBelow(path: string, ...names: readonly string[]): Claim {
  return names.reduce<Claim>(
    (claim, name) => ("problem" in claim ? refused(claim.problem) : claimFolder(join(claim.path, name))),
    claimFolder(path),
  );
}

function refused(problem: string): Claim {
  return { problem, readable: null };
}

function claimFor(uid: number, path: string): Claim {
  if (uid === ROOT_UID && lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) {
    return refused(`${path} is a link`);
  }
  const walked = walk(path, uid);
  if ("problem" in walked) return refused(walked.problem);
  let folder = walked.path;
  for (const name of walked.missing) {
    folder = join(folder, name);
    mkdirSync(folder, { mode: PRIVATE });
  }
  const stats = statSync(folder);
  const problem = notOwn(folder, stats, uid);
  if (problem !== null) return refused(problem);
  try {
    if ((stats.mode & ALL_MODES) !== PRIVATE) chmodSync(folder, PRIVATE);
    accessSync(folder, constants.W_OK | constants.X_OK);
    return { path: folder };
  } catch (error) {
    return { problem: `${folder} cannot be written (${errorCode(error)})`, readable: folder };
  }
}

function notOwn(path: string, stats: Stats, uid: number): string | null {
  if (!stats.isDirectory()) return `${path} is no folder`;
  return stats.uid === uid ? null : `${path} belongs to another user (${stats.uid})`;
}

/** A system without owners. */
function claimAnywhere(path: string): Claim {
  mkdirSync(path, { recursive: true });
  return { path };
}
