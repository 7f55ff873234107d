import { useVirtualizer, type VirtualItem } from "@tanstack/react-virtual";
import { type HTMLAttributes, type KeyboardEventHandler, type ReactNode, type RefObject, useId } from "react";
import { drawnId } from "./drawn.ts";
import styles from "./RowList.module.css";

const ROW_PX = 26;

/** How a row above such a list is laid out. */
export const ROW_CLASS = styles.row ?? "";

export interface RowListState {
  /** Begins the ids of its rows. */
  readonly idPrefix: string;
  readonly scroller: RefObject<HTMLDivElement | null>;
  /** Those in view. */
  readonly items: readonly VirtualItem[];
  readonly height: number;
  /** For `aria-activedescendant`: the id of the row that is chosen, while it is in the page. */
  readonly active: string | undefined;
  /** Brings a row into view. */
  readonly show: (index: number) => void;
  /** Steps of the keys that move within it; undefined for any other key. */
  readonly stepOf: (key: string) => number | undefined;
}

/** A long list of rows of one height, of which only those in view are drawn. */
export function useRowList(count: number, picked: number, scroller: RefObject<HTMLDivElement | null>): RowListState {
  const idPrefix = useId();
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 8,
  });
  const items = virtualizer.getVirtualItems();
  return {
    idPrefix,
    scroller,
    items,
    height: virtualizer.getTotalSize(),
    active: drawnId(items, picked, `${idPrefix}${picked}`),
    show: (index) => virtualizer.scrollToIndex(index, { align: "auto" }),
    stepOf: (key) => {
      const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW_PX) - 1);
      const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page };
      return steps[key];
    },
  };
}

interface RowListProps extends Omit<HTMLAttributes<HTMLDivElement>, "onClick" | "children"> {
  readonly onKeyDown: KeyboardEventHandler;
  readonly list: RowListState;
  readonly picked: number;
  readonly onChoose: (index: number) => void;
  /** What stands in a row, and what else it is; null where there is none. */
  readonly row: (
    index: number,
  ) => { readonly isHeading: boolean; readonly className: string; readonly content: ReactNode } | null;
}

export function RowList({
  list,
  picked,
  onChoose,
  row,
  className = "",
  onKeyDown,
  tabIndex,
  ...attributes
}: RowListProps) {
  return (
    <div
      {...attributes}
      ref={list.scroller}
      role="listbox"
      tabIndex={tabIndex}
      onKeyDown={onKeyDown}
      className={`${styles.list} ${className}`}
      onClick={(event) => {
        const element = event.target instanceof Element ? event.target.closest("[data-index]") : null;
        const index = Number(element?.getAttribute("data-index") ?? -1);
        if (index >= 0) onChoose(index);
      }}
    >
      <div className={styles.space} role="presentation" style={{ height: list.height }}>
        {list.items.map(({ index, start }) => {
          const shown = row(index);
          if (shown === null) return null;
          const kind = `${shown.isHeading ? styles.heading : ""} ${index === picked ? styles.picked : ""}`;
          return (
            <div
              key={index}
              role="option"
              id={`${list.idPrefix}${index}`}
              aria-selected={index === picked}
              tabIndex={-1}
              className={`${styles.row} ${styles.placed} ${kind} ${shown.className}`}
              style={{ transform: `translateY(${start}px)` }}
              data-index={index}
            >
              {shown.content}
            </div>
          );
        })}
      </div>
    </div>
  );
}
