/** Where one operation stands: the outcome of each step, and what pages and the journal hear of it. */

import type { Machine } from "../../../shared/machine/machine.ts";
import { takenBack } from "../../../shared/operations/outcome/taken-back.ts";
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
import { failureOf, stepAt } from "../../../shared/operations/verbs/table.ts";
import { addressOf, type Target } from "../../../shared/operations/verbs/target.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";

interface RunStart {
  readonly id: string;
  readonly plan: Plan;
  readonly machine: Machine;
  readonly before: Before;
  readonly refersTo: JournalEntry | null;
  /** ISO 8601 */
  readonly startedAt: string;
}

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
  readonly startedAt: string;
  readonly machine: Machine;
  state: OperationState = "running";
  nowTrue: readonly string[] = [];
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

  setOutcome(index: number, change: Partial<Pick<StepOutcome, "state" | "failure" | "tookMs" | "writer">>): void {
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
    return {
      operationId: this.id,
      title: this.plan.title,
      state: this.state,
      steps: [...this.outcomes],
      nowTrue: this.nowTrue,
      explanation: this.explanation,
      entryId: this.id,
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
      title: this.plan.title,
      request: this.plan.request,
      state: this.state,
      steps: [...this.outcomes],
      nowTrue: this.nowTrue,
      explanation: this.explanation,
      before:
        this.plan.request.kind === "finish" && this.refersTo !== null
          ? beforeBoth(this.refersTo.before, this.before)
          : this.before,
      undoOf: this.undoOf?.id ?? null,
      undoneBy: null,
      ...(this.wayBack === null ? {} : { wayBack: this.wayBack() }),
    };
  }
}
