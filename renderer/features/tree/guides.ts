/** The lines that join a row to its parent: one character for each level of depth. */
import type { Row } from "../../../shared/machine/rows.ts";

/**
 * - ` ` nothing
 * - `|` the line of an ancestor passes by
 * - `+` this row hangs on the line, which goes on
 * - `L` this row is the last on it
 * Below a PF the line is that of a family: `:` `t` `l`.
 */
export type Guides = string;

const FAMILY: Readonly<Record<string, string>> = { "|": ":", "+": "t", L: "l" };

function startsFamily(row: Row): boolean {
  return row.fn !== null && row.fn.physfn === null && row.fn.bridge === null && row.hasChildren;
}

/** For each visible row, in order. */
export function guidesOf(rows: readonly Row[]): readonly Guides[] {
  /** Of the row above at each depth: what its descendants draw for it, and whether it heads a family. */
  const passing: string[] = [];
  const family: boolean[] = [];
  return rows.map((row) => {
    const { depth } = row;
    const last = row.posInSet === row.setSize;
    const inFamily = depth > 0 && family[depth - 1] === true;
    const elbow = last ? "L" : "+";
    const own = depth === 0 ? "" : inFamily ? (FAMILY[elbow] ?? elbow) : elbow;
    const guides = passing.slice(1, depth).join("") + own;
    passing[depth] = last ? " " : inFamily ? ":" : "|";
    family[depth] = startsFamily(row);
    return guides;
  });
}
