import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { ArrowDown, ArrowUp, Columns3, Pencil } from "lucide-react";
import { type CSSProperties, useEffect, useId, useMemo, useState } from "react";
import { isFile } from "../../../../shared/machine/file-name.ts";
import { clauses } from "../../../../shared/words/joined.ts";
import { COMMON } from "../../../../shared/words/texts/common.ts";
import { VF_NETWORK_WORDS } from "../../../../shared/words/texts/vf-network.ts";
import { editCounts } from "../../../model/vf-edits.ts";
import { useOutOfReach } from "../../../stores/out-of-reach.ts";
import { useUsedBy } from "../../../stores/used-by.ts";
import { setVfEdits, useVfTable } from "../../../stores/vf-table.ts";
import { remember, useView } from "../../../stores/view.ts";
import { Button } from "../../../ui/Button.tsx";
import { IconButton } from "../../../ui/IconButton.tsx";
import { ContextMenu, Menu, type MenuItem } from "../../../ui/Menu.tsx";
import { Notice } from "../../../ui/Notice.tsx";
import { ReasonButton } from "../../../ui/ReasonButton.tsx";
import { BUTTON_WORDS } from "../../../words/buttons.ts";
import { useSay } from "../../../words/language.ts";
import { SRIOV_TAB_WORDS } from "../../../words/sriov-tab.ts";
import { VF_TABLE_WORDS } from "../../../words/vf-table.ts";
import { FunctionActions } from "../parts/FunctionActions.tsx";
import type { FunctionProps } from "../parts/function-props.ts";
import { useVfGrid, type VfGrid } from "./use-vf-grid.ts";
import { functionsOf, useVfRows, type VfRows } from "./use-vf-rows.ts";
import styles from "./VfTable.module.css";
import { VfTableRowView } from "./VfTableRowView.tsx";
import {
  columnsOf,
  isEdited,
  lacksPortGuid,
  type Shown,
  shownColumns,
  type VfColumn,
  type VfTableRow,
} from "./vf-columns.ts";
import { vfMenu } from "./vf-menu.tsx";
import type { VfLayoutView } from "./vf-rows.ts";

const ROW_PX = 26;
const CHECK_PX = 26;
/** Before it was measured: as wide as the pane of a small window. */
const USUAL_WIDTH = 540;

interface VfTableProps extends FunctionProps {
  readonly layout: VfLayoutView;
}

function Head({
  columns,
  rows,
  grid,
}: {
  readonly columns: readonly VfColumn[];
  readonly rows: VfRows;
  readonly grid: VfGrid;
}) {
  const say = useSay();
  const all = rows.present.length;
  const some = grid.selected.length;
  return (
    <div role="row" tabIndex={-1} aria-rowindex={1} className={styles.head}>
      <span role="columnheader" tabIndex={-1} className={styles.check}>
        {all === 0 ? null : (
          <input
            type="checkbox"
            tabIndex={-1}
            checked={some === all}
            ref={(input) => {
              if (input !== null) input.indeterminate = some > 0 && some < all;
            }}
            aria-label={say(VF_TABLE_WORDS.selectAll)}
            onChange={(event) => grid.selectAll(event.target.checked)}
          />
        )}
      </span>
      {columns.map((column) => {
        const sorted =
          grid.sorting?.column === column.id ? (grid.sorting.descending ? "descending" : "ascending") : "none";
        return (
          <span
            key={column.id}
            role="columnheader"
            tabIndex={-1}
            aria-sort={sorted}
            className={`${styles.heading} ${column.style === "number" ? styles.number : ""}`}
          >
            <button type="button" tabIndex={-1} className={styles.sort} onClick={() => grid.sort(column)}>
              {say(column.title)}
              {sorted === "ascending" ? <ArrowUp aria-hidden="true" /> : null}
              {sorted === "descending" ? <ArrowDown aria-hidden="true" /> : null}
              {all > 0 &&
              sorted === "none" &&
              rows.present.some(({ index }) => grid.editOf(index, column.id) !== null) ? (
                <Pencil aria-hidden="true" className={styles.pencil} />
              ) : null}
            </button>
          </span>
        );
      })}
    </div>
  );
}

