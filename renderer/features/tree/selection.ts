/** Where the keyboard is in the table, and what is picked: pure steps from one state to the next. */
import type { Row } from "../../../shared/machine/rows.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import type { ViewState } from "../../stores/view.ts";

type Picked = Pick<ViewState, "cursor" | "anchor" | "focused" | "selected">;

/** `pick`: this row alone; `walk`: move only; `extend`: all from the anchor to here; `toggle`: this row in or out. */
export type MoveMode = "pick" | "walk" | "extend" | "toggle";

/** The function of a row that something can be done with: it is there, neither a heading nor a ghost. */
function selectableBdf(row: Row, departed: ReadonlyMap<Bdf, unknown>): Bdf | null {
  return row.kind === "function" && row.bdf !== null && !departed.has(row.bdf) ? row.bdf : null;
}

function functionsIn(rows: readonly Row[], from: number, to: number, departed: ReadonlyMap<Bdf, unknown>): Set<Bdf> {
  const picked = new Set<Bdf>();
  for (let at = Math.min(from, to); at <= Math.max(from, to); at++) {
    const row = rows[at];
    // What is listed only for the sake of something below it was not searched for: many at once means the others.
    const bdf = row === undefined || row.isContext ? null : selectableBdf(row, departed);
    if (bdf !== null) picked.add(bdf);
  }
  return picked;
}

/** The last of the visible rows below a row. */
export function lastBelow(rows: readonly Row[], index: number): number {
  const depth = rows[index]?.depth ?? 0;
  let last = index;
  while ((rows[last + 1]?.depth ?? -1) > depth) last++;
  return last;
}

function toggled(
  rows: readonly Row[],
  index: number,
  selected: ReadonlySet<Bdf>,
  departed: ReadonlyMap<Bdf, unknown>,
): Set<Bdf> {
  const row = rows[index];
  const bdf = row === undefined ? null : selectableBdf(row, departed);
  // A heading stands for all that is listed below it.
  const these = bdf === null ? functionsIn(rows, index, lastBelow(rows, index), departed) : new Set([bdf]);
  const next = new Set(selected);
  const allIn = [...these].every((each) => next.has(each));
  for (const each of these) {
    if (allIn) next.delete(each);
    else next.add(each);
  }
  return next;
}

/** The state after moving to a row. */
export function movedTo(
  rows: readonly Row[],
  index: number,
  mode: MoveMode,
  before: Picked,
  departed: ReadonlyMap<Bdf, unknown>,
): Picked {
  const row = rows[index];
  if (row === undefined) return before;
  // A departed function can still be looked at; the detail pane says that it is gone.
  const focused = row.kind === "function" && row.bdf !== null ? row.bdf : before.focused;
  if (mode === "walk") return { ...before, cursor: row.id };
  if (mode === "toggle") {
    return { cursor: row.id, anchor: row.id, focused, selected: toggled(rows, index, before.selected, departed) };
  }
  if (mode === "extend") {
    const anchorAt = rows.findIndex((each) => each.id === before.anchor);
    const from = anchorAt < 0 ? index : anchorAt;
    const anchor = rows[from]?.id ?? row.id;
    return { cursor: row.id, anchor, focused, selected: functionsIn(rows, from, index, departed) };
  }
  const bdf = selectableBdf(row, departed);
  return { cursor: row.id, anchor: row.id, focused, selected: new Set(bdf === null ? [] : [bdf]) };
}

/** Every function that the table lists. */
export function allListed(rows: readonly Row[], departed: ReadonlyMap<Bdf, unknown>): Set<Bdf> {
  return functionsIn(rows, 0, rows.length - 1, departed);
}
