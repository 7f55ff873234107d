/**
 * How the lines of a text were broken: at blanks or anywhere, at which width, and whether a line is the rest of the one
 * before. Pure; unwrap.ts puts them together.
 */
import { hasAddress, isRow, isTreeLine, startsWithAnchor } from "./anchors.ts";
import { shows } from "./row.ts";

/** How the lines of one text were broken. */
export interface Wrapping {
  /** Characters of most lines that are broken, or of the longest of them; what is broken fills it. */
  readonly width: number;
  /** In the middle of words too, as terminals do it. */
  readonly isHard: boolean;
  /** Only the beginning of a line has a prefix: whatever has one begins a line. */
  readonly isBehindPrefix: boolean;
}

/** What the whole lines of a text have around them. */
export interface Margins {
  readonly isPrefixed: boolean;
  readonly indentation: string;
}

/** A line with what stood before it, and without. */
export interface Piece {
  readonly raw: string;
  /** Without prefixes, with its indentation. */
  readonly rest: string;
  readonly inner: string;
  readonly indentation: string;
  readonly isPrefixed: boolean;
}

/** Widths at which programs break lines where there is a choice between two readings. */
const USUAL_WIDTHS: ReadonlySet<number> = new Set([40, 60, 64, 70, 72, 76, 78, 79, 80, 100, 120, 132]);
/** Wider lines are nobody's limit. */
export const WIDEST = 240;
const FULL_ROW_DIGITS = 32;
const ROW_OFFSET = /^(?:0x)?[0-9a-f]{2,16}:?\s+/i;
/** The rest of a row: digits in groups, and perhaps a column of characters. */
const ROW_REST = /^[0-9a-f]{1,8}(?:[ -]+[0-9a-f]{2,8})*(?:\s+[|*.].*)?$/i;
/** Nothing but the end of a function's line ends like this. */
export const TITLE_REST =
  /(?:\(rev [0-9a-f]{2}\)|\(prog-if [^()]*\)|\[[0-9a-f]{4}:[0-9a-f]{4}\]|\[Normal decode\]\))$/i;
