/** Long work in slices that leave the event loop its turns. */
import { setImmediate as nextTurn } from "node:timers/promises";
import type { InParts } from "../../../shared/pci/parts.ts";

const HUNDREDTH = 0.01;

/** Milliseconds of work before others get a turn. */
const SLICE = 10;

export interface SliceOptions {
  /** Told how much is done, from 0 to 1, whenever it is a hundredth more. */
  readonly onPart?: (part: number) => void;
  readonly signal?: AbortSignal;
}

/** Reads with a rest after each slice. @throws the signal's reason when it is aborted in between */
export async function inSlices<T>(parts: InParts<T>, { onPart, signal }: SliceOptions = {}): Promise<T> {
  const slices = new Slices();
  let told = 0;
  for (;;) {
    const part = parts.next();
    if (part.done) return part.value;
    if (part.value - told >= HUNDREDTH) {
      told = part.value;
      onPart?.(told);
    }
    if (slices.due) await slices.rest();
    signal?.throwIfAborted();
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
