/** The two shapes that every report is made of: plain text in cells, which each format escapes in its own way. */
export interface Pair {
  readonly label: string;
  readonly value: string;
}

export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}
