/** A file of the user's own, by its path. */
import { closeSync, openSync, readSync } from "node:fs";
import { MOST_OPENED, TOO_LARGE } from "../../../shared/pasted/limits.ts";

const PIECE = 1024 * 1024;

/** @throws Error with one sentence when it cannot be read, or is too large */
export function readOwnFile(path: string): Uint8Array {
  try {
    return bytesOf(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    const reason = code === "ENOENT" ? "there is no such file" : code === "EISDIR" ? "it is a directory" : code;
    throw new Error(`It cannot be read: ${reason}.`);
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
    throw new Error(TOO_LARGE);
  } finally {
    closeSync(file);
  }
}
