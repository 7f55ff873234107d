/** Can a journal entry be taken back: asked wherever an undo is offered. Whether it still makes sense its plan says. */
import type { JournalEntry, StepOutcome } from "../record/record.ts";
import type { OperationRequest } from "../request/request.ts";

/** A rescan brings functions and a reset leaves none of its own behind: neither has a state of before. */
const WITHOUT_BEFORE: ReadonlySet<OperationRequest["kind"]> = new Set(["bus.rescan", "device.reset"]);
const NOT_IN_FORCE: ReadonlySet<StepOutcome["state"]> = new Set(["waiting", "skipped", "undone"]);

type Asked = Pick<JournalEntry, "state" | "steps" | "undoneBy" | "request">;

/** Why not, in one sentence; null where a plan can be made. */
export function undoRefusal({ state, steps, undoneBy, request }: Asked): string | null {
  if (state === "running") return "It is still running.";
  if (undoneBy !== null) return "It was taken back already: take back the entry that did so.";
  // The journal of a program that died may be behind what was done.
  if (state === "interrupted") return null;
  if (steps.every((step) => step.state === "waiting")) return "It changed nothing.";
  if (steps.every((step) => NOT_IN_FORCE.has(step.state))) return "Nothing that it did is in force any more.";
  return state === "done" && WITHOUT_BEFORE.has(request.kind) ? "It has nothing that could be brought back." : null;
}
