/** A journal entry as the activity shows it. Pure. */

import type { EntryView, UnreadView } from "../../../shared/contract/operation-schemas.ts";
import { undoRefusal } from "../../../shared/operations/plan/undo-offered.ts";
import type { EntryState, OperationStatus, StepState } from "../../../shared/operations/record/record.ts";
import { counted } from "../../../shared/operations/words.ts";
import { stillEnglish } from "../../../shared/words/say.ts";
import { durationText, isTakenBack, progressOf, tookOf } from "../../model/operation-status.ts";
import type { BadgeTone } from "../../ui/Badge.tsx";

function pad(part: number): string {
  return String(part).padStart(2, "0");
}

function dayText(date: Date): string {
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
}

/** `15:04:05` today, `2026-11-22 15:04` before; local time. @param now milliseconds since 1970 */
export function whenText(iso: string, now: number): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  const clock = `${pad(date.getHours())}:${pad(date.getMinutes())}`;
  const day = dayText(date);
  return day === dayText(new Date(now)) ? `${clock}:${pad(date.getSeconds())}` : `${day} ${clock}`;
}

/** What is known of an entry that could not be read: `15:04:05 Set 0000:01:00.0 to 8 VFs (id)`. @param now milliseconds since 1970 */
export function unreadEntryText({ id, startedAt, title }: UnreadView["entries"][number], now: number): string {
  return [startedAt === null ? [] : whenText(startedAt, now), title === null ? [] : stillEnglish(title), `(${id})`]
    .flat()
    .join(" ");
}

/** Who runs an operation that is still under way, as far as it is known, in one sentence. */
export function begunText({ startedAt, begunBy }: EntryView, now: number): string {
  const at = whenText(startedAt, now);
  if (begunBy === undefined) return `It was begun at ${at}; by which program is not known.`;
  const { pid, here, lives } = begunBy;
  if (here) return `This program (process ${pid}) began it at ${at}, and it still runs.`;
  if (lives) return `Another program (process ${pid}) began it at ${at} and still runs.`;
  return `The program that began it at ${at} (process ${pid}) has ended; what it began goes on.`;
}

export const STATE_TONES: Readonly<Record<EntryState, BadgeTone>> = {
  running: "accent",
  done: "ok",
  failed: "danger",
  cancelled: "warn",
  interrupted: "warn",
};

/** The entry with what is heard of it while it runs: the journal itself tells of its beginning and its end only. */
export function currentEntry(entry: EntryView, status: OperationStatus | undefined): EntryView {
  if (status?.entryId !== entry.id || entry.state !== "running") return entry;
  return {
    ...entry,
    state: status.state,
    steps: status.steps,
    nowTrue: status.nowTrue,
    explanation: status.explanation,
    ...(status.wayBack === undefined ? {} : { wayBack: status.wayBack }),
  };
}

const OVER: ReadonlySet<StepState> = new Set<StepState>(["done", "skipped"]);

/** `21 steps`, `3 of 21 steps`, `1 step, 2 s in all`; of one that was taken back, what had been done of it. */
export function stepsText(entry: EntryView): string {
  const { total, undone, undoFailed } = progressOf(entry.steps);
  const done =
    entry.steps.filter(({ state }) => OVER.has(state)).length + (isTakenBack(entry) ? undone + undoFailed : 0);
  const all = counted(total, "step");
  if (entry.state !== "done") return done === total ? all : `${done} of ${all}`;
  const took = tookOf(entry);
  return took === null ? all : `${all}, ${durationText(took)} in all`;
}

/** Why the entry cannot be taken back now; null when a plan for it can be made. */
export function undoOffNow(entry: EntryView, busy: boolean): string | null {
  return undoRefusal(entry) ?? (busy ? "Another operation is still running." : null);
}
