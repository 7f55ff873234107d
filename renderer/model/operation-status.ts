/** Statuses of operations put together and put into words. Pure. */

import type { EntryView } from "../../shared/contract/operation-schemas.ts";
import type {
  EntryState,
  Explanation,
  OperationStatus,
  StepOutcome,
  WayBackStatus,
} from "../../shared/operations/record/record.ts";
import type { StepFailure } from "../../shared/operations/verbs/performed.ts";
import { counted } from "../../shared/operations/words.ts";
import type { Words } from "../../shared/words/message.ts";
import { stillEnglish } from "../../shared/words/say.ts";

function sameFailure(a: StepFailure | null, b: StepFailure | null): boolean {
  if (a === null || b === null) return a === b;
  return a.code === b.code && a.where === b.where && a.wrote === b.wrote && a.kernelLog.length === b.kernelLog.length;
}

function sameOutcome(a: StepOutcome, b: StepOutcome): boolean {
  return (
    a.id === b.id &&
    a.state === b.state &&
    a.tookMs === b.tookMs &&
    a.tries === b.tries &&
    sameFailure(a.failure, b.failure)
  );
}

/** The newer status, with the outcomes that did not change kept as they are: what is drawn from them stays drawn. */
export function foldStatus(before: OperationStatus, after: OperationStatus): OperationStatus {
  const steps = after.steps.map((step, at) => {
    const was = before.steps[at];
    return was !== undefined && sameOutcome(was, step) ? was : step;
  });
  return { ...after, steps };
}

/** Waits for a person's word on whether the change is kept. */
export function isAsking({ state, wayBack }: Pick<OperationStatus, "state" | "wayBack">): boolean {
  return state === "running" && wayBack?.state === "asking";
}

type Ending = Pick<EntryView, "state" | "wayBack" | "steps">;

/** Was it taken back as its way back has it: by the machine, or by a person's word when all was done. */
export function isTakenBack({ state, wayBack }: Pick<Ending, "state" | "wayBack">): boolean {
  return state === "cancelled" && wayBack !== undefined && wayBack.state !== "armed";
}

/** The state in words: `taken back` where nobody cancelled it. */
export function stateText(ending: Ending): string {
  if (!isTakenBack(ending)) return ending.state;
  return ending.steps.some(({ state }) => state === "undo failed") ? "not all taken back" : "taken back";
}

/** Why it was taken back; null = a person's word. */
function takenBackBecause({ wayBack, steps }: Ending): string | null {
  if (wayBack?.state === "lost") return "the process that kept the way back was ended";
  if (wayBack?.state !== "fired") return null;
  const isEarly = steps.some(({ state }) => state === "waiting");
  return isEarly ? `no word from the program for ${wayBack.seconds} s` : `not kept within ${wayBack.seconds} s`;
}

/** `done`, `taken back: not kept within 60 s`. */
export function outcomeText(ending: Ending): string {
  const because = isTakenBack(ending) ? takenBackBecause(ending) : null;
  return because === null ? stateText(ending) : `${stateText(ending)}: ${because}`;
}

/** How an operation ended, as its journal entry has it. @param before what was last heard of it */
export function statusOfEntry(entry: EntryView, before: OperationStatus): OperationStatus {
  return {
    ...before,
    state: entry.state === "interrupted" ? "failed" : entry.state,
    steps: entry.steps,
    nowTrue: entry.nowTrue,
    explanation: entry.explanation,
    ...(entry.wayBack === undefined ? {} : { wayBack: entry.wayBack }),
  };
}

/** How long an operation took, in milliseconds; null while it runs, or where the journal tells no end that can be. */
export function tookOf({ startedAt, endedAt }: Pick<EntryView, "startedAt" | "endedAt">): number | null {
  const took = endedAt === null ? Number.NaN : Date.parse(endedAt) - Date.parse(startedAt);
  return took >= 0 ? took : null;
}

export interface Progress {
  /** Steps that are over, whichever way. */
  readonly finished: number;
  readonly total: number;
  /** The step that is running: its place from 0; -1 when none is. */
  readonly current: number;
  readonly undone: number;
  readonly undoFailed: number;
  readonly failed: StepOutcome | null;
}

export function progressOf(steps: readonly StepOutcome[]): Progress {
  const count = (state: StepOutcome["state"]) => steps.filter((step) => step.state === state).length;
  return {
    finished: steps.length - count("waiting") - count("running"),
    total: steps.length,
    current: steps.findIndex(({ state }) => state === "running"),
    undone: count("undone"),
    undoFailed: count("undo failed"),
    failed: steps.find(({ state }) => state === "failed") ?? null,
  };
}

