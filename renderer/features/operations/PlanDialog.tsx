import type { Machine } from "../../../shared/machine/machine.ts";
import type { OperationRequest } from "../../../shared/operations/request/request.ts";
import type { Words } from "../../../shared/words/message.ts";
import { useMachine } from "../../stores/machine.ts";
import { type Run, useRuns } from "../../stores/operation-run.ts";
import { useOperations } from "../../stores/operations.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Spinner } from "../../ui/Spinner.tsx";
import { useSlow } from "../../ui/use-slow.ts";
import { PLAN_WORDS } from "../../words/plan.ts";
import { RUN_WORDS } from "../../words/run.ts";
import { TIME_WORDS } from "../../words/times.ts";
import { UI_WORDS } from "../../words/ui.ts";
import { PlanReview } from "./PlanReview.tsx";
import { obstacleOf } from "./plan-view.ts";
import { ReviewFooter } from "./ReviewFooter.tsx";
import { RunFooter } from "./RunFooter.tsx";
import { RunView } from "./RunView.tsx";
import { useEffectsInTable } from "./use-preview.ts";
import { type Review, useReview } from "./use-review.ts";

function WithoutPlan({ review, onClose }: { readonly review: Review; readonly onClose: () => void }) {
  const slow = useSlow(review.planning);
  if (review.error === null)
    return slow ? <EmptyState icon={<Spinner label={PLAN_WORDS.planning} />} title={PLAN_WORDS.planning} /> : null;
  return (
    <EmptyState
      title={PLAN_WORDS.noPlan}
      actions={
        <>
          <Button onClick={onClose}>{UI_WORDS.close}</Button>
          <Button tone="primary" onClick={review.again}>
            {UI_WORDS.tryAgain}
          </Button>
        </>
      }
    >
      {review.error}
    </EmptyState>
  );
}

interface PlanDialogProps {
  readonly host: string;
  readonly machine: Machine;
  /** null = show the operation that runs or ran last */
  readonly request: OperationRequest | null;
}

function whereAndWhen(machine: Machine, { startedAt }: Run): Words {
  const { name } = machine.snapshot.identity;
  return startedAt === null
    ? RUN_WORDS.startedElsewhere({ machine: name })
    : RUN_WORDS.startedAt({ machine: name, at: TIME_WORDS.clock({ at: startedAt }) });
}

/** More steps than this are worth the whole width. */
const MANY = 6;

/** A dialog is as large as its content: a plan without steps is a sentence or two. */
function widthFor(steps: number): "m" | "l" | "xl" {
  return steps === 0 ? "m" : steps <= MANY ? "l" : "xl";
}

/** A plan before it runs, or how one runs and what came of it. */
function PlanDialogOf({ host, machine, request }: PlanDialogProps) {
  const { close } = useOperations.getState();
  const review = useReview(request);
  const run = useRuns(({ runs }) => runs[host]);
  const { plan } = review;
  useEffectsInTable(plan, request !== null);
  if (request === null && run !== undefined) {
    return (
      <Dialog
        open
        onClose={close}
        width={widthFor(run.status.steps.length)}
        filled="up to"
        title={run.status.title}
        description={whereAndWhen(machine, run)}
        footer={<RunFooter host={host} machine={machine} run={run} onClose={close} />}
      >
        <RunView run={run} host={host} />
      </Dialog>
    );
  }
  if (request === null) {
    return (
      <Dialog
        open
        onClose={close}
        title={RUN_WORDS.operation}
        footer={<Button onClick={close}>{UI_WORDS.close}</Button>}
      >
        <EmptyState title={RUN_WORDS.nothingRuns}>{RUN_WORDS.seeActivity}</EmptyState>
      </Dialog>
    );
  }
  return (
    <Dialog
      open
      onClose={close}
      width={widthFor(plan?.steps.length ?? 0)}
      filled={plan === null ? false : "up to"}
      // Enter after a typed address runs nothing; Ctrl+Enter does.
      entersGoOn={false}
      // The keyboard goes to the pill that follows the run.
      givesFocusBack={() => !review.starting}
      title={plan?.title ?? PLAN_WORDS.plan}
      description={plan === null || obstacleOf(plan) === null ? plan?.summary : PLAN_WORDS.cannotRun}
      footer={
        plan === null ? undefined : <ReviewFooter machine={machine} plan={plan} review={review} onClose={close} />
      }
    >
      {plan === null ? (
        <WithoutPlan review={review} onClose={close} />
      ) : (
        <PlanReview plan={plan} outdated={review.outdated} refused={review.refused} />
      )}
    </Dialog>
  );
}

export function PlanDialog({ request }: { readonly request: OperationRequest | null }) {
  const machine = useMachine((state) => state.machine);
  const host = useMachine((state) => state.host);
  return machine === null || host === null ? null : (
    <PlanDialogOf key={host} host={host} machine={machine} request={request} />
  );
}
