/** What a text says in words, function by function. */
import type { TextFacts } from "../text-facts.ts";
import { functionsIn } from "./functions-in.ts";

/** By address. @throws Error as {@link functionsIn} does */
export function wordsIn(text: string): Readonly<Record<string, Partial<TextFacts>>> {
  return Object.fromEntries(functionsIn(text).map((fn) => [fn.bdf, fn.text]));
}