/** `0.4 ms` is noise: whole milliseconds, then seconds, then minutes. */
export function durationText(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(milliseconds < 10_000 ? 1 : 0)} s`;
  return `${Math.floor(milliseconds / 60_000)} min ${Math.floor((milliseconds % 60_000) / 1000)} s`;
}

/** A step that runs or ran, in the words of a list. */
interface StepLine {
  readonly id: string;
  readonly label: Words;
  readonly command: string | null;
  readonly mark: StepOutcome["state"] | "unknown";
  /** How long it took; null where that is not known. */
  readonly took: string | null;
  readonly note: string | null;
}

/** @param cutOff the program ended in the middle: how a step that was running ended was never written down */
export function stepLines(outcomes: readonly StepOutcome[], cutOff = false): readonly StepLine[] {
  return outcomes.map(({ id, label, command, state, tookMs, failure, tries }) => ({
    id,
    label,
    command: command ?? null,
    mark: cutOff && state === "running" ? "unknown" : state,
    // While it runs the interface counts: the status comes once a second.
    took: tookMs === null || state === "running" ? null : durationText(tookMs),
    note: state === "skipped" && failure !== null ? `Not needed any more (${failure.code}).` : triedNote(tries, state),
  }));
}

/** `once`, `4 times` */
export function timesText(tries: number): string {
  return tries === 1 ? "once" : `${tries} times`;
}

/** @param tries left out = once, without a need to try again */
function triedNote(tries: number | undefined, state: StepOutcome["state"]): string | null {
  if (tries === undefined) return null;
  return `Tried ${timesText(tries)}${state === "running" ? ", and is tried again" : ""}.`;
}

/** One sentence on what was taken back after a failure or a cancellation; null when there was nothing to. */
export function undoneText({ undone, undoFailed }: Progress): string | null {
  if (undoFailed > 0) {
    const rest = undone > 0 ? `; ${counted(undone, "step")} ${undone === 1 ? "was" : "were"} taken back` : "";
    return `${counted(undoFailed, "step")} could not be taken back${rest}.`;
  }
  return undone > 0 ? `${counted(undone, "step")} ${undone === 1 ? "was" : "were"} taken back.` : null;
}

/** The evidence without the kernel's own lines, which are shown as such. */
export function plainEvidence(explanation: Explanation, failure: StepFailure | null): readonly Words[] {
  const log = new Set<Words>(failure?.kernelLog ?? []);
  return explanation.evidence.filter((line) => !log.has(line));
}

export interface Told {
  readonly machine: string;
  readonly kernel: string | null;
  readonly title: Words;
  readonly state: EntryState;
  readonly wayBack?: WayBackStatus;
  /** ISO 8601; left out where it is not known. */
  readonly startedAt?: string;
  readonly steps: readonly (StepOutcome & { readonly command?: string | undefined })[];
  readonly nowTrue: readonly Words[];
  readonly explanation: Explanation | null;
}

/** An operation as plain text, for a bug report or a message to a colleague. */
export function operationText(told: Told): string {
  const lines = [
    stillEnglish(told.title),
    `Machine: ${told.machine}${told.kernel === null ? "" : `, Linux ${told.kernel}`}`,
    ...(told.startedAt === undefined ? [] : [`Started: ${told.startedAt}`]),
    `Outcome: ${outcomeText(told)}`,
    "",
    "Steps:",
  ];
  told.steps.forEach((step, at) => {
    const tried = step.tries === undefined ? "" : `, tried ${timesText(step.tries)}`;
    const took = step.tookMs === null ? "" : ` (${durationText(step.tookMs)}${tried})`;
    const state = step.state === "waiting" && told.state !== "running" ? "not run" : step.state;
    lines.push(`${String(at + 1).padStart(3)}. [${state}] ${stillEnglish(step.label)}${took}`);
    if (step.command !== undefined) lines.push(`     ${step.command}`);
    if (step.failure !== null) {
      const { code, wrote, where, kernelLog } = step.failure;
      lines.push(
        `     wrote ${JSON.stringify(wrote)} to ${where}: ${code}`,
        ...kernelLog.map((line) => `     | ${line}`),
      );
    }
  });
  if (told.explanation !== null) {
    const { cause, evidence, remedy } = told.explanation;
    lines.push(
      "",
      `Cause: ${stillEnglish(cause)}`,
      ...evidence.map((line) => `  - ${stillEnglish(line)}`),
      `What to do: ${stillEnglish(remedy)}`,
    );
  }
  if (told.nowTrue.length > 0) lines.push("", "Now:", ...told.nowTrue.map((line) => `  - ${stillEnglish(line)}`));
  return `${lines.join("\n")}\n`;
}
