import { Check, TriangleAlert } from "lucide-react";
import type { MouseEvent, ReactNode } from "react";
import { isGivenAway } from "../../../../shared/machine/role.ts";
import type { VfSettingsRequest } from "../../../../shared/operations/request/request.ts";
import { shortBdf } from "../../../../shared/pci/bdf.ts";
import type { Words } from "../../../../shared/words/message.ts";
import { COMMON } from "../../../../shared/words/texts/common.ts";
import { asRequest, countsUp, edited, typedFor } from "../../../model/vf-edits.ts";
import { useOperations } from "../../../stores/operations.ts";
import { Badge } from "../../../ui/Badge.tsx";
import { useSay } from "../../../words/language.ts";
import { Say } from "../../../words/Say.tsx";
import { SRIOV_TAB_WORDS } from "../../../words/sriov-tab.ts";
import { VF_TABLE_WORDS } from "../../../words/vf-table.ts";
import { FunctionLink } from "../parts/FunctionLink.tsx";
import { CellEditor } from "./CellEditor.tsx";
import { NUMBERS, type VfGrid } from "./use-vf-grid.ts";
import type { VfRows } from "./use-vf-rows.ts";
import styles from "./VfTable.module.css";
import { editText, isEdited, type VfColumn, type VfTableRow, withEdit } from "./vf-columns.ts";

function Marks({ row }: { readonly row: VfTableRow }) {
  const say = useSay();
  if (row.beyondBridge) {
    return (
      <Badge tone="danger" title={say(SRIOV_TAB_WORDS.noBusHelp)}>
        {say(SRIOV_TAB_WORDS.noBus)}
      </Badge>
    );
  }
  return row.bdf !== null && row.crossesBus ? (
    <Badge tone="warn" title={say(SRIOV_TAB_WORDS.onBusHelp)}>
      {say(SRIOV_TAB_WORDS.onBus({ bus: row.bdf.slice(-7, -5) }))}
    </Badge>
  ) : null;
}

/** A row that is not there says so where a driver's name would be. */
function Absent({ row, driver }: { readonly row: VfTableRow; readonly driver: string | null | undefined }) {
  if (row.beyondBridge) return null;
  if (driver === undefined) return <Say of={SRIOV_TAB_WORDS.notEnabled} />;
  return <Say of={driver === null ? VF_TABLE_WORDS.wouldBeHere : VF_TABLE_WORDS.wouldBeBound({ driver })} />;
}

/** Before the columns: the box that selects a row. */
const BOX_TRACKS = 1;

interface CellProps {
  readonly row: VfTableRow;
  readonly column: VfColumn;
  readonly edit: VfSettingsRequest | undefined;
  readonly isReading: boolean;
  /** Who has the address besides that the VF gets; null = it is its own. */
  readonly clash: Words | null;
  /** It was written, and the driver does not report it. */
  readonly isUnreported: boolean;
}

function Value({ row, column, edit, isReading, clash, isUnreported }: CellProps) {
  const say = useSay();
  const { text, by, own } = column.cell(row);
  const isOn = isEdited(column, edit);
  if (column.id === "bdf" && row.bdf !== null) {
    return row.fn === null ? shortBdf(row.bdf) : <FunctionLink bdf={row.bdf} short />;
  }
  const shown = by === null && isReading && column.edit !== undefined && column.edit !== "msix" ? "…" : say(text);
  // What will be stands where what is stood: no column grows under the hand, and what was is in the tip.
  if (isOn && edit !== undefined) {
    return (
      <>
        <del className="visually-hidden">{shown} → </del>
        <ins className={styles.will}>{say(column.cell(withEdit(row, edit)).text)}</ins>
        {isUnreported && !isReading ? (
          <>
            {" "}
            <Check aria-hidden="true" className={styles.clash} />
            <span className="visually-hidden">{say(VF_TABLE_WORDS.unreported)}</span>
          </>
        ) : null}
        {clash === null ? null : (
          <>
            {" "}
            <TriangleAlert aria-hidden="true" className={styles.clash} />
            <span className="visually-hidden">{say(clash)}</span>
          </>
        )}
      </>
    );
  }
  if (own !== undefined) return <span className={styles.own}>{own}</span>;
  return by === null ? <span className={styles.unknown}>{shown}</span> : shown;
}

/** What is said of a cell that the mouse rests on. */
function tipOf({ row, column, edit, clash, isUnreported }: Omit<CellProps, "isReading">): Words {
  const { text, own } = column.cell(row);
  if (clash !== null) return clash;
  if (edit !== undefined && isEdited(column, edit)) {
    const will = VF_TABLE_WORDS.willBe({ was: own ?? text, will: column.cell(withEdit(row, edit)).text });
    return isUnreported ? COMMON.labelled({ label: will, text: VF_TABLE_WORDS.unreported }) : will;
  }
  return own === undefined ? text : VF_TABLE_WORDS.ownMac({ mac: own });
}

interface RowProps {
  readonly row: VfTableRow;
  readonly top: number;
  readonly at: number;
  readonly id: string;
  readonly columns: readonly VfColumn[];
  readonly rows: VfRows;
  readonly grid: VfGrid;
}

