/**
 * The third stage: a line that was wrapped is put together again, and lines of which each stands there twice count once.
 * Whether a text is such a one is found once for all of it; of most it is not, and then this stage is none. Pure.
 */
import { isPlainRow, isRow, isTreeLine, startsWithAnchor } from "./anchors.ts";
import type { Line } from "./line.ts";
import { sampleOf } from "./lines.ts";
import type { Peeler } from "./peel.ts";
import {
  areHalves,
  begins,
  closes,
  hasBlankBetween,
  hasRoomFor,
  isRestOfRow,
  type Margins,
  marginsOf,
  type Piece,
  TITLE_REST,
  WIDEST,
  type Wrapping,
  wrappingOf,
} from "./wrapping.ts";

/** Takes lines as they come, and gives each back when it is whole. */
export interface Unwrapper {
  /** @returns lines that are whole now, none or several */
  push(number: number, raw: string): readonly Line[];
  end(): readonly Line[];
}

/** No line of any program is longer. */
const LONGEST_JOINED = 4096;

/** @returns null where each line of the text is whole and stands there once */
export function unwrapperFor(text: string, peeler: Peeler): Unwrapper | null {
  const lines = [...sampleOf(text)];
  const blanksAtEnd = blanksAtEndOf(lines);
  const pieces = lines.map((line) => pieceOf(line, peeler, blanksAtEnd));
  const isSpaced = areSpaced(pieces);
  const dense = isSpaced ? pieces.filter(({ inner }) => inner !== "") : pieces;
  const isDoubled = areDoubled(dense);
  const single = withoutContinued(isDoubled ? withoutDoubles(dense) : dense);
  const margins = marginsOf(single);
  const wrapping = wrappingOf(single, margins);
  const isContinued = pieces.some(({ inner }) => isContinuedLine(inner));
  if (!isSpaced && !isDoubled && wrapping === null && !isContinued) return null;
  return new Joining(peeler, { isSpaced, isDoubled, wrapping, margins, blanksAtEnd });
}

/** Blanks that each line has at its end that is not blank. */
function blanksAtEndOf(lines: readonly string[]): number {
  return lines.reduce((least, line) => {
    const length = line.trimEnd().length;
    return least === 0 || length === 0 ? least : Math.min(least, withoutReturn(line).length - length);
  }, WIDEST);
}

function pieceOf(raw: string, { unprefixed }: Peeler, blanksAtEnd: number): Piece {
  if (isPlainRow(raw)) return { raw, rest: raw, inner: raw, indentation: "", isPrefixed: false };
  const rest = unprefixed(raw);
  const inner = rest.trimStart();
  const isPrefixed = raw.trimEnd().length > rest.length;
  return {
    raw: withoutReturn(raw).slice(0, -blanksAtEnd || undefined),
    rest,
    inner,
    indentation: rest.slice(0, rest.length - inner.length),
    isPrefixed,
  };
}

function withoutReturn(line: string): string {
  return line.endsWith("\r") ? line.slice(0, -1) : line;
}

/** Does it end in a backslash that is no character of a row's column? */
function isContinuedLine(line: string): boolean {
  if (!line.endsWith("\\") || line.endsWith("\\\\")) return false;
  return !isRow(line) || /^\S+(?:\s+[0-9a-f]{1,2})*\s*\\$/i.test(line);
}

/** A line with the next one behind it, where it ends in a backslash. */
function continued(first: Piece, second: Piece): Piece {
  return {
    ...first,
    raw: first.raw.trimEnd().slice(0, -1) + second.raw,
    inner: first.inner.slice(0, -1) + second.inner,
  };
}

function withoutContinued(pieces: readonly Piece[]): readonly Piece[] {
  const whole: Piece[] = [];
  for (const piece of pieces) {
    const last = whole.at(-1);
    if (last !== undefined && piece.raw !== "" && last.inner.length < LONGEST_JOINED && isContinuedLine(last.inner)) {
      whole[whole.length - 1] = continued(last, piece);
    } else whole.push(piece);
  }
  return whole;
}

/** Fewer lines that stand there twice, or with a blank one below, are chance. */
const FEWEST_PAIRS = 3;

