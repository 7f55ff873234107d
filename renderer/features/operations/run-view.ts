/** An operation that runs or ran, in words. Pure. */

import type { EntryView, PlanView } from "../../../shared/contract/operation-schemas.ts";
import type { Machine } from "../../../shared/machine/machine.ts";
import { hasVfio } from "../../../shared/machine/role.ts";
import { undoRefusal } from "../../../shared/operations/plan/undo-offered.ts";
import type { OperationState, OperationStatus } from "../../../shared/operations/record/record.ts";
import type { OperationRequest } from "../../../shared/operations/request/request.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import { ended, sentences } from "../../../shared/words/joined.ts";
import type { Words } from "../../../shared/words/message.ts";
import { isAsking, isRolledBack, progressOf, rolledBackHeading } from "../../model/operation-status.ts";
import type { Run } from "../../stores/operation-run.ts";
import { RUN_WORDS } from "../../words/run.ts";
import { durationWords } from "../../words/times.ts";

/** `Step 3 of 12`, `Step 3 of 12, tried 4 times`, `Rolling back`, `Verifying`. */
function phaseWords({ steps, wayBack }: Pick<OperationStatus, "steps" | "wayBack">, cancelling: boolean): Words {
  const { finished, total, current, failed, undone } = progressOf(steps);
  if (failed !== null || undone > 0) return RUN_WORDS.rollingBack;
  if (current >= 0) {
    const tries = steps[current]?.tries;
    const at = current + 1;
    return tries === undefined ? RUN_WORDS.atStep({ at, total }) : RUN_WORDS.atStepTried({ at, total, tries });
  }
  if (wayBack?.state === "asking") return cancelling ? RUN_WORDS.rollingBack : RUN_WORDS.waitsForConfirmation;
  if (finished === total) return RUN_WORDS.verifying;
  return cancelling ? RUN_WORDS.rollingBack : RUN_WORDS.stepsDone({ finished, total });
}

/**
 * `Done in 1.2 s`, `Cancelled after 3 s`, `Rolled back: not confirmed within 60 s`, `Failed at step 3 of 12`; what it is
 * doing while it runs.
 */
export function headline({ status, tookMs, cancelling }: Run): Words {
  const { state, steps } = status;
  const took = tookMs === null ? null : durationWords(tookMs);
  switch (state) {
    case "running":
      return phaseWords(status, cancelling);
    case "failed": {
      const at = steps.findIndex((step) => step.state === "failed");
      return at < 0 ? RUN_WORDS.headFailed : RUN_WORDS.headFailedAt({ at: at + 1, total: steps.length });
    }
    case "done":
      return took === null ? RUN_WORDS.headDone : RUN_WORDS.headDoneIn({ took });
    case "cancelled":
      if (isRolledBack(status)) return rolledBackHeading(status);
      return took === null ? RUN_WORDS.headCancelled : RUN_WORDS.headCancelledAfter({ took });
  }
}

/** How a run stands, for the eye. `short`: done, but a driver that ought to be bound is not. */
export type PillState = OperationState | "asking" | "short";

export function pillState({ status }: Pick<Run, "status">, unbound: readonly Bdf[] = []): PillState {
  return isAsking(status) ? "asking" : unbound.length > 0 ? "short" : status.state;
}

/** Of an operation that was not done: why it failed, and that all is as before, or what is not. */
export function stateSentence({
  state,
  nowTrue,
  explanation,
}: Pick<OperationStatus, "state" | "nowTrue" | "explanation">): Words | null {
  if (state !== "failed" && state !== "cancelled") return null;
  const now = nowTrue.at(-1) ?? null;
  const cause = state === "failed" ? (explanation?.cause ?? null) : null;
  return cause === null ? now : sentences(ended(cause), now);
}

/** What closing the dialog means for it. */
export function closingWords({ wayBack }: Pick<OperationStatus, "wayBack">): Words {
  if (wayBack?.state === "asking") return RUN_WORDS.closingAsking;
  return wayBack?.state === "armed" ? RUN_WORDS.closingArmed : RUN_WORDS.closingRuns;
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

/** Functions that were to be bound to a driver by what its record says, and still have none. */
export function withoutDriver(machine: Machine, { status }: Pick<Run, "status">): readonly Bdf[] {
  return (status.unbound ?? []).filter((bdf) => machine.byBdf.get(bdf)?.driver === null);
}

/** Is there something to undo of an operation that has ended: as its entry in the activity says it. */
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
