/** A journal entry as the activity shows it. Pure. */

import type { EntryView, UnreadView } from "../../../shared/contract/operation-schemas.ts";
import { undoRefusal } from "../../../shared/operations/plan/undo-offered.ts";
import type { EntryState, OperationStatus, StepState } from "../../../shared/operations/record/record.ts";
import { phrase } from "../../../shared/words/joined.ts";
import type { Words } from "../../../shared/words/message.ts";
import { isRolledBack, progressOf, tookOf, unboundWords } from "../../model/operation-status.ts";
import type { BadgeTone } from "../../ui/Badge.tsx";
import { ACTIVITY_WORDS } from "../../words/activity.ts";
import { durationWords, TIME_WORDS } from "../../words/times.ts";

/** The clock's time today, the day with it before. @param now milliseconds since 1970 */
export function whenWords(iso: string, now: number): Words {
  const date = new Date(iso);
  const at = date.getTime();
  if (Number.isNaN(at)) return iso;
  return date.toDateString() === new Date(now).toDateString()
    ? TIME_WORDS.clock({ at })
    : TIME_WORDS.dayAndClock({ at });
}

/** What is known of an entry that could not be read: `15:04:05 Set 0000:01:00.0 to 8 VFs (id)`. @param now milliseconds since 1970 */
export function unreadEntryWords({ id, startedAt, title }: UnreadView["entries"][number], now: number): Words {
  return phrase(startedAt === null ? null : whenWords(startedAt, now), title, ACTIVITY_WORDS.entryId({ id }));
}

/** Who runs an operation that is still running, as far as it is known, in one sentence. */
export function begunWords({ startedAt, begunBy }: EntryView, now: number): Words {
  const at = whenWords(startedAt, now);
  if (begunBy === undefined) return ACTIVITY_WORDS.startedUnknown({ at });
  const { pid, here, lives } = begunBy;
  if (here) return ACTIVITY_WORDS.startedHere({ at, pid });
  return lives ? ACTIVITY_WORDS.startedElsewhere({ at, pid }) : ACTIVITY_WORDS.starterEnded({ at, pid });
}

const STATE_TONES: Readonly<Record<EntryState, BadgeTone>> = {
  running: "accent",
  done: "ok",
  failed: "danger",
  cancelled: "warn",
  interrupted: "warn",
};

/** What is done and fell short of its plan is not green. */
export function toneOf({ state, unbound }: Pick<EntryView, "state" | "unbound">): BadgeTone {
  return unbound === undefined ? STATE_TONES[state] : "warn";
}

/** The entry with what is heard of it while it runs: the journal itself tells of its beginning and its end only. */
export function currentEntry(entry: EntryView, status: OperationStatus | undefined): EntryView {
  if (status?.entryId !== entry.id || entry.state !== "running") return entry;
  return {
    ...entry,
    state: status.state,
    steps: status.steps,
    nowTrue: status.nowTrue,
    explanation: status.explanation,
    ...(status.unbound === undefined ? {} : { unbound: status.unbound }),
    ...(status.wayBack === undefined ? {} : { wayBack: status.wayBack }),
  };
}

const OVER: ReadonlySet<StepState> = new Set<StepState>(["done", "skipped"]);

/** `21 steps`, `3 of 21 steps`, `1 step in 2 s`; of one that was rolled back, what had been done of it. */
export function stepsWords(entry: EntryView): Words {
  const { total, undone, undoFailed } = progressOf(entry.steps);
  const done =
    entry.steps.filter(({ state }) => OVER.has(state)).length + (isRolledBack(entry) ? undone + undoFailed : 0);
  if (entry.state !== "done")
    return done === total ? ACTIVITY_WORDS.steps({ total }) : ACTIVITY_WORDS.stepsDone({ done, total });
  const took = tookOf(entry);
  return took === null
    ? ACTIVITY_WORDS.steps({ total })
    : ACTIVITY_WORDS.stepsTook({ total, took: durationWords(took) });
}

/** Is there something that an undo would bring back; why not is told by the entry in full. */
export function canUndo(entry: EntryView): boolean {
  return undoRefusal(entry) === null;
}

/** What a row tells beside the state: drivers that were not bound; of an undo, what it brought back, as it was read afterwards. */
export function besideWords(entry: EntryView): Words | null {
  const { undoOf, undoneBy, state, nowTrue } = entry;
  const without = undoneBy === null ? unboundWords(entry) : null;
  if (without !== null) return without;
  return undoOf !== null && undoneBy === null && state === "done" ? (nowTrue[0] ?? null) : null;
}
