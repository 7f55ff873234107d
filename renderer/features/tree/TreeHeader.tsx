import { ArrowDown, ArrowUp, Columns3, EyeOff, MoveLeft, MoveRight } from "lucide-react";
import { type KeyboardEvent, type MouseEvent, memo, useState } from "react";
import { flushSync } from "react-dom";
import { COLUMNS, type Column, type ColumnId } from "../../../shared/machine/columns.ts";
import { remember, useView } from "../../stores/view.ts";
import { ContextMenu, type MenuItem } from "../../ui/Menu.tsx";
import { COMMAND_WORDS } from "../../words/commands.ts";
import { useSay } from "../../words/language.ts";
import { TOOLBAR_WORDS } from "../../words/tree-toolbar.ts";
import { FLEXIBLE_COLUMN, headingOf, movedColumn, nextSort, TREE_COLUMN, widthOf, withColumn } from "./columns.ts";
import styles from "./TreeGrid.module.css";
import type { ColumnTable } from "./use-columns.ts";

const STEP_PX = 16;
const byId = new Map(COLUMNS.map((column) => [column.id, column]));

interface TreeHeaderProps {
  readonly table: ColumnTable;
  readonly columns: readonly ColumnId[];
}

function sortBy(column: ColumnId): void {
  useView.setState({ sort: nextSort(useView.getState().sort, column) });
}

function resize(column: ColumnId, width: number): void {
  const { columnWidths } = useView.getState();
  remember({ columnWidths: { ...columnWidths, [column]: Math.max(widthOf(column).least, Math.round(width)) } });
}

/** The column that takes what room is left has no width to drag from: it gets the one that it is drawn with. */
function pinWidth(column: ColumnId, within: Element): void {
  const { columnWidths } = useView.getState();
  const drawn = within.closest('[role="columnheader"]')?.clientWidth;
  if (column !== FLEXIBLE_COLUMN || columnWidths[column] !== undefined || drawn === undefined) return;
  flushSync(() => useView.setState({ columnWidths: { ...columnWidths, [column]: drawn } }));
}

function withoutWidth(column: ColumnId): void {
  const { [column]: _, ...rest } = useView.getState().columnWidths;
  remember({ columnWidths: rest });
}

function headerMenu(column: Column, columns: readonly ColumnId[]): readonly MenuItem[] {
  const at = columns.indexOf(column.id);
  const { sort } = useView.getState();
  const items: MenuItem[] = [
    {
      id: "ascending",
      label: TOOLBAR_WORDS.ascending,
      icon: <ArrowUp />,
      run: () => useView.setState({ sort: { column: column.id, descending: false } }),
    },
    {
      id: "descending",
      label: TOOLBAR_WORDS.descending,
      icon: <ArrowDown />,
      run: () => useView.setState({ sort: { column: column.id, descending: true } }),
    },
  ];
  if (sort !== null)
    items.push({ id: "unsorted", label: TOOLBAR_WORDS.unsorted, run: () => useView.setState({ sort: null }) });
  if (column.id === TREE_COLUMN) return items;
  items.push(
    { kind: "line", id: "line" },
    {
      id: "left",
      label: TOOLBAR_WORDS.moveLeft,
      icon: <MoveLeft />,
      disabled: at <= 1,
      run: () => remember({ columns: movedColumn(columns, column.id, at - 1) }),
    },
    {
      id: "right",
      label: TOOLBAR_WORDS.moveRight,
      icon: <MoveRight />,
      disabled: at >= columns.length - 1,
      run: () => remember({ columns: movedColumn(columns, column.id, at + 1) }),
    },
    {
      id: "hide",
      label: TOOLBAR_WORDS.hideColumn,
      icon: <EyeOff />,
      run: () => remember({ columns: withColumn(columns, column.id, false) }),
    },
    {
      id: "reset",
      label: COMMAND_WORDS.resetColumns,
      icon: <Columns3 />,
      run: () => remember({ columns: null, columnWidths: {} }),
    },
  );
  return items;
}

