import { ArrowRightLeft, ChevronDown, RefreshCw } from "lucide-react";
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import type { Comparison } from "../../../shared/compare/comparison.ts";
import {
  comparisonMarkdown,
  comparisonText,
  knownOnceText,
  offsetText,
  summaryText,
  valueTexts,
} from "../../../shared/compare/words.ts";
import { ended, sentences } from "../../../shared/words/joined.ts";
import type { Words } from "../../../shared/words/message.ts";
import { COMPARISON_WORDS } from "../../../shared/words/texts/comparison.ts";
import type { AppInfo } from "../../model/rights.ts";
import { hideDialog, useAppDialog } from "../../stores/app-dialog.ts";
import { cancelComparison, compareWith, useComparison } from "../../stores/comparison.ts";
import { useConnection } from "../../stores/connection.ts";
import { revealField } from "../../stores/field-reveal.ts";
import { useMachine } from "../../stores/machine.ts";
import { isRemote, loadOpened, useRemotes } from "../../stores/remotes.ts";
import { focusFunction } from "../../stores/view.ts";
import { Button } from "../../ui/Button.tsx";
import { Checkbox } from "../../ui/Checkbox.tsx";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { Menu, type MenuItem } from "../../ui/Menu.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { ProgressBar } from "../../ui/ProgressBar.tsx";
import { ROW_CLASS, RowList, useRowList } from "../../ui/RowList.tsx";
import { useSlow } from "../../ui/use-slow.ts";
import { COMPARE_WORDS } from "../../words/compare.ts";
import { sayNow, useSay } from "../../words/language.ts";
import { MACHINE_WORDS } from "../../words/machines.ts";
import { Say } from "../../words/Say.tsx";
import { UI_WORDS } from "../../words/ui.ts";
import styles from "./CompareDialog.module.css";
import { type ComparisonRow, comparisonRows, nextComparisonRow } from "./comparison-rows.ts";
import { machineList, machineName } from "./machine-list.ts";

/** Opened texts first: they are what was opened to be compared. Behind ssh only what is connected. */
function useCandidates(): readonly MenuItem[] {
  const info = useConnection((state) => state.info);
  const host = useMachine((state) => state.host);
  const other = useComparison((state) => state.other);
  const opened = useRemotes((state) => state.opened);
  const remotes = opened.map((entry) => entry.host).filter(isRemote);
  const others = machineList(info, remotes).filter((entry) => entry.host !== host);
  const isText = ({ kind }: (typeof others)[number]) => kind === "file";
  return [...others.filter(isText), ...others.filter((entry) => !isText(entry))].map((entry) => ({
    kind: "choice",
    id: entry.host,
    label: entry.name,
    ...(entry.about === null ? {} : { hint: entry.about }),
    checked: entry.host === other,
    run: () => void compareWith(entry.host),
  }));
}

/** A machine of a text with several is called by both: `lab.txt, host-b`. */
function fullName(host: string, info: AppInfo | null): Words {
  return info?.files.find((file) => file.host === host)?.name ?? machineName(host, info);
}

function Chooser() {
  const info = useConnection((state) => state.info);
  const shown = useMachine((state) => state.machine?.snapshot.identity.name);
  const other = useComparison((state) => state.other);
  const items = useCandidates();
  return (
    <div className={styles.chooser}>
      <span className={styles.machine} title={shown}>
        {shown}
      </span>
      <ArrowRightLeft aria-label={useSay()(COMPARE_WORDS.comparedWith)} />
      <Menu
        trigger={
          <Button data-autofocus="" className={styles.choose ?? ""}>
            <span className={styles.chosen}>
              <Say of={other === null ? COMPARE_WORDS.choose : fullName(other, info)} />
            </span>
            <ChevronDown aria-hidden="true" />
          </Button>
        }
        items={items}
        onOpen={() => void loadOpened()}
      />
      {other === null ? null : (
        <IconButton label={COMPARE_WORDS.again} icon={<RefreshCw />} onClick={() => void compareWith(other)} />
      )}
    </div>
  );
}

function Row({ row }: { readonly row: ComparisonRow }) {
  const say = useSay();
  if (row.kind === "heading") return <span className={styles.function}>{say(row.text)}</span>;
  if (row.kind === "aside") {
    const text = say(row.text);
    return (
      <span className={styles.faint} title={text}>
        {text}
      </span>
    );
  }
  const { difference } = row;
  const name = say(difference.name);
  const [here, there] = valueTexts(difference).map(say);
  return (
    <>
      <span className={styles.name} title={name}>
        <span className={styles.place}>{name}</span>
        {difference.volatile ? <span className={styles.note}>{say(COMPARE_WORDS.volatile)}</span> : null}
      </span>
      <span className={`mono ${styles.offset}`}>{offsetText(difference)}</span>
      <span className={styles.value} title={here}>
        {here}
      </span>
      <span className={styles.value} title={there}>
        {there}
      </span>
    </>
  );
}

interface ListProps {
  readonly comparison: Comparison;
  readonly rows: readonly ComparisonRow[];
  readonly onShow: (row: ComparisonRow) => void;
}

