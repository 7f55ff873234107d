import { useVirtualizer } from "@tanstack/react-virtual";
import { History, X } from "lucide-react";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { flushSync } from "react-dom";
import type { EntryView } from "../../../shared/contract/operation-schemas.ts";
import { ended, sentences } from "../../../shared/words/joined.ts";
import { useJournal } from "../../stores/journal.ts";
import { useMachine } from "../../stores/machine.ts";
import { useBusyWith, useRuns } from "../../stores/operation-run.ts";
import { remember, useView } from "../../stores/view.ts";
import { Button } from "../../ui/Button.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Sentences } from "../../ui/Sentences.tsx";
import { Spinner } from "../../ui/Spinner.tsx";
import { useSlow } from "../../ui/use-slow.ts";
import { ACTIVITY_WORDS } from "../../words/activity.ts";
import { COMMAND_WORDS } from "../../words/commands.ts";
import { useSay } from "../../words/language.ts";
import { Say } from "../../words/Say.tsx";
import { SHELL_WORDS } from "../../words/shell.ts";
import { UI_WORDS } from "../../words/ui.ts";
import styles from "./ActivityPanel.module.css";
import { EntryRow } from "./EntryRow.tsx";
import { currentEntry, unreadEntryWords } from "./entry-view.ts";

const LINE_PX = 31;

interface EntriesProps {
  readonly entries: readonly EntryView[];
  readonly busy: boolean;
}

function Entries({ entries, busy }: EntriesProps) {
  const say = useSay();
  const scroller = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const virtualizer = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_PX,
    getItemKey: (index) => entries[index]?.id ?? index,
    overscan: 8,
  });
  const onToggle = useCallback((id: string) => {
    setOpen((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  }, []);
  const latest = useRef(entries);
  useEffect(() => {
    latest.current = entries;
  }, [entries]);
  const onMove = useCallback(
    (id: string, by: 1 | -1) => {
      const at = latest.current.findIndex((entry) => entry.id === id) + by;
      const next = latest.current[at];
      if (next === undefined) return;
      // The row has to be drawn before it can have the keyboard.
      flushSync(() => virtualizer.scrollToIndex(at, { align: "auto" }));
      scroller.current?.querySelector<HTMLElement>(`[data-entry="${CSS.escape(next.id)}"]`)?.focus();
    },
    [virtualizer],
  );
  return (
    <div ref={scroller} className={styles.scroller}>
      <ul
        aria-label={say(ACTIVITY_WORDS.journal)}
        className={styles.list}
        style={{ height: virtualizer.getTotalSize() }}
      >
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const entry = entries[index];
          if (entry === undefined) return null;
          return (
            <li
              key={entry.id}
              ref={virtualizer.measureElement}
              data-index={index}
              data-testid="journal-entry"
              data-state={entry.state}
              aria-setsize={entries.length}
              aria-posinset={index + 1}
              className={styles.item}
              style={{ transform: `translateY(${start}px)` }}
            >
              <EntryRow entry={entry} open={open.has(entry.id)} busy={busy} onToggle={onToggle} onMove={onMove} />
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** Entries of a later version that are named; the rest is in the count. */
const NAMED = 4;

/** What of the journal could not be read, until that was read. */
function Unread() {
  const { text: words, entries } = useJournal((state) => state.unread);
  const seen = useView((state) => state.unreadSeen);
  const said = JSON.stringify(words);
  if (words === null || said === seen) return null;
  const lines = entries.slice(-NAMED).map((entry) => unreadEntryWords(entry, Date.now()));
  return (
    <Notice
      tone="warn"
      title={ACTIVITY_WORDS.partlyUnreadable}
      actions={<Button onClick={() => remember({ unreadSeen: said })}>{ACTIVITY_WORDS.hideNotice}</Button>}
    >
      <p>
        <Say of={words} />
      </p>
      <Sentences lines={lines} />
    </Notice>
  );
}

function Body({ busy }: { readonly busy: boolean }) {
  const host = useMachine((state) => state.host);
  const entries = useJournal((state) => state.entries);
  const error = useJournal((state) => state.error);
  const status = useRuns(({ runs }) => runs[host ?? ""]?.status);
  const current = useMemo(() => entries?.map((entry) => currentEntry(entry, status)) ?? null, [entries, status]);
  const slow = useSlow(entries === null && error === null);
  if (error !== null && entries === null) {
    return (
      <EmptyState
        title={ACTIVITY_WORDS.unreadable}
        actions={<Button onClick={() => void useJournal.getState().load()}>{UI_WORDS.tryAgain}</Button>}
      >
        {error}
      </EmptyState>
    );
  }
  if (current === null)
    return slow ? (
      <EmptyState icon={<Spinner label={ACTIVITY_WORDS.reading} />} title={ACTIVITY_WORDS.reading} />
    ) : null;
  if (current.length === 0) {
    return (
      <EmptyState icon={<History />} title={ACTIVITY_WORDS.none}>
        {ACTIVITY_WORDS.noneAbout}
      </EmptyState>
    );
  }
  return (
    <>
      {error === null ? null : (
        <Notice
          tone="warn"
          actions={<Button onClick={() => void useJournal.getState().load()}>{UI_WORDS.tryAgain}</Button>}
        >
          {sentences(ended(error), ACTIVITY_WORDS.mayBeOld)}
        </Notice>
      )}
      <Entries key={host} entries={current} busy={busy} />
    </>
  );
}

/** What was done to the machine on screen, newest first. */
export function ActivityPanel() {
  const say = useSay();
  const host = useMachine((state) => state.host);
  const count = useJournal((state) => state.entries?.length ?? 0);
  const busy = useBusyWith(host) !== null;
  return (
    <div className={styles.panel} data-testid="activity-panel">
      <header className={styles.header}>
        <h2 className={styles.title}>{say(SHELL_WORDS.activity)}</h2>
        <span className={styles.count}>{count === 0 ? "" : say(ACTIVITY_WORDS.changes({ count }))}</span>
        <IconButton
          label={COMMAND_WORDS.hideActivity}
          shortcut="Ctrl J"
          icon={<X />}
          onClick={() => remember({ activityOpen: false })}
        />
      </header>
      <Unread />
      <Body busy={busy} />
    </div>
  );
}
