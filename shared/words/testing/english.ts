/** Words in English, for tests that hold a sentence. */
import type { Message, Words } from "../message.ts";
import "../all.ts";
import { isWords } from "../message.ts";
import { say } from "../say.ts";

export function english(words: Words): string;
export function english(words: Words | null | undefined): string | null;
export function english(words: Words | null | undefined): string | null {
  return words === null || words === undefined ? null : say("en", words);
}

/** The same data with every message in it as its English. */
export function inEnglish<T>(data: T): InEnglish<T> {
  return change(data) as InEnglish<T>;
}

export type InEnglish<T> = T extends string | number | boolean | null | undefined
  ? T
  : T extends Message
    ? string
    : { [K in keyof T]: InEnglish<T[K]> };

function change(data: unknown): unknown {
  if (typeof data !== "object" || data === null) return data;
  if (Array.isArray(data)) return data.map(change);
  if (isWords(data)) return say("en", data);
  if (data instanceof Map || data instanceof Set) return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, change(value)]));
}
