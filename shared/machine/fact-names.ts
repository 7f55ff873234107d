/** What the facts of a function are called, the same in the table, in reports and in comparisons. */
import { stillEnglish } from "../words/say.ts";
import { FACT_WORDS } from "../words/texts/facts.ts";

type Fact = keyof typeof FACT_WORDS;

export const FACT_NAMES = Object.fromEntries(
  Object.entries(FACT_WORDS).map(([fact, words]) => [fact, stillEnglish(words)]),
) as Readonly<Record<Fact, string>>;
