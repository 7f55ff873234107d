import { ChevronRight } from "lucide-react";
import { memo, type ReactNode } from "react";
import type { ColumnId } from "../../../shared/machine/columns.ts";
import type { FunctionInfo } from "../../../shared/machine/facts.ts";
import type { Machine } from "../../../shared/machine/machine.ts";
import type { Row } from "../../../shared/machine/rows.ts";
import type { Query } from "../../../shared/machine/search.ts";
import type { UsedBy } from "../../../shared/machine/used-by.ts";
import type { Message } from "../../../shared/words/message.ts";
import { COMMON } from "../../../shared/words/texts/common.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Marked } from "../../ui/Marked.tsx";
import { Say } from "../../words/Say.tsx";
import { ROW_WORDS } from "../../words/tree-rows.ts";
import { addressOf, FunctionCell, isMono, isNumeric, RoleBadge } from "./cells.tsx";
import type { Guides } from "./guides.ts";
import styles from "./TreeRow.module.css";
import { UsedByMark } from "./used-by-cells.tsx";

export interface TreeRowProps {
  readonly row: Row;
  readonly machine: Machine;
  /** null of what is no function, or has left. */
  readonly usedBy: UsedBy | null;
  readonly index: number;
  /** From the top of the first row. */
  readonly top: number;
  readonly columns: readonly ColumnId[];
  readonly guides: Guides;
  readonly query: Query;
  /** The keyboard is on it. */
  readonly cursor: boolean;
  readonly selected: boolean;
  /** Its details are shown. */
  readonly shown: boolean;
  /** The function is no longer there. */
  readonly left: boolean;
  /** The plan on screen would remove it. */
  readonly leaving: boolean;
}

export function rowDomId(id: string): string {
  return `row-${id}`;
}

function Guide({ char }: { readonly char: string }) {
  const shape = { "|": styles.pass, ":": styles.pass, "+": styles.tee, t: styles.tee, L: styles.end, l: styles.end }[
    char
  ];
  const family = char === ":" || char === "t" || char === "l";
  return <span aria-hidden="true" className={`${styles.guide} ${shape ?? ""} ${family ? styles.family : ""}`} />;
}

function Lead({ row, guides }: Pick<TreeRowProps, "row" | "guides">) {
  let level = 0;
  return (
    <>
      {[...guides].map((char) => {
        level += 1;
        return <Guide key={level} char={char} />;
      })}
      {row.hasChildren ? (
        <span className={styles.chevron} data-toggle="" data-open={row.expanded} aria-hidden="true">
          <ChevronRight />
        </span>
      ) : (
        <span className={styles.leaf} aria-hidden="true" />
      )}
    </>
  );
}

/** `6 of 16 functions, 4 VFs so far`. */
function countsText({ functions, vfs, matches }: Row["counts"], isWhole: boolean): Message {
  const all =
    matches === functions ? ROW_WORDS.functions({ count: functions }) : ROW_WORDS.some({ matches, count: functions });
  const counts = vfs > 0 && vfs < functions ? ROW_WORDS.vfs({ functions: all, vfs }) : all;
  return isWhole ? counts : ROW_WORDS.soFar({ counts });
}

function Heading({ row, machine, guides, query, columns }: TreeRowProps) {
  return (
    <div role="gridcell" tabIndex={-1} aria-colspan={columns.length} className={`${styles.cell} ${styles.heading}`}>
      <Lead row={row} guides={guides} />
      <span className={styles.headingLabel}>
        <Marked text={row.label} terms={query} />
      </span>
      <span className={styles.quiet}>
        <Say of={countsText(row.counts, machine.snapshot.partOf === undefined)} />
      </span>
    </div>
  );
}

function GhostCell({ row, id }: { readonly row: Row; readonly id: ColumnId }): ReactNode {
  if (id === "name") {
    return (
      <span className={styles.quiet}>
        <Say of={row.bdf === null ? ROW_WORDS.noRoutingId : ROW_WORDS.created} />
      </span>
    );
  }
  if (id === "driver") {
    return (
      <span className={styles.quiet}>
        <Say of={row.ghost?.driver ?? COMMON.noDriver} />
      </span>
    );
  }
  return null;
}

/** Addresses of the first domain are written without it, so they are marked without it. */
function shortened(query: Query): Query {
  return query.map((term) => (term.startsWith("0000:") ? term.slice(5) : term)).filter((term) => term !== "");
}

