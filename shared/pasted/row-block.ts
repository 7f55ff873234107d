/** What is remembered from row to row of one function: where its offsets count from, and what a `*` repeats. */

import { PASTED_LINE_WORDS as T } from "../words/texts/pasted-line.ts";
import type { FunctionSink, Sink } from "./dialect.ts";
import type { Line } from "./line.ts";
import { type Row, readBareRow, reversed, UNKNOWN_BYTE } from "./row.ts";
import { looksLikeConfig } from "./word-order.ts";

/** Bytes of a configuration space. */
const MOST = 4096;
/** Bytes of a row as lspci writes it. */
export const USUAL = 16;

type Content = Pick<Row, "bytes" | "unit" | "isLittle" | "isNumbers">;

/** Where a row lies, and what the rows below it go by. */
interface Place {
  readonly at: number;
  /** Of the offsets: od writes octal ones, or decimal. */
  readonly radix: number;
  /** The address in memory that byte 0 has. */
  readonly base: bigint;
}

export class RowBlock {
  private readonly sink: Sink;
  private target: FunctionSink | null = null;
  private radix = 16;
  private base = 0n;
  /** The row before had no offset. */
  private isBare = false;
  /** The row of byte 0 was read. */
  private hasBegun = false;
  /** The row before is at `lastAt`; where `last` is null, it is the usual one. */
  private lastAt = 0;
  private last: Content | null = null;
  /** The row before, if it has not as many bytes as rows have. */
  private short: Line | null = null;
  /** A `*` stands below the row before: it is repeated until the next offset. */
  private repeated: Content | null = null;

  constructor(sink: Sink) {
    this.sink = sink;
  }

  /** A row as lspci writes it. */
  takeUsual(line: Line, at: number, usual: Uint8Array): true {
    const target = this.targetFor(line, at);
    if (target === null) return true;
    if (this.repeated !== null) this.fillUpTo(at, target, line);
    this.tellShort(at);
    this.lastAt = at;
    this.last = null;
    if (!target.bytes(at, usual, USUAL)) this.sink.notUnderstood(line, T.otherBytes({ bdf: target.bdf }));
    return true;
  }

  /** @returns false when the line is no row after all */
  take(line: Line, row: Row): boolean {
    const end = this.sink.current?.end ?? 0;
    const place = this.placeOf(row, end);
    if (!isRow(row, place === null ? -1 : place.at, end)) return false;
    if (this.sink.current === null && this.sink.expected === null) return this.tellHomeless(line);
    if (place === null) {
      this.sink.notUnderstood(line, T.memoryAddress);
      return true;
    }
    const { at } = place;
    const target = this.targetFor(line, at);
    if (target === null) return true;
    this.radix = place.radix;
    this.base = place.base;
    if (this.repeated !== null) this.fillUpTo(at, target, line);
    this.tellShort(at);
    this.lastAt = at;
    this.short = isShort(row) ? line : null;
    // Programs that write no colon write numbers, and so does who writes registers one by one.
    this.last = { ...row, isNumbers: row.isNumbers || !row.hasColon || row.bytes.length === row.unit };
    this.isBare = false;
    give(this.sink, target, line, at, this.last);
    if (row.isCut) this.sink.notUnderstood(line, T.halfByte);
    else if (row.hasMore) this.sink.notUnderstood(line, T.firstBytes({ count: row.bytes.length }));
    return true;
  }

  /**
   * A row without an offset, where a command names the function whose bytes it prints from the first on, or below a
   * function's line what looks like its first bytes.
   */
  takeBare(line: Line, text: string): boolean {
    const { expected, current } = this.sink;
    const isCurrent = current !== null && (expected === null || current.bdf === expected);
    const goesOn = isCurrent && current === this.target && this.isBare;
    if (!goesOn && expected === null && (current === null || current.end > 0)) return false;
    const row = readBareRow(text, goesOn);
    // A command names the function, and what it prints may be anything: text in base64 has lines of digits, too.
    if (row === null || (!goesOn && !isFirst(row, 12))) return false;
    if (this.repeated !== null) {
      this.repeated = null;
      this.isBare = false;
      this.sink.expect(null);
      this.sink.notUnderstood(line, T.repeatUnknown);
      return true;
    }
    const at = isCurrent ? current.end : 0;
    const target = this.targetFor(line, at);
    if (target !== null) give(this.sink, target, line, at, row);
    this.isBare = target !== null;
    return true;
  }

  /** @param usual the last row, if it was a usual one */
  repeat(usual: Uint8Array): boolean {
    if (this.target === null || this.target !== this.sink.current) return false;
    this.repeated = this.last ?? { bytes: [...usual], unit: 1, isLittle: null, isNumbers: false };
    return true;
  }

  /** The last line of hexdump and od is the offset behind the last byte, and nothing else. */
  endAt(line: Line, text: string): boolean {
    const offset = END.exec(text)?.[1];
    const { target } = this;
    if (offset === undefined || target === null || target !== this.sink.current) return false;
    const at = Number(this.radix === 16 ? BigInt(`0x${offset}`) - this.base : Number.parseInt(offset, this.radix));
    if (this.repeated !== null && at > target.end && at <= MOST) this.fillUpTo(at, target, line);
    return at === target.end;
  }

