/** The rows on screen, out of the machine and how it is looked at. */
import { useDeferredValue, useMemo } from "react";
import type { Machine } from "../../../shared/machine/machine.ts";
import { buildRows, type Row } from "../../../shared/machine/rows.ts";
import { parseQuery, type Query } from "../../../shared/machine/search.ts";
import type { UsedByIndex } from "../../../shared/machine/used-by.ts";
import { isNarrowed } from "../../actions/tree-view.ts";
import type { Departed } from "../../model/departed.ts";
import { useMachine } from "../../stores/machine.ts";
import { useOperations } from "../../stores/operations.ts";
import { useView } from "../../stores/view.ts";
import { type Guides, guidesOf } from "./guides.ts";
import { RowPlaces } from "./places.ts";
import { treeWidth } from "./tree-width.ts";

export interface TreeModel {
  /** The machine with its departed functions. */
  readonly machine: Machine;
  readonly usedBy: UsedByIndex;
  readonly rows: readonly Row[];
  readonly guides: readonly Guides[];
  readonly places: RowPlaces;
  readonly query: Query;
  readonly narrowed: boolean;
  /** Functions that chips and search let through, or all. */
  readonly matches: number;
  readonly departed: Departed;
  /** What the tree's column takes while no width was set. */
  readonly treeWidth: number;
}

export function useRows(machine: Machine, usedBy: UsedByIndex): TreeModel {
  const departed = useMachine((state) => state.departed);
  const ghosts = useOperations((state) => state.ghosts);
  const grouping = useView((view) => view.grouping);
  const chips = useView((view) => view.chips);
  const typed = useView((view) => view.query);
  const sort = useView((view) => view.sort);
  const expanded = useView((view) => view.expanded);
  const collapsed = useView((view) => view.collapsed);
  const collapsedInSearch = useView((view) => view.collapsedInSearch);
  const submitted = useView((view) => view.submittedQuery);
  // Typing stays ahead of the table: a key is shown at once, the rows follow.
  const deferred = useDeferredValue(typed);
  const text = typed === submitted ? typed : deferred;

  const drawn = useMachine((state) => state.drawn) ?? machine;
  const width = useMemo(() => treeWidth(drawn, grouping), [drawn, grouping]);
  return useMemo(() => {
    const narrowed = isNarrowed({ chips, query: text });
    const rows = buildRows(drawn, {
      grouping,
      usedBy,
      ghosts,
      filters: chips,
      query: text,
      expanded,
      collapsed: narrowed ? collapsedInSearch : collapsed,
      sort,
    });
    let matches = 0;
    for (const row of rows) {
      if (row.depth === 0) matches += row.counts.matches + (row.kind === "function" && !row.isContext ? 1 : 0);
    }
    return {
      machine: drawn,
      usedBy,
      rows,
      guides: guidesOf(rows),
      places: new RowPlaces(rows),
      query: parseQuery(text),
      narrowed,
      matches,
      departed,
      treeWidth: width,
    };
  }, [drawn, usedBy, width, grouping, ghosts, chips, text, expanded, collapsed, collapsedInSearch, sort, departed]);
}
