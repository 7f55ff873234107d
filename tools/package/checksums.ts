/** SHA256SUMS of what a release consists of, as `sha256sum --check` reads it. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The file's name in the folder. */
export const SUMS = "SHA256SUMS";

/**
 * Writes it into the folder, of all files in it but itself, its signature and packages of another version.
 * @returns its path
 */
export function writeChecksums(folder: string, version: string): string {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith(SUMS))
    .map(({ name }) => name)
    .filter((name) => !name.startsWith("sriov-inspector") || name.includes(version));
  const path = join(folder, SUMS);
  const lines = names
    .toSorted((a, b) => (a < b ? -1 : 1))
    .map(
      (name) =>
        `${createHash("sha256")
          .update(readFileSync(join(folder, name)))
          .digest("hex")}  ${name}\n`,
    );
  writeFileSync(path, lines.join(""));
  return path;
}