function TreeCell({ row, machine, usedBy, guides, query, left, leaving }: TreeRowProps) {
  return (
    <>
      <Lead row={row} guides={guides} />
      <span className={`mono ${styles.address}`}>
        <Marked text={addressOf(row)} terms={shortened(query)} />
      </span>
      {row.ghost === null ? null : <Badge tone="ghost">{`VF ${row.ghost.index}`}</Badge>}
      {row.fn === null ? null : <RoleBadge machine={machine} fn={row.fn} left={left} leaving={leaving} />}
      {usedBy === null ? null : <UsedByMark usedBy={usedBy} />}
    </>
  );
}

function classesOf({ row, selected, shown, cursor, left, leaving }: TreeRowProps): string {
  const classes = [styles.row];
  if (row.kind === "ghost") classes.push(styles.ghost);
  else if (row.fn === null) classes.push(styles.headingRow);
  if (row.isContext) classes.push(styles.context);
  if (left || leaving) classes.push(styles.left);
  if (selected) classes.push(styles.selected);
  else if (shown) classes.push(styles.shown);
  if (cursor) classes.push(styles.cursor);
  return classes.join(" ");
}

function TreeRowView(props: TreeRowProps) {
  const { row, index, top, columns, machine, usedBy, query, selected } = props;
  const isHeading = row.fn === null && row.ghost === null;
  return (
    <div
      role="row"
      id={rowDomId(row.id)}
      data-testid={rowDomId(row.id)}
      data-index={index}
      data-kind={row.kind}
      aria-rowindex={index + 2}
      aria-level={row.level}
      aria-setsize={row.setSize}
      aria-posinset={row.posInSet}
      aria-selected={selected}
      {...(row.hasChildren ? { "aria-expanded": row.expanded } : {})}
      className={classesOf(props)}
      style={{ top }}
      tabIndex={-1}
    >
      {isHeading ? (
        <Heading {...props} />
      ) : (
        columns.map((id) => (
          <div
            key={id}
            role="gridcell"
            data-cell={id}
            tabIndex={-1}
            className={`${styles.cell} ${id === "bdf" ? styles.tree : ""} ${isNumeric(id) ? styles.numeric : ""} ${isMono(id) ? "mono" : ""}`}
          >
            {id === "bdf" ? <TreeCell {...props} /> : null}
            {id !== "bdf" && row.fn !== null ? (
              <FunctionCell
                id={id}
                machine={machine}
                fn={row.fn}
                usedBy={usedBy}
                isBelowPf={row.isBelowPf}
                query={query}
                columns={columns}
              />
            ) : null}
            {row.ghost === null ? null : <GhostCell row={row} id={id} />}
          </div>
        ))
      )}
    </div>
  );
}

/** All that a row's cells are drawn from beside the function itself: its PF, and the two ends of its link. */
function relatives(machine: Machine, fn: FunctionInfo): readonly unknown[] {
  const pf = fn.physfn === null ? undefined : machine.byBdf.get(fn.physfn);
  const parent = machine.parentOf(fn.bdf);
  const above = parent === null ? undefined : machine.byBdf.get(parent);
  return [pf, above, machine.vfIndexOf(fn.bdf), machine.groupOf(fn.bdf)?.members.length];
}

/** Would both draw the same? A patch of one function makes new rows for all, and nearly all of them look as before. */
export function sameRow(a: TreeRowProps, b: TreeRowProps): boolean {
  const { row: was, machine: machineBefore, ...restBefore } = a;
  const { row: now, machine: machineNow, ...restNow } = b;
  for (const key of Object.keys(restNow) as (keyof typeof restNow)[]) {
    if (!Object.is(restBefore[key], restNow[key])) return false;
  }
  const sameShape =
    was.id === now.id &&
    was.fn === now.fn &&
    was.label === now.label &&
    was.level === now.level &&
    was.setSize === now.setSize &&
    was.posInSet === now.posInSet &&
    was.hasChildren === now.hasChildren &&
    was.expanded === now.expanded &&
    was.isContext === now.isContext &&
    was.isBelowPf === now.isBelowPf &&
    was.counts.functions === now.counts.functions &&
    was.counts.vfs === now.counts.vfs &&
    was.counts.matches === now.counts.matches &&
    was.ghost?.bdf === now.ghost?.bdf &&
    was.ghost?.driver === now.ghost?.driver;
  if (!sameShape || machineBefore.snapshot.partOf !== machineNow.snapshot.partOf) return false;
  if (machineBefore === machineNow || now.fn === null) return true;
  // A bridge's link is judged by what hangs below it; there are few bridges on a screen.
  if (now.fn.bridge !== null) return false;
  const before = relatives(machineBefore, now.fn);
  return relatives(machineNow, now.fn).every((relative, at) => relative === before[at]);
}

export const TreeRow = memo(TreeRowView, sameRow);
