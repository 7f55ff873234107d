/** The lines of a comparison: functions, and below each what differs. Pure. */
import type { Comparison, Difference, FunctionComparison } from "../../../shared/compare/comparison.ts";
import { headingText, isShown, moreText, notesOf, shownDifferences } from "../../../shared/compare/words.ts";
import type { Words } from "../../../shared/words/message.ts";
import { COMPARISON_WORDS } from "../../../shared/words/texts/comparison.ts";

export type ComparisonRow =
  /** `fn` is null for the machine as a whole. */
  | { readonly kind: "heading"; readonly fn: FunctionComparison | null; readonly text: Words }
  | { readonly kind: "difference"; readonly fn: FunctionComparison | null; readonly difference: Difference }
  | { readonly kind: "aside"; readonly text: Words };

/** @param withVolatile also what hardware and kernel change in everyday work */
export function comparisonRows(comparison: Comparison, withVolatile: boolean): readonly ComparisonRow[] {
  const { machine, functions } = comparison;
  const rows: ComparisonRow[] = [];
  if (machine.length > 0) rows.push({ kind: "heading", fn: null, text: COMPARISON_WORDS.machine });
  for (const difference of machine) rows.push({ kind: "difference", fn: null, difference });
  for (const fn of functions) {
    if (!isShown(fn, withVolatile)) continue;
    rows.push({ kind: "heading", fn, text: headingText(fn, comparison) });
    for (const difference of shownDifferences(fn, withVolatile)) rows.push({ kind: "difference", fn, difference });
    for (const text of notesOf(fn, comparison, withVolatile)) rows.push({ kind: "aside", text });
  }
  const more = moreText(comparison, withVolatile);
  if (more !== null) rows.push({ kind: "aside", text: more });
  return rows;
}

/** The next row that can be chosen; the same one at either end. */
export function nextComparisonRow(rows: readonly ComparisonRow[], from: number, step: number): number {
  const direction = Math.sign(step);
  let at = Math.max(0, Math.min(rows.length - 1, from + step));
  while (rows[at]?.kind === "aside") {
    const next = at + direction;
    if (next < 0 || next >= rows.length) return from;
    at = next;
  }
  return at;
}
