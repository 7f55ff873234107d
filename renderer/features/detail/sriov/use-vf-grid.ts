/** Where the keyboard is in the table of VFs, what is selected and written there, and in which order the rows stand. */
import { type KeyboardEvent, useCallback, useMemo, useRef, useState } from "react";
import type { VfSettingsRequest } from "../../../../shared/operations/request/request.ts";
import { copyText } from "../../../actions/clipboard.ts";
import { asRequest, type EditId, edited, emptied, nextChoice, requestOf, typedFor } from "../../../model/vf-edits.ts";
import { vfNumbers } from "../../../model/vf-numbers.ts";
import { requestPlan } from "../../../stores/operations.ts";
import { setVfEdits, takeBackVfEdit } from "../../../stores/vf-table.ts";
import { focusFunction } from "../../../stores/view.ts";
import { sayNow } from "../../../words/language.ts";
import { VF_TABLE_WORDS } from "../../../words/vf-table.ts";
import type { FunctionProps } from "../parts/function-props.ts";
import type { Onward } from "./CellEditor.tsx";
import type { VfRows } from "./use-vf-rows.ts";
import { sortedRows, type VfColumn, type VfTableRow } from "./vf-columns.ts";

export interface Cursor {
  readonly vf: number;
  readonly column: string;
}

interface Sorting {
  readonly column: string;
  readonly descending: boolean;
  /** As they stood when the order was asked for: a live update moves nothing under the hand. */
  readonly order: readonly number[];
}

/** The column of their numbers, in which VFs are selected by writing them. */
export const NUMBERS = "vf";

const PAGE = 10;
/** What begins to write in a cell: digits of numbers and addresses. */
const BEGINS = /^[0-9a-f]$/i;

/** Cells of rows as lines with tabs between, the heads first. */
export function tableText(columns: readonly VfColumn[], rows: readonly VfTableRow[]): string {
  const heads = columns.map(({ title }) => sayNow(title));
  const lines = rows.map((row) => columns.map((column) => sayNow(column.cell(row).text)));
  return [heads, ...lines].map((cells) => cells.join("\t")).join("\n");
}

