/** Runs plans on one machine: one at a time, step by step, each step journalled and read back. */

import type { ErrorCode } from "../../../shared/contract/wire.ts";
import type { ConfigReading } from "../../../shared/machine/facts.ts";
import { explain, explainLater } from "../../../shared/operations/explain/explain.ts";
import type { FailedStep } from "../../../shared/operations/explain/failed-step.ts";
import { STALL_AFTER_MS } from "../../../shared/operations/explain/stall.ts";
import { fingerprintOf } from "../../../shared/operations/plan/fingerprint.ts";
import { beforeOf } from "../../../shared/operations/plan/state-before.ts";
import type { Plan } from "../../../shared/operations/plan/types.ts";
import type { JournalEntry, OperationStatus } from "../../../shared/operations/record/record.ts";
import type { StepTemplate } from "../../../shared/operations/verbs/list.ts";
import { ownFailure, type PlanStep, verbOf } from "../../../shared/operations/verbs/table.ts";
import { writtenTo } from "../../../shared/operations/verbs/target.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import { distinctWords } from "../../../shared/words/capped.ts";
import { errorWords } from "../../../shared/words/errors.ts";
import type { Words } from "../../../shared/words/message.ts";
import { say } from "../../../shared/words/say.ts";
import { RUN_WORDS } from "../../../shared/words/texts/running.ts";
import type { MachineHold } from "../../host/access.ts";
import type { Journal } from "../journal/journal.ts";
import { type RunnerClock, systemClock } from "./clock.ts";
import { closerTo } from "./look.ts";
import { OperationRun, RunRecords } from "./operation-run.ts";
import { type AgreedUse, changedUse, type LookOptions, Reach, reachedUse, UseLook } from "./reach.ts";
import { readBack } from "./read-back.ts";
import { StallWatch } from "./stall-watch.ts";
import { resolveStep, runStep, type StepTools, undoSteps, VfLinks } from "./step.ts";
import { ENDS, RunWayBack } from "./way-back.ts";

export interface RunnerOptions extends Omit<LookOptions, "clock"> {
  readonly journal: Journal;
  readonly onProgress: (status: OperationStatus) => void;
  readonly newId: () => string;
  readonly clock?: RunnerClock;
}

/** Why a plan was not started; nothing was written. */
export interface RunRefusal {
  readonly ok: false;
  readonly code: Extract<ErrorCode, "BUSY" | "CONFLICT" | "REFUSED" | "NOT_FOUND" | "IO">;
  /** One sentence. */
  readonly message: Words;
}

export type StartResult =
  | RunRefusal
  /** `finished` never rejects. */
  | { readonly ok: true; readonly status: OperationStatus; readonly finished: Promise<OperationStatus> };

export type RunResult = RunRefusal | { readonly ok: true; readonly status: OperationStatus };

/**
 * The status names every step each time, so a long plan tells where it is only now and then: telling takes a tenth of its
 * time at the most.
 */
const MANY_STEPS = 40;
const TELL_EVERY_MS = 100;
const TELL_SHARE = 10;

export interface StartOptions {
  /** Arm a way back that the machine runs unless the change is kept within this time, in seconds. */
  readonly wayBackSeconds?: number | undefined;
  /** What was agreed to with the plan; by default what is so when it starts. */
  readonly agreed?: AgreedUse;
  /** The address that was typed, for a plan with a hard stop. */
  readonly confirm?: Bdf | null;
}

/** Why, for the end of a sentence. */
function reasonOf(error: unknown): Words {
  const words = errorWords(error);
  return typeof words === "string" ? words.replace(/\.$/, "") : words;
}

function refused(code: RunRefusal["code"], message: Words): RunRefusal {
  return { ok: false, code, message };
}

function underWay({ title }: JournalEntry): RunRefusal {
  return refused("BUSY", RUN_WORDS.runsElsewhere({ title }));
}

