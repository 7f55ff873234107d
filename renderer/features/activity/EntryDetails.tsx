import type { EntryView } from "../../../shared/contract/operation-schemas.ts";
import { isOpen } from "../../../shared/operations/outcome/interrupted.ts";
import { stillEnglish } from "../../../shared/words/say.ts";
import { plainEvidence, progressOf, stepLines, undoneText } from "../../model/operation-status.ts";
import { Cause } from "../../ui/Cause.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Sentences } from "../../ui/Sentences.tsx";
import { StepList } from "../../ui/StepList.tsx";
import styles from "./Entry.module.css";
import { RecoveryActions } from "./RecoveryBanners.tsx";

/** Height of a step with its command, and the most that the list takes of the panel. */
const STEP_PX = 50;
const MAX_PX = 300;

function Outcome({ entry }: { readonly entry: EntryView }) {
  const progress = progressOf(entry.steps);
  const failure = progress.failed?.failure ?? null;
  const undone = undoneText(progress);
  return (
    <div className={styles.outcome}>
      {entry.state === "interrupted" ? (
        <Notice
          tone="warn"
          title="The program ended while this was running"
          actions={isOpen(entry) ? <RecoveryActions entry={entry} /> : null}
        >
          Steps after the last one that is marked as done may or may not have been carried out. Finish plans the rest,
          and Roll back the way back, both from how the machine is now.
        </Notice>
      ) : null}
      {entry.explanation === null ? null : (
        <Cause
          cause={entry.explanation.cause}
          remedy={entry.explanation.remedy}
          evidence={plainEvidence(entry.explanation, failure)}
          log={failure?.kernelLog ?? []}
        />
      )}
      {undone === null ? null : <p>{undone}</p>}
      {entry.nowTrue.length === 0 ? null : (
        <div>
          <p className={styles.title}>{entry.state === "interrupted" ? "Current state" : "State at the end"}</p>
          <Sentences lines={entry.nowTrue} />
        </div>
      )}
      {entry.state === "running" ? <p className={styles.quiet}>It is running.</p> : null}
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
          label={`Steps of ${stillEnglish(entry.title)}`}
          steps={stepLines(entry.steps, cutOff)}
          follow={follow}
        />
      </div>
    </div>
  );
}
