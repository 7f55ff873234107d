/** Files in a folder of the product's own: never through a link, for one user alone, and new ones appear whole. */
import { closeSync, constants, fstatSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ownUid } from "./owners.ts";

const { O_APPEND, O_CREAT, O_EXCL, O_NOFOLLOW, O_NONBLOCK, O_RDONLY, O_RDWR, O_WRONLY } = constants;
const PRIVATE = 0o600;

/** A pipe in the place of a file makes nobody wait. */
const CAREFUL = O_NOFOLLOW | O_NONBLOCK;

/** For open(2): reading, and adding to the end of a file that may have to be made. With {@link mustBeOwn} after it. */
export const READ = O_RDONLY | CAREFUL;
export const ADD = O_RDWR | O_APPEND | O_CREAT | CAREFUL;

/** @throws Error where this is no file of our own, or one that has another name elsewhere */
export function mustBeOwn(file: { isFile(): boolean; readonly uid: number; readonly nlink: number }): void {
  const uid = ownUid();
  if (!file.isFile()) throw refusal("it is no file");
  if (uid !== null && file.uid !== uid) throw refusal(`it belongs to another user (${file.uid})`);
  if (file.nlink > 1) throw refusal("it has a second name elsewhere");
}

function refusal(reason: string): Error {
  return Object.assign(new Error(reason), { code: "EPERM" });
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

/** Can it be added to? Makes it where it is missing. @throws Error with the reason */
export function tryToAdd(folder: string, name: string): void {
  const descriptor = openSync(join(folder, name), ADD, PRIVATE);
  try {
    mustBeOwn(fstatSync(descriptor));
  } finally {
    closeSync(descriptor);
  }
}