/** How far the steps went. */
interface Forward {
  /** Those that may have changed the machine, in order. */
  readonly touched: readonly PlanStep[];
  /** What stopped them. */
  readonly failed: FailedStep | null;
  /** It was sent off, and whether it is carried out, or will be, is not known. */
  readonly unanswered: boolean;
  /** The kernel crashed under it: a way back would only write more to a kernel that is damaged. */
  readonly crashed?: boolean;
}

export class OperationRunner {
  private readonly options: RunnerOptions;
  private readonly clock: RunnerClock;
  private readonly records: RunRecords;
  private readonly stalls: StallWatch;
  /** Title of the plan that is being started or run. */
  private busyWith: Words | null = null;
  private run_: OperationRun | null = null;
  private tellsFrom = Number.NEGATIVE_INFINITY;
  private wayBack: RunWayBack | null = null;
  private hold: MachineHold | null = null;
  private reach: Reach | null = null;
  private links = new VfLinks();
  /** Registers as they were before a reset. */
  private readonly configs = new Map<Bdf, ConfigReading>();

  constructor(options: RunnerOptions) {
    this.options = options;
    this.clock = options.clock ?? systemClock;
    this.records = new RunRecords(options.journal, options.host);
    this.stalls = new StallWatch(options.host, this.clock, options.getMachine);
  }

  /** The operation that runs now, or the last one. */
  get status(): OperationStatus | null {
    return this.run_?.status() ?? null;
  }

  get busy(): boolean {
    return this.busyWith !== null;
  }

  /** Starts a plan that was shown, and waits until it has ended. Never rejects. */
  async run(plan: Plan, options: StartOptions = {}): Promise<RunResult> {
    const started = await this.start(plan, options);
    return started.ok ? { ok: true, status: await started.finished } : started;
  }

  /** Starts a plan that was shown; refused when the machine is no longer what it was made for. Never rejects. */
  async start(plan: Plan, options: StartOptions = {}): Promise<StartResult> {
    if (this.busyWith !== null) return refused("BUSY", RUN_WORDS.busy({ title: this.busyWith }));
    this.busyWith = plan.title;
    try {
      const opened = await this.open(plan, options);
      if (!(opened instanceof OperationRun)) {
        await this.leave();
        return opened;
      }
      this.run_ = opened;
      const status = opened.status();
      const finished = this.execute(opened).finally(() => this.leave());
      return { ok: true, status, finished };
    } catch (error) {
      await this.leave();
      return refused("IO", RUN_WORDS.notStarted({ reason: reasonOf(error) }));
    }
  }

  /** Whatever became of the operation, others may change the machine again. */
  private async leave(): Promise<void> {
    await this.hold?.release();
    this.hold = null;
    this.busyWith = null;
  }

  /**
   * Asks the running operation to stop after the step that is running and to take back what was done.
   * @returns false when no operation of that id is running
   */
  cancel(operationId: string): boolean {
    if (this.run_ === null || this.run_.id !== operationId || this.run_.state !== "running") return false;
    this.run_.cancelAsked = true;
    // One that waits for a person's word has got it.
    this.wayBack?.tell(false);
    return true;
  }

  /**
   * A person's word on an operation with a dead-man switch: keep the change, or take it back now.
   * @returns false when none of that id waits for it
   */
  confirm(operationId: string, keep: boolean): boolean {
    if (this.wayBack === null || this.run_?.id !== operationId || this.run_.state !== "running") return false;
    if (!keep) this.run_.cancelAsked = true;
    this.wayBack.tell(keep);
    return true;
  }

