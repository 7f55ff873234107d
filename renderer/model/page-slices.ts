/** Long work of a page in slices, so that keys, clicks and frames come in between. */
import type { InParts } from "../../shared/pci/parts.ts";

/** Milliseconds of work before others get a turn: less than a frame. */
const SLICE = 12;

/** @param isWanted false = nobody waits for it any more: the rest is left out */
export function inPageSlices<T>(parts: InParts<T>, isWanted: () => boolean, done: (made: T) => void): void {
  if (!isWanted()) return;
  const until = performance.now() + SLICE;
  do {
    const part = parts.next();
    if (part.done) {
      done(part.value);
      return;
    }
  } while (performance.now() < until);
  window.setTimeout(() => inPageSlices(parts, isWanted, done));
}
