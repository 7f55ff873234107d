/** Where one operation stands: the outcome of each step, and what is told of it to pages and to the journal. */

import type { Machine } from "../../shared/machine/machine.ts";
import { beforeOf } from "../../shared/operations/before.ts";
import type {
  Before,
  Explanation,
  JournalEntry,
  OperationState,
  OperationStatus,
  Plan,
  StepFailure,
  StepOutcome,
  StepState,
} from "../../shared/operations/types.ts";

export class OperationRun {
  readonly id: string;
  readonly plan: Plan;
  readonly before: Before;
  readonly undoOf: JournalEntry | null;
  readonly startedAt: string;
  readonly machine: Machine;
  state: OperationState = "running";
  nowTrue: readonly string[] = [];
  explanation: Explanation | null = null;
  cancelAsked = false;
  private readonly outcomes: StepOutcome[];

  constructor(id: string, plan: Plan, machine: Machine, undoOf: JournalEntry | null, startedAt: string) {
    this.id = id;
    this.plan = plan;
    this.machine = machine;
    this.undoOf = undoOf;
    this.startedAt = startedAt;
    this.before = beforeOf(machine, plan);
    this.outcomes = plan.steps.map(({ id: step, label, command }) => ({
      id: step,
      label,
      command,
      state: "waiting",
      failure: null,
      tookMs: null,
    }));
  }

  outcome(index: number): StepOutcome | undefined {
    return this.outcomes[index];
  }

  setOutcome(index: number, change: Partial<Pick<StepOutcome, "state" | "failure" | "tookMs">>): void {
    const outcome = this.outcomes[index];
    if (outcome) this.outcomes[index] = { ...outcome, ...change };
  }

  /** Notes that a finished step was taken back, or that this failed. The failure that ended the operation stays told. */
  setUndone(index: number, failure: StepFailure | null): void {
    if (this.outcomes[index]?.state === "failed") return;
    const state: StepState = failure === null ? "undone" : "undo failed";
    this.setOutcome(index, failure === null ? { state } : { state, failure });
  }

  /** Steps that had nothing to take back by themselves went with the others. A module that was loaded stays. */
  settleUndone(): void {
    if (this.outcomes.some(({ state }) => state === "undo failed")) return;
    for (const [index, step] of this.plan.steps.entries()) {
      const stays = step.template.verb === "module.load";
      if (this.outcomes[index]?.state === "done" && !stays) this.setOutcome(index, { state: "undone" });
    }
  }

  status(): OperationStatus {
    return {
      operationId: this.id,
      planId: this.plan.id,
      title: this.plan.title,
      state: this.state,
      steps: [...this.outcomes],
      nowTrue: this.nowTrue,
      explanation: this.explanation,
      entryId: this.id,
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
      bootId: identity.bootId,
      title: this.plan.title,
      wish: this.plan.wish,
      state: this.state,
      steps: [...this.outcomes],
      nowTrue: this.nowTrue,
      explanation: this.explanation,
      before: this.before,
      undoOf: this.undoOf?.id ?? null,
      undoneBy: null,
    };
  }
}
