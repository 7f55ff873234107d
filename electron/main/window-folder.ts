/** Where Chromium keeps what belongs to the window: in the product's own folder, into which the one of before is moved. */

import { accessSync, constants, mkdirSync, readlinkSync, renameSync, rmSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import type { Words } from "../../shared/words/message.ts";
import { say } from "../../shared/words/say.ts";
import { errorCode } from "../host/errors.ts";
import { claimBelow, claimFolder } from "../host/places/own-folder.ts";
import { lookAt, ownUid } from "../host/places/owners.ts";
import { runtimeDirectories } from "../host/places/places.ts";
import { MAIN_WORDS } from "./words.ts";

const NAME = "window";
/** What holds a folder for the program that runs with it. */
const HOLDS = ["SingletonLock", "SingletonSocket", "SingletonCookie"] as const;

export interface WindowFolder {
  /** null = there is none that only this user can write, and Chromium takes its own. */
  readonly path: string | null;
  /** What became of the folder of before, in sentences. */
  readonly notes: readonly string[];
}

/**
 * @param config the folder of the settings
 * @param before where an older program had it
 * @param others for a machine on which the first cannot be written
 */
export function windowFolder(
  config: string,
  before: string,
  others: () => Iterable<string> = runtimeDirectories,
): WindowFolder {
  const notes = moved(before, config);
  const claim = claimBelow(config, NAME);
  if ("path" in claim) return { path: claim.path, notes };
  for (const folder of others()) {
    const other = claimBelow(folder, NAME);
    if ("path" in other) {
      const note = `The window remembers its zoom until this session ends only: ${say("en", claim.problem)}.`;
      return { path: other.path, notes: [...notes, note] };
    }
  }
  return { path: null, notes: [...notes, `The window has no folder of its own: ${say("en", claim.problem)}.`] };
}

/**
 * Chromium takes a folder that it cannot write for one that another program has, and ends as if that one came to the
 * front, or without a word.
 * @returns why the window cannot be opened with it, in a sentence; null = it can
 */
export function unwritable(folder: string): Words | null {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK | constants.X_OK);
    return null;
  } catch (error) {
    return MAIN_WORDS.folderNotWritable({ folder, code: errorCode(error) });
  }
}

function moved(before: string, config: string): readonly string[] {
  const stats = lookAt(before);
  if (stats === null) return [];
  const target = join(config, NAME);
  const uid = ownUid();
  const left = (why: string): readonly string[] => [`${before} of an earlier version is left as it is: ${why}.`];
  if (!stats.isDirectory() || (uid !== null && stats.uid !== uid)) return left("it is no folder of this user's");
  if (lookAt(target) !== null) return left(`${target} is there already`);
  if (isInUse(before)) return left("a program runs with it, here or on another machine");
  const claim = claimFolder(config);
  if ("problem" in claim) return left(say("en", claim.problem));
  try {
    renameSync(before, join(claim.path, NAME));
  } catch (error) {
    return left(`it cannot be moved to ${target} (${errorCode(error)})`);
  }
  for (const name of HOLDS) rmSync(join(claim.path, NAME, name), { force: true });
  return [`${before} of an earlier version is now ${target}.`];
}

/** On another machine too, where the home is shared: what cannot be asked there may run. */
function isInUse(folder: string): boolean {
  try {
    const [, host, pid] = /^(.*)-(\d+)$/.exec(readlinkSync(join(folder, HOLDS[0]))) ?? [];
    if (host !== hostname()) return true;
    process.kill(Number(pid), 0);
    return true;
  } catch (error) {
    return !["ENOENT", "ESRCH"].includes(errorCode(error));
  }
}
