/** What stands before lines: found in the text, because many of its lines have it in one shape, or known to everybody. Pure. */
import { type Anchor, anchorOf, isPlainRow } from "./anchors.ts";

/** Longer beginnings are text. */
const LONGEST = 160;
/** A shape that fewer lines have is chance. */
const FEWEST = 2;
const MOST_SHAPES = 32;

/** What says something of a function is no prefix: an address (`lspci -PP`, logs; `12:00:01.123` is a time), ids, a group. */
const TELLS = /group|driver|slot|[0-9a-f]{2}:[01][0-9a-f]\.[0-7](?!\d)|\[[0-9a-f]{4}:[0-9a-f]{4}\]/i;

/** syslog's machine and program: `host kernel:`, `host app[12]:`. */
const PROGRAM = String.raw`(?: [\w.-]{1,64} (?:kernel|[\w./-]{1,64}\[\d{1,10}\]):)?`;
const END = String.raw`(?![^\s>|])`;

/** So common that one line is enough. */
const KNOWN = [
  // Quotes in mail.
  ">+",
  `[|»]${END}`,
  // Who asks for a password writes no line end where none is typed.
  String.raw`\[sudo\] [^:\n]{1,80}:`,
  String.raw`(?:[\w.@-]{1,80}'s )?[Pp]assword(?: for [\w.@-]{1,80})?:`,
  // The kernel's log: level, time, thread or processor.
  String.raw`<\d{1,3}>`,
  String.raw`\[\s{0,8}\d{1,10}\.\d{3,9}\]`,
  String.raw`\[\s{0,8}[TC]\d{1,9}\]`,
  // Dates and clocks.
  String.raw`\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:[.,]\d{1,9})?(?:Z|\s?[+-]\d\d:?\d\d)?\]?:?${END}${PROGRAM}`,
  String.raw`\[?(?:[A-Z][a-z]{2} )?[A-Z][a-z]{2}\s{1,2}\d{1,2} \d\d:\d\d:\d\d(?:\.\d{1,9})?(?: \d{4})?\]?${END}${PROGRAM}`,
  String.raw`\[?\d\d:\d\d:\d\d(?:[.,]\d{1,9})?\]?:?${END}`,
];

/** A word, a number, blanks, or what else stands between them. */
const TOKEN = /\d+(?![A-Za-z])|[0-9A-Za-z]+|\s+|[^0-9A-Za-z\s]+/g;

/** Prefixes that differ in their numbers, and in words of some of their lines. */
interface Shape {
  readonly tokens: readonly string[];
  /** Places of words that are not the same everywhere. */
  readonly varying: Set<number>;
  /** A tab stands behind all of them. */
  isBeforeTab: boolean;
  lines: number;
  /** So many of them stand before a row of bytes or a function's line. */
  strong: number;
}

export interface Prefixes {
  /** At the beginning of a line, without the blanks behind it. */
  readonly pattern: RegExp;
  /** Lines are numbered as `grep -n` does it, so that `1234:00:01.0` has no domain. */
  readonly areNumbered: boolean;
}

export const KNOWN_PREFIX = new RegExp(`^(?:${KNOWN.join("|")})`);

/** The prefixes that lines have in common; null for none. */
export function commonPrefixes(lines: Iterable<string>): Prefixes | null {
  const shapes = new Map<string, Shape>();
  for (const line of lines) {
    if (isPlainRow(line)) continue;
    const anchor = anchorOf(line);
    // What opens with a quotation mark also ends with one: see peel.ts.
    if (anchor !== null && anchor.at > 0) count(shapes, line.slice(0, anchor.at).replace(/["'`]$/, ""), anchor);
  }
  const common = [...shapes.values()]
    .filter((shape) => shape.lines >= FEWEST && shape.strong > 0)
    .sort((a, b) => b.lines - a.lines)
    .slice(0, MOST_SHAPES)
    // The longest first: `> >` begins with `>`.
    .sort((a, b) => b.tokens.length - a.tokens.length);
  if (common.length === 0) return null;
  return {
    pattern: new RegExp(`^(?:${common.map(patternOf).join("|")})`),
    areNumbered: shapes.get("9:") !== undefined,
  };
}

function count(shapes: Map<string, Shape>, before: string, anchor: Anchor): void {
  const prefix = before.trim();
  if (prefix === "" || prefix.length > LONGEST || TELLS.test(prefix)) return;
  const tokens = prefix.match(TOKEN) ?? [];
  const key = tokens.map(kindOf).join("");
  // Words alone are prose, or a driver's name.
  if (/^[w ]+$/.test(key)) return;
  const shape = shapes.get(key) ?? { tokens, varying: new Set<number>(), isBeforeTab: true, lines: 0, strong: 0 };
  shapes.set(key, shape);
  shape.lines += 1;
  if (before[before.trimEnd().length] !== "\t") shape.isBeforeTab = false;
  if (anchor.isStrong) shape.strong += 1;
  for (const [place, token] of tokens.entries()) if (token !== shape.tokens[place]) shape.varying.add(place);
}

function kindOf(token: string): string {
  if (/^\d+$/.test(token)) return "9";
  if (/^[0-9A-Za-z]/.test(token)) return "w";
  return token.trim() === "" ? " " : token;
}

function patternOf({ tokens, varying, isBeforeTab }: Shape): string {
  const parts = tokens.map((token, place) => {
    const kind = kindOf(token);
    if (kind === "9") return String.raw`\d{1,20}`;
    if (kind === " ") return String.raw`\s{1,40}`;
    return kind === "w" && varying.has(place)
      ? "[0-9A-Za-z]{1,64}"
      : token.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
  });
  const isWord = /[0-9A-Za-z]$/.test(tokens.at(-1) ?? "");
  // The number of a line ends at a tab, and is no byte of a row that was wrapped.
  const end = isBeforeTab ? String.raw`(?=\t|$)` : String.raw`(?=\s|$)`;
  return `${parts.join("")}${isWord ? end : ""}`;
}
