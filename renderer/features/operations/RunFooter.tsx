import { Undo2 } from "lucide-react";
import type { Machine } from "../../../shared/machine/machine.ts";
import { isAsking, operationText } from "../../model/operation-status.ts";
import { useJournal } from "../../stores/journal.ts";
import { cancelRun, type Run } from "../../stores/operation-run.ts";
import { ask, requestPlan } from "../../stores/operations.ts";
import { Button } from "../../ui/Button.tsx";
import { CopyButton } from "../../ui/CopyButton.tsx";
import styles from "./Footer.module.css";
import { canUndo, handedOver, requestOf } from "./run-view.ts";

interface RunFooterProps {
  readonly host: string;
  readonly machine: Machine;
  readonly run: Run;
  readonly onClose: () => void;
  readonly onProblem: (problem: string | null) => void;
}

function Running({ host, run, onClose, onProblem }: RunFooterProps) {
  return (
    <>
      <span className={styles.left}>
        {run.cancelling ? (
          <span className={styles.why}>Stops after this step, then takes back what was done.</span>
        ) : null}
      </span>
      {/* While it waits to be kept, the question has the way back. */}
      {isAsking(run.status) ? null : (
        <Button
          aria-disabled={run.cancelling || undefined}
          onClick={() => {
            if (!run.cancelling) void cancelRun(host).then(onProblem);
          }}
          title="Stops after the step that is running and takes back what was done"
        >
          {run.cancelling ? "Cancelling…" : "Cancel and take back"}
        </Button>
      )}
      <Button onClick={onClose}>Close</Button>
    </>
  );
}

function reportText(machine: Machine, { status, startedAt }: Run): string {
  const { name, kernel } = machine.snapshot.identity;
  const started = startedAt === null ? {} : { startedAt: new Date(startedAt).toISOString() };
  return operationText({ ...status, ...started, machine: name, kernel });
}

function PlanAgain({ run }: { readonly run: Run }) {
  const entries = useJournal((state) => state.entries);
  const request = requestOf(run, entries);
  if (request === null) return null;
  return (
    // A new object: the plan is made again, for the machine as it is now.
    <Button tone="primary" onClick={() => requestPlan({ ...request })}>
      Plan again
    </Button>
  );
}

/** What to do with an operation that runs, and what comes next when it has ended. */
export function RunFooter(props: RunFooterProps) {
  const { machine, run, onClose } = props;
  const { status } = run;
  const entries = useJournal((state) => state.entries);
  if (status.state === "running") return <Running {...props} />;
  const copy = <CopyButton text={() => reportText(machine, run)} label="Copy as text" wide />;
  if (status.state !== "done") {
    return (
      <>
        <span className={styles.left}>{copy}</span>
        <Button onClick={onClose}>Close</Button>
        <PlanAgain run={run} />
      </>
    );
  }
  const given = handedOver(machine, run.plan);
  return (
    <>
      <span className={styles.left}>{copy}</span>
      {canUndo(run, entries) ? (
        <Button
          icon={<Undo2 aria-hidden="true" />}
          onClick={() => requestPlan({ kind: "undo", entryId: status.entryId })}
        >
          Undo…
        </Button>
      ) : null}
      {given.length === 0 ? null : (
        <Button onClick={() => ask({ kind: "handoff", bdfs: given })}>Hand over to a guest…</Button>
      )}
      <Button tone="primary" onClick={onClose}>
        Close
      </Button>
    </>
  );
}
