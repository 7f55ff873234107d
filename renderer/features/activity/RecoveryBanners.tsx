import { useState } from "react";
import type { EntryView } from "../../../shared/contract/operation-schemas.ts";
import { isOpen } from "../../../shared/operations/outcome/interrupted.ts";
import { errorWords } from "../../../shared/words/errors.ts";
import { sentences } from "../../../shared/words/joined.ts";
import type { Words } from "../../../shared/words/message.ts";
import { client, useRefusal } from "../../stores/connection.ts";
import { useJournal } from "../../stores/journal.ts";
import { useMachine } from "../../stores/machine.ts";
import { useRuns } from "../../stores/operation-run.ts";
import { requestPlan } from "../../stores/operations.ts";
import { Button } from "../../ui/Button.tsx";
import { Coded } from "../../ui/Coded.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { ReasonButton } from "../../ui/ReasonButton.tsx";
import { reachable } from "../../ui/reachable.ts";
import { Sentences } from "../../ui/Sentences.tsx";
import { ACTIVITY_WORDS } from "../../words/activity.ts";
import { Say } from "../../words/Say.tsx";
import { UI_WORDS } from "../../words/ui.ts";
import { begunWords } from "./entry-view.ts";
import styles from "./Recovery.module.css";

const NONE: readonly EntryView[] = [];

/** The ways out of an operation that was interrupted. */
export function RecoveryActions({ entry }: { readonly entry: EntryView }) {
  const [problem, setProblem] = useState<Words | null>(null);
  const host = useMachine((state) => state.host);
  const refused = useRefusal("journal.settle", { host: host ?? "local", entryId: entry.id });
  const leave = (): void => {
    if (host === null) return;
    client.call("journal.settle", { host, entryId: entry.id }).catch((error) => setProblem(errorWords(error)));
  };
  return (
    <>
      {problem === null ? null : (
        <span>
          <Say of={problem} />
        </span>
      )}
      <Button tone="primary" onClick={() => requestPlan({ kind: "finish", entryId: entry.id })}>
        {ACTIVITY_WORDS.finish}
      </Button>
      <Button onClick={() => requestPlan({ kind: "undo", entryId: entry.id })}>{ACTIVITY_WORDS.rollBack}</Button>
      <ReasonButton tone="quiet" because={refused} onClick={leave}>
        {UI_WORDS.dismiss}
      </ReasonButton>
    </>
  );
}

function Interrupted({ entry }: { readonly entry: EntryView }) {
  return (
    <div className={styles.banner} data-testid="recovery">
      <Notice
        tone="warn"
        title={ACTIVITY_WORDS.interrupted({ title: entry.title })}
        actions={<RecoveryActions entry={entry} />}
      >
        <p>
          <Say of={ACTIVITY_WORDS.programEndedState} />
        </p>
        <div ref={reachable} className={styles.sentences}>
          <Sentences lines={entry.nowTrue} />
        </div>
      </Notice>
    </div>
  );
}

function UnderWay({ entry }: { readonly entry: EntryView }) {
  const step = entry.steps.find(({ state }) => state === "running");
  return (
    <div className={styles.banner} data-testid="under-way">
      <Notice tone="warn" title={ACTIVITY_WORDS.stillRunning({ title: entry.title })}>
        {entry.wayBack === undefined ? null : (
          <p>
            <Say of={ACTIVITY_WORDS.wasArmed({ seconds: entry.wayBack.seconds })} />
          </p>
        )}
        {step?.writer === undefined ? null : (
          <p>
            <Coded text={ACTIVITY_WORDS.notReturned({ step: step.label, pid: step.writer.pid })} />
          </p>
        )}
        <p>
          <Say of={sentences(begunWords(entry, Date.now()), ACTIVITY_WORDS.nothingElse)} />
        </p>
      </Notice>
    </div>
  );
}

/** Until they are settled: operations that were interrupted, and one that this page did not begin. */
export function RecoveryBanners() {
  const host = useMachine((state) => state.host);
  const entries = useJournal((state) => state.entries) ?? NONE;
  const own = useRuns(({ runs }) => runs[host ?? ""]?.status.entryId);
  const interrupted = entries.filter(isOpen);
  const elsewhere = entries.filter(
    (entry) => entry.state === "running" && entry.id !== own && entry.machineKind !== "demo",
  );
  if (interrupted.length + elsewhere.length === 0) return null;
  return (
    <>
      {elsewhere.slice(0, 1).map((entry) => (
        <UnderWay key={entry.id} entry={entry} />
      ))}
      {interrupted.slice(0, 2).map((entry) => (
        <Interrupted key={entry.id} entry={entry} />
      ))}
    </>
  );
}
