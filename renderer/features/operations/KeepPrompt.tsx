import type { Words } from "../../../shared/words/message.ts";
import { useSecondsLeft } from "../../actions/seconds.ts";
import { backText, isAsking } from "../../model/operation-status.ts";
import { giveWord, type Run } from "../../stores/operation-run.ts";
import { Button } from "../../ui/Button.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { RUN_WORDS } from "../../words/run.ts";
import { Say } from "../../words/Say.tsx";

interface AskingProps {
  readonly host: string;
  readonly run: Run;
  readonly title: Words;
  /** Milliseconds of `performance.now()`. */
  readonly backAt: number;
}

/** The question whether a change is kept, with the time that is left for it. */
export function Asking({ host, run, title, backAt }: AskingProps) {
  const left = useSecondsLeft(backAt);
  const { word, problem, status } = run;
  return (
    <div data-testid="way-back">
      <Notice
        tone="warn"
        title={title}
        actions={
          word === null ? (
            <>
              <Button tone="primary" onClick={() => void giveWord(host, true)}>
                {RUN_WORDS.keepChanges}
              </Button>
              <Button onClick={() => void giveWord(host, false)}>{RUN_WORDS.rollBackNow}</Button>
            </>
          ) : null
        }
      >
        <p role="timer">
          <Say of={word === null && left > 0 ? RUN_WORDS.rollsBackSentence({ seconds: left }) : backText(left, word)} />
        </p>
        {status.wayBack?.mayEndWithLogin === true ? (
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
export function KeepPrompt({ host, run }: { readonly host: string; readonly run: Run }) {
  const { status, backAt } = run;
  const { wayBack } = status;
  if (wayBack === undefined || status.state !== "running") return null;
  if (isAsking(status) && backAt !== null) {
    return <Asking host={host} run={run} title={RUN_WORDS.stillReachable} backAt={backAt} />;
  }
  if (wayBack.state !== "armed") return null;
  return (
    <Notice>
      <p>
        <Say of={RUN_WORDS.armed({ seconds: wayBack.seconds })} />
      </p>
      {wayBack.mayEndWithLogin === true ? (
        <p>
          <Say of={RUN_WORDS.mayEndWithLogin} />
        </p>
      ) : null}
    </Notice>
  );
}