/** Has each line a blank one below it? */
function areSpaced(pieces: readonly Piece[]): boolean {
  let pairs = 0;
  let singles = 0;
  for (const [index, { inner }] of pieces.entries()) {
    if (inner === "" || index === pieces.length - 1) continue;
    if (pieces[index + 1]?.inner === "") pairs += 1;
    else singles += 1;
  }
  return pairs >= FEWEST_PAIRS && singles * 4 <= pairs;
}

function areDoubled(pieces: readonly Piece[]): boolean {
  let pairs = 0;
  let singles = 0;
  for (let index = 0; index < pieces.length; index++) {
    if (pieces[index]?.inner === "") continue;
    if (pieces[index]?.inner === pieces[index + 1]?.inner) {
      pairs += 1;
      index += 1;
    } else singles += 1;
  }
  return pairs >= FEWEST_PAIRS && singles * 20 <= pairs;
}

function withoutDoubles(pieces: readonly Piece[]): readonly Piece[] {
  const single: Piece[] = [];
  let isSecond = false;
  for (const [index, piece] of pieces.entries()) {
    isSecond = !isSecond && piece.inner === pieces[index - 1]?.inner;
    if (!isSecond) single.push(piece);
  }
  return single;
}

/** How one text is to be read. */
interface Layout {
  readonly isSpaced: boolean;
  readonly isDoubled: boolean;
  readonly wrapping: Wrapping | null;
  readonly margins: Margins;
  /** Blanks that each of its lines ends in. */
  readonly blanksAtEnd: number;
}

class Joining implements Unwrapper {
  private readonly peeler: Peeler;
  private readonly layout: Layout;
  private pending: { readonly number: number; text: string; last: Piece } | null = null;
  private before: string | null = null;

  constructor(peeler: Peeler, layout: Layout) {
    this.peeler = peeler;
    this.layout = layout;
  }

  push(number: number, raw: string): readonly Line[] {
    const { isSpaced, isDoubled, blanksAtEnd } = this.layout;
    const piece = pieceOf(raw, this.peeler, blanksAtEnd);
    if (isSpaced && piece.inner === "") return [];
    if (isDoubled && piece.inner === this.before) {
      this.before = null;
      return [];
    }
    this.before = piece.inner;
    const { pending } = this;
    if (pending !== null && this.goesOn(pending.text, pending.last, piece)) {
      pending.text = this.joined(pending.text, pending.last, piece);
      pending.last = isContinuedLine(pending.last.inner) ? continued(pending.last, piece) : piece;
      return [];
    }
    const whole = this.end();
    this.pending = { number, text: isTreeLine(piece.rest) ? piece.rest : piece.inner, last: piece };
    return whole;
  }

  end(): readonly Line[] {
    const { pending } = this;
    this.pending = null;
    return pending === null ? [] : [{ number: pending.number, text: pending.text }];
  }

  private goesOn(text: string, last: Piece, piece: Piece): boolean {
    if (text.length > LONGEST_JOINED) return false;
    if (isContinuedLine(text)) return piece.raw !== "";
    const { wrapping, margins } = this.layout;
    if (wrapping === null || !startsWithAnchor(text) || startsWithAnchor(piece.inner)) return false;
    if (wrapping.isBehindPrefix && piece.isPrefixed) return false;
    // Before it is asked what begins: a column of characters looks like anything, a prompt for one.
    if (isRow(text)) return isRestOfRow(text, piece.inner);
    if (begins(piece, margins)) return false;
    if (closes(text, piece.inner) || TITLE_REST.test(piece.inner)) return true;
    return !hasRoomFor(piece, last.raw.length, wrapping.width);
  }

  private joined(text: string, last: Piece, piece: Piece): string {
    const { wrapping, margins } = this.layout;
    const hasBlank = hasBlankBetween(last, piece, margins);
    if (isContinuedLine(text)) return `${text.slice(0, -1)}${hasBlank ? " " : ""}${piece.inner}`;
    const isGlued = isRow(text) ? areHalves(text, piece.inner) : wrapping?.isHard === true && !hasBlank;
    return `${text}${isGlued ? "" : " "}${piece.inner}`;
  }
}
