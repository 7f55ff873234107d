import { Fragment } from "react";
import type { Words } from "../../shared/words/message.ts";
import { useSay } from "../words/language.ts";
import styles from "./Marked.module.css";

interface MarkedProps {
  readonly text: Words;
  /** Terms in lower case; each place where one is found is marked. */
  readonly terms: readonly string[];
}

/** A text with what was searched for marked in it: one element, for a flexible box would take the blanks between pieces. */
export function Marked({ text: words, terms }: MarkedProps) {
  const text = useSay()(words);
  const pieces = piecesOf(text, terms);
  if (pieces.length < 2 && pieces[0]?.hit !== true) return text;
  return (
    <span>
      {pieces.map((piece) =>
        piece.hit ? (
          <mark key={piece.at} className={styles.mark}>
            {piece.text}
          </mark>
        ) : (
          <Fragment key={piece.at}>{piece.text}</Fragment>
        ),
      )}
    </span>
  );
}

interface Piece {
  readonly at: number;
  readonly text: string;
  readonly hit: boolean;
}

/** `group 41` is found in the column of groups as `41`: the word before a number stands in the heading there. */
const NUMBERED = /^(?:iommu )?(?:group|numa|node|slot|组|节点|插槽) (?=\d)/;

/**
 * Splits a text at every place where a term occurs, whatever its case; finds that overlap become one.
 * @param terms in lower case
 */
export function piecesOf(text: string, terms: readonly string[]): Piece[] {
  if (text === "") return [];
  const lower = text.toLowerCase();
  const found = new Uint8Array(text.length);
  let any = false;
  for (const term of terms) {
    const needle = lower.includes(term) ? term : term.replace(NUMBERED, "");
    if (needle === "" || (needle !== term && needle !== lower)) continue;
    for (let at = lower.indexOf(needle); at >= 0; at = lower.indexOf(needle, at + 1)) {
      found.fill(1, at, at + needle.length);
      any = true;
    }
  }
  // Lower case can be longer than the text (İ): then the places do not fit, and nothing is marked.
  if (!any || lower.length !== text.length) return [{ at: 0, text, hit: false }];
  const pieces: Piece[] = [];
  let start = 0;
  for (let at = 1; at <= text.length; at++) {
    if (at < text.length && found[at] === found[start]) continue;
    pieces.push({ at: start, text: text.slice(start, at), hit: found[start] === 1 });
    start = at;
  }
  return pieces;
}
