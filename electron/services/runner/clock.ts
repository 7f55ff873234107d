/** Time as the runner sees it, so that tests need not wait. */
import { setTimeout as delay } from "node:timers/promises";

export interface RunnerClock {
  /** Milliseconds since 1970, for timestamps only: the machine's clock may be set at any moment. */
  now(): number;
  /** Milliseconds since some start, for durations: never set, never runs backwards. */
  monotonic(): number;
  /** Resolves after `ms`, or at once when the signal is aborted. Never rejects. */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: RunnerClock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  wait: (ms, signal) => delay(ms, undefined, signal ? { signal } : {}).catch(() => undefined),
};
