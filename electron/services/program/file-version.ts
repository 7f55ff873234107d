/** The version of small files that are written whole: one of a later program is neither used nor written over. */

/** Of what is written. Goes up when a program of before would misread it; what has none is older than all. */
export const FILE_VERSION = 1;

/** What such a file says of itself, in words that follow its path. */
export const LATER = "was written by a later version of this program, and is left as it is";

/** @param value what the file holds; a version that is no number is not one of ours so far */
export function isLater(value: unknown): boolean {
  if (typeof value !== "object" || value === null || !("version" in value)) return false;
  return typeof value.version !== "number" || value.version > FILE_VERSION;
}
