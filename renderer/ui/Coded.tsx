import { Fragment } from "react";
import styles from "./Coded.module.css";

/** Function addresses, kernel paths, errnos, register values and words with underscores: what people copy and grep for. */
const CODE =
  /(\b[0-9a-f]{4}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]\b|\/(?:sys|dev|proc)\/[^\s,;]*[^\s,;.:]|\bE[A-Z0-9]{3,}\b|\b0x[0-9a-f]+\b|\b[a-z_]+=[a-z0-9_-]+\b|\b[a-z0-9]+(?:[_/][a-z0-9]+)*_[a-z0-9]+\b)/;

/** A sentence with its addresses, paths and attribute names set in the monospaced type. */
export function Coded({ text }: { readonly text: string }) {
  let at = 0;
  return text.split(CODE).map((piece, index) => {
    const key = at;
    at += piece.length;
    return index % 2 === 1 ? (
      <code key={key} className={styles.code}>
        {piece}
      </code>
    ) : (
      <Fragment key={key}>{piece}</Fragment>
    );
  });
}
