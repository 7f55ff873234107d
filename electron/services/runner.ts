/** Runs plans on one machine: one at a time, step by step, each step journalled and read back. */
import type { ErrorCode } from "../../shared/contract/wire.ts";
import type { Machine } from "../../shared/machine/machine.ts";
import { expectationsOf } from "../../shared/operations/before.ts";
import { explain, explainStall, type FailedStep, STALL_AFTER_MS } from "../../shared/operations/explain.ts";
import { fingerprintOf } from "../../shared/operations/fingerprint.ts";
import { nowTrue, restoredText, subjectsOf } from "../../shared/operations/now-true.ts";
import { writeOf } from "../../shared/operations/shell.ts";
import type { JournalEntry, OperationStatus, Plan, PlanStep, Step } from "../../shared/operations/types.ts";
import type { HostAccess } from "../host/access.ts";
import type { Journal } from "./journal.ts";
import { type RunnerClock, systemClock } from "./runner-clock.ts";
import { lookAt, SETTLE_MS, settle } from "./runner-look.ts";
import { OperationRun } from "./runner-state.ts";
import { errorText, resolveStep, runStep, type StepTools } from "./runner-step.ts";
import { undoSteps } from "./runner-undo.ts";

export interface RunnerOptions {
  readonly host: HostAccess;
  readonly journal: Journal;
  readonly getMachine: () => Machine;
  /** Looks at the whole machine; `getMachine` answers with what it found. */
  readonly refresh: () => Promise<unknown>;
  readonly onProgress: (status: OperationStatus) => void;
  readonly newId: () => string;
  readonly clock?: RunnerClock;
}

/** Why a plan was not started; nothing was written. */
export interface RunRefusal {
  readonly ok: false;
  readonly code: Extract<ErrorCode, "BUSY" | "CONFLICT" | "REFUSED" | "NOT_FOUND" | "IO">;
  /** One sentence. */
  readonly message: string;
}

export type StartResult =
  | RunRefusal
  /** `finished` never rejects. */
  | { readonly ok: true; readonly status: OperationStatus; readonly finished: Promise<OperationStatus> };

export type RunResult = RunRefusal | { readonly ok: true; readonly status: OperationStatus };

/** The status names every step each time, so a long plan tells where it is only now and then. */
const MANY_STEPS = 40;
const TELL_EVERY_MS = 100;

function refused(code: RunRefusal["code"], message: string): RunRefusal {
  return { ok: false, code, message };
}

export class OperationRunner {
  private readonly options: RunnerOptions;
  private readonly clock: RunnerClock;
  /** Title of the plan that is being started or run. */
  private busyWith: string | null = null;
  private run_: OperationRun | null = null;
  private toldAt = 0;

  constructor(options: RunnerOptions) {
    this.options = options;
    this.clock = options.clock ?? systemClock;
  }

  /** The operation that runs now, or the last one. */
  get status(): OperationStatus | null {
    return this.run_?.status() ?? null;
  }

  get busy(): boolean {
    return this.busyWith !== null;
  }

  /** Starts a plan that was shown, and waits until it has ended. Never rejects. */
  async run(plan: Plan): Promise<RunResult> {
    const started = await this.start(plan);
    return started.ok ? { ok: true, status: await started.finished } : started;
  }

  /** Starts a plan that was shown; refused when the machine is no longer what it was made for. Never rejects. */
  async start(plan: Plan): Promise<StartResult> {
    if (this.busyWith !== null) return refused("BUSY", `"${this.busyWith}" is still running on this machine.`);
    this.busyWith = plan.title;
    try {
      const opened = await this.open(plan);
      if (!(opened instanceof OperationRun)) {
        this.busyWith = null;
        return opened;
      }
      this.run_ = opened;
      const status = opened.status();
      const finished = this.execute(opened).finally(() => {
        this.busyWith = null;
      });
      return { ok: true, status, finished };
    } catch (error) {
      this.busyWith = null;
      return refused("IO", `The plan was not started: ${errorText(error)}.`);
    }
  }

  /**
   * Asks the running operation to stop after the step that is running and to take back what was done.
   * @returns false when no operation of that id is running
   */
  cancel(operationId: string): boolean {
    if (this.run_ === null || this.run_.id !== operationId || this.run_.state !== "running") return false;
    this.run_.cancelAsked = true;
    return true;
  }

  /** All that must hold before the first write; the run's first journal record is written. */
  private async open(plan: Plan): Promise<OperationRun | RunRefusal> {
    if (plan.verdict !== "ready") {
      const blocker = plan.checks.find((check) => check.level === "blocker");
      return refused("REFUSED", blocker?.title ?? "There is nothing to do.");
    }
    let undoOf: JournalEntry | null = null;
    if (plan.wish.kind === "undo") {
      undoOf = await this.options.journal.find(plan.wish.entryId);
      if (undoOf === null) return refused("NOT_FOUND", "The journal has no such entry any more.");
    }
    try {
      await this.options.refresh();
    } catch (error) {
      return refused("IO", `The machine could not be read, so nothing was changed: ${errorText(error)}.`);
    }
    const machine = this.options.getMachine();
    if (fingerprintOf(machine, plan.wish, undoOf ?? undefined) !== plan.fingerprint) {
      return refused("CONFLICT", "The machine has changed since the plan was made: look at it again and plan anew.");
    }
    const run = new OperationRun(this.options.newId(), plan, machine, undoOf, this.timestamp());
    try {
      await this.options.journal.begin(run.entry(null));
    } catch (error) {
      return refused("IO", `The journal could not be written, so nothing was changed: ${errorText(error)}.`);
    }
    return run;
  }

