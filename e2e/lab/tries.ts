/** Doing again what may fail because of what else runs on this computer. */
import { setTimeout as pause } from "node:timers/promises";
import { errorText } from "../../shared/error-text.ts";

export interface Tries {
  /** How often at most. */
  readonly most: number;
  /** Between two of them. */
  readonly pauseMs?: number;
  /** Is it of use to try again? Always, when left out. */
  readonly isPassing?: (error: unknown) => boolean;
  /** Called with each failure that is tried again, so that a log has it. */
  readonly say?: (line: string) => void;
}

/** @param what for the log: `ssh to the lab machine` @throws what the last try throws */
export async function withTries<T>(what: string, tries: Tries, work: () => Promise<T>): Promise<T> {
  const { most, pauseMs = 0, isPassing = () => true, say = console.error } = tries;
  for (let count = 1; ; count++) {
    try {
      return await work();
    } catch (error) {
      if (count >= most || !isPassing(error)) throw error;
      say(`lab: ${what}: try ${count} of ${most} failed, trying again: ${errorText(error)}`);
      await pause(pauseMs);
    }
  }
}