  /** All that must hold before the first write; the run's first journal record is written. */
  private async open(plan: Plan, options: StartOptions): Promise<OperationRun | RunRefusal> {
    const { wayBackSeconds, confirm } = options;
    if (plan.verdict === "guarded" && (confirm ?? null) !== plan.stop?.bdf) {
      return refused("REFUSED", RUN_WORDS.typeAddress({ address: plan.stop?.bdf ?? RUN_WORDS.itsAddress }));
    }
    if (plan.verdict !== "ready" && plan.verdict !== "guarded") {
      const blocker = plan.checks.find((check) => check.level === "blocker");
      return refused("REFUSED", blocker?.title ?? RUN_WORDS.nothingToDo);
    }
    const { host, journal } = this.options;
    let refersTo: JournalEntry | null = null;
    if (plan.request.kind === "undo" || plan.request.kind === "finish") {
      refersTo = await journal.find(plan.request.entryId);
      if (refersTo === null) return refused("NOT_FOUND", RUN_WORDS.noEntry);
    }
    // Before the last look: from here on nobody else changes what is looked at.
    const taken = await host.take?.(say("en", plan.title)).catch((error: unknown) => ({ reason: reasonOf(error) }));
    if (taken !== undefined && "reason" in taken) return refused("IO", RUN_WORDS.notTaken(taken));
    if (taken?.ok === false) {
      return refused("BUSY", RUN_WORDS.takenBy({ holder: taken.holder }));
    }
    this.hold = taken?.hold ?? null;
    const { clock } = this;
    const { refresh, getMachine } = this.options;
    const look = new UseLook({ host, clock, refresh, getMachine });
    const looked = await look.take(true).catch((error: unknown) => ({ reason: reasonOf(error) }));
    if ("reason" in looked) return refused("IO", RUN_WORDS.notRead(looked));
    const { machine } = looked;
    const other = await this.records.underWay(machine.snapshot.identity, this.run_?.id ?? null);
    if (other !== null) return underWay(other);
    const closer = await closerTo(host, plan);
    if (fingerprintOf(machine, plan, refersTo ?? undefined, closer) !== plan.fingerprint) {
      return refused("CONFLICT", RUN_WORDS.machineChanged);
    }
    const use = reachedUse(looked, plan.steps);
    const { agreed = use } = options;
    const changed = changedUse(agreed, use);
    if (changed !== null) return refused("CONFLICT", changed);
    this.reach = new Reach(look, agreed, machine);
    this.links = new VfLinks();
    const before = beforeOf(machine, plan, closer);
    const run = new OperationRun({
      id: this.options.newId(),
      plan,
      machine,
      before,
      refersTo,
      startedAt: this.timestamp(),
    });
    const wayBack = wayBackSeconds === undefined ? null : await this.arm(plan, wayBackSeconds);
    if (wayBack !== null && "ok" in wayBack) return wayBack;
    run.wayBack = wayBack && (() => wayBack.status());
    try {
      const first = await journal.begin(run.entry(null));
      if (first !== null) {
        await wayBack?.disarm(false);
        return underWay(first);
      }
    } catch (error) {
      await wayBack?.disarm(false);
      return refused("IO", RUN_WORDS.journalNotWritten({ reason: reasonOf(error) }));
    }
    this.wayBack = wayBack;
    this.configs.clear();
    return run;
  }

  private async arm(plan: Plan, seconds: number): Promise<RunWayBack | RunRefusal> {
    try {
      return await RunWayBack.arm(this.options.host, this.clock, plan, seconds);
    } catch (error) {
      return refused("REFUSED", RUN_WORDS.wayBackNotArmed({ reason: reasonOf(error) }));
    }
  }

  private timestamp(): string {
    return new Date(this.clock.now()).toISOString();
  }