export function useVfGrid({ fn }: FunctionProps, rows: VfRows, columns: readonly VfColumn[], canEdit: boolean) {
  const { present, absent, now, edits } = rows;
  const grid = useRef<HTMLDivElement>(null);
  const [cursor, setCursor] = useState<Cursor | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const [anchor, setAnchor] = useState<number | null>(null);
  const [writing, setWriting] = useState<(Cursor & { readonly begins: string | null }) | null>(null);
  const [sorting, setSorting] = useState<Sorting | null>(null);

  const ordered = useMemo(() => {
    if (sorting === null) return present;
    const place = new Map(sorting.order.map((vf, at) => [vf, at]));
    const placeOf = ({ index }: VfTableRow) => place.get(index) ?? sorting.order.length + index;
    return present.toSorted((a, b) => placeOf(a) - placeOf(b));
  }, [present, sorting]);
  const order = useMemo(() => [...ordered.map(({ index }) => index), ...absent], [ordered, absent]);
  const here = useMemo(() => new Set(present.map(({ index }) => index)), [present]);
  const selected = useMemo(() => [...chosen].filter((vf) => here.has(vf)).sort((a, b) => a - b), [chosen, here]);

  const sort = (column: VfColumn): void => {
    const isSame = sorting?.column === column.id;
    if (isSame && sorting.descending) {
      setSorting(null);
      return;
    }
    const descending = isSame;
    const next = sortedRows(present, column, descending).map(({ index }) => index);
    setSorting({ column: column.id, descending, order: next });
  };

  const select = (vf: number, how: "toggle" | "range"): void => {
    if (!here.has(vf)) return;
    const start = anchor ?? cursor?.vf;
    if (how === "range" && start !== undefined) {
      const [from, to] = [order.indexOf(start), order.indexOf(vf)].sort((a, b) => a - b) as [number, number];
      setChosen(new Set([...chosen, ...order.slice(from, to + 1).filter((each) => here.has(each))]));
      return;
    }
    const next = new Set(chosen);
    if (!next.delete(vf)) next.add(vf);
    setChosen(next);
    setAnchor(vf);
  };
  const selectAll = (all: boolean): void => setChosen(all ? here : new Set());

  /** An edit in a selected row is for all that are selected. */
  const targetsOf = (vf: number): readonly number[] => (chosen.has(vf) && selected.length > 1 ? selected : [vf]);
  const columnOf = (id: string) => columns.find((column) => column.id === id);
  const editOf = (vf: number, column: string): EditId | null =>
    canEdit && here.has(vf) ? (columnOf(column)?.edit ?? null) : null;
  const put = (vf: number, settings: Parameters<typeof edited>[2]) =>
    setVfEdits(fn.bdf, (latest) => edited(latest, targetsOf(vf), settings, now), "hand");

  /** What it has, and what waits for it. */
  const wantedOf = (vf: number): VfSettingsRequest => ({ ...asRequest(now(vf)), ...edits.get(vf) });

  /** Takes the next value, or opens the cell to be written in; in the column of numbers, to say which VFs are selected. */
  const edit = (at: Cursor, begins: string | null = null): void => {
    if (at.column === NUMBERS && here.has(at.vf)) {
      setCursor(at);
      setWriting({ ...at, begins });
      return;
    }
    const id = editOf(at.vf, at.column);
    if (id === null) return;
    setCursor(at);
    const next = nextChoice(id, wantedOf(at.vf));
    if (next === null) setWriting({ ...at, begins });
    else if (begins === null) put(at.vf, next);
  };

  const isWriting = writing !== null;
  const review = useCallback(() => {
    // A cell that was left and is still open holds what cannot be taken: it is not passed over.
    if (isWriting) grid.current?.querySelector<HTMLInputElement>("input[aria-invalid]")?.focus();
    else if (edits.size > 0) requestPlan(requestOf(fn.bdf, edits));
  }, [edits, fn.bdf, isWriting]);

  const besides = (at: Cursor, by: 1 | -1): Cursor | null => {
    const texts = columns.filter(({ edit: id }) => id !== undefined && nextChoice(id, {}) === null);
    const next = texts[texts.findIndex(({ id }) => id === at.column) + by];
    return next === undefined ? null : { vf: at.vf, column: next.id };
  };
  const below = (at: Cursor): Cursor => {
    // What was for all selected rows is not written once more in the next of them.
    if (targetsOf(at.vf).length > 1) return at;
    const next = order[order.indexOf(at.vf) + 1];
    return next === undefined || !here.has(next) ? at : { ...at, vf: next };
  };
  const choose = (vfs: readonly number[]): void => {
    setChosen(new Set(vfs));
    setAnchor(vfs[0] ?? null);
  };
  /** Which VFs are selected was written: the keyboard goes on to what can be edited of them. */
  const writeNumbers = (at: Cursor, text: string, onward: Onward): void => {
    const named = vfNumbers(text, here);
    const vfs = "vfs" in named ? named.vfs : null;
    const column = columns.find(({ edit: id }) => id !== undefined)?.id ?? at.column;
    if (vfs !== null) choose(vfs);
    setWriting(null);
    setCursor({ vf: vfs?.[0] ?? at.vf, column: canEdit ? column : at.column });
    // Who has clicked elsewhere goes on there.
    if (onward !== "stay") grid.current?.focus();
  };
  const settingsWritten = ({ vf }: Cursor, id: EditId, text: string): VfSettingsRequest | null => {
    if (text.trim() === "") return writing?.begins === null ? emptied(id, wantedOf(vf)) : null;
    const read = typedFor(id, text, targetsOf(vf), rows);
    return "settings" in read ? read.settings : null;
  };
  const write = (at: Cursor, text: string, onward: Onward): void => {
    if (at.column === NUMBERS) {
      writeNumbers(at, text, onward);
      return;
    }
    const id = editOf(at.vf, at.column);
    const targets = targetsOf(at.vf);
    const settings = id === null ? null : settingsWritten(at, id, text);
    if (settings !== null) put(at.vf, settings);
    setWriting(null);
    const beside = onward === "next" ? besides(at, 1) : onward === "before" ? besides(at, -1) : null;
    if (beside !== null) {
      setCursor(beside);
      setWriting({ ...beside, begins: null });
      return;
    }
    setCursor(onward === "down" ? below(at) : at);
    if (onward !== "stay") grid.current?.focus();
    if (onward === "review") {
      const all = settings === null ? edits : edited(edits, targets, settings, now);
      if (all.size > 0) requestPlan(requestOf(fn.bdf, all));
    }
  };
  const leave = (): void => {
    setWriting(null);
    grid.current?.focus();
  };

  const move = (at: Cursor, rowsBy: number, columnsBy: number): Cursor => {
    const row = Math.min(order.length - 1, Math.max(0, order.indexOf(at.vf) + rowsBy));
    const column =
      Math.max(
        0,
        columns.findIndex(({ id }) => id === at.column),
      ) + columnsBy;
    return {
      vf: order[row] ?? at.vf,
      column: columns[Math.min(columns.length - 1, Math.max(0, column))]?.id ?? at.column,
    };
  };
  const moved = (at: Cursor, { key, ctrlKey, metaKey }: KeyboardEvent): Cursor | null => {
    const far = ctrlKey || metaKey;
    switch (key) {
      case "ArrowDown":
        return move(at, 1, 0);
      case "ArrowUp":
        return move(at, -1, 0);
      case "ArrowRight":
        return move(at, 0, 1);
      case "ArrowLeft":
        return move(at, 0, -1);
      case "PageDown":
        return move(at, PAGE, 0);
      case "PageUp":
        return move(at, -PAGE, 0);
      case "Home":
        return move(at, far ? -order.length : 0, -columns.length);
      case "End":
        return move(at, far ? order.length : 0, columns.length);
      default:
        return null;
    }
  };

  const copy = (which: readonly VfTableRow[]) => void copyText(tableText(columns, which));
  const rowsToCopy = (): readonly VfTableRow[] => {
    const picked = selected.length > 0 ? new Set(selected) : new Set(cursor === null ? [] : [cursor.vf]);
    return ordered.filter(({ index }) => picked.has(index));
  };

  const first = (): Cursor | null => {
    const [vf] = order;
    const column = columns.find(({ edit: id }) => id !== undefined) ?? columns[0];
    return vf === undefined || column === undefined ? null : { vf, column: column.id };
  };
  const withControl = ({ key, repeat }: KeyboardEvent): boolean => {
    if (key === "a") selectAll(true);
    else if (key === "c") copy(rowsToCopy());
    else if (key === "z") return takeBackVfEdit(fn.bdf);
    else if (key !== "Enter") return false;
    else if (!repeat) review();
    return true;
  };
  const act = (event: KeyboardEvent, at: Cursor): boolean => {
    const { key, shiftKey } = event;
    if (key === "Enter" || key === "F2") {
      if (editOf(at.vf, at.column) !== null || at.column === NUMBERS) edit(at);
      else {
        const bdf = present.find(({ index }) => index === at.vf)?.fn?.bdf;
        if (at.column === "bdf" && bdf !== undefined) focusFunction(bdf);
      }
      return true;
    }
    if (key === " ") {
      select(at.vf, shiftKey ? "range" : "toggle");
      return true;
    }
    if (key === "Escape" && chosen.size > 0) {
      selectAll(false);
      return true;
    }
    const begins = at.column === NUMBERS ? /^\d$/.test(key) : BEGINS.test(key) && editOf(at.vf, at.column) !== null;
    if (begins) {
      edit(at, key);
      return true;
    }
    return false;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== grid.current || event.altKey) return;
    const at = cursor ?? first();
    if (at === null) return;
    const next = moved(at, event);
    const control = event.ctrlKey || event.metaKey;
    if (next !== null) {
      if (event.shiftKey && next.vf !== at.vf) {
        if (!chosen.has(at.vf)) select(at.vf, "toggle");
        const from = chosen.has(at.vf) ? (anchor ?? at.vf) : at.vf;
        const [low, high] = [order.indexOf(from), order.indexOf(next.vf)].sort((a, b) => a - b) as [number, number];
        setChosen(new Set(order.slice(low, high + 1).filter((vf) => here.has(vf))));
        setAnchor(from);
      }
      setCursor(next);
    } else if (!(control ? withControl(event) : act(event, at))) return;
    event.preventDefault();
    event.stopPropagation();
  };

  return {
    grid,
    cursor,
    setCursor,
    first,
    selected,
    isSelected: (vf: number) => chosen.has(vf),
    select,
    selectAll,
    choose,
    /** What is wrong with numbers of VFs that are written; null = nothing. */
    numbersProblem: (text: string) => {
      const named = vfNumbers(text, here);
      return "stray" in named ? VF_TABLE_WORDS.noSuchVfs({ text: named.stray }) : null;
    },
    sorting,
    sort,
    ordered,
    order,
    editOf,
    edit,
    targetsOf,
    writing,
    write,
    leave,
    review,
    copy,
    onKeyDown,
  };
}
export type VfGrid = ReturnType<typeof useVfGrid>;
