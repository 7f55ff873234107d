/** Files in a folder of the product's own: never through a link, for one user alone, and new ones appear whole. */

import { closeSync, constants, fstatSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { WordsError } from "../../../shared/words/errors.ts";
import type { Words } from "../../../shared/words/message.ts";
import { PLACES_WORDS as T } from "../../../shared/words/texts/places.ts";
import { errorCode } from "../errors.ts";
import { ownUid } from "./owners.ts";

const { O_APPEND, O_CREAT, O_EXCL, O_NOFOLLOW, O_NONBLOCK, O_RDONLY, O_RDWR, O_WRONLY } = constants;
/** The mode of a new one. */
export const PRIVATE = 0o600;

/** A pipe in the place of a file makes nobody wait. */
const CAREFUL = O_NOFOLLOW | O_NONBLOCK;

/** For open(2), with {@link mustBeOwn} after it: to read, and to add to the end of a file that may have to be made. */
export const READ = O_RDONLY | CAREFUL;
export const ADD = O_RDWR | O_APPEND | O_CREAT | CAREFUL;

/** @throws Error where this is no file of our own, or one that has another name elsewhere */
export function mustBeOwn(file: { isFile(): boolean; readonly uid: number; readonly nlink: number }): void {
  const uid = ownUid();
  if (!file.isFile()) throw refusal(T.notAFile);
  if (uid !== null && file.uid !== uid) throw refusal(T.othersFile({ uid: file.uid }));
  if (file.nlink > 1) throw refusal(T.secondName);
}

function refusal(reason: Words): Error {
  return Object.assign(new WordsError(reason), { code: "EPERM" });
}

/** @throws Error with an errno code: ENOENT = there is none */
export function readOwnFile(folder: string, name: string): string {
  const descriptor = openSync(join(folder, name), READ);
  try {
    mustBeOwn(fstatSync(descriptor));
    return readFileSync(descriptor, "utf8");
  } finally {
    closeSync(descriptor);
  }
}

/** Writes beside it and puts that in its place, so that a reader sees the old text or the new one. @throws Error */
export function replaceOwnFile(folder: string, name: string, text: string): void {
  const path = join(folder, name);
  const written = `${path}.new`;
  // One that was left behind, or planted; a link goes itself.
  rmSync(written, { force: true });
  const descriptor = openSync(written, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, PRIVATE);
  try {
    writeFileSync(descriptor, text);
  } finally {
    closeSync(descriptor);
  }
  renameSync(written, path);
}

/** Opens it and lets go of it: one that is not there yet is fine. @throws Error with the reason */
export function tryToOpen(folder: string, name: string, flags: number): void {
  try {
    const descriptor = openSync(join(folder, name), flags & ~O_CREAT);
    try {
      mustBeOwn(fstatSync(descriptor));
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    if (errorCode(error) !== "ENOENT") throw error;
  }
}