  private async execute(run: OperationRun): Promise<OperationStatus> {
    this.tell(run);
    const { touched, failed, unanswered, crashed = false } = await this.forward(run);
    if (failed === null && !run.cancelAsked) await this.ask(run);
    const { wayBack } = this;
    const fired = wayBack !== null && !(await wayBack.disarm(false));
    const isLost = !fired && wayBack?.ended === "lost";
    const cancelled = failed === null && (run.cancelAsked || fired || isLost);
    const hasDied = fired ? wayBack.ended === "crashed" : cancelled && (await this.hasDied(run));
    const takenBack = fired || (!crashed && !hasDied && (failed !== null || cancelled));
    if (failed !== null) run.explanation = explain(failed);
    if (takenBack && !fired) await this.backward(run, touched);
    const tools = { host: this.options.host, clock: this.clock };
    const { sentences, look, unbound } = await readBack(tools, run, this.configs, { takenBack, unanswered });
    if (takenBack && look !== null) run.noteTakenBack(look);
    await this.options.refresh().catch(() => undefined);
    const ran = fired && !hasDied ? [wayBack.wasAsked ? ENDS.fired : ENDS.firedEarly] : isLost ? [ENDS.lost] : [];
    const why = hasDied ? [ENDS.crashedBefore, ...ran] : ran;
    run.nowTrue = [...why, ...this.whatIsLeft(wayBack), ...sentences];
    run.state = failed !== null || hasDied ? "failed" : cancelled ? "cancelled" : "done";
    run.unbound = unbound;
    const unrecorded = await this.records.close(run, this.timestamp());
    if (unrecorded !== null) run.nowTrue = [...run.nowTrue, unrecorded];
    this.tell(run);
    return run.status();
  }

  private whatIsLeft(wayBack: RunWayBack | null): Words[] {
    const reasons = distinctWords([...(wayBack?.left ?? []), ...(this.reach?.leftBecause ?? [])]);
    return reasons.map((reason) => RUN_WORDS.notRolledBack({ reason }));
  }

  /** Has the kernel crashed since the operation began, as far as it can be read? */
  private async hasDied({ machine }: OperationRun): Promise<boolean> {
    const scan = await this.options.host.scan([]).catch(() => null);
    return machine.snapshot.host.crashed === false && scan?.host.crashed === true;
  }

  /** With a dead-man switch: waits for a person's word, or for the end of the time. */
  private async ask(run: OperationRun): Promise<void> {
    if (this.wayBack === null) return;
    await this.wayBack.ask();
    this.tell(run);
    const answer = await this.wayBack.wait();
    if (answer === "back") run.cancelAsked = true;
    // The word can come too late: then the way back has the last one.
    if (answer === "keep" && (await this.wayBack.disarm(true))) this.wayBack = null;
  }

  private async forward(run: OperationRun): Promise<Forward> {
    const touched: PlanStep[] = [];
    for (const [index, step] of run.plan.steps.entries()) {
      const stopped = await this.lookAgain(run, index, step);
      if (stopped !== null) {
        run.setOutcome(index, { state: "failed", failure: stopped.failure, tookMs: 0 });
        await this.records.note(run, index, step);
        return { touched, failed: stopped, unanswered: false };
      }
      if (run.cancelAsked || this.wayBack?.isOver) break;
      const { template } = step;
      const written = verbOf(template).comparesRegisters ? writtenTo(template) : null;
      if (written !== null) this.configs.set(written, await this.options.host.config(written, { wake: false }));
      const started = this.clock.monotonic();
      run.setOutcome(index, { state: "running", tookMs: 0 });
      const unwritten = await this.records.note(run, index, step);
      if (unwritten !== null) {
        run.setOutcome(index, {
          state: "failed",
          failure: unwritten.failure,
          tookMs: Math.round(this.clock.monotonic() - started),
        });
        return { touched, failed: unwritten, unanswered: false };
      }
      this.tell(run);
      const result = await runStep(this.tools(run, index), step);
      run.explanation = null;
      if (result.tries > 1) run.setOutcome(index, { tries: result.tries });
      const tookMs = Math.round(this.clock.monotonic() - started);
      if (result.ok) {
        touched.push(step);
        this.reach?.did(step);
        run.setOutcome(index, { state: "done", tookMs });
      } else if (step.optional && !result.written) {
        run.setOutcome(index, { state: "skipped", failure: result.failed.failure, tookMs });
      } else {
        if (result.written) touched.push(step);
        run.setOutcome(index, { state: "failed", failure: result.failed.failure, tookMs });
        await this.records.note(run, index, step);
        this.tell(run);
        const { failed, unanswered = false, crashed = false, stopped } = result;
        return { touched, failed: stopped ? null : failed, unanswered, crashed };
      }
      const lost = await this.records.note(run, index, step);
      this.tell(run);
      if (lost !== null) return { touched, failed: lost, unanswered: false };
    }
    return { touched, failed: null, unanswered: false };
  }

