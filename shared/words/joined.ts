/** Words beside each other, as each language joins them. A plain array as a value is `a, b and c`. */
import type { Message, Value, Words } from "./message.ts";

/** How the items of a join are joined; by its id. */
export const JOINS = {
  /** `a, b or c` */
  "join.or": "or",
  /** Whole sentences, one after the other. */
  "join.sentences": "sentences",
  /** Clauses of one line: `a; b`. */
  "join.clauses": "clauses",
  /** Names without an "and": `a, b, c`. */
  "join.names": "names",
  /** Words side by side, which make one phrase. */
  "join.phrase": "phrase",
  /** With a full stop, unless it has one: a line of a log as the end of a sentence. */
  "join.ended": "ended",
} as const;
export type Join = (typeof JOINS)[keyof typeof JOINS];

function join(id: keyof typeof JOINS, items: readonly (Value | null)[]): Message {
  return { say: id, values: { items: items.filter((item) => item !== null) } };
}

/** `a, b or c` */
export const either = (items: readonly Value[]): Message => join("join.or", items);
/** Sentences after one another; those that are null are left out. */
export const sentences = (...items: readonly (Words | null)[]): Message => join("join.sentences", items);
/** `a; b`; those that are null are left out. */
export const clauses = (...items: readonly (Words | null)[]): Message => join("join.clauses", items);
/** `a, b, c` */
export const names = (items: readonly Value[]): Message => join("join.names", items);
/** Words side by side; those that are null are left out. */
export const phrase = (...items: readonly (Value | null)[]): Message => join("join.phrase", items);
/** A clause as a sentence: with a full stop, unless it has a stop of its own. */
export const ended = (words: Words): Message => join("join.ended", [words]);
