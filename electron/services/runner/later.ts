/** Steps whose answer means "later" (a reset under way, another operation pending): sent off again for a limited time. */
import { meansLater } from "../../../shared/operations/explain/explain.ts";
import type { FailedStep, Tried } from "../../../shared/operations/explain/failed-step.ts";
import type { RunnerClock } from "./clock.ts";

/** How long a step is tried again, in milliseconds: a port comes through a reset within some seconds. */
export const LATER_MS = 20_000;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 2_000;
/** How soon somebody who cancels is heard. */
const SLICE_MS = 250;

export interface Patience {
  readonly clock: RunnerClock;
  /** Nobody waits for it any more. */
  readonly isOver: () => boolean;
  /** Told before each pause. */
  readonly waits: (failed: FailedStep) => Promise<void>;
}

export interface Last<T> {
  readonly last: T;
  readonly tried: Tried;
  /** It would have been tried again, and nobody waits any more. */
  readonly stopped: boolean;
}

/** @param failedOf what failed of an attempt; null = it went through */
export async function untilItAnswers<T>(
  { clock, isOver, waits }: Patience,
  attempt: (times: number) => Promise<T>,
  failedOf: (result: T) => FailedStep | null,
): Promise<Last<T>> {
  const started = clock.monotonic();
  for (let times = 1, pause = FIRST_PAUSE_MS; ; times++, pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
    const last = await attempt(times);
    const tried = { times, ms: Math.round(clock.monotonic() - started) };
    const failed = failedOf(last);
    if (failed === null || !meansLater(failed)) return { last, tried, stopped: false };
    if (isOver()) return { last, tried, stopped: true };
    if (tried.ms + pause > LATER_MS) return { last, tried, stopped: false };
    await waits({ ...failed, tried });
    for (let left = pause; left > 0 && !isOver(); left -= SLICE_MS) await clock.wait(Math.min(left, SLICE_MS));
    if (isOver()) return { last, tried, stopped: true };
  }
}
