/**
 * Reads the text that `lspci -x`, `-xxx`, `-xxxx` and their `-v…` forms print: a line that starts with an address,
 * then lines `10: 86 80 …`. It takes what `lspci -F` takes, and beyond that: a last line without line feed, lines of
 * any length, an address alone on its line.
 */
import { type Bdf, formatBdf } from "./bdf.ts";
import { type ByteRange, ConfigSpace } from "./config-space.ts";
import { atOnce, type InParts, PART } from "./parts.ts";

export interface DumpedFunction {
  readonly bdf: Bdf;
  /** Bytes that the text does not give are unknown, unless asked otherwise. */
  readonly space: ConfigSpace;
  /** What followed the address: `0200: 8086:1521 (rev 01)`, or with names; null for nothing. */
  readonly title: string | null;
}

type DumpResult =
  | { readonly ok: true; readonly functions: readonly DumpedFunction[] }
  /** One sentence for a person, with the line's number. */
  | { readonly ok: false; readonly message: string; readonly line: number };

export interface DumpOptions {
  /** Bytes missing before the last one given count as known and read ff, which is how `lspci -F` takes them. */
  readonly holesAsOnes?: boolean;
}

const SPACE_SIZE = 4096;
/** Device numbers end at 1f and function numbers at 7: what looks like an address beyond is ordinary text. */
const TITLE = /^(?:([0-9a-f]{4,8}):)?([0-9a-f]{2}):([01][0-9a-f])\.([0-7])(?:\s+(.*))?$/i;
/** Where the point of `0000:00:1f.3` can stand, with the longest domain and with none. */
const FIRST_POINT = 5;
const LAST_POINT = 14;
const SPACE = 0x20;
const COLON = 0x3a;

/** The value of a hexadecimal digit by its character code; -1 for any other character. */
function digit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const letter = code | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

/** Collects the bytes of one function. */
class Collector {
  readonly bdf: Bdf;
  readonly title: string | null;
  /** All ff; one for all functions of a text, and each leaves it so. */
  readonly bytes: Uint8Array;
  private readonly ranges: ByteRange[] = [];
  private end = 0;

  constructor(bdf: Bdf, title: string | null, bytes: Uint8Array) {
    this.bdf = bdf;
    this.title = title;
    this.bytes = bytes;
  }

  /** Says that bytes [start, end) were written. */
  given(start: number, end: number): void {
    if (start === end) return;
    const last = this.ranges.at(-1);
    if (last && last.end === start) this.ranges[this.ranges.length - 1] = { start: last.start, end };
    else this.ranges.push({ start, end });
    if (end > this.end) this.end = end;
  }

  finish(options: DumpOptions): DumpedFunction {
    if (this.end === 0) return { bdf: this.bdf, title: this.title, space: ConfigSpace.empty };
    const bytes = this.bytes.slice(0, this.end);
    this.bytes.fill(0xff, 0, this.end);
    const known = options.holesAsOnes ? undefined : this.ranges;
    return { bdf: this.bdf, title: this.title, space: new ConfigSpace(bytes, known) };
  }
}

interface Title {
  readonly bdf: Bdf;
  readonly title: string | null;
}

function titleOf(line: string): Title | null {
  const point = line.indexOf(".");
  if (point < FIRST_POINT || point > LAST_POINT) return null;
  const match = TITLE.exec(line);
  if (!match) return null;
  const [, domain, bus = "", device = "", fn = "", rest = ""] = match;
  const bdf = formatBdf({
    domain: domain === undefined ? 0 : Number.parseInt(domain, 16),
    bus: Number.parseInt(bus, 16),
    device: Number.parseInt(device, 16),
    function: Number(fn),
  });
  const title = rest.trim();
  return { bdf, title: title === "" ? null : title };
}

/** Length of the address and of its `: `, 2–8 digits; 0 when the line does not start with one. */
function addressLength(line: string): number {
  let length = 0;
  while (length <= 8 && digit(line.charCodeAt(length)) >= 0) length++;
  if (length < 2 || length > 8) return 0;
  return line.charCodeAt(length) === COLON && line.charCodeAt(length + 1) === SPACE ? length + 2 : 0;
}

/** Puts the bytes of `10: 86 80 …` where they belong. @returns why that cannot be done, or null */
function takeBytes(target: Collector, line: string, from: number): string | null {
  const start = Number.parseInt(line.slice(0, from - 2), 16);
  const { bytes } = target;
  let end = start;
  let at = from;
  while (at < line.length) {
    const high = digit(line.charCodeAt(at));
    const low = digit(line.charCodeAt(at + 1));
    const pair = high >= 0 && low >= 0 && (at + 2 === line.length || line.charCodeAt(at + 2) === SPACE);
    if (!pair) {
      const rest = line.length - at > 30 ? `${line.slice(at, at + 30)}…` : line.slice(at);
      return `"${rest}" does not go on with bytes, two hexadecimal digits and a space each.`;
    }
    if (end >= SPACE_SIZE) return "byte fffh is the last one of configuration space, and this line goes beyond it.";
    bytes[end++] = high * 16 + low;
    at += 3;
  }
  target.given(start, end);
  return null;
}

