/** The two shapes that every report is made of: words in cells, which each format says and escapes in its own way. */
import type { Words } from "../words/message.ts";

export interface Pair {
  readonly label: Words;
  readonly value: Words;
}

export interface Table {
  readonly head: readonly Words[];
  readonly rows: readonly (readonly Words[])[];
}