  private timestamp(): string {
    return new Date(this.clock.now()).toISOString();
  }

  private async execute(run: OperationRun): Promise<OperationStatus> {
    this.tell(run);
    const { touched, failed } = await this.forward(run);
    const cancelled = failed === null && run.cancelAsked;
    if (failed !== null) run.explanation = explain(failed);
    if (failed !== null || cancelled) await this.backward(run, touched);
    const sentences = await this.readBack(run, failed !== null || cancelled);
    await this.options.refresh().catch(() => undefined);
    run.nowTrue = sentences;
    run.state = failed !== null ? "failed" : cancelled ? "cancelled" : "done";
    await this.close(run);
    this.tell(run);
    return run.status();
  }

  /** @returns the steps that may have changed the machine, in order, and what stopped them */
  private async forward(run: OperationRun): Promise<{ touched: PlanStep[]; failed: FailedStep | null }> {
    const touched: PlanStep[] = [];
    for (const [index, step] of run.plan.steps.entries()) {
      if (run.cancelAsked) break;
      const started = this.clock.now();
      run.setOutcome(index, { state: "running", tookMs: 0 });
      const unwritten = await this.note(run, index, step);
      if (unwritten !== null) {
        run.setOutcome(index, { state: "failed", failure: unwritten.failure, tookMs: this.clock.now() - started });
        return { touched, failed: unwritten };
      }
      this.tell(run);
      const result = await runStep(this.tools(run, index), step);
      run.explanation = null;
      const tookMs = this.clock.now() - started;
      if (result.ok) {
        touched.push(step);
        run.setOutcome(index, { state: "done", tookMs });
      } else if (step.optional && !result.written) {
        run.setOutcome(index, { state: "skipped", failure: result.failed.failure, tookMs });
      } else {
        if (result.written) touched.push(step);
        run.setOutcome(index, { state: "failed", failure: result.failed.failure, tookMs });
        await this.note(run, index, step);
        this.tell(run);
        return { touched, failed: result.failed };
      }
      const lost = await this.note(run, index, step);
      this.tell(run);
      if (lost !== null) return { touched, failed: lost };
    }
    return { touched, failed: null };
  }

  /** Writes the step's outcome into the journal; a failure to do so ends the operation like any other. */
  private async note(run: OperationRun, index: number, step: PlanStep): Promise<FailedStep | null> {
    const outcome = run.outcome(index);
    if (!outcome) return null;
    try {
      await this.options.journal.step(run.id, index, outcome);
      return null;
    } catch (error) {
      const { step: named } = await resolveStep(this.options.host, step.template);
      const failure = { code: "EJOURNAL", ...writeOf(named), kernelLog: [errorText(error)] };
      return { step: named, failure, fn: null, host: null, unmet: [] };
    }
  }

  private async backward(run: OperationRun, touched: readonly PlanStep[]): Promise<void> {
    const indexOf = new Map(run.plan.steps.map((step, index) => [step, index]));
    await undoSteps(this.tools(run, null), touched, async (step, failure) => {
      const index = indexOf.get(step);
      if (index === undefined) return;
      run.setUndone(index, failure);
      // Without a journal the undo goes on all the same: it brings the machine back to what was recorded.
      await this.note(run, index, step);
      this.tell(run);
    });
    run.settleUndone();
  }

  private tools(run: OperationRun, index: number | null): StepTools {
    return {
      host: this.options.host,
      clock: this.clock,
      stillRunning: (step, elapsedMs) => {
        if (index !== null) run.setOutcome(index, { tookMs: elapsedMs });
        if (elapsedMs >= STALL_AFTER_MS) run.explanation = explainStall(step, elapsedMs, this.lastKnown(step));
        this.tell(run);
      },
    };
  }

  private lastKnown(step: Step) {
    return "bdf" in step ? (this.options.getMachine().byBdf.get(step.bdf) ?? null) : null;
  }

  /** Sentences on the machine as it is now. */
  private async readBack(run: OperationRun, takenBack: boolean): Promise<readonly string[]> {
    const { host } = this.options;
    const were = expectationsOf(run.before);
    try {
      if (takenBack) await settle(host, this.clock, were, SETTLE_MS);
      const { pfs, functions, also } = subjectsOf(run.plan, run.before);
      const rest = [...functions, ...also].map((bdf) => ({ that: "driver", target: { bdf }, driver: null }) as const);
      const look = await lookAt(host, rest, pfs);
      const sentences = nowTrue(run.plan, run.before, look);
      return takenBack ? [...sentences, restoredText(run.before, look)] : sentences;
    } catch (error) {
      return [`The machine could not be read back: ${errorText(error)}.`];
    }
  }

  private async close(run: OperationRun): Promise<void> {
    const { journal } = this.options;
    try {
      await journal.end(run.entry(this.timestamp()));
      if (run.state !== "done" || run.undoOf === null) return;
      await journal.link(run.undoOf.id, run.id);
      // Taking back an undo brings the first operation into force again.
      if (run.undoOf.undoOf !== null) await journal.link(run.undoOf.undoOf, null);
    } catch (error) {
      run.nowTrue = [...run.nowTrue, `The journal does not have the end of this operation: ${errorText(error)}.`];
    }
  }

  private tell(run: OperationRun): void {
    const now = this.clock.now();
    const passesOver =
      run.state === "running" && run.plan.steps.length > MANY_STEPS && now - this.toldAt < TELL_EVERY_MS;
    if (passesOver) return;
    this.toldAt = now;
    try {
      this.options.onProgress(run.status());
    } catch {
      // A listener that throws must not stop an operation halfway.
    }
  }
}