function List({ comparison, rows, onShow }: ListProps) {
  const say = useSay();
  const [picked, setPicked] = useState(0);
  const list = useRowList(rows.length, picked, useRef<HTMLDivElement>(null));
  // Fewer rows than before: the one that was chosen may be gone.
  useEffect(() => setPicked((at) => Math.max(0, Math.min(at, rows.length - 1))), [rows]);
  const choose = (index: number): void => {
    const row = rows[index];
    setPicked(index);
    if (row !== undefined) onShow(row);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const ends: Readonly<Record<string, number>> = { Home: -rows.length, End: rows.length };
    const step = list.stepOf(event.key) ?? ends[event.key];
    if (step !== undefined) {
      const next = nextComparisonRow(rows, picked, step);
      setPicked(next);
      list.show(next);
    } else if (event.key === "Enter") choose(picked);
    else return;
    event.preventDefault();
  };
  const [here, there] = comparison.names;
  return (
    <>
      <div className={`${ROW_CLASS} ${styles.head}`} aria-hidden="true">
        <span className={styles.name}>{say(COMPARISON_WORDS.difference)}</span>
        <span className={styles.offset}>{say(COMPARISON_WORDS.offset)}</span>
        <span className={styles.value} title={here}>
          {here}
        </span>
        <span className={styles.value} title={there}>
          {there}
        </span>
      </div>
      <RowList
        list={list}
        picked={picked}
        onChoose={choose}
        row={(index) => {
          const row = rows[index];
          if (row === undefined) return null;
          const content = <Row row={row} />;
          return { isHeading: row.kind === "heading", className: styles[row.kind] ?? "", content };
        }}
        aria-label={say(COMPARE_WORDS.list({ here, there }))}
        aria-activedescendant={list.active}
        tabIndex={0}
        className={styles.list}
        data-testid="differences"
        onKeyDown={onKeyDown}
      />
    </>
  );
}

function Result({ comparison, onShow }: Pick<ListProps, "comparison" | "onShow">) {
  const [volatile, setVolatile] = useState(false);
  const rows = useMemo(() => comparisonRows(comparison, volatile), [comparison, volatile]);
  const say = useSay();
  const notes = say(sentences(...knownOnceText(comparison)));
  return (
    <>
      <div className={styles.status}>
        <p role="status" className={styles.told} data-testid="comparison-summary">
          <strong>{say(ended(summaryText(comparison)))}</strong> {notes}
        </p>
        <Checkbox checked={volatile} onChange={setVolatile}>
          {COMPARE_WORDS.volatileToo}
        </Checkbox>
        <CopyButton wide label={COMPARE_WORDS.copyText} text={() => comparisonText(comparison, volatile, sayNow)} />
        <CopyButton
          wide
          label={COMPARE_WORDS.copyMarkdown}
          text={() => comparisonMarkdown(comparison, volatile, sayNow)}
        />
      </div>
      {rows.length === 0 ? (
        <EmptyState title={COMPARISON_WORDS.same}>{notes}</EmptyState>
      ) : (
        <List comparison={comparison} rows={rows} onShow={onShow} />
      )}
    </>
  );
}

function Content({ onShow }: Pick<ListProps, "onShow">) {
  const { other, comparison, part, error } = useComparison();
  const isSlow = useSlow(part !== null);
  const percent = Math.round((part ?? 0) * 100);
  return (
    <div className={styles.body}>
      <Chooser />
      {part !== null && isSlow ? (
        <div className={styles.message}>
          <Notice
            title={COMPARE_WORDS.comparing}
            actions={<Button onClick={cancelComparison}>{UI_WORDS.cancel}</Button>}
          >
            <ProgressBar
              label={COMPARE_WORDS.comparing}
              value={percent}
              max={100}
              text={MACHINE_WORDS.percent({ percent })}
            />
          </Notice>
        </div>
      ) : null}
      {error === null ? null : (
        <div className={styles.message}>
          <Notice tone="danger" title={COMPARE_WORDS.failed}>
            {error}
          </Notice>
        </div>
      )}
      {comparison === null ? null : <Result comparison={comparison} onShow={onShow} />}
      {other === null ? <EmptyState title={COMPARE_WORDS.start}>{COMPARE_WORDS.startHelp}</EmptyState> : null}
    </div>
  );
}

/** Shows the function, or the field, that differs; one that only the other machine has is shown there. */
async function reveal(row: ComparisonRow, other: string | null): Promise<void> {
  if (row.kind === "aside" || row.fn === null) return;
  const [here, there] = row.fn.functions;
  if (here === null) {
    if (there === null || other === null) return;
    await useMachine.getState().open(other);
    focusFunction(there.bdf);
  } else if (row.kind === "difference" && row.difference.path !== null) revealField(here.bdf, row.difference.path);
  else focusFunction(here.bdf);
}

/** What the machine on screen differs in from another. */
export function CompareDialog() {
  const open = useAppDialog((state) => state.open === "compare");
  /** Shown when the dialog is gone, so that the focus it gives back does not undo it. */
  const pending = useRef<ComparisonRow | null>(null);
  return (
    <Dialog
      open={open}
      onClose={() => {
        cancelComparison();
        hideDialog();
      }}
      title={COMPARE_WORDS.title}
      width="xl"
      filled
      givesFocusBack={() => pending.current === null}
      onClosed={() => {
        const row = pending.current;
        pending.current = null;
        if (row !== null) void reveal(row, useComparison.getState().other);
      }}
    >
      {open ? (
        <Content
          onShow={(row) => {
            if (row.kind === "aside" || row.fn === null) return;
            pending.current = row;
            hideDialog();
          }}
        />
      ) : null}
    </Dialog>
  );
}
