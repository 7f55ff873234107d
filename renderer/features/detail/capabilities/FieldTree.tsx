import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type MouseEvent, type PointerEvent, useEffect, useId, useRef, useState } from "react";
import type { Changes } from "../../../model/config-changes.ts";
import { drawnId } from "../../../ui/drawn.ts";
import { FIELD_TREE_WORDS } from "../../../words/field-tree.ts";
import { useSay } from "../../../words/language.ts";
import { FieldRow } from "./FieldRow.tsx";
import styles from "./FieldTree.module.css";
import { treeKey } from "./tree-keys.ts";
import type { TreeRow } from "./tree-rows.ts";

const ROW_PX = 26;

export interface Reveal {
  readonly path: string;
  /** The keyboard goes there too. */
  readonly focus: boolean;
}

interface FieldTreeProps {
  readonly rows: readonly TreeRow[];
  /** Stable key of the chosen row. */
  readonly chosen: string | null;
  readonly onChoose: (row: TreeRow) => void;
  readonly onToggle: (row: TreeRow) => void;
  /** Opens or closes everything below the capabilities. */
  readonly onToggleAll: (open: boolean) => void;
  readonly onPoint: (row: TreeRow | null) => void;
  readonly onCopy: (row: TreeRow) => void;
  /** Paths of nodes whose bytes are pointed at elsewhere. */
  readonly hot: ReadonlySet<string>;
  readonly terms: readonly string[];
  readonly missing: string;
  /** A row to bring into view, as soon as it is among the rows. */
  readonly reveal: Reveal | null;
  readonly onRevealed: () => void;
  readonly changes: Changes;
}

/** The capabilities of a function as a tree of registers and fields. */
export function FieldTree(props: FieldTreeProps) {
  const {
    rows,
    chosen,
    onChoose,
    onToggle,
    onToggleAll,
    onPoint,
    onCopy,
    hot,
    terms,
    missing,
    reveal,
    onRevealed,
    changes,
  } = props;
  const say = useSay();
  const idPrefix = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 8,
  });
  const [lit, setLit] = useState<string | null>(null);
  const current = rows.findIndex((row) => row.key === chosen);

  useEffect(() => {
    if (reveal === null) return;
    const index = rows.findIndex((row) => row.id === reveal.path);
    if (index < 0) return;
    virtualizer.scrollToIndex(index, { align: "center" });
    setLit(reveal.path);
    if (reveal.focus) scroller.current?.focus({ preventScroll: true });
    onRevealed();
  }, [reveal, rows, virtualizer, onRevealed]);

  // A new function or filter: what is chosen stays in view, or the list begins at its top.
  const shownFor = useRef<readonly string[] | null>(null);
  useEffect(() => {
    if (shownFor.current === terms) return;
    shownFor.current = terms;
    virtualizer.scrollToIndex(Math.max(0, current), { align: "auto" });
  }, [terms, current, virtualizer]);

  const rowAt = (event: MouseEvent<HTMLElement> | PointerEvent<HTMLElement>): TreeRow | null => {
    const element = event.target instanceof Element ? event.target.closest("[data-index]") : null;
    const index = element?.getAttribute("data-index") ?? null;
    return index === null ? null : (rows[Number(index)] ?? null);
  };

  const onClick = (event: MouseEvent<HTMLDivElement>): void => {
    const row = rowAt(event);
    if (row === null) return;
    onChoose(row);
    const onChevron = event.target instanceof Element && event.target.closest("[data-chevron]") !== null;
    if (row.expanded !== null && (onChevron || row.kind === "capability")) onToggle(row);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const row = rows[current];
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "c" && row !== undefined) {
      event.preventDefault();
      onCopy(row);
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW_PX) - 1);
    const action = treeKey(rows, current, event.key, page);
    if (action === null) return;
    event.preventDefault();
    event.stopPropagation();
    if (action.kind === "toggle") onToggle(action.row);
    else if (action.kind === "all") onToggleAll(action.open);
    else {
      onChoose(action.row);
      virtualizer.scrollToIndex(action.index, { align: "auto" });
    }
  };

  const items = virtualizer.getVirtualItems();
  return (
    <div
      ref={scroller}
      role="tree"
      aria-label={say(FIELD_TREE_WORDS.tree)}
      aria-activedescendant={drawnId(items, current, `${idPrefix}${current}`)}
      tabIndex={0}
      className={styles.tree}
      data-testid="field-tree"
      onClick={onClick}
      onKeyDown={onKeyDown}
      onMouseDown={(event) => {
        // The keyboard stays with the tree: a row that scrolls out of view would take it along.
        event.preventDefault();
        event.currentTarget.focus({ preventScroll: true });
      }}
      onPointerOver={(event) => onPoint(rowAt(event))}
      onPointerLeave={() => onPoint(null)}
    >
      <div className={styles.space} role="presentation" style={{ height: virtualizer.getTotalSize() }}>
        {items.map(({ index, key, start }) => {
          const row = rows[index];
          return row === undefined ? null : (
            <FieldRow
              key={key}
              row={row}
              id={`${idPrefix}${index}`}
              index={index}
              top={start}
              chosen={index === current}
              hot={hot.has(row.id)}
              terms={terms}
              missing={missing}
              changes={changes}
              lit={row.id === lit}
            />
          );
        })}
      </div>
    </div>
  );
}
