/** The log on disk: a file of the user's own, and the one before it. Never larger than the two together. */

import { closeSync, fstatSync, lstatSync, openSync, readSync, renameSync, type Stats, writeSync } from "node:fs";
import { join } from "node:path";
import { WordsError } from "../../../shared/words/errors.ts";
import { ADD, mustBeOwn, PRIVATE, readOwnFile } from "../../host/places/own-file.ts";
import { claimFolder } from "../../host/places/own-folder.ts";

const FILE_NAME = "inspector.log";
const OLDER_NAME = `${FILE_NAME}.1`;
export const MAX_LOG_BYTES = 1024 * 1024;
const NEWLINE = 0x0a;

export class LogFile {
  readonly path: string;
  private readonly directory: string;
  /** Claimed when the first line is written, and once more after one that could not be. */
  private folder: string | null = null;

  constructor(directory: string) {
    this.directory = directory;
    this.path = join(directory, FILE_NAME);
  }

  /** Adds one line, which has no end yet. Several programs may write: each line goes in at once. @throws Error */
  add(line: string): void {
    try {
      this.write(line);
    } catch (error) {
      this.folder = null;
      throw error;
    }
  }

  /** The last lines, oldest first; empty where there are none to be read. */
  tail(maxCharacters: number): string {
    const text = [OLDER_NAME, FILE_NAME].map((name) => this.read(name)).join("");
    if (text.length <= maxCharacters) return text;
    const end = text.slice(-maxCharacters);
    return end.slice(end.indexOf("\n") + 1);
  }

  private read(name: string): string {
    try {
      return readOwnFile(this.directory, name);
    } catch {
      return "";
    }
  }

  private write(line: string): void {
    const folder = this.claimed();
    const path = join(folder, FILE_NAME);
    const size = lstatSync(path, { throwIfNoEntry: false })?.size ?? 0;
    if (size + Buffer.byteLength(line) >= MAX_LOG_BYTES) renameSync(path, join(folder, OLDER_NAME));
    const descriptor = openSync(path, ADD, PRIVATE);
    try {
      const stats = fstatSync(descriptor);
      mustBeOwn(stats);
      const bytes = Buffer.from(isTorn(descriptor, stats) ? `\n${line}\n` : `${line}\n`);
      if (writeSync(descriptor, bytes) < bytes.length) throw new Error("the disk is full");
    } finally {
      closeSync(descriptor);
    }
  }

  private claimed(): string {
    if (this.folder !== null) return this.folder;
    const claim = claimFolder(this.directory);
    if ("problem" in claim) throw new WordsError(claim.problem);
    this.folder = claim.path;
    return claim.path;
  }
}

/** Did a crash or a full disk take only the beginning of the last line? */
function isTorn(descriptor: number, { size }: Stats): boolean {
  const last = Buffer.alloc(1);
  return size > 0 && readSync(descriptor, last, 0, 1, size - 1) === 1 && last[0] !== NEWLINE;
}
