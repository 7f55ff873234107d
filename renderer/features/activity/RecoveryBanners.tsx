import { useState } from "react";
import type { EntryView } from "../../../shared/contract/operation-schemas.ts";
import { errorText } from "../../../shared/error-text.ts";
import { isOpen } from "../../../shared/operations/outcome/interrupted.ts";
import { stillEnglish } from "../../../shared/words/say.ts";
import { client, useRefusal } from "../../stores/connection.ts";
import { useJournal } from "../../stores/journal.ts";
import { useMachine } from "../../stores/machine.ts";
import { useRuns } from "../../stores/operation-run.ts";
import { requestPlan } from "../../stores/operations.ts";
import { Button } from "../../ui/Button.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { ReasonButton } from "../../ui/ReasonButton.tsx";
import { reachable } from "../../ui/reachable.ts";
import { Sentences } from "../../ui/Sentences.tsx";
import { begunText } from "./entry-view.ts";
import styles from "./Recovery.module.css";

const NONE: readonly EntryView[] = [];

/** The ways out of an operation that was cut off. */
export function RecoveryActions({ entry }: { readonly entry: EntryView }) {
  const [problem, setProblem] = useState<string | null>(null);
  const host = useMachine((state) => state.host);
  const refused = useRefusal("journal.settle", { host: host ?? "local", entryId: entry.id });
  const leave = (): void => {
    if (host === null) return;
    client.call("journal.settle", { host, entryId: entry.id }).catch((error) => setProblem(errorText(error)));
  };
  return (
    <>
      {problem === null ? null : <span>{problem}</span>}
      <Button tone="primary" onClick={() => requestPlan({ kind: "finish", entryId: entry.id })}>
        Finish…
      </Button>
      <Button onClick={() => requestPlan({ kind: "undo", entryId: entry.id })}>Roll back…</Button>
      <ReasonButton tone="quiet" because={refused} onClick={leave}>
        Leave it
      </ReasonButton>
    </>
  );
}

function Interrupted({ entry }: { readonly entry: EntryView }) {
  return (
    <div className={styles.banner} data-testid="recovery">
      <Notice
        tone="warn"
        title={`Cut off in the middle: ${stillEnglish(entry.title)}`}
        actions={<RecoveryActions entry={entry} />}
      >
        <p>The program ended while this was running. Current state:</p>
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
      <Notice tone="warn" title={`Still under way: ${stillEnglish(entry.title)}`}>
        {entry.wayBack === undefined ? null : (
          <p>
            A way back was armed on the machine: it runs at the latest {entry.wayBack.seconds} s after the program that
            armed it has ended.
          </p>
        )}
        {step?.writer === undefined ? null : (
          <p>
            The kernel has not come back from it: {stillEnglish(step.label)} (process {step.writer.pid}).
          </p>
        )}
        <p>{begunText(entry, Date.now())} Nothing else can be changed on this machine until it is over.</p>
      </Notice>
    </div>
  );
}

/** Until somebody has dealt with them: operations that were cut off, and one that this page did not begin. */
export function RecoveryBanners() {
  const host = useMachine((state) => state.host);
  const entries = useJournal((state) => state.entries) ?? NONE;
  const own = useRuns(({ runs }) => runs[host ?? ""]?.status.entryId);
  const cutOff = entries.filter(isOpen);
  const elsewhere = entries.filter(
    (entry) => entry.state === "running" && entry.id !== own && entry.machineKind !== "demo",
  );
  if (cutOff.length + elsewhere.length === 0) return null;
  return (
    <>
      {elsewhere.slice(0, 1).map((entry) => (
        <UnderWay key={entry.id} entry={entry} />
      ))}
      {cutOff.slice(0, 2).map((entry) => (
        <Interrupted key={entry.id} entry={entry} />
      ))}
    </>
  );
}
