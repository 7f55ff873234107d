import { useVirtualizer } from "@tanstack/react-virtual";
import { type CSSProperties, useLayoutEffect, useRef, useState } from "react";
import { groupText } from "../../../../shared/machine/known.ts";
import { driverText, isGivenAway } from "../../../../shared/machine/role.ts";
import { formatSize } from "../../../../shared/pci/sriov.ts";
import { names } from "../../../../shared/words/joined.ts";
import { COMMON } from "../../../../shared/words/texts/common.ts";
import { FACT_WORDS } from "../../../../shared/words/texts/facts.ts";
import { COLUMN_WORDS } from "../../../../shared/words/texts/table-columns.ts";
import { Badge } from "../../../ui/Badge.tsx";
import { reachable } from "../../../ui/reachable.ts";
import { useSay } from "../../../words/language.ts";
import { RESOURCES_TAB_WORDS } from "../../../words/resources-tab.ts";
import { SRIOV_TAB_WORDS } from "../../../words/sriov-tab.ts";
import { TOOLBAR_WORDS } from "../../../words/tree-toolbar.ts";
import { FunctionLink } from "../parts/FunctionLink.tsx";
import { addressText } from "../parts/numbers.ts";
import styles from "./VfTable.module.css";
import type { VfLayoutView, VfRow } from "./vf-rows.ts";

const ROW_PX = 26;

interface VfTableProps {
  readonly layout: VfLayoutView;
  /** What scrolls: the whole tab, so that the table is not a window within a window. */
  readonly scroller: HTMLDivElement;
}

function Marks({ row }: { readonly row: VfRow }) {
  const say = useSay();
  if (row.beyondBridge) {
    return (
      <Badge tone="danger" title={say(SRIOV_TAB_WORDS.noBusHelp)}>
        {say(SRIOV_TAB_WORDS.noBus)}
      </Badge>
    );
  }
  if (row.bdf === null) return null;
  return row.crossesBus ? (
    <Badge tone="warn" title={say(SRIOV_TAB_WORDS.onBusHelp)}>
      {say(SRIOV_TAB_WORDS.onBus({ bus: row.bdf.slice(-7, -5) }))}
    </Badge>
  ) : null;
}

/** A slice has no addresses where its window has none, or nobody told how large a slice is. */
function NoSlice({ isPlaced }: { readonly isPlaced: boolean }) {
  const say = useSay();
  return isPlaced ? (
    <span title={say(SRIOV_TAB_WORDS.sliceUnknownHelp)}>{say(COMMON.unknown)}</span>
  ) : (
    <span title={say(SRIOV_TAB_WORDS.windowUnassigned)}>{say(RESOURCES_TAB_WORDS.unassigned)}</span>
  );
}

interface RowProps {
  readonly row: VfRow;
  readonly top: number;
  /** Of each window: has it a place? */
  readonly placed: readonly boolean[];
}

function Row({ row, top, placed }: RowProps) {
  const say = useSay();
  const { fn } = row;
  const nets = fn?.children.filter(({ kind }) => kind === "net").map(({ name }) => name) ?? [];
  const others = fn?.children.filter(({ kind }) => kind !== "net").map(({ name }) => name) ?? [];
  const stand = row.representor === null ? [] : [COLUMN_WORDS.representor({ name: row.representor })];
  const here = say(names([...nets, ...others, ...stand]));
  return (
    <div
      role="row"
      tabIndex={-1}
      aria-rowindex={row.index + 2}
      className={`${styles.row} ${fn === null ? styles.ghost : ""}`}
      style={{ transform: `translateY(${top}px)` }}
      data-testid={`vf-row-${row.index}`}
    >
      <span role="cell" className={styles.index}>
        {row.index}
      </span>
      <span role="cell" className={styles.bdf}>
        {row.bdf === null ? (
          <span className={styles.none}>{say(row.isPastTheEnd ? SRIOV_TAB_WORDS.noRoutingId : COMMON.unknown)}</span>
        ) : fn === null ? (
          <span className="mono">{row.bdf}</span>
        ) : (
          <FunctionLink bdf={row.bdf} />
        )}
        <Marks row={row} />
      </span>
      <span role="cell" className={`${styles.driver} ${fn !== null && isGivenAway(fn) ? styles.given : ""}`}>
        {fn === null ? (
          <span className={styles.none}>{say(SRIOV_TAB_WORDS.notEnabled)}</span>
        ) : (
          (fn.driver ?? <span className={styles.none}>{say(driverText(fn))}</span>)
        )}
      </span>
      <span role="cell" className={styles.group}>
        {fn === null ? "" : say(groupText(fn))}
      </span>
      <span role="cell" className={styles.names} title={here}>
        {here}
      </span>
      {row.slices.map((slice, window) => (
        <span
          key={`${row.index}/${String(window)}`}
          role="cell"
          className={styles.slice}
          title={slice === null ? undefined : `${addressText(slice.start)}–${addressText(slice.end)}`}
        >
          {slice === null ? <NoSlice isPlaced={placed[window] ?? false} /> : addressText(slice.start)}
        </span>
      ))}
    </div>
  );
}

