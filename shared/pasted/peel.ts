/** The second stage: what was put before each line (mail quotes, indentation, time stamps) is taken off. Pure. */
import { isPlainRow, isTreeLine, startsWithAnchor } from "./anchors.ts";
import { sampleOf } from "./lines.ts";
import { commonPrefixes, KNOWN_PREFIX, type Prefixes } from "./prefixes.ts";

/** How the lines of one text begin: found once for all of it. */
export interface Peeler {
  /**
   * The line without what stands before it, without indentation and without blanks at its end. A line of `lspci -t` keeps
   * its columns.
   */
  readonly peel: (line: string) => string;
  /** The same with the indentation. */
  readonly unprefixed: (line: string) => string;
}

/** They come off one by one: a stamp on a quote on a quote. */
const MOST_LAYERS = 12;
const NUMBERED_ADDRESS = /^(\d{4,8}:)[0-9a-fA-F]{2}:[01][0-9a-fA-F]\.[0-7]/;

/** @param text as a whole, to see what its lines have in common */
export function peelerFor(text: string): Peeler {
  const prefixes = commonPrefixes(sampleOf(text));
  const unprefixed = (line: string) => withoutPrefixes(line, prefixes);
  return {
    unprefixed,
    peel: (line) => {
      if (isPlainRow(line)) return line;
      const rest = unprefixed(line);
      return isTreeLine(rest) ? rest : rest.trimStart();
    },
  };
}

function withoutPrefixes(line: string, prefixes: Prefixes | null): string {
  let rest = line.trimEnd();
  let isCommonOff = prefixes === null;
  for (let layer = 0; layer < MOST_LAYERS; layer++) {
    if (isTreeLine(rest)) return rest;
    const inner = rest.trimStart();
    if (startsWithAnchor(inner)) return isCommonOff || !prefixes?.areNumbered ? rest : withoutNumber(inner, rest);
    const common = isCommonOff ? 0 : lengthOf(prefixes?.pattern, inner);
    if (common > 0) isCommonOff = true;
    const length = common || lengthOf(KNOWN_PREFIX, inner);
    if (length === 0) return withoutQuotationMarks(inner) ?? rest;
    rest = inner.slice(length);
  }
  return rest;
}

function lengthOf(pattern: RegExp | undefined, line: string): number {
  return pattern?.exec(line)?.[0].length ?? 0;
}

/** `1234:00:01.0 PCI bridge: …` of `grep -n` has no domain. */
function withoutNumber(inner: string, rest: string): string {
  const number = NUMBERED_ADDRESS.exec(inner)?.[1];
  return number === undefined ? rest : inner.slice(number.length);
}

/** `"00: 86 80 …",` as lists of lines are written in JSON; null where it is none. */
function withoutQuotationMarks(line: string): string | null {
  const [first = ""] = line;
  if (!['"', "'", "`"].includes(first)) return null;
  const end = line.endsWith(",") ? line.length - 1 : line.length;
  return end > 1 && line[end - 1] === first ? line.slice(1, end - 1) : null;
}
