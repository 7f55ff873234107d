import type { EntryView } from "../../../shared/contract/operation-schemas.ts";
import { isOpen } from "../../../shared/operations/outcome/interrupted.ts";
import { undoRefusal } from "../../../shared/operations/plan/undo-offered.ts";
import { logTitle, plainEvidence, progressOf, stepLines, undoneWords } from "../../model/operation-status.ts";
import { Cause } from "../../ui/Cause.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Sentences } from "../../ui/Sentences.tsx";
import { StepList } from "../../ui/StepList.tsx";
import { ACTIVITY_WORDS } from "../../words/activity.ts";
import { RUN_WORDS } from "../../words/run.ts";
import { Say } from "../../words/Say.tsx";
import styles from "./Entry.module.css";
import { RecoveryActions } from "./RecoveryBanners.tsx";

/** Height of a step with its command, and the most that the list takes of the panel. */
const STEP_PX = 50;
const MAX_PX = 300;

function Outcome({ entry }: { readonly entry: EntryView }) {
  const progress = progressOf(entry.steps);
  const failure = progress.failed?.failure ?? null;
  const undone = undoneWords(progress);
  const refusal = undoRefusal(entry);
  return (
    <div className={styles.outcome}>
      {entry.state === "interrupted" ? (
        <Notice
          tone="warn"
          title={ACTIVITY_WORDS.programEnded}
          actions={isOpen(entry) ? <RecoveryActions entry={entry} /> : null}
        >
          {ACTIVITY_WORDS.interruptedHelp}
        </Notice>
      ) : null}
      {entry.explanation === null ? null : (
        <Cause
          cause={entry.explanation.cause}
          remedy={entry.explanation.remedy}
          evidence={plainEvidence(entry.explanation, failure)}
          log={failure?.kernelLog ?? []}
          logTitle={logTitle(failure)}
        />
      )}
      {undone === null ? null : (
        <p>
          <Say of={undone} />
        </p>
      )}
      {entry.nowTrue.length === 0 ? null : (
        <div>
          <p className={styles.title}>
            <Say of={entry.state === "interrupted" ? RUN_WORDS.currentState : RUN_WORDS.stateAtEnd} />
          </p>
          <Sentences lines={entry.nowTrue} />
        </div>
      )}
      {refusal === null ? null : (
        <p className={styles.quiet}>
          <Say of={refusal} />
        </p>
      )}
    </div>
  );
}

/** An entry in full: how it ended, and each step. */
export function EntryDetails({ entry }: { readonly entry: EntryView }) {
  const cutOff = entry.state === "interrupted";
  const follow = entry.state === "running" ? progressOf(entry.steps).current : -1;
  return (
    <div className={styles.details}>
      <Outcome entry={entry} />
      <div className={styles.steps} style={{ height: Math.min(MAX_PX, entry.steps.length * STEP_PX) }}>
        <StepList
          label={ACTIVITY_WORDS.stepsOf({ title: entry.title })}
          steps={stepLines(entry.steps, cutOff)}
          follow={follow}
        />
      </div>
    </div>
  );
}
