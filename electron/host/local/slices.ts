/** Long work in slices that leave the event loop its turns. */
import { setImmediate as nextTurn } from "node:timers/promises";

/** Milliseconds of work before others get a turn. */
const SLICE = 10;

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
