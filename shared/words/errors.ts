/** Errors whose message is words, for whoever reads them. */
import type { Words } from "./message.ts";
import { say } from "./say.ts";

/** Its `message` is the English, for logs and tests. */
export class WordsError extends Error {
  readonly words: Words;
  constructor(words: Words, options?: ErrorOptions) {
    super(say("en", words), options);
    this.name = "WordsError";
    this.words = words;
  }
}

/** What was thrown, as words: an error's own, and anything else as it is written. */
export function errorWords(error: unknown): Words {
  if (error instanceof WordsError) return error.words;
  return error instanceof Error ? error.message : String(error);
}
