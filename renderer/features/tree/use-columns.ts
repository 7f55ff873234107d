/** TanStack Table for the columns alone: order, visibility, widths and their dragging. The rows come as a tree of our own. */
import {
  columnOrderingFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  createColumnHelper,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { type CSSProperties, useEffect, useMemo, useRef, useSyncExternalStore } from "react";
import { COLUMNS, type ColumnId } from "../../../shared/machine/columns.ts";
import type { Row } from "../../../shared/machine/rows.ts";
import { remember, useView } from "../../stores/view.ts";
import { FLEXIBLE_COLUMN, shownColumns, TREE_COLUMN, widthOf } from "./columns.ts";

const features = tableFeatures({
  columnVisibilityFeature,
  columnOrderingFeature,
  columnSizingFeature,
  columnResizingFeature,
});
const helper = createColumnHelper<typeof features, Row>();
const definitions = helper.columns(
  COLUMNS.map((column) =>
    helper.display({
      id: column.id,
      size: widthOf(column.id).usual,
      minSize: widthOf(column.id).least,
      enableHiding: column.id !== TREE_COLUMN,
    }),
  ),
);
/** On a very wide screen the columns stay beside one another. */
const FLEXIBLE_MOST = 560;
const NO_ROWS: Row[] = [];

function useColumnTable(shown: readonly ColumnId[], widths: Readonly<Record<string, number>>) {
  const columnVisibility = useMemo(() => {
    const visible = new Set<string>(shown);
    return Object.fromEntries(COLUMNS.map((column) => [column.id, visible.has(column.id)]));
  }, [shown]);
  const columnOrder = useMemo(() => [...shown], [shown]);
  const columnSizing = useMemo(() => ({ ...widths }), [widths]);
  return useTable({
    features,
    columns: definitions,
    data: NO_ROWS,
    columnResizeMode: "onChange",
    state: { columnVisibility, columnOrder, columnSizing },
    onColumnSizingChange: (update) =>
      useView.setState((view) => ({
        columnWidths: typeof update === "function" ? update({ ...view.columnWidths }) : update,
      })),
  });
}
export type ColumnTable = ReturnType<typeof useColumnTable>;

interface Columns {
  readonly table: ColumnTable;
  readonly shown: readonly ColumnId[];
  /** For the grid: the custom property that its header and rows take their columns from. */
  readonly style: CSSProperties;
  /** Below this the table scrolls sideways. */
  readonly minWidth: number;
}

/** Windows from here on show more columns, unless some were chosen. */
const WIDE = "(min-width: 1600px)";

function followWidth(changed: () => void): () => void {
  const query = window.matchMedia(WIDE);
  query.addEventListener("change", changed);
  return () => query.removeEventListener("change", changed);
}

/** The columns that were chosen, or those that the window has room for. */
export function useShownColumns(): readonly ColumnId[] {
  const remembered = useView((view) => view.columns);
  const isWide = useSyncExternalStore(followWidth, () => window.matchMedia(WIDE).matches);
  return useMemo(() => shownColumns(remembered, isWide), [remembered, isWide]);
}

/** @param treeWidth what the tree's column takes while no width was set */
export function useColumns(treeWidth: number): Columns {
  const shown = useShownColumns();
  const chosen = useView((view) => view.columnWidths);
  const widths = useMemo(() => ({ [TREE_COLUMN]: treeWidth, ...chosen }), [treeWidth, chosen]);
  const table = useColumnTable(shown, widths);

  const resizing = table.state.columnResizing.isResizingColumn;
  const wasResizing = useRef<string | false>(false);
  useEffect(() => {
    // Each pixel of a drag shows, only its end is kept.
    if (wasResizing.current !== false && resizing === false)
      remember({ columnWidths: useView.getState().columnWidths });
    wasResizing.current = resizing;
  }, [resizing]);

  return useMemo(() => {
    const widthNow = (id: ColumnId) => widths[id] ?? widthOf(id).usual;
    const grows = (id: ColumnId) => id === FLEXIBLE_COLUMN && widths[id] === undefined;
    const tracks = shown.map((id) =>
      grows(id) ? `minmax(${widthOf(id).least}px, ${FLEXIBLE_MOST}px)` : `${widthNow(id)}px`,
    );
    const minWidth = shown.reduce((sum, id) => sum + (grows(id) ? widthOf(id).least : widthNow(id)), 0);
    const style = { "--tree-columns": tracks.join(" ") } as CSSProperties;
    return { table, shown, style, minWidth };
  }, [table, shown, widths]);
}