const PROMPT = /^(?:[\w.@~/:[\]\\ -]{0,80}[$#%>] |[-=_*#]{3,})/;

/** Of lines that begin with an address, a row or a word of lspci's. */
export function marginsOf(pieces: readonly Piece[]): Margins {
  const anchored = pieces.filter(({ inner }) => startsWithAnchor(inner));
  const [first] = anchored.toSorted((one, other) => one.indentation.length - other.indentation.length);
  const prefixed = anchored.filter(({ isPrefixed }) => isPrefixed);
  return { indentation: first?.indentation ?? "", isPrefixed: prefixed.length * 2 > anchored.length };
}

/** Does something begin with it that is no rest of the line before? */
export function begins({ rest, inner, indentation }: Piece, margins: Margins): boolean {
  if (inner === "" || isTreeLine(rest)) return true;
  const further = indentation.slice(margins.indentation.length);
  return (
    further.length > 1 ||
    further === "\t" ||
    inner.startsWith("!!! ") ||
    startsWithAnchor(inner) ||
    hasAddress(inner) ||
    PROMPT.test(inner)
  );
}

/** Is the row shorter than rows are, and the line what it lacks? */
export function isRestOfRow(row: string, inner: string): boolean {
  if (!isRow(row)) return false;
  const digits = row.replace(ROW_OFFSET, "").replace(/[^0-9a-f]/gi, "").length;
  if (digits >= FULL_ROW_DIGITS) return digits === FULL_ROW_DIGITS && isColumnOf(row, inner);
  return ROW_REST.test(inner) || completes(FULL_ROW_DIGITS - digits, inner);
}

/** Longer than a column of characters with what stands around it. */
const WIDEST_COLUMN = 24;

/** Is it the column of characters of a whole row? */
function isColumnOf(row: string, inner: string): boolean {
  const pairs = row.replace(ROW_OFFSET, "").match(/[0-9a-f]{2}/gi) ?? [];
  const bytes = pairs.map((pair) => Number.parseInt(pair, 16));
  // One alone on its line is whole: a `*` stands for rows.
  return inner.length >= bytes.length && shows(` ${inner}`, bytes);
}

/** Are there as many pairs as the row lacks, and then no more than a column of characters? */
function completes(lacking: number, inner: string): boolean {
  const groups = inner.split(/\s+/, lacking);
  let found = 0;
  let length = 0;
  for (const group of groups) {
    if (found >= lacking || !/^[0-9a-f]{1,2}$/i.test(group)) break;
    found += group.length;
    length = inner.indexOf(group, length) + group.length;
  }
  return found === lacking && inner.length - length <= WIDEST_COLUMN;
}

/** Is the text behind it what was opened before it? */
export function closes(text: string, inner: string): boolean {
  const opened = Math.max(text.lastIndexOf("("), text.lastIndexOf("["));
  const closed = Math.max(text.lastIndexOf(")"), text.lastIndexOf("]"));
  return opened > closed && /^[^([]*[)\]]/.test(inner);
}

interface Break {
  readonly before: Piece;
  readonly after: Piece;
  readonly isOfRow: boolean;
  /** The text begins with it. */
  readonly isFirst: boolean;
}

/** The places where a line certainly goes on. */
function breaksIn(pieces: readonly Piece[], margins: Margins): readonly Break[] {
  const breaks: Break[] = [];
  const first = pieces.find(({ inner }) => inner !== "");
  let whole: string | null = null;
  for (const [index, piece] of pieces.entries()) {
    const before = pieces[index - 1];
    if (startsWithAnchor(piece.inner)) whole = piece.inner;
    else if (begins(piece, margins)) whole = null;
    else if (whole !== null && before !== undefined) {
      const isOfRow = isRestOfRow(whole, piece.inner);
      const isRest: boolean = isOfRow || (!isRow(whole) && isRestOfText(whole, index, pieces, margins));
      if (isRest) breaks.push({ before, after: piece, isOfRow, isFirst: before === first });
      whole = isRest ? `${whole} ${piece.inner}` : null;
    }
  }
  return breaks;
}

/** Lines into which one is broken at most. */
const MOST_PIECES = 5;

/** Is it the end of what the line before begins, or all that stands between a function's line and what lspci has below it? */
function isRestOfText(whole: string, index: number, pieces: readonly Piece[], margins: Margins): boolean {
  const inner = pieces[index]?.inner ?? "";
  if (closes(whole, inner) || TITLE_REST.test(inner)) return true;
  if (!hasAddress(whole)) return false;
  const next = pieces.slice(index, index + MOST_PIECES).find((piece) => begins(piece, margins));
  return next !== undefined && !hasAddress(next.inner) && startsWithAnchor(next.inner);
}

export function wrappingOf(pieces: readonly Piece[], margins: Margins): Wrapping | null {
  const breaks = breaksIn(pieces, margins);
  if (breaks.length === 0) return null;
  const unprefixed = breaks.filter(({ after }) => !after.isPrefixed);
  const isBehindPrefix = margins.isPrefixed && unprefixed.length * 2 > breaks.length;
  const widths = breaks.map(({ before }) => before.raw.length);
  const ofText = breaks.filter(({ isOfRow }) => !isOfRow).map(({ before }) => before.raw.length);
  const usual = mostFrequent(ofText.length > 0 ? ofText : widths);
  if (areHard(breaks, usual, margins)) return { width: usual, isHard: true, isBehindPrefix };
  const width = widths.reduce((most, length) => Math.max(most, length), 0);
  return width > WIDEST ? null : { width, isHard: false, isBehindPrefix };
}

/** The greatest where several are. */
function mostFrequent(numbers: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
  return [...counts].reduce(
    (best, entry) => (entry[1] > best[1] || (entry[1] === best[1] && entry[0] > best[0]) ? entry : best),
    [0, 0],
  )[0];
}

function areHard(breaks: readonly Break[], width: number, margins: Margins): boolean {
  if (breaks.some(({ before, after, isOfRow }) => isOfRow && areHalves(before.inner, after.inner))) return true;
  const ofText = breaks.filter(({ isOfRow }) => !isOfRow);
  if (ofText.length === 0) return false;
  const isMidRow = ({ before, after, isOfRow }: Break) =>
    isOfRow && before.raw.length === width && after.indentation.length === margins.indentation.length + 1;
  if (breaks.some(isMidRow)) return true;
  // What breaks lines wherever they are full does so with rows.
  if (breaks.some(({ before, isOfRow }) => isOfRow && before.raw.length < width - 1)) return false;
  if (
    ofText.some(({ before, after }) => !hasBlankBetween(before, after, margins) && areWords(before.inner, after.inner))
  ) {
    return false;
  }
  if (ofText.some(({ before, after }) => hasRoomFor(after, before.raw.length, width))) return true;
  // A mark may have stood before the first line when it was broken: `<pre>`, a byte order mark.
  const judged = ofText.length > 1 ? ofText.filter(({ isFirst }) => !isFirst) : ofText;
  const full = judged.filter(({ before }) => Math.abs(before.raw.length - width) < 2);
  if (full.length < judged.length) return false;
  const isUsual = ({ raw, rest }: Piece) =>
    USUAL_WIDTHS.has(raw.length) || USUAL_WIDTHS.has(rest.length - margins.indentation.length);
  return full.length > 2 || full.some(({ before }) => isUsual(before));
}

/** Would its first word have fitted on the line before? */
export function hasRoomFor({ inner }: Piece, length: number, width: number): boolean {
  const [word = ""] = inner.split(/\s/, 1);
  return length + 1 + word.length <= width;
}

/** A group of a row whose digits stand on two lines. */
export function areHalves(row: string, after: string): boolean {
  const [group = ""] = row.replace(ROW_OFFSET, "").split(/\s/, 1);
  const [first, second] = [/\s([0-9a-f]+)$/i.exec(row)?.[1] ?? "", /^[0-9a-f]+/i.exec(after)?.[0] ?? ""];
  return first !== "" && second !== "" && first.length + second.length === group.length;
}

/** Does a blank stand where the line is broken? */
export function hasBlankBetween(before: Piece, after: Piece, margins: Margins): boolean {
  if (/\s$/.test(before.raw)) return true;
  const isUsual = after.isPrefixed === margins.isPrefixed && after.indentation === margins.indentation;
  return after.indentation !== "" && !isUsual;
}

/** A word that was broken does not go on with a capital letter or a bracket, nor does one end in a comma. */
function areWords(before: string, after: string): boolean {
  if (/\((?:rev|prog-if)$|[,)\]]$/.test(before) || (before.endsWith(":") && /^[A-Z]/.test(after))) return true;
  return (
    /[0-9A-Za-z.]$/.test(before) &&
    (/^[A-Z][a-z]{2}|^[([]/.test(after) || (/[a-z]{3}$/.test(before) && /^[A-Z]/.test(after)))
  );
}
