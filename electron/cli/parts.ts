/** The machines of one text: which of them `show` prints, and how the others are asked for. */

import type { ReadProblem } from "../../shared/machine/facts.ts";
import { TEXT_ATTRIBUTE, withoutPlaces } from "../../shared/machine/text-problems.ts";
import { visibleLine } from "../../shared/pci/visible-text.ts";
import { stillEnglish } from "../../shared/words/say.ts";
import type { ShowOptions } from "./show-options.ts";

type PartOptions = Pick<ShowOptions, "from" | "part" | "redact">;

/** `one machine`, `2 machines or moments` */
export function countText(count: number): string {
  return count === 1 ? "one machine" : `${count} machines or moments`;
}

/** @returns index of the part that was asked for. @throws Error with one sentence when there is no such part */
export function partIndex(count: number, { from, part = 1 }: PartOptions): number {
  if (part <= count) return part - 1;
  throw new Error(`${from} has ${countText(count)}: --part must be ${count === 1 ? "1" : `from 1 to ${count}`}.`);
}

/** Parts that are named one by one. */
const MAX_PARTS = 8;

/**
 * Says how to print the others; null where there are none.
 * @param names what tells each part from the others
 */
export function choiceNote(names: readonly (string | null)[], { part = 1, redact }: PartOptions): string | null {
  if (names.length < 2) return null;
  const others = names.flatMap((name, index) => {
    if (index === part - 1) return [];
    return `--part ${index + 1}${name === null || redact ? "" : ` (${name})`}`;
  });
  const rest = others.length - MAX_PARTS;
  const listed = others.slice(0, MAX_PARTS).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
  return `Part ${part} of ${names.length} is printed; the others: ${listed}.`;
}

/** On standard error, so that standard output stays what was asked for. */
export function tell(note: string): void {
  process.stderr.write(`Note: ${visibleLine(note)}\n`);
}

/** Those of a text, which nothing else in the words of lspci tells. */
export function tellProblems(problems: readonly ReadProblem[], { redact }: Pick<ShowOptions, "redact">): void {
  for (const problem of problems) {
    if (problem.attribute === TEXT_ATTRIBUTE) tell(stillEnglish((redact ? withoutPlaces(problem) : problem).message));
  }
}