/**
 * All functions of a dump in the order of the text. A function without hexadecimal lines has an empty space; one that
 * occurs twice is there twice. Lines that are neither an address nor bytes (`lspci -v` text) are passed over.
 */
export function parseDump(text: string, options: DumpOptions = {}): DumpResult {
  return atOnce(dumpInParts(text, options));
}

/** {@link parseDump}, part by part. */
export function* dumpInParts(text: string, options: DumpOptions = {}): InParts<DumpResult> {
  const functions: DumpedFunction[] = [];
  const bytes = new Uint8Array(SPACE_SIZE).fill(0xff);
  let current: Collector | null = null;
  const close = () => {
    if (current) functions.push(current.finish(options));
    current = null;
  };
  let start = text.startsWith("\ufeff") ? 1 : 0;
  for (let number = 1; start <= text.length; number++) {
    const feed = text.indexOf("\n", start);
    const end = feed < 0 ? text.length : feed;
    const line = text.slice(start, text[end - 1] === "\r" && end > start ? end - 1 : end);
    start = end + 1;
    if (number % PART === 0) yield end / text.length;
    const target: Collector | null = current;
    const title = titleOf(line);
    if (title) {
      close();
      current = new Collector(title.bdf, title.title, bytes);
    } else if (line === "") {
      close();
    } else if (target) {
      const from = addressLength(line);
      const problem = from > 0 ? takeBytes(target, line, from) : null;
      if (problem !== null) return { ok: false, line: number, message: `Line ${number}: ${problem}` };
    }
  }
  close();
  if (functions.length === 0) {
    return {
      ok: false,
      line: 1,
      message: "There is no PCI function in it: no line starts with an address like 00:1f.3.",
    };
  }
  return { ok: true, functions };
}

/** A machine has each address once; a text in which several dumps were pasted together need not. */
interface OncePerAddress {
  readonly functions: readonly DumpedFunction[];
  /** Addresses that the text gives other bytes for as well: of another machine, or of another moment. */
  readonly dropped: readonly Bdf[];
}

function sameFunction(a: ConfigSpace, b: ConfigSpace): boolean {
  return a.has(0, 4) && b.has(0, 4) && a.u32(0) === b.u32(0);
}

/** May `later` take the place of `first`: the same function, of which more bytes are known? */
function isFuller(later: ConfigSpace, first: ConfigSpace): boolean {
  return later.length > first.length && (first.length === 0 || sameFunction(first, later));
}

/** Are all bytes that both give the same? */
function agree(a: ConfigSpace, b: ConfigSpace): boolean {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    if (a.bytes[at] !== b.bytes[at] && a.has(at, 1) && b.has(at, 1)) return false;
  }
  return true;
}

/**
 * One function for each address, in the order of the text. Of several dumps of one function (`lspci -x`, then
 * `lspci -xxxx` as root) the one with the most bytes is taken, at the place of the first; of two machines, the first.
 */
export function* oncePerAddress(dumped: readonly DumpedFunction[]): InParts<OncePerAddress> {
  const taken = new Map<Bdf, DumpedFunction>();
  const dropped = new Set<Bdf>();
  for (const [index, fn] of dumped.entries()) {
    if (index % PART === 0) yield index / dumped.length;
    const before = taken.get(fn.bdf);
    if (!before) {
      taken.set(fn.bdf, fn);
      continue;
    }
    if (!agree(before.space, fn.space)) dropped.add(fn.bdf);
    if (isFuller(fn.space, before.space)) taken.set(fn.bdf, { ...fn, title: fn.title ?? before.title });
  }
  return { functions: [...taken.values()], dropped: [...dropped] };
}

/** Is there at least one address followed by bytes? Cheap enough to ask of any file. */
export function looksLikeDump(text: string): boolean {
  let afterTitle = false;
  let start = 0;
  while (start < text.length) {
    const feed = text.indexOf("\n", start);
    const end = feed < 0 ? text.length : feed;
    // No line of interest is long, and a file without line feeds should not be copied.
    const line = text.slice(start, Math.min(end, start + 256)).replace(/\r$/, "");
    const from = addressLength(line);
    if (titleOf(line)) afterTitle = true;
    else if (line === "") afterTitle = false;
    else if (afterTitle && from > 0 && digit(line.charCodeAt(from)) >= 0) return true;
    start = end + 1;
  }
  return false;
}