function TreeHeaderView({ table, columns }: TreeHeaderProps) {
  const say = useSay();
  const sort = useView((view) => view.sort);
  /** One heading is a tab stop; arrows go to the others. */
  const [stop, setStop] = useState(0);
  const [dropAt, setDropAt] = useState<ColumnId | null>(null);
  const [dragged, setDragged] = useState<ColumnId | null>(null);
  const headers = table.getHeaderGroups()[0]?.headers ?? [];

  const onKeyDown = (event: KeyboardEvent, id: ColumnId, at: number): void => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const heading = event.currentTarget.closest('[role="columnheader"]');
    if (event.altKey) {
      remember({ columns: movedColumn(columns, id, at + step) });
      return;
    }
    if (event.shiftKey) {
      resize(id, (heading?.clientWidth ?? widthOf(id).usual) + step * STEP_PX);
      return;
    }
    const next = Math.max(0, Math.min(columns.length - 1, at + step));
    setStop(next);
    heading?.parentElement?.querySelectorAll<HTMLElement>("[data-heading]").item(next).focus();
  };

  return (
    <div role="rowgroup" className={styles.header}>
      <div role="row" aria-rowindex={1} tabIndex={-1} className={styles.headerRow}>
        {headers.map((header, at) => {
          const column = byId.get(header.column.id as ColumnId);
          if (column === undefined) return null;
          const { id } = column;
          const direction = sort?.column === id ? (sort.descending ? "descending" : "ascending") : "none";
          return (
            <ContextMenu key={id} items={() => headerMenu(column, columns)}>
              <div
                role="columnheader"
                aria-sort={direction}
                tabIndex={-1}
                className={`${styles.columnHeader} ${column.numeric ? styles.numericHeader : ""} ${dropAt === id ? styles.dropTarget : ""}`}
                onDragOver={(event) => {
                  if (dragged === null || id === TREE_COLUMN) return;
                  event.preventDefault();
                  setDropAt(id);
                }}
                onDrop={(event) => {
                  event.preventDefault();
                  if (dragged !== null) remember({ columns: movedColumn(columns, dragged, at) });
                  setDropAt(null);
                }}
              >
                <button
                  type="button"
                  data-heading=""
                  data-tip={(column.title === headingOf(column) ? [column.help] : [column.title, column.help])
                    .map(say)
                    .join("\n")}
                  aria-label={say(column.title)}
                  tabIndex={Math.min(stop, columns.length - 1) === at ? 0 : -1}
                  draggable={id !== TREE_COLUMN}
                  className={styles.headingButton}
                  onFocus={() => setStop(at)}
                  onClick={() => sortBy(id)}
                  onKeyDown={(event) => onKeyDown(event, id, at)}
                  onDragStart={(event) => {
                    event.dataTransfer.setData("text/plain", say(column.title));
                    event.dataTransfer.effectAllowed = "move";
                    setDragged(id);
                  }}
                  onDragEnd={() => {
                    setDragged(null);
                    setDropAt(null);
                  }}
                >
                  <span className={styles.headingText}>{say(headingOf(column))}</span>
                  {direction === "ascending" ? <ArrowUp aria-hidden="true" /> : null}
                  {direction === "descending" ? <ArrowDown aria-hidden="true" /> : null}
                </button>
                <span
                  aria-hidden="true"
                  className={styles.resizer}
                  data-active={header.column.getIsResizing()}
                  onMouseDown={(event) => {
                    // The heading that grows under the pointer must not be taken along.
                    event.preventDefault();
                    pinWidth(id, event.currentTarget);
                    header.getResizeHandler()(event);
                  }}
                  onTouchStart={(event) => {
                    pinWidth(id, event.currentTarget);
                    header.getResizeHandler()(event);
                  }}
                  onDoubleClick={(event: MouseEvent) => {
                    event.stopPropagation();
                    withoutWidth(id);
                  }}
                />
              </div>
            </ContextMenu>
          );
        })}
      </div>
    </div>
  );
}

export const TreeHeader = memo(TreeHeaderView);
