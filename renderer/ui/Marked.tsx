import { Fragment } from "react";
import styles from "./Marked.module.css";
import { piecesOf } from "./marked-pieces.ts";

interface MarkedProps {
  readonly text: string;
  /** Terms in lower case; each place where one is found is marked. */
  readonly terms: readonly string[];
}

/** A text with what was searched for marked in it. */
export function Marked({ text, terms }: MarkedProps) {
  if (terms.length === 0) return text;
  return piecesOf(text, terms).map((piece) =>
    piece.hit ? (
      <mark key={piece.at} className={styles.mark}>
        {piece.text}
      </mark>
    ) : (
      <Fragment key={piece.at}>{piece.text}</Fragment>
    ),
  );
}
