/** Which parts of a shown text a search found. */
import type { Query } from "../../../shared/machine/search.ts";

export interface Piece {
  readonly text: string;
  readonly found: boolean;
}

/** `group 41` is found in the column of groups as `41`: the word before a number stands in the heading there. */
const NUMBERED = /^(?:iommu )?(?:group|numa|node|slot) (?=\d)/;

/** Splits a text at every place where a term occurs, whatever its case; overlapping finds become one. */
export function piecesOf(text: string, query: Query): readonly Piece[] {
  if (query.length === 0 || text === "") return [{ text, found: false }];
  const lower = text.toLowerCase();
  const found = new Uint8Array(text.length);
  let any = false;
  for (const term of query) {
    const needle = lower.includes(term) ? term : term.replace(NUMBERED, "");
    if (needle === "" || (needle !== term && needle !== lower)) continue;
    for (let at = lower.indexOf(needle); at >= 0; at = lower.indexOf(needle, at + 1)) {
      found.fill(1, at, at + needle.length);
      any = true;
    }
  }
  // Lower case can be longer than the text (İ): then the places do not fit, and nothing is marked.
  if (!any || lower.length !== text.length) return [{ text, found: false }];
  const pieces: Piece[] = [];
  let start = 0;
  for (let at = 1; at <= text.length; at++) {
    if (at < text.length && found[at] === found[start]) continue;
    pieces.push({ text: text.slice(start, at), found: found[start] === 1 });
    start = at;
  }
  return pieces;
}
