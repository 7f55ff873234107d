/** Long work in slices that leave the event loop its turns. */
import { setImmediate as nextTurn } from "node:timers/promises";
import type { InParts } from "../../../shared/pci/parts.ts";

/** Milliseconds of work before others get a turn. */
const SLICE = 10;

/** Reads with a rest after each slice. */
export async function inSlices<T>(parts: InParts<T>): Promise<T> {
  const slices = new Slices();
  for (;;) {
    const part = parts.next();
    if (part.done) return part.value;
    if (slices.due) await slices.rest();
  }
}

/** Ask {@link Slices.due} between pieces of work. */
export class Slices {
  private started = performance.now();

  /** True when it is time to give way: then `await` {@link rest}. */
  get due(): boolean {
    return performance.now() - this.started >= SLICE;
  }

  async rest(): Promise<void> {
    await nextTurn();
    this.started = performance.now();
  }
}
