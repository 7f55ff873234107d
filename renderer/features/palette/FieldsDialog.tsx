import { ChevronRight, RefreshCw, Search, TriangleAlert } from "lucide-react";
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import type { FieldAnswerData, FieldHit } from "../../../shared/contract/fields.ts";
import { functionName } from "../../../shared/machine/names.ts";
import { parseQuery } from "../../../shared/machine/search.ts";
import { shortBdf } from "../../../shared/pci/bdf.ts";
import { clauses } from "../../../shared/words/joined.ts";
import type { Words } from "../../../shared/words/message.ts";
import { LOCALES } from "../../../shared/words/say.ts";
import { hideDialog, useAppDialog } from "../../stores/app-dialog.ts";
import { revealField } from "../../stores/field-reveal.ts";
import { SHORTEST_QUERY, searchAgain, searchFields, useFieldSearch } from "../../stores/field-search.ts";
import { useMachine } from "../../stores/machine.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { Kbd } from "../../ui/Kbd.tsx";
import { Marked } from "../../ui/Marked.tsx";
import { ProgressBar } from "../../ui/ProgressBar.tsx";
import { RowList, useRowList } from "../../ui/RowList.tsx";
import { useExplain } from "../../words/explanations.ts";
import { FIELD_WORDS } from "../../words/fields.ts";
import { useLanguage, useSay } from "../../words/language.ts";
import { Say } from "../../words/Say.tsx";
import styles from "./FieldsDialog.module.css";
import { explainedPlace, valueText } from "./field-entries.ts";
import { type FieldRow, fieldRows, firstPick, leftText, nextRow, valuesText } from "./field-rows.ts";

const LIMITS = { groups: 60, each: 500 };

function bitsText(bits: readonly [number, number] | null): string {
  if (bits === null) return "";
  return bits[0] === bits[1] ? `[${bits[0]}]` : `[${bits[0]}:${bits[1]}]`;
}

function Row({ row, terms }: { readonly row: FieldRow; readonly terms: readonly string[] }) {
  const say = useSay();
  const language = useLanguage();
  const explain = useExplain();
  const name = useMachine(({ machine }) => {
    const fn = row.kind === "hit" ? machine?.byBdf.get(row.hit.bdf) : undefined;
    return fn === undefined ? "" : say(functionName(fn));
  });
  switch (row.kind) {
    case "field": {
      const { group } = row;
      const values = valuesText(group, valueText);
      const place = explainedPlace(group, terms, explain);
      return (
        <>
          <ChevronRight className={styles.chevron} data-open={!row.closed} aria-hidden="true" />
          <span className={styles.name} title={`${group.name} ${bitsText(group.bits)}`}>
            <Marked text={group.name} terms={terms} /> <span className={styles.faint}>{bitsText(group.bits)}</span>
          </span>
          <span className={styles.place} title={place}>
            <Marked text={place} terms={terms} />
          </span>
          <span className={styles.values} title={values}>
            {values}
          </span>
          <span className={styles.count}>{group.functions.toLocaleString(LOCALES[language])}</span>
        </>
      );
    }
    case "hit":
      return (
        <>
          <span className={`mono ${styles.address}`}>{shortBdf(row.hit.bdf)}</span>
          <span className={styles.function} title={name}>
            {name}
          </span>
          {row.hit.problem ? <TriangleAlert className={styles.problem} aria-label={say(FIELD_WORDS.finding)} /> : null}
          <span className={`mono ${styles.raw}`}>{row.hit.raw}</span>
          <span className={styles.shown} title={row.hit.shown}>
            <Marked text={row.hit.shown} terms={terms} />
          </span>
        </>
      );
    case "more":
      return <span className={styles.faint}>{say(FIELD_WORDS.more({ count: row.count }))}</span>;
  }
}

function summary({ found, searched, left }: FieldAnswerData): Words {
  const counts = { hits: found.hits, fields: found.groups, functions: searched };
  return clauses(FIELD_WORDS.summary(counts), leftText(left));
}

