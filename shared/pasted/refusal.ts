/** Why a text opens as nothing, and what helps, for each kind of text that people paste instead. Pure. */

import type { Message } from "../words/message.ts";
import { PASTED_WORDS as T } from "../words/texts/pasted.ts";
import { isTreeLine } from "./anchors.ts";
import type { NotUnderstood } from "./record.ts";

/** What prints all that is read here. */
const WANTED = { command: "lspci -nnvvvxxxx" };

interface Kind {
  readonly is: (text: string) => boolean;
  readonly message: Message;
}

/** As many characters as are looked at. */
const BEGINNING = 20_000;
/** Of a text that is one, fewer characters are control characters or no characters at all. */
const MOST_CONTROLS = 0.02;

/** The first that it is counts. */
const KINDS: readonly Kind[] = [
  { is: (text) => text.trim() === "", message: T.empty(WANTED) },
  {
    is: (text) => /^(?:.PNG\r?\n|.{0,10}JFIF|.{0,10}Exif|GIF8|BM.{4}\0\0\0\0|RIFF.{4}WEBP)/su.test(text),
    message: T.picture(WANTED),
  },
  {
    is: areBytes,
    message: T.notText(WANTED),
  },
  {
    is: (text) =>
      /\blspci\b.{0,40}\bnot (?:found|recognized)|not found.{0,10}\blspci\b|Unknown command.{0,20}lspci/i.test(text),
    message: T.noLspci,
  },
  {
    is: (text) => /\b(?:pcilib|lspci): /.test(text),
    message: T.lspciError(WANTED),
  },
  {
    is: (text) => /^\s*[[{]/.test(text) && /[\]}]\s*$/.test(text.slice(-100)),
    message: T.otherJson(WANTED),
  },
  {
    is: (text) => text.split("\n").some(isTreeLine),
    message: T.tree(WANTED),
  },
];

/**
 * @param pasted the text as it came
 * @param notUnderstood what could not be used of it
 */
export function refusalOf(pasted: string, notUnderstood: readonly NotUnderstood[]): Message {
  const rows = notUnderstood.filter(({ isFunction }) => isFunction !== true).length;
  if (rows > 0) return T.bytesOnly({ count: rows });
  const beginning = pasted.slice(0, BEGINNING);
  return KINDS.find(({ is }) => is(beginning))?.message ?? T.noFunction(WANTED);
}

function areBytes(text: string): boolean {
  const controls = text.match(/(?!\s)\p{Cc}|\ufffd/gu)?.length ?? 0;
  return controls > text.length * MOST_CONTROLS;
}
