/** A line of a pasted text, with its number in the text as the user has it. */
export interface Line {
  /** From 1 on. */
  readonly number: number;
  /** Without its end, and without what was put before it (mail quotes, time stamps): see peel.ts. */
  readonly text: string;
}
