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
import type { Bdf } from "../../shared/pci/bdf.ts";
import { phrase } from "../../shared/words/joined.ts";
import type { Words } from "../../shared/words/message.ts";
import { COMMON } from "../../shared/words/texts/common.ts";
import type { SayWords } from "../words/language.ts";
import { RUN_WORDS } from "../words/run.ts";
import { RUN_TEXT_WORDS } from "../words/run-text.ts";
import { STEP_STATE_WORDS } from "../words/steps.ts";
import { durationWords } from "../words/times.ts";
import { UI_WORDS } from "../words/ui.ts";

function sameFailure(a: StepFailure | null, b: StepFailure | null): boolean {
  if (a === null || b === null) return a === b;
  const lines = ({ kernelLog, said = [] }: StepFailure) => kernelLog.length + said.length;
  return a.code === b.code && a.where === b.where && a.wrote === b.wrote && lines(a) === lines(b);
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
export function isAsking({ state, wayBack }: Pick<Ending, "state" | "wayBack">): boolean {
  return state === "running" && wayBack?.state === "asking";
}

/** `Rolls back in 42 s`. @param left whole seconds @param given a person's word */
export function backText(left: number, given: boolean | null): Words {
  if (given === true) return RUN_WORDS.keepingNow;
  return given === null && left > 0 ? RUN_WORDS.rollsBackIn({ seconds: left }) : RUN_WORDS.rollingBackNow;
}

type Ending = Pick<EntryView, "state" | "wayBack" | "steps">;

/** Was it rolled back as its way back has it: by the machine, or by a person's word when all was done. */
export function isRolledBack({ state, wayBack }: Pick<Ending, "state" | "wayBack">): boolean {
  return state === "cancelled" && wayBack !== undefined && wayBack.state !== "armed";
}

/** Did a step of it stay as the operation had made it, though it was rolled back. */
function isPartly({ steps }: Pick<Ending, "steps">): boolean {
  return steps.some(({ state }) => state === "undo failed");
}

const STATES: Readonly<Record<EntryState, Words>> = {
  running: RUN_WORDS.running,
  done: RUN_WORDS.done,
  failed: RUN_WORDS.failed,
  cancelled: RUN_WORDS.cancelled,
  interrupted: RUN_WORDS.interrupted,
};

/** The state in words: `rolled back` where nobody cancelled it. */
export function stateWords(ending: Ending): Words {
  if (!isRolledBack(ending)) return STATES[ending.state];
  if (isByMachine(ending)) return RUN_WORDS.rolledBackByMachine;
  return isPartly(ending) ? RUN_WORDS.partlyRolledBack : RUN_WORDS.rolledBack;
}

/** Why it was rolled back; null = a person's word. */
function rolledBackBecause({ wayBack, steps }: Ending): Words | null {
  if (wayBack?.state === "lost") return RUN_WORDS.becauseLost;
  if (wayBack?.state !== "fired") return null;
  const { seconds } = wayBack;
  const isEarly = steps.some(({ state }) => state === "waiting");
  return isEarly ? RUN_WORDS.becauseSilent({ seconds }) : RUN_WORDS.becauseUnconfirmed({ seconds });
}

function withReason(label: Words, ending: Ending): Words {
  const text = isRolledBack(ending) ? rolledBackBecause(ending) : null;
  return text === null ? label : COMMON.labelled({ label, text });
}

/** Was it the machine's own way back that did it, and all of it. */
function isByMachine(ending: Ending): boolean {
  return isRolledBack(ending) && ending.wayBack?.state === "fired" && !isPartly(ending);
}

/** `done`, `rolled back by the machine: not confirmed within 60 s`. */
export function outcomeWords(ending: Ending): Words {
  return withReason(stateWords(ending), ending);
}

/** As a heading, of one that was rolled back: `Rolled back by the machine: not confirmed within 60 s`. */
export function rolledBackHeading(ending: Ending): Words {
  if (isByMachine(ending)) return withReason(RUN_WORDS.headRolledBackByMachine, ending);
  return withReason(isPartly(ending) ? RUN_WORDS.headPartlyRolledBack : RUN_WORDS.headRolledBack, ending);
}

/** What a done operation fell short of: drivers that were to be bound and are not. null = nothing */
export function unboundWords({ unbound = [] }: { readonly unbound?: readonly Bdf[] }): Words | null {
  return unbound.length === 0 ? null : RUN_WORDS.noDriverBound({ bdfs: unbound });
}

/** How an operation ended, as its journal entry has it. @param before what was last heard of it */
export function statusOfEntry(entry: EntryView, before: OperationStatus): OperationStatus {
  return {
    ...before,
    state: entry.state === "interrupted" ? "failed" : entry.state,
    steps: entry.steps,
    nowTrue: entry.nowTrue,
    explanation: entry.explanation,
    ...(entry.unbound === undefined ? {} : { unbound: entry.unbound }),
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

/** A step that runs or ran, in the words of a list. */
interface StepLine {
  readonly id: string;
  readonly label: Words;
  readonly command: string | null;
  readonly mark: StepOutcome["state"] | "unknown";
  /** How long it took; null where that is not known. */
  readonly took: Words | null;
  readonly note: Words | null;
}

/** @param cutOff the program ended in the middle: how a step that was running ended was never written down */
export function stepLines(outcomes: readonly StepOutcome[], cutOff = false): readonly StepLine[] {
  return outcomes.map(({ id, label, command, state, tookMs, failure, tries }) => ({
    id,
    label,
    command: command ?? null,
    mark: cutOff && state === "running" ? "unknown" : state,
    // While it runs the interface counts: the status comes once a second.
    took: tookMs === null || state === "running" ? null : durationWords(tookMs),
    note:
      state === "skipped" && failure !== null
        ? RUN_WORDS.stepNoLongerNeeded({ code: failure.code })
        : triedNote(tries, state),
  }));
}

/** @param tries left out = once, without a need to try again */
function triedNote(tries: number | undefined, state: StepOutcome["state"]): Words | null {
  if (tries === undefined) return null;
  return state === "running" ? RUN_WORDS.stepTriedAndRuns({ tries }) : RUN_WORDS.stepTried({ tries });
}

/** One sentence on what was rolled back after a failure or a cancellation; null when there was nothing to. */
export function undoneWords({ undone, undoFailed: failed }: Progress): Words | null {
  if (failed > 0) return undone > 0 ? RUN_WORDS.undoneInPart({ undone, failed }) : RUN_WORDS.undoFailed({ failed });
  return undone > 0 ? RUN_WORDS.undone({ undone }) : null;
}

/** The evidence without the kernel's own lines, which are shown as such. */
export function plainEvidence(explanation: Explanation, failure: StepFailure | null): readonly Words[] {
  const log = new Set<Words>(failure?.kernelLog ?? []);
  return explanation.evidence.filter((line) => !log.has(line));
}

/** Codes of the program's own: it is not the kernel that refused. */
const OWN_CODES: ReadonlySet<string> = new Set(["EHOST", "EJOURNAL", "ETAKEN", "ECHANGED"]);

/** What stands over the log of a failure: in entries of older journals it may hold the program's own reasons. */
export function logTitle(failure: StepFailure | null): Words {
  return OWN_CODES.has(failure?.code ?? "") ? RUN_WORDS.response : UI_WORDS.kernelLog;
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
  readonly unbound?: readonly Bdf[];
  readonly explanation: Explanation | null;
}

const STEP_STATES: Readonly<Record<StepOutcome["state"], Words>> = {
  waiting: STEP_STATE_WORDS.waiting,
  running: STEP_STATE_WORDS.running,
  done: STEP_STATE_WORDS.done,
  failed: STEP_STATE_WORDS.failed,
  skipped: STEP_STATE_WORDS.skipped,
  undone: STEP_STATE_WORDS.rolledBack,
  "undo failed": STEP_STATE_WORDS.rollbackFailed,
};

function stepText(step: Told["steps"][number], at: number, isOver: boolean, say: SayWords): string[] {
  const { state, tookMs, tries, failure, command } = step;
  const took = tookMs === null ? null : durationWords(tookMs);
  const beside =
    took === null
      ? null
      : tries === undefined
        ? RUN_TEXT_WORDS.took({ took })
        : RUN_TEXT_WORDS.tookTried({ took, tries });
  const mark = say(state === "waiting" && isOver ? RUN_WORDS.stepNotRun : STEP_STATES[state]);
  const lines = [`${String(at + 1).padStart(3)}. [${mark}] ${say(phrase(step.label, beside))}`];
  if (command !== undefined) lines.push(`     ${command}`);
  if (failure !== null) {
    const { code, wrote, where, kernelLog, said = [] } = failure;
    lines.push(
      `     ${say(RUN_TEXT_WORDS.failure({ value: JSON.stringify(wrote), where, code }))}`,
      ...[...kernelLog, ...said].map((line) => `     | ${say(line)}`),
    );
  }
  return lines;
}

/** An operation as plain text, for a bug report or a message to a colleague. */
export function operationText(told: Told, say: SayWords): string {
  const { machine: name, kernel, startedAt, explanation } = told;
  const line = (words: Words) => `  - ${say(words)}`;
  const lines = [
    say(told.title),
    say(kernel === null ? RUN_TEXT_WORDS.machine({ name }) : RUN_TEXT_WORDS.machineWithKernel({ name, kernel })),
    ...(startedAt === undefined ? [] : [say(RUN_TEXT_WORDS.started({ at: startedAt }))]),
    say(RUN_TEXT_WORDS.outcome({ outcome: outcomeWords(told) })),
    "",
    say(RUN_TEXT_WORDS.steps),
    ...told.steps.flatMap((step, at) => stepText(step, at, told.state !== "running", say)),
  ];
  if (explanation !== null) {
    const { cause, evidence, remedy } = explanation;
    lines.push("", say(RUN_TEXT_WORDS.cause({ cause })), ...evidence.map(line), say(RUN_TEXT_WORDS.remedy({ remedy })));
  }
  const without = unboundWords(told);
  if (without !== null) lines.push("", say(without));
  if (told.nowTrue.length > 0) lines.push("", say(RUN_TEXT_WORDS.state), ...told.nowTrue.map(line));
  return `${lines.join("\n")}\n`;
}
