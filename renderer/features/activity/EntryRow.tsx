import { ChevronRight, Undo2 } from "lucide-react";
import { type KeyboardEvent, memo, useId } from "react";
import type { EntryView } from "../../../shared/contract/operation-schemas.ts";
import { type Language, say as sayIn } from "../../../shared/words/say.ts";
import { operationText, outcomeWords, stateWords } from "../../model/operation-status.ts";
import { useMachine } from "../../stores/machine.ts";
import { ask, requestPlan } from "../../stores/operations.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Button } from "../../ui/Button.tsx";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { ReasonButton } from "../../ui/ReasonButton.tsx";
import { ACTIVITY_WORDS } from "../../words/activity.ts";
import { BUTTON_WORDS } from "../../words/buttons.ts";
import { useLanguage, useSay } from "../../words/language.ts";
import { RUN_WORDS } from "../../words/run.ts";
import { TIME_WORDS } from "../../words/times.ts";
import styles from "./Entry.module.css";
import { EntryDetails } from "./EntryDetails.tsx";
import { besideWords, canUndo, stepsWords, toneOf, whenWords } from "./entry-view.ts";

interface EntryRowProps {
  readonly entry: EntryView;
  readonly open: boolean;
  /** Another operation runs on this machine. */
  readonly busy: boolean;
  readonly onToggle: (id: string) => void;
  /** An arrow key: to the entry above or below. */
  readonly onMove: (id: string, by: 1 | -1) => void;
}

function entryText(entry: EntryView, language: Language): string {
  const { machine } = useMachine.getState();
  const { name, kernel } = machine?.snapshot.identity ?? { name: entry.machine, kernel: null };
  // An entry of an earlier start may have been made on another kernel.
  const same = machine !== null && name === entry.machine && machine.snapshot.identity.bootId === entry.bootId;
  return operationText({ ...entry, kernel: same ? kernel : null }, (words) => sayIn(language, words));
}

function UndoButton({ entry, busy }: { readonly entry: EntryView; readonly busy: boolean }) {
  return (
    <ReasonButton
      because={busy ? ACTIVITY_WORDS.otherRuns : null}
      side="top"
      tone="quiet"
      icon={<Undo2 aria-hidden="true" />}
      aria-label={ACTIVITY_WORDS.undoOf({ title: entry.title })}
      onClick={() => requestPlan({ kind: "undo", entryId: entry.id })}
    >
      {BUTTON_WORDS.undo}
    </ReasonButton>
  );
}

function EntryRowView({ entry, open, busy, onToggle, onMove }: EntryRowProps) {
  const say = useSay();
  const id = useId();
  const title = say(entry.title);
  const beside = besideWords(entry);
  const at = Date.parse(entry.startedAt);
  const language = useLanguage();
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    onMove(entry.id, event.key === "ArrowDown" ? 1 : -1);
  };
  return (
    <div className={`${styles.entry} ${open ? styles.open : ""}`}>
      <div className={styles.line}>
        <button
          type="button"
          className={styles.toggle}
          aria-expanded={open}
          aria-controls={open ? id : undefined}
          data-entry={entry.id}
          onClick={() => onToggle(entry.id)}
          onKeyDown={onKeyDown}
        >
          <ChevronRight aria-hidden="true" className={styles.chevron} />
          <span className={styles.when} title={Number.isNaN(at) ? undefined : say(TIME_WORDS.full({ at }))}>
            {say(whenWords(entry.startedAt, Date.now()))}
          </span>
          <span className={`${styles.name} ${entry.undoneBy === null ? "" : styles.undone}`} title={title}>
            {title}
          </span>
          <span className={styles.badges}>
            {entry.undoneBy === null ? (
              <Badge tone={toneOf(entry)} title={outcomeWords(entry)}>
                {stateWords(entry)}
              </Badge>
            ) : (
              <Badge title={ACTIVITY_WORDS.undoneHelp}>{ACTIVITY_WORDS.undone}</Badge>
            )}
            {entry.settledBy === undefined || entry.settledBy === "person" ? null : (
              <Badge title={ACTIVITY_WORDS.finishedHelp}>{ACTIVITY_WORDS.finished}</Badge>
            )}
            {beside === null ? null : <span className={styles.state}>{say(beside)}</span>}
          </span>
          <span className={styles.count}>{say(stepsWords(entry))}</span>
        </button>
        {entry.state === "running" ? (
          <Button
            tone="quiet"
            aria-label={ACTIVITY_WORDS.detailsOf({ title: entry.title })}
            onClick={() => ask({ kind: "run" })}
          >
            {RUN_WORDS.details}
          </Button>
        ) : canUndo(entry) ? (
          <UndoButton entry={entry} busy={busy} />
        ) : null}
        <CopyButton text={() => entryText(entry, language)} label={BUTTON_WORDS.copyAsText} />
        {language === "en" ? null : (
          <CopyButton
            text={() => entryText(entry, "en")}
            label={BUTTON_WORDS.copyInEnglish}
            icon={<span className={styles.english}>EN</span>}
          />
        )}
      </div>
      {open ? (
        <section id={id} aria-label={title}>
          <EntryDetails entry={entry} />
        </section>
      ) : null}
    </div>
  );
}

export const EntryRow = memo(EntryRowView);