/** What is equal for all VFs, and which columns stand in the table. */
function Above({ all, shown }: { readonly all: readonly VfColumn[]; readonly shown: Shown }) {
  const say = useSay();
  const chosen = useView((state) => state.vfColumns);
  const set = (id: string, on: boolean) => remember({ vfColumns: { ...chosen, [id]: on } });
  const items: MenuItem[] = all
    .filter(({ drops }) => drops > 0)
    .map((column) => ({
      kind: "choice",
      id: column.id,
      label: column.title,
      checked: shown.columns.some(({ id }) => id === column.id),
      multiple: true,
      run: () => set(column.id, !shown.columns.some(({ id }) => id === column.id)),
    }));
  items.push(
    { kind: "line", id: "line" },
    { id: "fit", label: VF_TABLE_WORDS.resetColumns, run: () => remember({ vfColumns: {} }) },
  );
  return (
    <div className={styles.above}>
      {shown.folded.length === 0 ? null : (
        <p className={styles.equal}>
          {say(VF_TABLE_WORDS.equal)}
          {shown.folded.map(({ column, text }) => (
            <Button
              key={column.id}
              tone="quiet"
              title={VF_TABLE_WORDS.showColumn({ column: column.title })}
              onClick={() => set(column.id, true)}
            >
              {say(COMMON.labelled({ label: column.title, text }))}
            </Button>
          ))}
        </p>
      )}
      <span className={styles.spring} />
      <Menu align="end" trigger={<IconButton label={VF_TABLE_WORDS.columns} icon={<Columns3 />} />} items={items} />
    </div>
  );
}

interface BarProps extends FunctionProps {
  readonly rows: VfRows;
  readonly grid: VfGrid;
}

/** What can be done with the VFs of the selected rows. */
function SelectionActions({ machine, rows: { present }, grid: { selected } }: Omit<BarProps, "fn">) {
  const usedBy = useUsedBy(machine);
  const functions = useMemo(() => functionsOf({ present }, selected), [present, selected]);
  return (
    <>
      <span className={styles.spring} />
      <FunctionActions machine={machine} functions={functions} usedBy={usedBy} isSecond />
    </>
  );
}

/** What waits for a plan; where nothing does, what is selected. */
function BelowTable({ machine, fn: pf, rows, grid }: BarProps) {
  const say = useSay();
  const outOfReach = useOutOfReach();
  const { edits, vfs } = editCounts(rows.edits);
  const selected = grid.selected.length;
  const isOffered = edits === 0 && selected > 0;
  const count = [...rows.unreported.values()].reduce((sum, names) => sum + names.size, 0);
  const unreported = count === 0 ? null : VF_TABLE_WORDS.unreportedEdits({ count });
  return (
    <>
      {/* Always there, so that a reader says each change of it. */}
      <div className={isOffered ? styles.bar : "visually-hidden"} data-testid={isOffered ? "vf-selection" : undefined}>
        <span role="status">
          {selected === 0 ? "" : say(VF_TABLE_WORDS.selected({ count: selected, all: rows.present.length }))}
        </span>
        {isOffered ? <SelectionActions machine={machine} rows={rows} grid={grid} /> : null}
      </div>
      {edits === 0 ? null : (
        <div className={`${styles.bar} ${styles.edits}`} data-testid="vf-edits">
          <span role="status">{say(clauses(VF_TABLE_WORDS.edits({ edits, vfs }), unreported))}</span>
          <span className={styles.spring} />
          <Button onClick={() => setVfEdits(pf.bdf, () => new Map(), "hand")}>{VF_TABLE_WORDS.discard}</Button>
          <ReasonButton
            tone={outOfReach === null ? "primary" : "plain"}
            because={outOfReach}
            side="top"
            onClick={grid.review}
          >
            {BUTTON_WORDS.reviewPlan}
          </ReasonButton>
        </div>
      )}
    </>
  );
}

/** Takes what another place asked for: these VFs selected, and the first cell ready to be written in. */
function useWanted(pf: FunctionProps["fn"], grid: VfGrid, columns: readonly VfColumn[]): void {
  const wanted = useVfTable((state) => state.wanted);
  useEffect(() => {
    if (wanted?.pf !== pf.bdf) return;
    useVfTable.setState({ wanted: null });
    const column = columns.find(({ edit }) => edit !== undefined) ?? columns[0];
    const [vf] = wanted.vfs;
    grid.choose(wanted.vfs);
    // A grid that gets the keyboard goes to its first cell: the one that is wanted is named after that.
    grid.grid.current?.focus();
    if (vf !== undefined && column !== undefined) grid.setCursor({ vf, column: column.id });
  }, [wanted, pf, grid, columns]);
}

