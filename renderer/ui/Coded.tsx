import { Fragment, type ReactNode } from "react";
import type { Words } from "../../shared/words/message.ts";
import { useSay } from "../words/language.ts";
import styles from "./Coded.module.css";

/** Function addresses, kernel paths, errnos, register values and words with underscores: what people copy and grep for. */
const CODE =
  /(\b[0-9a-f]{4}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]\b|\/(?:sys|dev|proc)\/[^\s,;\u3000-\u303f\u3400-\u9fff\uff00-\uffef]*[^\s,;.:\u3000-\u303f\u3400-\u9fff\uff00-\uffef]|\bE[A-Z0-9]{3,}\b|\b0x[0-9a-f]+\b|(?:\b[a-z0-9]+)?(?:,[a-z_]+=[a-z0-9_-]+)+\b|\b[a-z_]+=[a-z0-9_-]+\b|\b[a-z0-9]+(?:[_/][a-z0-9]+)*_[a-z0-9]+\b)/;

/** `vfio-pci`, `virsh detach-device`: a name with a hyphen, short enough for a line. */
const HYPHENED = /(\b[a-z0-9]{1,16}(?:-[a-z0-9]{1,16}){1,2}\b)/i;

/** A text whose names with hyphens go to the next line whole. */
function unbroken(text: string): ReactNode {
  if (!HYPHENED.test(text)) return text;
  return text.split(HYPHENED).map((part, index) =>
    index % 2 === 1 ? (
      <span key={`${String(index)} ${part}`} className={styles.whole}>
        {part}
      </span>
    ) : (
      part
    ),
  );
}

/**
 * A sentence with its addresses, paths and attribute names set in the monospaced type: one element, for a flexible box
 * would take the blanks between pieces.
 */
export function Coded({ text }: { readonly text: Words }) {
  const said = useSay()(text);
  const pieces = piecesOf(said);
  if (pieces.length < 2 && pieces[0]?.code !== true && !HYPHENED.test(said)) return said;
  return (
    <span>
      {pieces.map((piece) =>
        piece.code ? (
          <code key={piece.at} className={styles.code}>
            {piece.text}
          </code>
        ) : (
          <Fragment key={piece.at}>{unbroken(piece.text)}</Fragment>
        ),
      )}
    </span>
  );
}

interface Piece {
  readonly at: number;
  readonly text: string;
  readonly code: boolean;
}

/** Splits a sentence at its addresses, paths and names; no piece is empty, so their places tell them apart. */
export function piecesOf(text: string): Piece[] {
  let at = 0;
  const pieces = text.split(CODE).map((piece, index) => {
    const start = at;
    at += piece.length;
    return { at: start, text: piece, code: index % 2 === 1 };
  });
  return pieces.filter((piece) => piece.text !== "");
}
