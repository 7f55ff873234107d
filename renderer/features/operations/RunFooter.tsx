import { Undo2 } from "lucide-react";
import type { Machine } from "../../../shared/machine/machine.ts";
import { type Language, say } from "../../../shared/words/say.ts";
import { isAsking, operationText } from "../../model/operation-status.ts";
import { useJournal } from "../../stores/journal.ts";
import { cancelRun, type Run } from "../../stores/operation-run.ts";
import { ask, requestPlan } from "../../stores/operations.ts";
import { Button } from "../../ui/Button.tsx";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { BUTTON_WORDS } from "../../words/buttons.ts";
import { FUNCTION_ACTION_WORDS } from "../../words/function-actions.ts";
import { useLanguage } from "../../words/language.ts";
import { RUN_WORDS } from "../../words/run.ts";
import { Say } from "../../words/Say.tsx";
import { UI_WORDS } from "../../words/ui.ts";
import styles from "./Footer.module.css";
import { canUndo, handedOver, requestOf } from "./run-view.ts";

/** What can be done about the result has the keyboard, as in the pill: the first of these. */
const FIRST = { "data-autofocus": "" };

interface RunFooterProps {
  readonly host: string;
  readonly machine: Machine;
  readonly run: Run;
  readonly onClose: () => void;
}

function Running({ host, run, onClose }: RunFooterProps) {
  return (
    <>
      <span className={styles.left}>
        {run.cancelling ? (
          <span className={styles.why}>
            <Say of={RUN_WORDS.stopsSoon} />
          </span>
        ) : null}
      </span>
      {/* While it waits to be kept, the question has the way back. */}
      {isAsking(run.status) ? null : (
        <Button
          aria-disabled={run.cancelling || undefined}
          onClick={() => void cancelRun(host)}
          title={RUN_WORDS.cancelHelp}
        >
          {run.cancelling ? RUN_WORDS.cancelling : RUN_WORDS.cancel}
        </Button>
      )}
      <Button onClick={onClose}>{UI_WORDS.close}</Button>
    </>
  );
}

function reportText(machine: Machine, { status, startedAt }: Run, language: Language): string {
  const { name, kernel } = machine.snapshot.identity;
  const started = startedAt === null ? {} : { startedAt: new Date(startedAt).toISOString() };
  return operationText({ ...status, ...started, machine: name, kernel }, (words) => say(language, words));
}

/** In the page's language, and in English where that is another: what is reported may be read by others. */
function Copies({ machine, run }: { readonly machine: Machine; readonly run: Run }) {
  const language = useLanguage();
  return (
    <>
      <CopyButton text={() => reportText(machine, run, language)} label={BUTTON_WORDS.copyAsText} wide />
      {language === "en" ? null : (
        <CopyButton text={() => reportText(machine, run, "en")} label={BUTTON_WORDS.copyInEnglish} wide />
      )}
    </>
  );
}

function PlanAgain({ run }: { readonly run: Run }) {
  const entries = useJournal((state) => state.entries);
  const request = requestOf(run, entries);
  if (request === null) return null;
  return (
    // A new object: the plan is made again, for the machine as it is now.
    <Button tone="primary" onClick={() => requestPlan({ ...request })}>
      {RUN_WORDS.planAgain}
    </Button>
  );
}

/** What to do with an operation that runs, and what comes next when it has ended. */
export function RunFooter(props: RunFooterProps) {
  const { machine, run, onClose } = props;
  const { status } = run;
  const entries = useJournal((state) => state.entries);
  if (status.state === "running") return <Running {...props} />;
  const copy = <Copies machine={machine} run={run} />;
  if (status.state !== "done") {
    return (
      <>
        <span className={styles.left}>{copy}</span>
        <Button onClick={onClose}>{UI_WORDS.close}</Button>
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
          {...FIRST}
          icon={<Undo2 aria-hidden="true" />}
          onClick={() => requestPlan({ kind: "undo", entryId: status.entryId })}
        >
          {BUTTON_WORDS.undo}
        </Button>
      ) : null}
      {given.length === 0 ? null : (
        <Button {...FIRST} onClick={() => ask({ kind: "handoff", bdfs: given })}>
          {FUNCTION_ACTION_WORDS.guest}
        </Button>
      )}
      <Button tone="primary" onClick={onClose}>
        {UI_WORDS.close}
      </Button>
    </>
  );
}
