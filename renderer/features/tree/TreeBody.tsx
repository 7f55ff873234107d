import { useVirtualizer } from "@tanstack/react-virtual";
import { memo, type Ref, type RefObject, useEffect, useImperativeHandle } from "react";
import type { ColumnId } from "../../../shared/machine/columns.ts";
import { useView } from "../../stores/view.ts";
import styles from "./TreeGrid.module.css";
import { rowDomId, TreeRow } from "./TreeRow.tsx";
import type { TreeModel } from "./use-rows.ts";

/** --row and --header-row of the style sheet. */
export const ROW_PX = 26;
export const HEADER_PX = 28;
/** Rows drawn beyond the edge, so that a quick scroll shows no gap. */
const OVERSCAN = 10;

export interface BodyHandle {
  /** Scrolls as little as it takes. */
  bringIntoView(index: number): void;
}

interface TreeBodyProps {
  readonly model: TreeModel;
  readonly columns: readonly ColumnId[];
  /** The treegrid: it scrolls, and names the row that the keyboard is on. */
  readonly grid: RefObject<HTMLDivElement | null>;
  readonly handle: Ref<BodyHandle>;
}

/** The rows that are in view. A component of its own: scrolling draws nothing else anew. */
function TreeBodyView({ model, columns, grid, handle }: TreeBodyProps) {
  const { machine, rows, guides, places, query, departed } = model;
  const cursor = useView((view) => view.cursor);
  const selected = useView((view) => view.selected);
  const focused = useView((view) => view.focused);
  const cursorAt = cursor === null ? -1 : (places.get(cursor) ?? -1);

  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => grid.current,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: OVERSCAN,
    // The header stays on top of the rows' own area.
    scrollPaddingEnd: HEADER_PX,
  });
  useImperativeHandle(
    handle,
    () => ({ bringIntoView: (index) => virtualizer.scrollToIndex(index, { align: "auto" }) }),
    [virtualizer],
  );

  const items = virtualizer.getVirtualItems();
  // The row may scroll out of what is drawn: it is named only while it exists.
  const named = cursor !== null && items.some((item) => item.index === cursorAt) ? rowDomId(cursor) : null;
  useEffect(() => {
    if (named === null) grid.current?.removeAttribute("aria-activedescendant");
    else grid.current?.setAttribute("aria-activedescendant", named);
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
            index={item.index}
            top={item.start}
            columns={columns}
            guides={guides[item.index] ?? ""}
            query={query}
            cursor={item.index === cursorAt}
            selected={row.fn !== null && selected.has(row.fn.bdf)}
            shown={row.fn !== null && row.fn.bdf === focused}
            left={row.fn !== null && departed.has(row.fn.bdf)}
          />
        );
      })}
    </div>
  );
}

export const TreeBody = memo(TreeBodyView);
