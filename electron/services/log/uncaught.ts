/** What nobody caught. A mistake of ours somewhere must not end an operation in the middle: everything else goes on. */
import { errorWords } from "../../../shared/words/errors.ts";
import { ended, sentences } from "../../../shared/words/joined.ts";
import type { Words } from "../../../shared/words/message.ts";
import { PROGRAM_WORDS as T } from "../../../shared/words/texts/program.ts";
import { errorDetails, type Log } from "./log.ts";

/** @param say shows it to whoever started the program */
export function logUncaught(log: Log, say: (words: Words) => void): void {
  const take = (error: unknown): void => {
    log.error("program", "Something went wrong inside, and was not caught.", errorDetails(error));
    const what = T.uncaught({ reason: ended(errorWords(error)) });
    say(log.path === null ? what : sentences(what, T.detailsIn({ path: log.path })));
  };
  process.on("uncaughtException", take);
  process.on("unhandledRejection", take);
}
