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

/** As many lines of what was seen are printed. */
const MOST_LINES = 30;

/** @throws Error with the sentence, and what was seen */
export function mustHold(holds: boolean, sentence: string, seen = ""): void {
  if (holds) return;
  const lines = seen.trimEnd().split("\n");
  const more = lines.length > MOST_LINES ? [`and ${lines.length - MOST_LINES} lines more`] : [];
  throw new Error(seen === "" ? sentence : [`${sentence}:`, ...lines.slice(0, MOST_LINES), ...more].join("\n"));
}
