/** Why product data could not be read, in the words that all hosts use. */
import type { VpdReading } from "../../shared/machine/facts.ts";
import type { Message } from "../../shared/words/message.ts";
import { READING_WORDS as T } from "../../shared/words/texts/reading.ts";

const SENTENCES: ReadonlyMap<string, Message> = new Map(
  Object.entries({
    EACCES: T.vpdRoot,
    EPERM: T.vpdRoot,
    ENODEV: T.vpdGone,
    ENOSYS: T.vpdUnavailable,
    ETIMEDOUT: T.vpdTimedOut,
    ECANCELED: T.vpdCancelled,
    EIO: T.vpdNoAnswer,
    ENODATA: T.vpdEmpty,
  }),
);

/** @param code an errno name */
export function vpdProblem(code: string): Extract<VpdReading, { readonly state: "unreadable" }> {
  const message = SENTENCES.get(code) ?? T.vpdFailed({ code });
  return { state: "unreadable", problem: { attribute: "vpd", code, message } };
}
