/** The text of a file that `show --from` names. */
import { readFileSync } from "node:fs";
import { textOfBytes } from "../host/file/file-text.ts";

const MAX_BYTES = 64 * 1024 * 1024;

/** @throws Error with one sentence when it cannot be read, or is too large */
export function readInput(path: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason = code === "ENOENT" ? "there is no such file" : code === "EISDIR" ? "it is a directory" : code;
    throw new Error(`${path} cannot be read: ${reason}.`);
  }
  if (bytes.length > MAX_BYTES) throw new Error(`${path} is larger than 64 MiB.`);
  return textOfBytes(bytes);
}
