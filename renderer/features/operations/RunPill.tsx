import { CircleAlert, CircleCheck, Hourglass, Undo2, X } from "lucide-react";
import { type ReactNode, useEffect } from "react";
import type { OperationState } from "../../../shared/operations/record/record.ts";
import { backText, useSecondsLeft, useWord } from "../../actions/way-back.ts";
import { isAsking } from "../../model/operation-status.ts";
import { useMachine } from "../../stores/machine.ts";
import { markSeen, type Run, useRuns } from "../../stores/operation-run.ts";
import { ask, useOperations } from "../../stores/operations.ts";
import { useView } from "../../stores/view.ts";
import { Button } from "../../ui/Button.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { Spinner } from "../../ui/Spinner.tsx";
import { BUTTON_WORDS } from "../../words/buttons.ts";
import { useSay } from "../../words/language.ts";
import { RUN_WORDS } from "../../words/run.ts";
import { UI_WORDS } from "../../words/ui.ts";
import styles from "./RunPill.module.css";
import { headline } from "./run-view.ts";

const ICONS: Readonly<Record<OperationState, ReactNode>> = {
  running: <Spinner label={RUN_WORDS.headRunning} />,
  done: <CircleCheck aria-hidden="true" />,
  failed: <CircleAlert aria-hidden="true" />,
  cancelled: <Undo2 aria-hidden="true" />,
};

/** What went well need not be dismissed. */
const SHOWN_MS = 8000;

interface WaitingProps {
  readonly run: Run;
  readonly backAt: number;
}

/** It is rolled back unless it is kept. */
function Waiting({ run, backAt }: WaitingProps) {
  const { operationId, title: words } = run.status;
  const say = useSay();
  const title = say(words);
  const left = useSecondsLeft(backAt);
  const { problem, given, give } = useWord(operationId);
  return (
    <section
      aria-label={say(RUN_WORDS.operation)}
      className={`${styles.pill} ${styles.waiting}`}
      data-testid="run-pill"
    >
      <Hourglass aria-hidden="true" />
      <span className={styles.title} title={title}>
        {title}
      </span>
      <span className={styles.state} role="timer">
        {say(problem ?? backText(left, given))}
      </span>
      {left > 0 && given === null ? (
        <Button tone="primary" onClick={() => give(true)}>
          {BUTTON_WORDS.keep}
        </Button>
      ) : null}
      <Button onClick={() => ask({ kind: "run" })}>{BUTTON_WORDS.show}</Button>
    </section>
  );
}

function Pill({ host, run }: { readonly host: string; readonly run: Run }) {
  const { state, title: words } = run.status;
  const say = useSay();
  const title = say(words);
  useEffect(() => {
    if (state !== "done") return;
    const timer = window.setTimeout(() => markSeen(host), SHOWN_MS);
    return () => window.clearTimeout(timer);
  }, [state, host]);
  return (
    <section aria-label={say(RUN_WORDS.operation)} className={`${styles.pill} ${styles[state]}`} data-testid="run-pill">
      {ICONS[state]}
      <span className={styles.title} title={title}>
        {title}
      </span>
      <span className={styles.state} role="status">
        {say(headline(run))}
      </span>
      <Button onClick={() => ask({ kind: "run" })}>{BUTTON_WORDS.show}</Button>
      {state === "running" ? null : <IconButton label={UI_WORDS.dismiss} icon={<X />} onClick={() => markSeen(host)} />}
    </section>
  );
}

/** The operation that runs on after its dialog was closed, until its end was seen. The activity panel shows it as well. */
export function RunPill() {
  const host = useMachine((state) => state.host);
  const run = useRuns(({ runs }) => runs[host ?? ""]);
  const covered = useOperations((state) => state.asked !== null);
  const activityOpen = useView((view) => view.activityOpen);
  if (host === null || run === undefined || covered || activityOpen || run.seen) return null;
  if (isAsking(run.status) && run.backAt !== null) return <Waiting run={run} backAt={run.backAt} />;
  return <Pill host={host} run={run} />;
}
