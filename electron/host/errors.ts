/** Errors of the system as facts: their errno names and sentences. */
import type { ReadProblem } from "../../shared/machine/facts.ts";

const MEANINGS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    EACCES: "permission denied",
    EBADMSG: "what came of it cannot be unpacked",
    EBUSY: "the device is busy",
    EFBIG: "there is more of it than there can be",
    EINVAL: "the kernel calls the request invalid",
    EIO: "the device did not answer properly",
    EISDIR: "there is a folder in its place",
    ELOOP: "its links lead in a circle",
    ENODATA: "there was nothing to read",
    ENODEV: "the device has left",
    ENOENT: "it is not there",
    ENOSYS: "there is no usable grep to read it with",
    ENOTDIR: "there is a file in the place of a folder",
    ENXIO: "the device is not there any more",
    EPERM: "the kernel does not permit it",
    ETIMEDOUT: "it did not answer in time",
  }),
);

/** The errno name of an exception of node:fs or node:child_process; `EIO` where it has none. */
export function errorCode(error: unknown): string {
  if (typeof error === "object" && error !== null && "code" in error && typeof error.code === "string") {
    return error.code;
  }
  return "EIO";
}

export function readProblem(attribute: string, code: string): ReadProblem {
  const meaning = MEANINGS.get(code);
  return { attribute, code, message: `${attribute} could not be read: ${meaning ?? "the system says"} (${code}).` };
}

/** A value that was read and makes no sense. */
export function oddValue(attribute: string, text: string): ReadProblem {
  const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  return { attribute, code: "EINVAL", message: `${attribute} says "${shown}", which makes no sense.` };
}

/** Something that every function has and this one lacks. */
export function missing(attribute: string): ReadProblem {
  return { attribute, code: "ENOENT", message: `The kernel shows no ${attribute} for it.` };
}

/** Codes that a device gives which is being taken away. */
export function meansGone(code: string): boolean {
  return code === "ENOENT" || code === "ENODEV" || code === "ENXIO" || code === "ENOTDIR";
}
