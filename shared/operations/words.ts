/** Small pieces of sentences, so that plans, checks and outcomes count and list things in the same way. */
import { numberRanges } from "../machine/number-ranges.ts";
import type { Bdf } from "../pci/bdf.ts";
import type { Value } from "../words/message.ts";
import { COMMON } from "../words/texts/common.ts";
import { ENTRY_CHECK_WORDS } from "../words/texts/entry-check.ts";

/** The functions, each once: by name, or counted where they are many. */
export function functionNames(bdfs: readonly Bdf[]): Value {
  const distinct = [...new Set(bdfs)];
  return distinct.length > 3 ? COMMON.functions({ count: distinct.length }) : distinct;
}

/** `0–7`, `12`: VFs by their numbers, each once. */
export function vfNumbers(vfs: readonly number[]): Value {
  return numberRanges([...new Set(vfs)].sort((a, b) => a - b));
}

/** First letter large, for a sentence that begins with a phrase. */
export function sentence(phrase: string): string {
  return phrase.charAt(0).toUpperCase() + phrase.slice(1);
}

/** No plan gives a function to a guest: what takes one from it, and what brings it back to vfio, says so. */
export const GUESTS_WITHOUT = ENTRY_CHECK_WORDS.guestsWithout;
