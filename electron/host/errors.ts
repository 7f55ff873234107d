/** Errors of the system as facts: their errno names and sentences. */
import type { ReadProblem } from "../../shared/machine/facts.ts";
import { errorWords } from "../../shared/words/errors.ts";
import type { Message, Value, Words } from "../../shared/words/message.ts";
import { READING_WORDS as T } from "../../shared/words/texts/reading.ts";

const MEANINGS: ReadonlyMap<string, Message> = new Map(
  Object.entries({
    EACCES: T.EACCES,
    EBADMSG: T.EBADMSG,
    EBUSY: T.EBUSY,
    EFBIG: T.EFBIG,
    EINVAL: T.EINVAL,
    EIO: T.EIO,
    EISDIR: T.EISDIR,
    ELOOP: T.ELOOP,
    ENODATA: T.ENODATA,
    ENODEV: T.ENODEV,
    ENOENT: T.ENOENT,
    ENOSYS: T.ENOSYS,
    ENOTDIR: T.ENOTDIR,
    ENXIO: T.ENODEV,
    ENOSPC: T.ENOSPC,
    EPERM: T.EPERM,
    EROFS: T.EROFS,
    ETIMEDOUT: T.ETIMEDOUT,
  }),
);

/** The errno name of an exception of node:fs or node:child_process; `EIO` where it has none. */
export function errorCode(error: unknown): string {
  if (typeof error === "object" && error !== null && "code" in error && typeof error.code === "string") {
    return error.code;
  }
  return "EIO";
}

/** What the system refused, in words without a full stop; of any other error its own. */
export function systemReason(error: unknown): Words {
  // Node has errors of its own for a few, which it names ERR_FS_EISDIR.
  const code = errorCode(error).replace(/^ERR_FS_/, "");
  const why = MEANINGS.get(code);
  return error instanceof Error && "code" in error && why !== undefined ? T.reason({ why, code }) : errorWords(error);
}

/** @param shown the attribute for a person, where it is one of several things that are called the same */
export function readProblem(attribute: string, code: string, shown: Value = attribute): ReadProblem {
  const why = MEANINGS.get(code);
  const message =
    why === undefined ? T.unreadCode({ attribute: shown, code }) : T.unread({ attribute: shown, why, code });
  return { attribute, code, message };
}

/** A value that was read and cannot be one. */
export function oddValue(attribute: string, text: string): ReadProblem {
  const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  return { attribute, code: "EINVAL", message: T.oddValue({ attribute, text: shown }) };
}

/** Something that every function has and this one lacks. */
export function missing(attribute: string): ReadProblem {
  return { attribute, code: "ENOENT", message: T.missing({ attribute }) };
}

/** Codes that a device gives which is being taken away. */
export function meansGone(code: string): boolean {
  return code === "ENOENT" || code === "ENODEV" || code === "ENXIO" || code === "ENOTDIR";
}
