import type { Words } from "../../../shared/words/message.ts";
import { isAsking, plainEvidence, progressOf, stepLines, undoneWords } from "../../model/operation-status.ts";
import { useConnection } from "../../stores/connection.ts";
import type { Run } from "../../stores/operation-run.ts";
import { Cause } from "../../ui/Cause.tsx";
import { Coded } from "../../ui/Coded.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { ProgressBar } from "../../ui/ProgressBar.tsx";
import { reachable } from "../../ui/reachable.ts";
import { Sentences } from "../../ui/Sentences.tsx";
import { StepList } from "../../ui/StepList.tsx";
import { useSay } from "../../words/language.ts";
import { RUN_WORDS } from "../../words/run.ts";
import { Say } from "../../words/Say.tsx";
import { KeepPrompt } from "./KeepPrompt.tsx";
import { NextStep } from "./NextStep.tsx";
import { PlanSection } from "./PlanSection.tsx";
import styles from "./RunView.module.css";
import { closingWords, headline } from "./run-view.ts";
import split from "./Split.module.css";

const TONES = { running: "accent", done: "ok", failed: "danger", cancelled: "quiet" } as const;

function Told({ title, lines }: { readonly title: Words; readonly lines: readonly Words[] }) {
  if (lines.length === 0) return null;
  return (
    <PlanSection title={title} testId="now-true">
      <Sentences lines={lines} />
    </PlanSection>
  );
}

/** While a write does not come back the program says why that may be. */
function Stall({ run }: { readonly run: Run }) {
  const { explanation } = run.status;
  if (explanation === null) return null;
  return (
    <Notice tone="warn" title={explanation.cause}>
      <p>
        <Say of={explanation.remedy} />
      </p>
      {[...explanation.evidence.entries()].map(([at, line]) => (
        <p key={at} className={styles.evidence}>
          <Coded text={line} />
        </p>
      ))}
    </Notice>
  );
}

function Ended({ run }: { readonly run: Run }) {
  const say = useSay();
  const { status } = run;
  const progress = progressOf(status.steps);
  const failure = progress.failed?.failure ?? null;
  const undone = undoneWords(progress);
  return (
    <>
      {status.explanation === null ? null : (
        <section aria-label={say(RUN_WORDS.whyFailed)}>
          <Cause
            cause={status.explanation.cause}
            remedy={status.explanation.remedy}
            evidence={plainEvidence(status.explanation, failure)}
            log={failure?.kernelLog ?? []}
          />
          {status.explanation.action === undefined ? null : <NextStep action={status.explanation.action} />}
        </section>
      )}
      {undone === null ? null : (
        <p className={progress.undoFailed > 0 ? styles.bad : undefined} data-testid="undone">
          <Say of={undone} />
        </p>
      )}
      <Told title={RUN_WORDS.currentState} lines={status.nowTrue} />
    </>
  );
}

interface RunViewProps {
  readonly run: Run;
  readonly host: string;
}

/** An operation while it runs and after: where it is and how it ended on the left, its steps on the right. */
export function RunView({ run, host }: RunViewProps) {
  const { status } = run;
  const say = useSay();
  const running = status.state === "running";
  const progress = progressOf(status.steps);
  const socket = useConnection((state) => state.socket);
  const said = say(headline(run));
  return (
    <div className={split.split}>
      <section ref={reachable} aria-label={say(RUN_WORDS.status)} className={split.left}>
        <div className={styles.head}>
          <h3 className={`${styles.headline} ${styles[status.state] ?? ""}`} data-testid="run-state">
            {said}
          </h3>
          <ProgressBar
            label={RUN_WORDS.progress}
            value={progress.finished - (progress.failed === null ? 0 : 1)}
            max={progress.total}
            text={said}
            tone={TONES[status.state]}
          />
          <span className="visually-hidden" role="status">
            {running ? say(RUN_WORDS.headRunning) : said}
          </span>
        </div>
        {running ? (
          <p className={styles.evidence}>
            <Say of={closingWords(status)} />
          </p>
        ) : null}
        <KeepPrompt host={host} run={run} />
        {run.problem === null || isAsking(status) ? null : <Notice tone="danger">{run.problem}</Notice>}
        {running && socket !== "open" ? (
          <Notice tone="warn" title={RUN_WORDS.notResponding}>
            {RUN_WORDS.mayGoOn}
          </Notice>
        ) : null}
        {running ? <Stall run={run} /> : <Ended run={run} />}
      </section>
      <div className={split.right}>
        <StepList
          label={RUN_WORDS.steps}
          steps={stepLines(status.steps)}
          follow={running ? progress.current : status.steps.findIndex(({ state }) => state === "failed")}
        />
      </div>
    </div>
  );
}
