/** The machines of one text: which of them `show` prints, and how the others are asked for. */

import type { ReadProblem } from "../../shared/machine/facts.ts";
import { TEXT_ATTRIBUTE, withoutPlaces } from "../../shared/machine/text-problems.ts";
import { names } from "../../shared/words/joined.ts";
import type { Words } from "../../shared/words/message.ts";
import { refuse, tell } from "./language.ts";
import type { ShowOptions } from "./show-options.ts";
import { CLI_WORDS } from "./words.ts";

type PartOptions = Pick<ShowOptions, "from" | "part" | "redact">;

/** @returns index of the part that was asked for. @throws WordsError when there is no such part */
export function partIndex(count: number, { from = "", part = 1 }: PartOptions): number {
  if (part <= count) return part - 1;
  return refuse(CLI_WORDS.noSuchPart({ from, machines: CLI_WORDS.machines({ count }), count }));
}

/** Parts that are named one by one. */
const MAX_PARTS = 8;

/**
 * Says how to print the others; null where there are none.
 * @param told what tells each part from the others
 */
export function choiceNote(told: readonly (Words | null)[], { part = 1, redact }: PartOptions): Words | null {
  const count = told.length;
  if (count < 2) return null;
  const all = told.flatMap((name, index): Words[] => {
    if (index === part - 1) return [];
    const number = index + 1;
    return [name === null || redact ? `--part ${number}` : CLI_WORDS.part({ number, name })];
  });
  const others = names(all.slice(0, MAX_PARTS));
  const rest = all.length - MAX_PARTS;
  return rest > 0 ? CLI_WORDS.partsMore({ part, count, others, rest }) : CLI_WORDS.partPrinted({ part, count, others });
}

/** Those of a text, which nothing else in the words of lspci tells. */
export function tellProblems(problems: readonly ReadProblem[], { redact }: Pick<ShowOptions, "redact">): void {
  for (const problem of problems) {
    if (problem.attribute === TEXT_ATTRIBUTE) tell((redact ? withoutPlaces(problem) : problem).message);
  }
}
