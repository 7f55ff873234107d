/** Operations that run, or ran last, on the machines that this window watches. */

import { create } from "zustand";
import type { EntryView, PlanView } from "../../shared/contract/operation-schemas.ts";
import { CallError, type ErrorCode } from "../../shared/contract/wire.ts";
import type { OperationStatus } from "../../shared/operations/record/record.ts";
import type { Bdf } from "../../shared/pci/bdf.ts";
import { errorWords } from "../../shared/words/errors.ts";
import type { Words } from "../../shared/words/message.ts";
import { foldStatus, statusOfEntry, tookOf } from "../model/operation-status.ts";
import { client } from "./connection.ts";

export interface Run {
  readonly status: OperationStatus;
  /** The plan that was shown; null when another window started it. */
  readonly plan: PlanView | null;
  /** Milliseconds since 1970; null when another window started it. */
  readonly startedAt: number | null;
  /** Milliseconds, as the journal has it; null until that has its end. */
  readonly tookMs: number | null;
  /** It was asked to stop after the step that is running. */
  readonly cancelling: boolean;
  /** Its end was put away by a person, or has been in sight for long enough. */
  readonly seen: boolean;
  /** A person's word, once accepted: keep the change, or roll it back; null = none was given. */
  readonly word: boolean | null;
  /** Why it could not be cancelled, kept or rolled back, in one sentence. */
  readonly problem: Words | null;
  /** When the machine takes it back unless it is kept, in milliseconds of `performance.now()`; null = it does not. */
  readonly backAt: number | null;
}

interface RunsState {
  /** By host. */
  readonly runs: Readonly<Record<string, Run>>;
}

export const useRuns = create<RunsState>(() => ({ runs: {} }));

/** Title of the operation that runs on a machine; null when none does. */
export function useBusyWith(host: string | null): Words | null {
  return useRuns(({ runs }) => {
    const status = runs[host ?? ""]?.status;
    return status?.state === "running" ? status.title : null;
  });
}

/** Steps may take less than a millisecond each: the interface draws at most so often. */
const DRAW_EVERY_MS = 60;

const arrived = new Map<string, OperationStatus>();
let timer: ReturnType<typeof setTimeout> | null = null;

/** Also where what the program told last is yet to be drawn. */
export function isRunningOn(host: string): boolean {
  return (arrived.get(host) ?? useRuns.getState().runs[host]?.status)?.state === "running";
}

function put(host: string, change: (run: Run | undefined) => Run | undefined): void {
  const { runs } = useRuns.getState();
  const run = change(runs[host]);
  if (run !== undefined && run !== runs[host]) useRuns.setState({ runs: { ...runs, [host]: run } });
}

/** Counted from when it was told: the clocks of two machines need not agree. */
function backAtOf({ wayBack }: OperationStatus): number | null {
  return wayBack === undefined ? null : performance.now() + (wayBack.leftMs ?? wayBack.seconds * 1000);
}

function fresh(status: OperationStatus, plan: PlanView | null): Run {
  return {
    status,
    plan,
    startedAt: plan === null ? null : Date.now(),
    tookMs: null,
    cancelling: false,
    seen: false,
    word: null,
    problem: null,
    backAt: backAtOf(status),
  };
}

/** The run after a newer status. */
function advance(run: Run | undefined, status: OperationStatus): Run {
  if (run?.status.operationId !== status.operationId) return fresh(status, null);
  // What was read back at the end is not overtaken by what was sent before it.
  if (run.status.state !== "running" && status.state === "running") return run;
  return { ...run, status: foldStatus(run.status, status), backAt: backAtOf(status) };
}

function draw(): void {
  if (timer !== null) clearTimeout(timer);
  timer = null;
  for (const [host, status] of arrived) put(host, (run) => advance(run, status));
  arrived.clear();
}

client.on("operation.progress", ({ host, status }) => {
  arrived.set(host, status);
  if (status.state !== "running") draw();
  else timer ??= setTimeout(draw, DRAW_EVERY_MS);
});

/** Ends what the journal knows to have ended, and takes from it how long that took: so all that tell it say the same. */
export function endFromJournal(host: string, entries: readonly EntryView[]): void {
  put(host, (run) => {
    const entry = run && entries.find(({ id }) => id === run.status.entryId);
    if (run === undefined || entry === undefined || entry.state === "running") return run;
    const ended = run.status.state === "running" ? advance(run, statusOfEntry(entry, run.status)) : run;
    const tookMs = tookOf(entry);
    return ended.tookMs === tookMs ? ended : { ...ended, tookMs };
  });
}

export type StartResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: ErrorCode; readonly message: Words };

/**
 * Runs a plan that was shown. Its progress is in {@link useRuns}.
 * @param confirm the address that lifts a hard stop
 * @param wayBackSeconds the machine takes it back unless it is kept within this time; null = it does not
 */
export async function startRun(
  host: string,
  plan: PlanView,
  confirm: Bdf | null = null,
  wayBackSeconds?: number | null,
): Promise<StartResult> {
  try {
    const asked = Date.now();
    const status = await client.call("operation.run", {
      host,
      planId: plan.id,
      confirm,
      ...(wayBackSeconds === undefined ? {} : { wayBackSeconds }),
    });
    draw();
    // Progress may have come before the answer, and is newer than it then.
    put(host, (run) => ({
      ...(run?.status.operationId === status.operationId ? run : fresh(status, plan)),
      plan,
      startedAt: asked,
    }));
    return { ok: true };
  } catch (error) {
    return { ok: false, code: error instanceof CallError ? error.code : "INTERNAL", message: errorWords(error) };
  }
}

/** Changes what is kept beside the status; of a run that has given way to another, nothing. */
function note(host: string, operationId: string, change: Partial<Pick<Run, "cancelling" | "word" | "problem">>): void {
  put(host, (run) => (run?.status.operationId === operationId ? { ...run, ...change } : run));
}

/** Stops after the step that is running and rolls back what was done. */
export async function cancelRun(host: string): Promise<void> {
  const run = useRuns.getState().runs[host];
  if (run === undefined || run.status.state !== "running" || run.cancelling) return;
  const { operationId } = run.status;
  note(host, operationId, { cancelling: true, problem: null });
  try {
    await client.call("operation.cancel", { operationId });
  } catch (error) {
    note(host, operationId, { cancelling: false, problem: errorWords(error) });
  }
}

/** A person's word on a change that waits for it: keep it, or roll it back now. */
export async function giveWord(host: string, keep: boolean): Promise<void> {
  const operationId = useRuns.getState().runs[host]?.status.operationId;
  if (operationId === undefined) return;
  try {
    await client.call("operation.confirm", { operationId, keep });
    note(host, operationId, { word: keep, problem: null });
  } catch (error) {
    note(host, operationId, { problem: errorWords(error) });
  }
}

/** How it ended needs no more room. */
export function markSeen(host: string): void {
  put(host, (run) => (run === undefined || run.seen ? run : { ...run, seen: true }));
}
