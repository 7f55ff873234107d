import { useEffect, useRef } from "react";
import { clearNarrowing, isNarrowed, pathTo, setRowsOpen } from "../../actions/tree-view.ts";
import { useView } from "../../stores/view.ts";
import type { TreeModel } from "./use-rows.ts";

/**
 * Brings a function into view when somebody asked for it (`focusFunction`): opens the rows above it, and takes
 * search and chips away when they hide it. Keeps the keyboard's row on something that is listed.
 */
export function useReveal(model: TreeModel, inView: (index: number) => void): void {
  const { machine, places, narrowed } = model;
  const reveal = useView((view) => view.reveal);
  const grouping = useView((view) => view.grouping);
  const done = useRef<object | null>(null);

  useEffect(() => {
    if (reveal === null || done.current === reveal) return;
    const id = `fn:${reveal.bdf}`;
    const place = places.get(id);
    if (place !== undefined) {
      done.current = reveal;
      inView(place);
      return;
    }
    const path = pathTo(machine, grouping, id);
    if (path === null) {
      done.current = reveal;
      return;
    }
    if (!narrowed) setRowsOpen(path, true);
    // What is left out comes back, and the row is looked for again; the rows may lag behind the search.
    else if (isNarrowed(useView.getState())) clearNarrowing();
  }, [reveal, places, machine, grouping, narrowed, inView]);

  const cursor = useView((view) => view.cursor);
  useEffect(() => {
    // A row that is about to be shown is not lost.
    if (cursor === null || places.has(cursor) || done.current !== reveal) return;
    // Its row was closed into one above it: the keyboard goes there.
    const above = pathTo(machine, grouping, cursor)?.findLast((id) => places.has(id));
    if (above !== undefined && !narrowed) useView.setState({ cursor: above });
  }, [cursor, places, machine, grouping, narrowed, reveal]);
}
