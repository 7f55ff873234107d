/** Clears the cache of what nobody comes back to: each recipe's parts are hundreds of megabytes. */
import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";

/** Parts of a recipe: `lab-trixie-f7d66780ab5f`. */
const PARTS = /^lab-[a-z]+-[0-9a-f]{12}$/;
/** Being filled, or left by a run that was killed. */
const UNFINISHED = /^(?:lab|image)-new-/;
/** Nothing takes this long to fetch. */
const ABANDONED_MS = 24 * 3_600_000;

/** @param current the folder of the recipe in use @param now in milliseconds */
export function pruneParts(cache: string, current: string, now = Date.now()): void {
  for (const name of readdirSync(cache)) {
    const path = join(cache, name);
    const isOld = UNFINISHED.test(name) && now - statSync(path).mtimeMs > ABANDONED_MS;
    if (isOld || (PARTS.test(name) && name !== current)) rmSync(path, { recursive: true, force: true });
  }
}