/** The VFs that are there, and where the others would be. */
export function VfTable({ layout, scroller }: VfTableProps) {
  const say = useSay();
  const body = useRef<HTMLDivElement>(null);
  const [margin, setMargin] = useState(0);
  useLayoutEffect(() => {
    const measure = (): void => {
      const box = body.current?.getBoundingClientRect();
      if (box) setMargin(box.top - scroller.getBoundingClientRect().top + scroller.scrollTop);
    };
    measure();
    // What stands above changes its height with the width of the pane.
    const observer = new ResizeObserver(measure);
    for (const child of scroller.children) observer.observe(child);
    return () => observer.disconnect();
  }, [scroller]);
  const virtualizer = useVirtualizer({
    count: layout.count,
    getScrollElement: () => scroller,
    estimateSize: () => ROW_PX,
    scrollMargin: margin,
    overscan: 10,
  });
  const placed = layout.windows.map(({ start }) => start !== null);
  const columns: CSSProperties & Readonly<Record<"--windows", number>> = { "--windows": layout.windows.length };
  return (
    <div ref={reachable} className={styles.scroll}>
      <div
        role="table"
        aria-label={say(SRIOV_TAB_WORDS.vfs)}
        aria-rowcount={layout.count + 1}
        className={styles.table}
        style={columns}
      >
        <div role="row" tabIndex={-1} aria-rowindex={1} className={styles.head}>
          <span role="columnheader" tabIndex={-1} className={styles.index}>
            {say(SRIOV_TAB_WORDS.vf)}
          </span>
          <span role="columnheader" tabIndex={-1} className={styles.bdf}>
            {say(COLUMN_WORDS.bdf)}
          </span>
          <span role="columnheader" tabIndex={-1} className={styles.driver}>
            {say(FACT_WORDS.driver)}
          </span>
          <span role="columnheader" tabIndex={-1} className={styles.group}>
            <span title={say(FACT_WORDS.iommuGroup)}>{say(TOOLBAR_WORDS.shortGroup)}</span>
          </span>
          <span role="columnheader" tabIndex={-1} className={styles.names}>
            {say(FACT_WORDS.interfaces)}
          </span>
          {layout.windows.map((window) => (
            <span key={window.bar} role="columnheader" tabIndex={-1} className={styles.slice}>
              {say(
                window.perVf === null
                  ? SRIOV_TAB_WORDS.barSizeUnknown({ bar: String(window.bar) })
                  : SRIOV_TAB_WORDS.barEach({ bar: String(window.bar), size: formatSize(window.perVf) }),
              )}
            </span>
          ))}
        </div>
        <div ref={body} role="rowgroup" className={styles.body} style={{ height: layout.count * ROW_PX }}>
          {virtualizer.getVirtualItems().map(({ index, start }) => (
            <Row key={index} row={layout.row(index)} top={start - margin} placed={placed} />
          ))}
        </div>
      </div>
    </div>
  );
}