  /** Right before a step is sent off. @returns why it may not be */
  private async lookAgain(run: OperationRun, index: number, next: PlanStep): Promise<FailedStep | null> {
    if (run.cancelAsked) return null;
    const stop = async (code: string, ...reasons: readonly Words[]): Promise<FailedStep> => {
      const { step } = await resolveStep(this.options.host, next.template);
      return { step, failure: ownFailure(step, code, ...reasons), fn: null, host: null, unmet: [] };
    };
    try {
      await this.wayBack?.extend(true);
      const objections = (await this.reach?.objections(next, () => run.plan.steps.slice(index))) ?? [];
      return objections.length === 0 ? null : await stop("ECHANGED", ...objections);
    } catch (error) {
      return await stop("EHOST", errorWords(error));
    }
  }

  private async backward(run: OperationRun, touched: readonly PlanStep[]): Promise<void> {
    const indexOf = new Map(run.plan.steps.map((step, index) => [step, index]));
    const holdsBack = async (template: StepTemplate) => (await this.reach?.holdsBack(template)) ?? [];
    await undoSteps({ ...this.tools(run, null), holdsBack }, touched, async (step, failure) => {
      const index = indexOf.get(step);
      if (index === undefined) return;
      run.setUndone(index, failure);
      // Without a journal the undo goes on all the same: it brings the machine back to what was recorded.
      await this.records.note(run, index, step);
      this.tell(run);
    });
  }

  private tools(run: OperationRun, index: number | null): StepTools {
    const step = index === null ? undefined : run.plan.steps[index];
    return {
      host: this.options.host,
      clock: this.patient,
      links: this.links,
      isOver: () => index !== null && (run.cancelAsked || this.wayBack?.isOver === true),
      waits: async (failed) => {
        if (index !== null && step) {
          // Why, and how often it was sent off, is told and written down while it waits.
          run.setOutcome(index, { tries: failed.tried?.times ?? 1 });
          run.explanation = explainLater(failed);
          await this.records.note(run, index, step);
        }
        this.tell(run);
      },
      lookAgain: async () => (index === null || !step ? null : this.lookAgain(run, index, step)),
      wasWell: run.machine.snapshot.host.crashed === false,
      stillRunning: (written, elapsedMs) => {
        if (index !== null) run.setOutcome(index, { tookMs: Math.round(elapsedMs) });
        if (elapsedMs >= STALL_AFTER_MS) this.stalls.explain(run, written, elapsedMs);
        this.tell(run);
      },
      onWriter: (writer) => {
        if (index === null || !step) return undefined;
        run.setOutcome(index, { writer });
        // Written down first: whoever comes after a crash can see that it still writes.
        return this.records.note(run, index, step);
      },
    };
  }

  /** Whoever waits for the machine keeps its way back waiting as well. */
  private get patient(): RunnerClock {
    const { clock, wayBack } = this;
    if (wayBack === null) return clock;
    return {
      now: () => clock.now(),
      monotonic: () => clock.monotonic(),
      wait: async (ms, signal) => {
        await Promise.all([clock.wait(ms, signal), wayBack.extend(false).catch(() => undefined)]);
      },
    };
  }

  private tell(run: OperationRun): void {
    const now = this.clock.monotonic();
    if (run.state === "running" && run.plan.steps.length > MANY_STEPS && now < this.tellsFrom) return;
    try {
      this.options.onProgress(run.status());
    } catch {
      // A listener that throws must not stop an operation halfway.
    }
    const ended = this.clock.monotonic();
    this.tellsFrom = ended + Math.max(TELL_EVERY_MS, (ended - now) * TELL_SHARE);
  }
}
