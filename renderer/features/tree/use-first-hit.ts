import { useEffect, useRef } from "react";
import { useView } from "../../stores/view.ts";
import { movedTo } from "./selection.ts";
import type { TreeModel } from "./use-rows.ts";

/** Enter in the search leads to the first function that was found, past the headings and ports above it. */
export function useFirstHit({ rows, departed }: TreeModel, inView: (index: number) => void): void {
  const submitted = useView((view) => view.submittedQuery);
  const done = useRef(submitted);
  useEffect(() => {
    if (done.current === submitted) return;
    done.current = submitted;
    const view = useView.getState();
    const hit = rows.findIndex((row) => row.fn !== null && !row.isContext);
    if (submitted === null || submitted === "" || hit < 0) return;
    useView.setState(movedTo(rows, hit, "pick", view, departed));
    inView(hit);
  }, [submitted, rows, departed, inView]);
}
