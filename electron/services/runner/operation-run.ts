/** Where one operation stands: the outcome of each step, what pages hear of it, and what is written into the journal. */

import type { Machine } from "../../../shared/machine/machine.ts";
import type { MachineMark } from "../../../shared/machine/machine-key.ts";
import type { FailedStep } from "../../../shared/operations/explain/failed-step.ts";
import { takenBack } from "../../../shared/operations/outcome/outcome-text.ts";
import { beforeBoth } from "../../../shared/operations/plan/state-before.ts";
import type { Plan } from "../../../shared/operations/plan/types.ts";
import type {
  Before,
  Explanation,
  JournalEntry,
  OperationState,
  OperationStatus,
  StepOutcome,
  StepState,
  WayBackStatus,
} from "../../../shared/operations/record/record.ts";
import type { Look } from "../../../shared/operations/verbs/expectation.ts";
import type { StepFailure } from "../../../shared/operations/verbs/performed.ts";
import { failureOf, ownFailure, type PlanStep, stepAt } from "../../../shared/operations/verbs/table.ts";
import { addressOf, type Target } from "../../../shared/operations/verbs/target.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import { errorWords } from "../../../shared/words/errors.ts";
import type { Words } from "../../../shared/words/message.ts";
import { RUN_WORDS } from "../../../shared/words/texts/running.ts";
import type { HostAccess } from "../../host/access.ts";
import type { Journal } from "../journal/journal.ts";
import { resolveStep } from "./step.ts";

type RunStart = Pick<OperationRun, "id" | "plan" | "machine" | "before" | "refersTo" | "startedAt">;

/** States of steps that may have been taken back. */
const MAY_BE_TAKEN_BACK: ReadonlySet<StepState> = new Set<StepState>(["done", "undone", "undo failed"]);

function addressIn(target: Target, look: Look): Bdf {
  return addressOf(target, look) ?? ("bdf" in target ? target.bdf : (target.expected ?? target.pf));
}

export class OperationRun {
  readonly id: string;
  readonly plan: Plan;
  readonly before: Before;
  /** The entry that it takes back, or finishes. */
  readonly refersTo: JournalEntry | null;
  /** ISO 8601 */
  readonly startedAt: string;
  readonly machine: Machine;
  state: OperationState = "running";
  nowTrue: readonly Words[] = [];
  /** Functions that were to get a driver and have none at its end; part of the record of one that is done. */
  unbound: readonly Bdf[] = [];
  explanation: Explanation | null = null;
  cancelAsked = false;
  /** Where its way back stands at this moment. */
  wayBack: (() => WayBackStatus) | null = null;
  private readonly outcomes: StepOutcome[];

  constructor({ id, plan, machine, before, refersTo, startedAt }: RunStart) {
    this.id = id;
    this.plan = plan;
    this.machine = machine;
    this.refersTo = refersTo;
    this.startedAt = startedAt;
    this.before = before;
    this.outcomes = plan.steps.map(({ id: step, label, command }) => ({
      id: step,
      label,
      command,
      state: "waiting",
      failure: null,
      tookMs: null,
    }));
  }

  get undoOf(): JournalEntry | null {
    return this.plan.request.kind === "undo" ? this.refersTo : null;
  }

  outcome(index: number): StepOutcome | undefined {
    return this.outcomes[index];
  }

  setOutcome(
    index: number,
    change: Partial<Pick<StepOutcome, "state" | "failure" | "tookMs" | "tries" | "writer">>,
  ): void {
    const outcome = this.outcomes[index];
    if (!outcome) return;
    const { writer, ...changed } = { ...outcome, ...change };
    // The process is of interest while it writes.
    this.outcomes[index] = changed.state === "running" && writer ? { ...changed, writer } : changed;
  }

  /** Notes that a finished step was taken back, or that this failed. The failure that ended the operation stays told. */
  setUndone(index: number, failure: StepFailure | null): void {
    if (this.outcomes[index]?.state === "failed") return;
    const state: StepState = failure === null ? "undone" : "undo failed";
    this.setOutcome(index, failure === null ? { state } : { state, failure });
  }

