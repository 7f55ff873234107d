import { useEffect, useState } from "react";
import { errorText } from "../../../shared/error-text.ts";
import type { Guard, OperationStatus } from "../../../shared/operations/types.ts";
import { client } from "../../stores/connection.ts";
import { Button } from "../../ui/Button.tsx";
import { Notice } from "../../ui/Notice.tsx";

const MAY_END =
  "The machine may end the way back when the login ends by which it is reached: keep that login open until it is over.";

/** The seconds left, counted down from when they were told: the clocks of two machines need not agree. */
function useSecondsLeft({ leftMs, seconds }: Guard): number {
  const told = leftMs ?? seconds * 1000;
  const [left, setLeft] = useState(told);
  useEffect(() => {
    const start = performance.now();
    setLeft(told);
    const timer = setInterval(() => setLeft(Math.max(0, told - (performance.now() - start))), 250);
    return () => clearInterval(timer);
  }, [told]);
  return Math.ceil(left / 1000);
}

interface AskingProps {
  readonly operationId: string;
  readonly guard: Guard;
}

function Asking({ operationId, guard }: AskingProps) {
  const left = useSecondsLeft(guard);
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
          {left > 0 ? `In ${left} s the machine takes the change back.` : "The machine is taking the change back."}
        </p>
        {guard.mayEndWithLogin ? <p>{MAY_END}</p> : null}
        {problem === null ? null : <p>{problem}</p>}
      </Notice>
    </div>
  );
}

/** Of an operation with a dead-man switch: the question, with the time that is left for it. */
export function GuardPrompt({ status }: { readonly status: OperationStatus }) {
  const { guard, operationId } = status;
  if (guard === undefined || status.state !== "running") return null;
  if (guard.state === "asking") return <Asking operationId={operationId} guard={guard} />;
  if (guard.state !== "armed") return null;
  return (
    <Notice>
      <p>
        A way back is armed on the machine. It runs if the machine does not hear from this program for {guard.seconds}{" "}
        s.
      </p>
      {guard.mayEndWithLogin ? <p>{MAY_END}</p> : null}
    </Notice>
  );
}
