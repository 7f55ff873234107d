/** Why a text opens as nothing, and what helps: one sentence for each kind of text that people paste instead. Pure. */
import { isTreeLine } from "./anchors.ts";
import type { NotUnderstood } from "./record.ts";

const WANTED = "paste what lspci -nnvvvxxxx prints";

interface Kind {
  readonly is: (text: string) => boolean;
  readonly message: string;
}

/** As many characters as are looked at. */
const BEGINNING = 20_000;
/** Of a text that is one, fewer characters are control characters or no characters at all. */
const MOST_CONTROLS = 0.02;

/** The first that it is counts. */
const KINDS: readonly Kind[] = [
  { is: (text) => text.trim() === "", message: `There is no PCI function in it, because it is empty: ${WANTED}.` },
  {
    is: (text) => /^(?:.PNG\r?\n|.{0,10}JFIF|.{0,10}Exif|GIF8|BM.{4}\0\0\0\0|RIFF.{4}WEBP)/su.test(text),
    message: "It is a picture: copy the text that it shows, or save the output of lspci -nnvvvxxxx as a file.",
  },
  {
    is: areBytes,
    message:
      "It is not text but a program or a document, with no PCI function in it: save the output of lspci -nnvvvxxxx as a text file.",
  },
  {
    is: (text) =>
      /\blspci\b.{0,40}\bnot (?:found|recognized)|not found.{0,10}\blspci\b|Unknown command.{0,20}lspci/i.test(text),
    message:
      "It says that lspci was not found, and there is no PCI function in it: install pciutils on that machine, or call lspci by its path, such as /usr/sbin/lspci.",
  },
  {
    is: (text) => /\b(?:pcilib|lspci): /.test(text),
    message: `It is an error of lspci, and there is no PCI function in it: run it as root, and ${WANTED}.`,
  },
  {
    is: (text) => /^\s*[[{]/.test(text) && /[\]}]\s*$/.test(text.slice(-100)),
    message: `It is JSON of another program, and there is no PCI function in it that can be read: open a report of SR-IOV Inspector, or ${WANTED}.`,
  },
  {
    is: (text) => text.split("\n").some(isTreeLine),
    message: `It is a tree of lspci -t, in which no PCI function has its whole address: ${WANTED}.`,
  },
];

/**
 * @param pasted the text as it came
 * @param notUnderstood what could not be used of it
 */
export function refusalOf(pasted: string, notUnderstood: readonly NotUnderstood[]): string {
  const rows = notUnderstood.filter(({ isFunction }) => isFunction !== true).length;
  if (rows > 0) {
    const lines = rows === 1 ? "is 1 line" : `are ${rows} lines`;
    return `There ${lines} of bytes in it and no PCI function: put a line with its address, like 01:00.0, above them.`;
  }
  const beginning = pasted.slice(0, BEGINNING);
  const kind = KINDS.find(({ is }) => is(beginning));
  return (
    kind?.message ?? `There is no PCI function in it: ${WANTED}, in which lines start with an address like 00:1f.3.`
  );
}

function areBytes(text: string): boolean {
  const controls = text.match(/(?!\s)\p{Cc}|\ufffd/gu)?.length ?? 0;
  return controls > text.length * MOST_CONTROLS;
}
