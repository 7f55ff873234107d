/** Takes a machine through its helper, which has the lock there, and says who has it where somebody else does. */

import { randomBytes } from "node:crypto";
import { WordsError } from "../../../shared/words/errors.ts";
import type { Message, Words } from "../../../shared/words/message.ts";
import { HELPER_WORDS as T } from "../../../shared/words/texts/helper.ts";
import { HelperRefusal } from "./helper-channel.ts";

type Request = (...words: readonly string[]) => Promise<string>;

/** Tells an operation, whichever connection it goes on by. */
export interface TakeMark {
  readonly mark: string;
  /** What the machine is taken for, for whoever is refused. */
  readonly purpose: string;
}

/** Of a purpose, in bytes: titles are shorter, and the helper takes no more than it can show. */
const LONGEST_PURPOSE = 200;

export function takeMark(purpose: string): TakeMark {
  return { mark: randomBytes(16).toString("hex"), purpose };
}

/** Text as one word of the helper's: what such a word cannot have is an underscore and two hexadecimal digits. */
export function asWord(text: string): string {
  const bytes = [...Buffer.from(text, "utf8").subarray(0, LONGEST_PURPOSE)];
  const word = bytes.map((byte) => {
    const char = String.fromCharCode(byte);
    return /[0-9A-Za-z:.,-]/.test(char) ? char : `_${byte.toString(16).padStart(2, "0")}`;
  });
  return word.join("") || "_20";
}

/** The text behind {@link asWord}. */
export function fromWord(word: string): string {
  const bytes = word.replace(/_([0-9a-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}

/** Who has the machine, out of the helper's refusal: `lives alice 4711 8_20VFs`. */
export function holderOf(words: string): Message {
  const [, state, user, pid, purpose] = /^(lives|ended) ([\w.-]+) (\d{1,10}) (\S+)$/.exec(words) ?? [];
  if (!state || !user || !pid || !purpose) return T.anotherProgram;
  const title = fromWord(purpose);
  // The program is gone, and what it left behind still works: a write that has not come back, or a way back.
  return state === "lives" ? T.takenBy({ user, pid, title }) : T.leftRunning({ user, title });
}

/** Nothing there keeps others out: then nothing may be changed. */
export class CannotTake extends WordsError {
  /** `EACCES`, `ENOSYS` */
  readonly code: string;

  constructor({ code, rest }: HelperRefusal) {
    super(TAKE_REFUSALS.get(code)?.(rest) ?? T.refused({ code }));
    this.name = "CannotTake";
    this.code = code;
  }
}

/**
 * @returns null when it is taken; else who has it
 * @throws CannotTake, ChannelClosed: then nothing may be changed
 */
export async function takeThrough(request: Request, { mark, purpose }: TakeMark): Promise<Words | null> {
  try {
    await request("take", mark, asWord(purpose));
    return null;
  } catch (error) {
    if (!(error instanceof HelperRefusal)) throw error;
    if (error.code === "EBUSY") return holderOf(error.rest);
    throw new CannotTake(error);
  }
}

/** Why a machine cannot be taken at all: sentences without a full stop. */
const TAKE_REFUSALS: ReadonlyMap<string, (name: string) => Message> = new Map([
  ["ENOSYS", (program) => T.noProgram({ program })],
  ["EXDEV", (folder) => T.otherFolder({ folder })],
  ["EACCES", (folder) => T.openFolder({ folder })],
]);