/** The VFs that are there, and where the others would be: sorted, selected and edited where they stand. */
export function VfTable({ machine, fn, layout }: VfTableProps) {
  const say = useSay();
  const id = useId();
  const rows = useVfRows({ machine, fn }, layout);
  const [width, setWidth] = useState(USUAL_WIDTH);
  const chosen = useView((state) => state.vfColumns);
  const all = useMemo(() => columnsOf(fn, layout), [fn, layout]);
  const shown = useMemo(() => {
    const edits = [...rows.edits.values()];
    const edited = new Set(
      all.filter((column) => edits.some((edit) => isEdited(column, edit))).map((column) => column.id),
    );
    return shownColumns(all, rows.present, { width: width - CHECK_PX, chosen, edited });
  }, [all, rows.present, rows.edits, width, chosen]);
  const { columns } = shown;
  const outOfReach = useOutOfReach();
  const grid = useVfGrid({ machine, fn }, rows, columns, !isFile(machine.snapshot) && outOfReach === null);
  useWanted(fn, grid, columns);
  const element = grid.grid;
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined && entry.contentRect.width > 0) setWidth(entry.contentRect.width);
    });
    if (element.current !== null) observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  const { cursor } = grid;
  const cursorAt = cursor === null ? -1 : grid.order.indexOf(cursor.vf);
  const virtualizer = useVirtualizer({
    count: grid.order.length,
    getScrollElement: () => element.current,
    estimateSize: () => ROW_PX,
    overscan: 10,
    // The row that the keyboard is in stays, wherever the table is scrolled to: what is being written in it would be lost.
    rangeExtractor: (range) => {
      const seen = defaultRangeExtractor(range);
      return cursorAt < 0 || seen.includes(cursorAt) ? seen : [...seen, cursorAt].sort((a, b) => a - b);
    },
  });
  useEffect(() => {
    if (cursorAt >= 0) virtualizer.scrollToIndex(cursorAt, { align: "auto" });
  }, [cursorAt, virtualizer]);
  const tracks = [
    `${CHECK_PX}px`,
    ...columns.map(({ width: px, grows }) => (grows ? `minmax(${px}px, 1fr)` : `${px}px`)),
  ];
  const least = columns.reduce((sum, { width: px }) => sum + px, CHECK_PX);
  const style: CSSProperties & Readonly<Record<"--tracks", string>> = { "--tracks": tracks.join(" "), minWidth: least };
  const rowAt = (at: number): VfTableRow =>
    grid.ordered[at] ?? rows.absentRow(rows.absent[at - grid.ordered.length] ?? 0);
  return (
    <>
      {rows.present.length === 0 ? null : <Above all={all} shown={shown} />}
      {rows.present.length > 0 &&
      rows.settings === null &&
      !rows.isReading &&
      all.some(({ edit }) => edit === "mac") ? (
        <Notice>{say(VF_TABLE_WORDS.settingsUnread({ pf: fn.bdf }))}</Notice>
      ) : null}
      {lacksPortGuid(rows.settings ?? []) ? <Notice tone="warn">{say(VF_NETWORK_WORDS.noPortGuid)}</Notice> : null}
      {rows.told === null ? null : <Notice tone="warn">{say(rows.told)}</Notice>}
      <ContextMenu items={() => vfMenu(machine, rows, grid, columns)}>
        <div
          ref={element}
          role="grid"
          tabIndex={0}
          aria-label={say(SRIOV_TAB_WORDS.vfs)}
          aria-rowcount={grid.order.length + 1}
          aria-multiselectable="true"
          aria-activedescendant={cursor === null ? undefined : `${id}-${cursor.vf}-${cursor.column}`}
          className={styles.grid}
          onKeyDown={grid.onKeyDown}
          onMouseDown={(event) => {
            // A range of rows is meant, and none of text.
            if (event.shiftKey) event.preventDefault();
          }}
          onFocus={(event) => {
            if (event.target === event.currentTarget && cursor === null) grid.setCursor(grid.first());
          }}
        >
          <div role="presentation" className={styles.inner} style={style}>
            <Head columns={columns} rows={rows} grid={grid} />
            <div role="rowgroup" className={styles.body} style={{ height: grid.order.length * ROW_PX }}>
              {virtualizer.getVirtualItems().map(({ index, start }) => {
                const row = rowAt(index);
                return (
                  <VfTableRowView
                    key={row.index}
                    row={row}
                    top={start}
                    at={index}
                    id={id}
                    columns={columns}
                    rows={rows}
                    grid={grid}
                  />
                );
              })}
            </div>
          </div>
        </div>
      </ContextMenu>
      <BelowTable machine={machine} fn={fn} rows={rows} grid={grid} />
    </>
  );
}
