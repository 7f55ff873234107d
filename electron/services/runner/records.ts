/** What a run writes into the journal, and what it finds there of others. */
import { errorText } from "../../../shared/error-text.ts";
import type { MachineMark } from "../../../shared/machine/machine-key.ts";
import type { FailedStep } from "../../../shared/operations/explain/failed-step.ts";
import type { JournalEntry } from "../../../shared/operations/record/record.ts";
import { failureOf, type PlanStep } from "../../../shared/operations/verbs/table.ts";
import type { HostAccess } from "../../host/access.ts";
import type { Journal } from "../journal/journal.ts";
import type { OperationRun } from "./operation-run.ts";
import { resolveStep } from "./step.ts";

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
      const failure = failureOf(named, "EJOURNAL", [errorText(error)]);
      return { step: named, failure, fn: null, host: null, unmet: [] };
    }
  }

  /**
   * Writes the end of a run down, and what it means for the operation that it finishes or takes back.
   * @returns a sentence when that failed
   */
  async close(run: OperationRun, at: string): Promise<string | null> {
    let problem: string | null = null;
    for (const write of this.lastWrites(run, at)) {
      try {
        await write();
      } catch (error) {
        problem ??= errorText(error);
      }
    }
    if (problem === null) return null;
    return `The journal does not have the end of this operation yet: ${problem}. It is written as soon as that works.`;
  }

  private lastWrites(run: OperationRun, at: string): readonly (() => Promise<void>)[] {
    const { journal } = this;
    const { refersTo } = run;
    const end = () => journal.end(run.entry(at));
    if (run.state !== "done" || refersTo === null) return [end];
    const { undoOf } = refersTo;
    if (run.undoOf === null) {
      const settle = () => journal.settle(refersTo.id, run.id);
      return undoOf === null ? [end, settle] : [end, settle, () => journal.link(undoOf, run.id)];
    }
    const link = () => journal.link(refersTo.id, run.id);
    // Taking back an undo brings the first operation into force again.
    return undoOf === null ? [end, link] : [end, link, () => journal.link(undoOf, null)];
  }
}
