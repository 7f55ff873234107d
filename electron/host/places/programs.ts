/**
 * Which programs are started: each by its absolute path, out of folders that nobody else can put a program into. npm
 * puts the node_modules/.bin of every folder above the project first in PATH, and anybody may have made one there.
 */

import { accessSync, constants, statSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";
import { visibleLine } from "../../../shared/pci/visible-text.ts";
import type { Words } from "../../../shared/words/message.ts";
import { PLACES_WORDS } from "../../../shared/words/texts/places.ts";
import { everybodysFolder, ownUid, ROOT_UID, walk } from "./owners.ts";
import { isWindows } from "./system.ts";

/** Where systems have their programs; the first two are NixOS's. */
const SYSTEM = ["/run/wrappers/bin", "/run/current-system/sw/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"] as const;

function isRoots(path: string): boolean {
  const walked = walk(path, ROOT_UID);
  return "path" in walked && walked.missing.length === 0;
}

/** A folder that a person chose: no relative one, which is another one elsewhere, and none of npm's. */
function isChosen(folder: string): boolean {
  return isAbsolute(folder) && !folder.split(/[/\\]/).includes("node_modules");
}

/** Folders in which programs are looked for: of root the system's alone, of anybody else those of PATH before them. */
export function searchFolders(env = process.env, uid = ownUid()): readonly string[] {
  if (uid === ROOT_UID) return SYSTEM.filter(isRoots);
  const chosen = (env.PATH ?? "").split(delimiter).filter(isChosen);
  // On Windows these would be folders of the disk that anybody could have made there.
  return [...new Set([...chosen, ...(isWindows() ? [] : SYSTEM)])];
}

/** First thing in every program: whatever is started from now on, by us or below us, is looked for there only. */
export function cleanSearchPath(env = process.env, uid = ownUid()): void {
  env.PATH = searchFolders(env, uid).join(delimiter);
}

/**
 * Why root must not run the program that lies in this folder, as a sentence; null where root may, and for anybody else.
 * What everybody may exchange is somebody else's program at the next start.
 */
export function refusedToRoot(directory: string, uid = ownUid()): Words | null {
  const folder = uid === ROOT_UID ? everybodysFolder(directory) : null;
  if (folder === null) return null;
  return PLACES_WORDS.refusedToRoot({ folder: visibleLine(folder) });
}

/** The absolute path of a program; null when there is none that may be started. */
export function systemProgram(name: string, folders = searchFolders()): string | null {
  const mayStart = ownUid() === ROOT_UID ? isRoots : () => true;
  const file = isWindows() ? `${name}.exe` : name;
  return folders.map((folder) => join(folder, file)).find((path) => isProgram(path) && mayStart(path)) ?? null;
}

/** The same, for who tells by the error of starting it that it is missing. */
export function programPath(name: string): string {
  return systemProgram(name) ?? (isWindows() ? `${name}.exe` : join("/usr/bin", name));
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
