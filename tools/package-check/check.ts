/** What one line of the table is. */

export interface Check {
  readonly name: string;
  /** What must come out. */
  readonly about: string;
  /** @throws Error that says what came out instead */
  readonly work: () => Promise<void>;
  /** Without it the others make no sense. */
  readonly isNeeded?: true;
}

/** @throws Error with the sentence, and what was seen */
export function mustHold(holds: boolean, sentence: string, seen = ""): void {
  if (!holds) throw new Error(seen === "" ? sentence : `${sentence}:\n${seen}`);
}