  /** What a look at the machine says of the steps that were to be taken back, whoever did it. */
  noteTakenBack(look: Look): void {
    const isTakenBack = takenBack(this.before, look);
    for (const [index, step] of this.plan.steps.entries()) {
      const outcome = this.outcomes[index];
      if (outcome === undefined || !MAY_BE_TAKEN_BACK.has(outcome.state)) continue;
      const isBack = isTakenBack(step);
      if (isBack === true) this.setOutcome(index, { state: "undone", failure: null });
      if (isBack !== false || outcome.state === "undo failed") continue;
      const { template } = step;
      const named = "target" in template ? stepAt(template, addressIn(template.target, look)) : template;
      this.setUndone(index, failureOf(named, "EVERIFY", []));
    }
  }

  status(): OperationStatus {
    return { operationId: this.id, entryId: this.id, ...this.told() };
  }

  /** What pages and the journal have alike. */
  private told() {
    return {
      title: this.plan.title,
      state: this.state,
      steps: [...this.outcomes],
      nowTrue: this.nowTrue,
      ...(this.state === "done" && this.unbound.length > 0 ? { unbound: this.unbound } : {}),
      explanation: this.explanation,
      ...(this.wayBack === null ? {} : { wayBack: this.wayBack() }),
    };
  }

  /** @param endedAt null while it runs */
  entry(endedAt: string | null): JournalEntry {
    const { identity } = this.machine.snapshot;
    return {
      id: this.id,
      startedAt: this.startedAt,
      endedAt,
      machine: identity.name,
      machineKind: identity.kind,
      ...(identity.machineKey ? { machineKey: identity.machineKey } : {}),
      bootId: identity.bootId,
      request: this.plan.request,
      ...this.told(),
      before:
        this.plan.request.kind === "finish" && this.refersTo !== null
          ? beforeBoth(this.refersTo.before, this.before)
          : this.before,
      undoOf: this.undoOf?.id ?? null,
      undoneBy: null,
    };
  }
}

/** What a run writes into the journal, and what it finds there of others. */
export class RunRecords {
  private readonly journal: Journal;
  private readonly host: HostAccess;

  constructor(journal: Journal, host: HostAccess) {
    this.journal = journal;
    this.host = host;
  }

  /**
   * An operation of another program, or of this one before it was started again, whose writer still lives.
   * @param own id of the run that does not count
   */
  async underWay(machine: MachineMark, own: string | null): Promise<JournalEntry | null> {
    try {
      const entries = await this.journal.list(machine);
      return entries.find(({ state, id }) => state === "running" && id !== own) ?? null;
    } catch {
      // A journal that cannot be read cannot be written either, which ends the run before its first step.
      return null;
    }
  }

  /** Writes the step's outcome down; a failure to do so ends the operation like any other. */
  async note(run: OperationRun, index: number, step: PlanStep): Promise<FailedStep | null> {
    const outcome = run.outcome(index);
    if (!outcome) return null;
    try {
      await this.journal.step(run.id, index, outcome);
      return null;
    } catch (error) {
      const { step: named } = await resolveStep(this.host, step.template);
      const failure = ownFailure(named, "EJOURNAL", errorWords(error));
      return { step: named, failure, fn: null, host: null, unmet: [] };
    }
  }

  /**
   * Writes the end of a run down, and what it means for the operations that it finishes, takes back or brings back.
   * @returns a sentence when that failed
   */
  async close(run: OperationRun, at: string): Promise<Words | null> {
    const { journal } = this;
    const { refersTo } = run;
    let problem: Words | null = null;
    const attempt = async <T>(what: () => Promise<T>): Promise<T | null> => {
      try {
        return await what();
      } catch (error) {
        problem ??= errorWords(error);
        return null;
      }
    };
    await attempt(() => journal.end(run.entry(at)));
    if (run.state === "done" && refersTo !== null) {
      if (run.undoOf === null) await attempt(() => journal.settle(refersTo.id, run.id));
      const takenBack = run.undoOf === null ? refersTo.undoOf : refersTo.id;
      for (const [place, id] of ((await attempt(() => this.chainFrom(takenBack))) ?? []).entries()) {
        // Of undos of one another every other one is in force, and with them the first operation or not.
        await attempt(() => journal.link(id, place % 2 === 0 ? run.id : null));
      }
    }
    return problem === null ? null : RUN_WORDS.endNotWritten({ reason: problem });
  }

  /** An entry, the one that it took back, and so on. */
  private async chainFrom(first: string | null): Promise<readonly string[]> {
    const chain = new Set<string>();
    for (let id = first; id !== null && !chain.has(id); ) {
      chain.add(id);
      id = (await this.journal.find(id))?.undoOf ?? null;
    }
    return [...chain];
  }
}
