/** An operation that runs or ran, in words. Pure. */

import type { EntryView, PlanView } from "../../../shared/contract/operation-schemas.ts";
import type { Machine } from "../../../shared/machine/machine.ts";
import { hasVfio } from "../../../shared/machine/role.ts";
import { undoRefusal } from "../../../shared/operations/plan/undo-offered.ts";
import type { OperationState, OperationStatus } from "../../../shared/operations/record/record.ts";
import type { OperationRequest } from "../../../shared/operations/request/request.ts";
import { sentence } from "../../../shared/operations/words.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import { durationText, isTakenBack, outcomeText, progressOf, timesText } from "../../model/operation-status.ts";
import type { Run } from "../../stores/operation-run.ts";

/** `Step 3 of 12`, `Step 3 of 12, tried 4 times`, `Taking back what was done`, `Reading the machine back`. */
function phaseText({ steps, wayBack }: Pick<OperationStatus, "steps" | "wayBack">, cancelling: boolean): string {
  const { finished, total, current, failed, undone } = progressOf(steps);
  if (failed !== null || undone > 0) return "Taking back what was done";
  if (current >= 0) {
    const tries = steps[current]?.tries;
    return `Step ${current + 1} of ${total}${tries === undefined ? "" : `, tried ${timesText(tries)}`}`;
  }
  if (wayBack?.state === "asking") return cancelling ? "Taking back what was done" : "Done, waiting to be kept";
  if (finished === total) return "Reading the machine back";
  return cancelling ? "Taking back what was done" : `${finished} of ${total} steps done`;
}

const ENDS: Readonly<Record<Exclude<OperationState, "running">, string>> = {
  done: "Done",
  failed: "Failed",
  cancelled: "Cancelled",
};

/**
 * `Done in 1.2 s`, `Cancelled after 3 s`, `Taken back: not kept within 60 s`, `Failed at step 3 of 12`; what it is doing
 * while it runs.
 */
export function headline({ status, tookMs, cancelling }: Run): string {
  if (status.state === "running") return phaseText(status, cancelling);
  const word = ENDS[status.state];
  if (status.state === "failed") {
    const at = status.steps.findIndex(({ state }) => state === "failed");
    return at < 0 ? word : `${word} at step ${at + 1} of ${status.steps.length}`;
  }
  if (isTakenBack(status)) return sentence(outcomeText(status));
  const after = status.state === "cancelled" ? "after" : "in";
  return tookMs === null ? word : `${word} ${after} ${durationText(tookMs)}`;
}

/** What closing the dialog means for it. */
export function closingText({ wayBack }: Pick<OperationStatus, "wayBack">): string {
  if (wayBack?.state === "asking") return "Closing this window does not keep the change.";
  return wayBack?.state === "armed"
    ? "Closing this window does not stop it; the change has to be kept when it is done."
    : "Closing this window does not stop it.";
}

/** Time of day, as this computer has it: `15:04:05`. @param at milliseconds since 1970 */
export function clockText(at: number): string {
  const date = new Date(at);
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => String(part).padStart(2, "0")).join(":");
}

/** Functions of the plan that vfio hands out now: what a guest can be given. */
export function handedOver(machine: Machine, plan: PlanView | null): readonly Bdf[] {
  if (plan === null) return [];
  const named = [...plan.effects.rebinds, ...plan.effects.creates].flatMap(({ bdf }) => bdf ?? []);
  const made = plan.request.kind === "vfs.set" ? machine.vfsOf(plan.request.pf).map(({ bdf }) => bdf) : [];
  return [...new Set([...named, ...made])].filter((bdf) => {
    const fn = machine.byBdf.get(bdf);
    return fn !== undefined && hasVfio(fn);
  });
}

/** Is there something to take back of an operation that has ended: as its entry in the activity says it. */
export function canUndo(run: Run, entries: readonly EntryView[] | null): boolean {
  const { status } = run;
  const request = requestOf(run, entries);
  const undoneBy = entries?.find(({ id }) => id === status.entryId)?.undoneBy ?? null;
  return request !== null && undoRefusal({ state: status.state, steps: status.steps, undoneBy, request }) === null;
}

/** What was asked for; null when neither this window nor the journal knows any more. */
export function requestOf(run: Run, entries: readonly EntryView[] | null): OperationRequest | null {
  return run.plan?.request ?? entries?.find(({ id }) => id === run.status.entryId)?.request ?? null;
}
