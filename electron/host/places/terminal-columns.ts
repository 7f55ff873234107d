/** Columns that a text takes on a terminal. */
import { eastAsianWidth } from "get-east-asian-width";

/** Of one line of our own texts, without marks that combine: a 汉字 takes two (Unicode Standard Annex 11). */
export function columnsOf(text: string): number {
  return [...text].reduce((columns, char) => columns + eastAsianWidth(char.codePointAt(0) ?? 0), 0);
}
