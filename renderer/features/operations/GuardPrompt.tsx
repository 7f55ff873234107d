import { useEffect, useState } from "react";
import { errorText } from "../../../shared/error-text.ts";
import type { OperationStatus } from "../../../shared/operations/types.ts";
import { client } from "../../stores/connection.ts";
import { Button } from "../../ui/Button.tsx";
import { Notice } from "../../ui/Notice.tsx";

function secondsUntil(iso: string): number {
  return Math.max(0, Math.ceil((Date.parse(iso) - Date.now()) / 1000));
}

/** The seconds left, counted down while it is shown. */
function useSecondsLeft(until: string): number {
  const [left, setLeft] = useState(() => secondsUntil(until));
  useEffect(() => {
    setLeft(secondsUntil(until));
    const timer = setInterval(() => setLeft(secondsUntil(until)), 250);
    return () => clearInterval(timer);
  }, [until]);
  return left;
}

interface AskingProps {
  readonly operationId: string;
  readonly until: string;
}

function Asking({ operationId, until }: AskingProps) {
  const left = useSecondsLeft(until);
  const [problem, setProblem] = useState<string | null>(null);
  const answer = (keep: boolean): void => {
    client.call("operation.confirm", { operationId, keep }).catch((error) => setProblem(errorText(error)));
  };
  return (
    <div data-testid="guard">
      <Notice
        tone="warn"
        title="Is the machine still within reach?"
        actions={
          <>
            <Button tone="primary" onClick={() => answer(true)}>
              Keep the change
            </Button>
            <Button onClick={() => answer(false)}>Take it back now</Button>
          </>
        }
      >
        <p role="timer">
          {left > 0
            ? `In ${left} s the machine takes the change back by itself.`
            : "The machine is taking the change back."}
        </p>
        {problem === null ? null : <p>{problem}</p>}
      </Notice>
    </div>
  );
}

/** Of an operation with a dead-man switch: the question, with the time that is left for it. */
export function GuardPrompt({ status }: { readonly status: OperationStatus }) {
  const { guard, operationId } = status;
  if (guard === undefined || status.state !== "running") return null;
  if (guard.state === "asking") return <Asking operationId={operationId} until={guard.until} />;
  if (guard.state !== "armed") return null;
  return (
    <Notice>
      <p>
        A way back is armed on the machine: it runs by itself unless the change is kept within {guard.seconds} s of the
        start.
      </p>
    </Notice>
  );
}
