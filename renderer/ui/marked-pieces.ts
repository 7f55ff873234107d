/** Cuts a text where a search found something. Pure. */

export interface Piece {
  readonly at: number;
  readonly text: string;
  readonly hit: boolean;
}

/** Splits a text where terms are found; the longest of several at one place wins. */
export function piecesOf(text: string, terms: readonly string[]): Piece[] {
  const lower = text.toLowerCase();
  const pieces: Piece[] = [];
  let at = 0;
  let plain = 0;
  while (at < text.length) {
    let length = 0;
    for (const term of terms) if (term.length > length && lower.startsWith(term, at)) length = term.length;
    if (length === 0) {
      at++;
      continue;
    }
    if (at > plain) pieces.push({ at: plain, text: text.slice(plain, at), hit: false });
    pieces.push({ at, text: text.slice(at, at + length), hit: true });
    at += length;
    plain = at;
  }
  if (plain < text.length) pieces.push({ at: plain, text: text.slice(plain), hit: false });
  return pieces;
}
