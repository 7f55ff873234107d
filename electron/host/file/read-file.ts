/** A file of the user's own, by its path. */
import { accessSync, closeSync, constants, openSync, readSync, statSync } from "node:fs";
import { MOST_OPENED, TOO_LARGE } from "../../../shared/pasted/limits.ts";
import { errorWords, WordsError } from "../../../shared/words/errors.ts";
import type { Message, Words } from "../../../shared/words/message.ts";
import { FILE_WORDS as T } from "../../../shared/words/texts/files.ts";
import { READING_WORDS } from "../../../shared/words/texts/reading.ts";

const PIECE = 1024 * 1024;

/** @throws WordsError when it cannot be read, or is too large */
export function readOwnFile(path: string): Uint8Array {
  try {
    return bytesOf(path);
  } catch (error) {
    const reason = reasonOf(error);
    if (reason === null) throw error;
    throw new WordsError(T.unreadable({ reason }));
  }
}

/** When a file was last changed, in milliseconds since 1970; null of what is no file, as a pipe. */
export function modifiedAt(path: string): number | null {
  try {
    const stat = statSync(path);
    return stat.isFile() ? stat.mtimeMs : null;
  } catch {
    return null;
  }
}

const REASONS: Readonly<Record<string, Message>> = {
  ENOENT: T.missing,
  ENOTDIR: T.missing,
  EISDIR: READING_WORDS.EISDIR,
  EACCES: READING_WORDS.EACCES,
};

/** In words without a full stop; null of what is no error of the system. */
function reasonOf(error: unknown): Words | null {
  const { code } = error as NodeJS.ErrnoException;
  return code === undefined ? null : (REASONS[code] ?? code);
}

/** Why it cannot be read, in words without a full stop; null when it can. Takes nothing from a pipe. */
export function whyUnreadable(path: string): Words | null {
  try {
    accessSync(path, constants.R_OK);
    return statSync(path).isDirectory() ? READING_WORDS.EISDIR : null;
  } catch (error) {
    return reasonOf(error) ?? errorWords(error);
  }
}

/** Piece by piece, for a pipe or a device has no size that is known. */
function bytesOf(path: string): Uint8Array {
  const file = openSync(path, "r");
  try {
    const pieces: Uint8Array[] = [];
    for (let length = 0; length <= MOST_OPENED; ) {
      const piece = Buffer.allocUnsafe(PIECE);
      const count = readSync(file, piece);
      if (count === 0) return Buffer.concat(pieces);
      pieces.push(piece.subarray(0, count));
      length += count;
    }
    throw new WordsError(TOO_LARGE);
  } finally {
    closeSync(file);
  }
}
