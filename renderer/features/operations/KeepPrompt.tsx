import type { Words } from "../../../shared/words/message.ts";
import { backText, useSecondsLeft, useWord } from "../../actions/way-back.ts";
import { isAsking } from "../../model/operation-status.ts";
import type { Run } from "../../stores/operation-run.ts";
import { Button } from "../../ui/Button.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { RUN_WORDS } from "../../words/run.ts";
import { Say } from "../../words/Say.tsx";

interface AskingProps {
  readonly operationId: string;
  readonly title: Words;
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
                {RUN_WORDS.keepChanges}
              </Button>
              <Button onClick={() => give(false)}>{RUN_WORDS.rollBackNow}</Button>
            </>
          ) : null
        }
      >
        <p role="timer">
          <Say
            of={given === null && left > 0 ? RUN_WORDS.rollsBackSentence({ seconds: left }) : backText(left, given)}
          />
        </p>
        {mayEnd ? (
          <p>
            <Say of={RUN_WORDS.mayEndWithLogin} />
          </p>
        ) : null}
        {problem === null ? null : (
          <p>
            <Say of={problem} />
          </p>
        )}
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
    return <Asking operationId={operationId} title={RUN_WORDS.stillReachable} backAt={backAt} mayEnd={mayEnd} />;
  }
  if (wayBack.state !== "armed") return null;
  return (
    <Notice>
      <p>
        <Say of={RUN_WORDS.armed({ seconds: wayBack.seconds })} />
      </p>
      {mayEnd ? (
        <p>
          <Say of={RUN_WORDS.mayEndWithLogin} />
        </p>
      ) : null}
    </Notice>
  );
}
