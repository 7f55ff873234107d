import { useVirtualizer } from "@tanstack/react-virtual";
import { memo, useEffect } from "react";
import type { ColumnId } from "../../../shared/machine/columns.ts";
import { useOperations } from "../../stores/operations.ts";
import { useView } from "../../stores/view.ts";
import { drawnId } from "../../ui/drawn.ts";
import styles from "./TreeGrid.module.css";
import { rowDomId, TreeRow } from "./TreeRow.tsx";
import type { TreeModel } from "./use-rows.ts";

/** --row and --header-row of the style sheet. */
export const ROW_PX = 26;
export const HEADER_PX = 28;
/** Rows drawn beyond the edge, so that a quick scroll shows no gap. */
const OVERSCAN = 10;

/** Scrolls as little as it takes. Rows are all of one height, so nothing has to be measured. */
export function bringIntoView(grid: HTMLElement, index: number): void {
  const top = index * ROW_PX;
  const room = grid.clientHeight - HEADER_PX;
  if (top < grid.scrollTop) grid.scrollTop = top;
  else if (top + ROW_PX > grid.scrollTop + room) grid.scrollTop = top + ROW_PX - room;
}

interface TreeBodyProps {
  readonly model: TreeModel;
  readonly columns: readonly ColumnId[];
  /** The treegrid: it scrolls, and names the row that the keyboard is on. */
  readonly grid: HTMLElement | null;
}

/** The rows that are in view. A component of its own: scrolling draws nothing else again. */
function TreeBodyView({ model, columns, grid }: TreeBodyProps) {
  const { machine, usedBy, rows, guides, places, query, departed } = model;
  const cursor = useView((view) => view.cursor);
  const selected = useView((view) => view.selected);
  const focused = useView((view) => view.focused);
  const leaving = useOperations((state) => state.leaving);
  const cursorAt = cursor === null ? -1 : (places.get(cursor) ?? -1);

  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => grid,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: OVERSCAN,
  });

  const items = virtualizer.getVirtualItems();
  const named = cursor === null ? undefined : drawnId(items, cursorAt, rowDomId(cursor));
  useEffect(() => {
    if (named === undefined) grid?.removeAttribute("aria-activedescendant");
    else grid?.setAttribute("aria-activedescendant", named);
  }, [grid, named]);

  return (
    <div role="rowgroup" className={styles.body} style={{ height: virtualizer.getTotalSize() }}>
      {items.map((item) => {
        const row = rows[item.index];
        if (row === undefined) return null;
        return (
          <TreeRow
            key={row.id}
            row={row}
            machine={machine}
            usedBy={row.fn === null || departed.has(row.fn.bdf) ? null : usedBy.of(row.fn)}
            index={item.index}
            top={item.start}
            columns={columns}
            guides={guides[item.index] ?? ""}
            query={query}
            cursor={item.index === cursorAt}
            selected={row.fn !== null && selected.has(row.fn.bdf)}
            shown={row.fn !== null && row.fn.bdf === focused}
            left={row.fn !== null && departed.has(row.fn.bdf)}
            leaving={row.fn !== null && leaving.has(row.fn.bdf)}
          />
        );
      })}
    </div>
  );
}

export const TreeBody = memo(TreeBodyView);