function FieldsBody({ onShow }: { readonly onShow: (hit: FieldHit) => void }) {
  const say = useSay();
  const { query, answer, answered, searching, progress, error } = useFieldSearch();
  const [text, setText] = useState(query);
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const [picked, setPicked] = useState(0);
  const rows = useMemo(() => fieldRows(answer, toggled), [answer, toggled]);
  const terms = useMemo(() => parseQuery(answered), [answered]);
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRowList(rows.length, picked, scroller);
  const [begun] = useState(query);
  // What the palette was asked for is asked for again in full.
  useEffect(() => searchFields(begun, LIMITS), [begun]);
  useEffect(() => {
    if (answered === "") return;
    setToggled(new Set());
    setPicked(answer === null ? 0 : firstPick(fieldRows(answer, new Set())));
    scroller.current?.scrollTo({ top: 0 });
  }, [answer, answered]);

  const toggle = (id: string): void => {
    const next = new Set(toggled);
    if (!next.delete(id)) next.add(id);
    setToggled(next);
  };
  const choose = (index: number): void => {
    const row = rows[index];
    setPicked(index);
    if (row === undefined || row.kind === "more") return;
    if (row.kind === "field") {
      toggle(row.group.id);
      // On to its first function, which is a line below now.
      if (row.closed) setPicked(index + 1);
    } else onShow(row.hit);
  };
  const move = (step: number): void => {
    const next = nextRow(rows, picked, step);
    setPicked(next);
    list.show(next);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = list.stepOf(event.key);
    if (step !== undefined) move(step);
    else if (event.key === "Enter") choose(picked);
    else return;
    event.preventDefault();
  };
  const isNone = answer !== null && rows.length === 0 && !searching;
  return (
    <div className={styles.body}>
      <div className={styles.search}>
        <Search aria-hidden="true" />
        <input
          data-autofocus=""
          role="combobox"
          aria-label={say(FIELD_WORDS.title)}
          aria-expanded={rows.length > 0}
          aria-controls={`${list.idPrefix}list`}
          aria-activedescendant={list.active}
          aria-autocomplete="list"
          placeholder="ASPM, MaxPayload, LnkSta speed, 0x16e4, 01:00.0 BAR"
          spellCheck={false}
          autoComplete="off"
          className={styles.input}
          value={text}
          // What was searched for last gives way to the next word, and can be read until then.
          onFocus={(event) => event.target.select()}
          onChange={(event) => {
            setText(event.target.value);
            searchFields(event.target.value, LIMITS);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div className={styles.status}>
        <span role="status" className={styles.told}>
          <Say of={error ?? (answer === null ? "" : summary(answer))} />
        </span>
        {progress === null ? null : (
          <span className={styles.progress}>
            <ProgressBar
              label={FIELD_WORDS.reading}
              value={progress.done}
              max={progress.total}
              text={FIELD_WORDS.read(progress)}
            />
            {say(FIELD_WORDS.read(progress))}
          </span>
        )}
        {answer === null ? null : (
          <IconButton label={FIELD_WORDS.again} icon={<RefreshCw />} onClick={() => void searchAgain(LIMITS)} />
        )}
      </div>
      {answer === null || isNone ? (
        <p className={styles.none}>
          {isNone ? say(FIELD_WORDS.nothing) : text.trim().length < SHORTEST_QUERY ? say(FIELD_WORDS.help) : ""}
        </p>
      ) : null}
      <RowList
        list={list}
        picked={picked}
        onChoose={choose}
        row={(index) => {
          const row = rows[index];
          if (row === undefined) return null;
          const content = <Row row={row} terms={terms} />;
          return { isHeading: row.kind === "field", className: styles[row.kind] ?? "", content };
        }}
        id={`${list.idPrefix}list`}
        aria-label={say(FIELD_WORDS.results)}
        tabIndex={-1}
        className={styles.list}
        hidden={rows.length === 0}
        data-testid="field-results"
        onKeyDown={onKeyDown}
        onMouseDown={(event) => event.preventDefault()}
      />
      <div className={styles.foot} aria-hidden="true">
        <span>
          <Kbd keys="↑ ↓" /> {say(FIELD_WORDS.choose)}
        </span>
        <span>
          <Kbd keys="Enter" /> {say(FIELD_WORDS.enter)}
        </span>
      </div>
    </div>
  );
}

/** Ctrl+Shift+F: registers and fields of the whole machine. */
export function FieldsDialog() {
  const open = useAppDialog((state) => state.open === "fields");
  /** Shown when the dialog is gone, so that the focus it gives back does not undo it. */
  const pending = useRef<FieldHit | null>(null);
  return (
    <Dialog
      open={open}
      onClose={hideDialog}
      title={FIELD_WORDS.title}
      width="xl"
      filled
      givesFocusBack={() => pending.current === null}
      onClosed={() => {
        const hit = pending.current;
        pending.current = null;
        if (hit !== null) revealField(hit.bdf, hit.path);
      }}
    >
      {open ? (
        <FieldsBody
          onShow={(hit) => {
            pending.current = hit;
            hideDialog();
          }}
        />
      ) : null}
    </Dialog>
  );
}
