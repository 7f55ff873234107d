import type { Query } from "../../../shared/machine/search.ts";
import { piecesOf } from "./marks.ts";
import styles from "./TreeRow.module.css";

/** A text with the places marked that a search found. */
export function Marked({ text, query }: { readonly text: string; readonly query: Query }) {
  if (query.length === 0) return text;
  let at = 0;
  return piecesOf(text, query).map((piece) => {
    const key = at;
    at += piece.text.length;
    return piece.found ? (
      <mark key={key} className={styles.mark}>
        {piece.text}
      </mark>
    ) : (
      piece.text
    );
  });
}
