/** What an opened file is, and how old what it shows is: the same words in the top bar, the title, menus and reports. */
import type { Message, Words } from "../words/message.ts";
import { AGE_WORDS as T } from "../words/texts/age.ts";
import type { FileSource, HostIdentity } from "./facts.ts";
import { isFile } from "./file-name.ts";

export interface Age {
  /** `File of Oct 3, 2026`, `Pasted, no date`. */
  readonly source: Message;
  /** `55 days old`; null = nothing tells. */
  readonly age: Message | null;
  /** Where the time is from, in one sentence. */
  readonly evidence: Message;
}

/** Of an identity that a program of before wrote down. */
const UNDATED_FILE: FileSource = { kind: "file", at: null, by: "file" };

const OF = { report: T.reportOf, file: T.fileOf, pasted: T.fileOf } as const;
const UNDATED = { report: T.reportUndated, file: T.fileUndated, pasted: T.pastedUndated } as const;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** @returns null where the time is still to come, as by a clock that is wrong */
function sinceWords(passed: number): Message | null {
  if (passed < 0) return null;
  if (passed < MINUTE) return T.fresh;
  if (passed < HOUR) return T.minutes({ count: Math.floor(passed / MINUTE) });
  if (passed < DAY) return T.hours({ count: Math.floor(passed / HOUR) });
  return T.days({ count: Math.floor(passed / DAY) });
}

/** @param now milliseconds since 1970 */
export function ageOfSource({ kind, at, by }: FileSource, now: number): Age {
  const time = at === null ? Number.NaN : Date.parse(at);
  if (Number.isNaN(time)) return { source: UNDATED[kind], age: null, evidence: T.untold };
  const evidence = by === "report" ? T.reportTells : T.fileTells;
  return { source: OF[kind]({ at: time }), age: sinceWords(now - time), evidence };
}

/** @param now milliseconds since 1970 @returns null of a machine that is no file */
export function ageOf(snapshot: { readonly identity: Pick<HostIdentity, "kind" | "source"> }, now: number): Age | null {
  if (!isFile(snapshot)) return null;
  return ageOfSource(snapshot.identity.source ?? UNDATED_FILE, now);
}

/** `File of Oct 3, 2026`, where the time that has passed is not counted on. */
export function sourceWords(source: FileSource): Message {
  return ageOfSource(source, 0).source;
}

/** `File of Oct 3, 2026, 55 days old`. */
export function ageWords({ source, age }: Age): Words {
  return age === null ? source : T.withAge({ source, age });
}
