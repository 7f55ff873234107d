/** Can a journal entry be taken back: asked wherever an undo is offered. Whether it still makes sense its plan says. */
import type { Words } from "../../words/message.ts";
import { UNDO_WORDS } from "../../words/texts/plan.ts";
import type { JournalEntry, StepOutcome } from "../record/record.ts";
import type { OperationRequest } from "../request/request.ts";

/** A rescan brings functions and a reset leaves none of its own behind: neither has a state of before. */
const WITHOUT_BEFORE: ReadonlySet<OperationRequest["kind"]> = new Set(["bus.rescan", "device.reset"]);
const NOT_IN_FORCE: ReadonlySet<StepOutcome["state"]> = new Set(["waiting", "skipped", "undone"]);

type Asked = Pick<JournalEntry, "state" | "steps" | "undoneBy" | "request">;

/** Why not, in one sentence; null where a plan can be made. */
export function undoRefusal({ state, steps, undoneBy, request }: Asked): Words | null {
  if (state === "running") return UNDO_WORDS.stillRunning;
  if (undoneBy !== null) return UNDO_WORDS.undoneAlready;
  // The journal of a program that died may be behind what was done.
  if (state === "interrupted") return null;
  if (steps.every((step) => step.state === "waiting")) return UNDO_WORDS.changedNothing;
  if (steps.every((step) => NOT_IN_FORCE.has(step.state))) return UNDO_WORDS.nothingInForce;
  return state === "done" && WITHOUT_BEFORE.has(request.kind) ? UNDO_WORDS.hasNothing : null;
}
