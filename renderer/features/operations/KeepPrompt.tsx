import { backText, useSecondsLeft, useWord } from "../../actions/way-back.ts";
import { isAsking } from "../../model/operation-status.ts";
import type { Run } from "../../stores/operation-run.ts";
import { Button } from "../../ui/Button.tsx";
import { Notice } from "../../ui/Notice.tsx";

const MAY_END =
  "The machine may end the way back when the login ends by which it is reached: keep that login open until it is over.";

interface AskingProps {
  readonly operationId: string;
  readonly title: string;
  /** Milliseconds of `performance.now()`. */
  readonly backAt: number;
  readonly mayEnd: boolean;
}

/** The question whether a change is kept, with the time that is left for it. */
export function Asking({ operationId, title, backAt, mayEnd }: AskingProps) {
  const left = useSecondsLeft(backAt);
  const { problem, given, give } = useWord(operationId);
  return (
    <div data-testid="way-back">
      <Notice
        tone="warn"
        title={title}
        actions={
          given === null ? (
            <>
              <Button tone="primary" onClick={() => give(true)}>
                Keep the change
              </Button>
              <Button onClick={() => give(false)}>Take it back now</Button>
            </>
          ) : null
        }
      >
        <p role="timer">
          {given === null && left > 0 ? `In ${left} s the machine takes the change back.` : `${backText(left, given)}.`}
        </p>
        {mayEnd ? <p>{MAY_END}</p> : null}
        {problem === null ? null : <p>{problem}</p>}
      </Notice>
    </div>
  );
}

/** Of an operation with a dead-man switch: the question, or that the way back is armed. */
export function KeepPrompt({ run }: { readonly run: Run }) {
  const { status, backAt } = run;
  const { wayBack, operationId } = status;
  if (wayBack === undefined || status.state !== "running") return null;
  const mayEnd = wayBack.mayEndWithLogin === true;
  if (isAsking(status) && backAt !== null) {
    const title = "Is the machine still within reach?";
    return <Asking operationId={operationId} title={title} backAt={backAt} mayEnd={mayEnd} />;
  }
  if (wayBack.state !== "armed") return null;
  return (
    <Notice>
      <p>
        A way back is armed on the machine. It runs if the machine does not hear from this program for {wayBack.seconds}{" "}
        s.
      </p>
      {mayEnd ? <p>{MAY_END}</p> : null}
    </Notice>
  );
}