function editorOf({ row, rows, grid }: RowProps, column: VfColumn): ReactNode {
  if (grid.writing?.vf !== row.index || grid.writing.column !== column.id) return null;
  if (column.id === NUMBERS) {
    return (
      <CellEditor
        label={VF_TABLE_WORDS.whichVfs}
        text={grid.writing.begins ?? String(row.index)}
        isBegun={grid.writing.begins !== null}
        hint={VF_TABLE_WORDS.whichHelp}
        check={(text) => {
          const fault = grid.numbersProblem(text);
          return fault === null ? null : { fault, unfinished: true };
        }}
        onWrite={(text, onward) => grid.write({ vf: row.index, column: column.id }, text, onward)}
        onLeave={grid.leave}
      />
    );
  }
  const id = column.edit;
  if (id === undefined) return null;
  const targets = grid.targetsOf(row.index);
  const several = targets.length > 1;
  const [first = row.index] = targets;
  const at = { vf: row.index, column: column.id };
  const { begins } = grid.writing;
  return (
    <CellEditor
      label={VF_TABLE_WORDS.editing({ column: column.title, vf: String(row.index) })}
      text={begins ?? editText(id, { ...asRequest(rows.now(row.index)), ...rows.edits.get(row.index) })}
      isBegun={begins !== null}
      hint={
        !several
          ? null
          : countsUp(id)
            ? VF_TABLE_WORDS.countsUp({ count: targets.length, vf: String(first) })
            : VF_TABLE_WORDS.forSeveral({ count: targets.length })
      }
      check={(text) => {
        const read = typedFor(id, text, targets, rows);
        return "fault" in read ? read : null;
      }}
      note={(text) => {
        const read = countsUp(id) ? typedFor(id, text, targets, rows) : null;
        if (read === null || "fault" in read) return null;
        return rows.clash(targets, id, edited(rows.edits, targets, read.settings, rows.now));
      }}
      onWrite={(text, onward) => grid.write(at, text, onward)}
      onLeave={grid.leave}
    />
  );
}

function clashOf({ row, rows }: RowProps, { edit }: VfColumn): Words | null {
  return edit === undefined || !countsUp(edit) ? null : rows.clash([row.index], edit);
}

/** A VF, or the place of one. */
export function VfTableRowView(props: RowProps) {
  const { row, top, at, id, columns, rows, grid } = props;
  const say = useSay();
  const { fn } = row;
  const leaving = useOperations((state) => fn !== null && state.leaving.has(fn.bdf));
  const ghost = useOperations((state) =>
    fn !== null ? undefined : state.ghosts.find(({ bdf, index }) => index === row.index && bdf === row.bdf)?.driver,
  );
  const isSelected = grid.isSelected(row.index) && fn !== null;
  const edit = rows.edits.get(row.index);
  // Where it has nothing of its own to say, a row that is not there says that alone.
  const place = columns.filter(({ ofAbsent }) => ofAbsent);
  const isBare = fn === null && columns.every((column) => place.includes(column) || column.cell(row).text === "");
  const shown = isBare ? place : columns;
  const classes = [
    styles.row,
    fn === null ? styles.ghost : "",
    ghost === undefined ? "" : styles.planned,
    leaving ? styles.leaving : "",
  ];
  const pick = (event: MouseEvent, column: VfColumn): void => {
    if (event.target instanceof Element && event.target.closest("input, a, button") !== null) return;
    // A range begins where the keyboard was.
    if (event.shiftKey) grid.select(row.index, "range");
    else if (event.ctrlKey || event.metaKey) grid.select(row.index, "toggle");
    grid.setCursor({ vf: row.index, column: column.id });
    grid.grid.current?.focus({ preventScroll: true });
  };
  return (
    <div
      role="row"
      tabIndex={-1}
      aria-rowindex={at + 2}
      aria-selected={fn === null ? undefined : isSelected}
      className={classes.join(" ")}
      style={{ transform: `translateY(${top}px)` }}
      data-testid={`vf-row-${row.index}`}
    >
      <span role="gridcell" tabIndex={-1} className={styles.check}>
        {fn === null ? null : (
          <input
            type="checkbox"
            tabIndex={-1}
            checked={isSelected}
            aria-label={say(VF_TABLE_WORDS.select({ vf: String(row.index) }))}
            onChange={() => undefined}
            onClick={(event) => grid.select(row.index, event.shiftKey ? "range" : "toggle")}
          />
        )}
      </span>
      {shown.map((column) => {
        const isHere = grid.cursor?.vf === row.index && grid.cursor.column === column.id;
        const canEdit = grid.editOf(row.index, column.id) !== null;
        const editor = editorOf(props, column);
        const isUnreported = column.edit !== undefined && rows.unreported.get(row.index)?.has(column.edit) === true;
        const said = { row, column, edit, clash: clashOf(props, column), isUnreported };
        const cell = [
          styles.cell,
          column.style === undefined ? "" : styles[column.style],
          isHere ? styles.here : "",
          canEdit ? styles.editable : "",
          column.id === "driver" && fn !== null && isGivenAway(fn) ? styles.given : "",
          editor === null ? "" : styles.writing,
        ];
        return (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the grid has the keyboard for all of its cells
          <span
            key={column.id}
            id={`${id}-${row.index}-${column.id}`}
            role="gridcell"
            tabIndex={-1}
            aria-readonly={!canEdit}
            className={cell.join(" ")}
            title={editor === null ? say(tipOf(said)) : undefined}
            onClick={(event) => pick(event, column)}
            onDoubleClick={() => grid.edit({ vf: row.index, column: column.id })}
            onContextMenu={() => grid.setCursor({ vf: row.index, column: column.id })}
          >
            {editor ?? <Value {...said} isReading={rows.isReading} />}
            {column.id === "bdf" ? <Marks row={row} /> : null}
            {leaving && column.id === "vf" ? (
              <span className="visually-hidden"> {say(VF_TABLE_WORDS.leaving)}</span>
            ) : null}
          </span>
        );
      })}
      {isBare ? (
        <span
          role="gridcell"
          tabIndex={-1}
          className={styles.absent}
          style={{ gridColumnStart: BOX_TRACKS + shown.length + 1 }}
        >
          <Absent row={row} driver={ghost} />
        </span>
      ) : null}
    </div>
  );
}