  /** The function that bytes at `at` belong to. */
  private targetFor(line: Line, at: number): FunctionSink | null {
    const { sink } = this;
    const { current, expected } = sink;
    let target = current;
    if (expected !== null && expected !== current?.bdf && (current === null || at === 0)) {
      target = sink.mention(expected, line);
    } else if (current !== null && current === this.target && at === 0 && this.hasBegun && this.lastAt > 0) {
      // Rows that begin over are of a function whose address is not there.
      sink.close();
      sink.expect(null);
      target = null;
    }
    if (target === null) this.tellHomeless(line);
    if (target !== this.target) {
      this.target = target;
      this.radix = 16;
      this.base = 0n;
      this.repeated = null;
      this.hasBegun = false;
      this.isBare = false;
      this.short = null;
    }
    this.hasBegun ||= at === 0;
    return target;
  }

  /** A row that leaves a hole before the next has lost bytes, and those behind them may be in the wrong places. */
  private tellShort(at: number): void {
    const { short } = this;
    this.short = null;
    if (short === null || at !== this.lastAt + USUAL) return;
    this.sink.notUnderstood(short, T.bytesMissing);
  }

  private tellHomeless(line: Line): true {
    this.sink.notUnderstood(line, T.noAddress);
    return true;
  }

  /** @returns null where its address in memory does not tell which byte of a function it is */
  private placeOf(row: Row, end: number): Place | null {
    const { offset } = row;
    const isSame = this.target === this.sink.current && this.target !== null;
    if (isSame && this.radix !== 16) return { at: Number.parseInt(offset, this.radix), radix: this.radix, base: 0n };
    const value = BigInt(`0x${offset}`);
    const plain = { at: Number(value), radix: 16, base: 0n };
    const { current, expected } = this.sink;
    const isOther = expected !== null && expected !== current?.bdf;
    const inPage = value - this.base;
    if (isSame && this.base !== 0n && inPage >= 0n && !(isOther && inPage >= BigInt(MOST))) {
      return { ...plain, at: Number(inPage), base: this.base };
    }
    if (!row.hasColon && plain.at !== end && this.repeated === null) {
      const radix = [8, 10].find((other) => DIGITS[other]?.test(offset) && Number.parseInt(offset, other) === end);
      if (radix !== undefined) return { at: end, radix, base: 0n };
    }
    if (plain.at < MOST || offset.length < 6) return plain;
    if ((end === 0 || isOther) && (plain.at % MOST === 0 || isFirst(row, 8))) return { at: 0, radix: 16, base: value };
    return null;
  }

  private fillUpTo(at: number, target: FunctionSink, line: Line): void {
    const { repeated } = this;
    this.repeated = null;
    if (repeated === null) return;
    const length = repeated.bytes.length;
    for (let place = this.lastAt + length; place + length <= at; place += length) {
      give(this.sink, target, line, place, repeated);
    }
  }
}

const END = /^\s*(?:0x)?([0-9a-f]{2,16}):?\s*$/i;
const DIGITS: Partial<Record<number, RegExp>> = { 8: /^[0-7]+$/, 10: /^[0-9]+$/ };

/** Nothing but the look of a line says that it is a row: prose and tables must not pass for one. */
function isRow({ hasColon, isNumbers, isCut, hasMore, unit, bytes, offset }: Row, at: number, end: number): boolean {
  const goesOn = at === 0 || at === end;
  if (hasMore && bytes.length < 4) return false;
  if (unit > 1 && bytes.length === unit && !isNumbers && !goesOn) return false;
  if (hasColon) return true;
  // Columns of numbers: the regions of sysfs's `resource`, lists of any kind.
  if (hasMore || isCut || bytes.length < 4 || (isNumbers && offset.length === 16)) return false;
  // An offset that looks like one more group may be one.
  const isLikeGroup = !isNumbers && offset.length === 2 * unit;
  if (isLikeGroup && (bytes.length / unit) % (unit === 1 ? 8 : 4) !== 0) return false;
  return offset.length >= 6 || goesOn;
}

/** Does a row of which nothing says so look like the first of a configuration space? */
function isFirst({ bytes, unit }: Pick<Row, "bytes" | "unit">, least: number): boolean {
  return [bytes, reversed(bytes, unit)].some((header) => {
    const [vendor, device] = [header.slice(0, 2), header.slice(2, 4)];
    const isThere = [vendor, device].every((id) => id.some((byte) => byte !== 0) && id.some((byte) => byte !== 0xff));
    return header.length >= least && isThere && header[0x0b] !== 0 && looksLikeConfig(header);
  });
}

/** As of a row that lost bytes: other programs write rows of 8 or 12, and what a person leaves out is whole registers. */
function isShort({ bytes, unit, isCut, hasMore }: Row): boolean {
  return unit === 1 && bytes.length > 8 && bytes.length < USUAL && bytes.length % 4 !== 0 && !isCut && !hasMore;
}

function give(sink: Sink, target: FunctionSink, line: Line, at: number, row: Content): void {
  const { bytes, unit } = row;
  if (at + bytes.length > MOST) {
    sink.notUnderstood(line, T.beyondEnd);
    return;
  }
  if (unit > 1) {
    target.words({ line: line.number, at, unit, bytes, isLittle: row.isLittle, isNumbers: row.isNumbers });
    return;
  }
  let isTaken = true;
  for (let start = 0; start < bytes.length; ) {
    if (bytes[start] === UNKNOWN_BYTE) {
      start += 1;
      continue;
    }
    const gap = bytes.indexOf(UNKNOWN_BYTE, start);
    const run = bytes.slice(start, gap < 0 ? bytes.length : gap);
    isTaken = target.bytes(at + start, run, run.length) && isTaken;
    start += run.length;
  }
  if (!isTaken) sink.notUnderstood(line, T.otherBytes({ bdf: target.bdf }));
}
