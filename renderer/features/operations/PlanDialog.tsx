import { useState } from "react";
import type { Machine } from "../../../shared/machine/machine.ts";
import type { OperationRequest } from "../../../shared/operations/request/request.ts";
import { useMachine } from "../../stores/machine.ts";
import { type Run, useRuns } from "../../stores/operation-run.ts";
import { useOperations } from "../../stores/operations.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Spinner } from "../../ui/Spinner.tsx";
import { useSlow } from "../../ui/use-slow.ts";
import { Say } from "../../words/Say.tsx";
import { PlanReview } from "./PlanReview.tsx";
import { obstacleOf } from "./plan-view.ts";
import { ReviewFooter } from "./ReviewFooter.tsx";
import { RunFooter } from "./RunFooter.tsx";
import { RunView } from "./RunView.tsx";
import { clockText } from "./run-view.ts";
import { useEffectsInTable } from "./use-preview.ts";
import { type Review, useReview } from "./use-review.ts";

function WithoutPlan({ review, onClose }: { readonly review: Review; readonly onClose: () => void }) {
  const slow = useSlow(review.planning);
  if (review.error === null)
    return slow ? <EmptyState icon={<Spinner label="Making the plan" />} title="Making the plan" /> : null;
  return (
    <EmptyState
      title="No plan could be made"
      actions={
        <>
          <Button onClick={onClose}>Close</Button>
          <Button tone="primary" onClick={review.again}>
            Try again
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

function whereAndWhen(machine: Machine, { startedAt }: Run): string {
  const { name } = machine.snapshot.identity;
  return startedAt === null ? `On ${name}, started elsewhere.` : `On ${name}, started at ${clockText(startedAt)}.`;
}

/** A plan from its checks to its outcome, in one dialog: look, run, see what is true then. */
function PlanDialogOf({ host, machine, request }: PlanDialogProps) {
  const { close } = useOperations.getState();
  const review = useReview(request);
  const run = useRuns(({ runs }) => runs[host]);
  const [problem, setProblem] = useState<string | null>(null);
  const { plan } = review;
  useEffectsInTable(plan, request !== null);
  if (request === null && run !== undefined) {
    return (
      <Dialog
        open
        onClose={close}
        width="xl"
        filled
        title={<Say of={run.status.title} />}
        description={whereAndWhen(machine, run)}
        footer={<RunFooter host={host} machine={machine} run={run} onClose={close} onProblem={setProblem} />}
      >
        <RunView run={run} host={host} problem={problem} />
      </Dialog>
    );
  }
  if (request === null) {
    return (
      <Dialog open onClose={close} title="Operation" footer={<Button onClick={close}>Close</Button>}>
        <EmptyState title="Nothing is running">What was done to this machine is in its activity.</EmptyState>
      </Dialog>
    );
  }
  return (
    <Dialog
      open
      onClose={close}
      width="xl"
      filled
      title={<Say of={plan?.title ?? "Plan"} />}
      description={
        plan === null || obstacleOf(plan) === null
          ? plan && <Say of={plan.summary} />
          : "It cannot be done as things are: nothing would be changed."
      }
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
