/** Gathers what dialects read into captures. */
import { type Bdf, compareBdf } from "../pci/bdf.ts";
import { type ByteRange, ConfigSpace } from "../pci/config-space.ts";
import type { Message } from "../words/message.ts";
import { PASTED_LINE_WORDS as T } from "../words/texts/pasted-line.ts";
import type { FunctionSink, Sink } from "./dialect.ts";
import { agree, joined } from "./joining.ts";
import type { Line } from "./line.ts";
import type { Capture, NotUnderstood, PastedFunction } from "./record.ts";
import { UNKNOWN_BYTE } from "./row.ts";
import { joinedFacts, type TextFacts } from "./text-facts.ts";
import { inOrder, type WordRow } from "./word-order.ts";

const SPACE_SIZE = 4096;
const HEADER_TYPE = 0x0e;
const SECONDARY_BUS = 0x19;

/**
 * One function while it is read. Its bytes lie in a space that all share, because a text may have half a million functions.
 */
class OpenFunction implements FunctionSink {
  readonly bdf: Bdf;
  readonly line: number;
  readonly isSure: boolean;
  text: Partial<TextFacts> = {};
  private readonly shared: SharedSpace;
  private readonly wordRows: WordRow[] = [];
  private wordEnd = 0;
  /** Everything before it is known, unless {@link hasMask}. */
  private last = 0;
  private hasMask = false;

  /** @param shared blank; it is left so by {@link finish} */
  constructor(bdf: Bdf, line: number, isSure: boolean, shared: SharedSpace) {
    this.bdf = bdf;
    this.line = line;
    this.isSure = isSure;
    this.shared = shared;
  }

  get end(): number {
    return Math.max(this.last, this.wordEnd);
  }

  get busBelow(): number | null {
    if (this.text.bridge !== undefined) return this.text.bridge.secondary;
    const header = this.last > SECONDARY_BUS ? (this.shared.space[HEADER_TYPE] ?? 0) & 0x7f : 0;
    return header === 1 || header === 2 ? this.shared.space[SECONDARY_BUS] || null : null;
  }

  /** Nothing was read of it but its address. */
  get isBare(): boolean {
    return this.end === 0 && Object.keys(this.text).length === 0;
  }

  bytes(at: number, bytes: ArrayLike<number>, count: number): boolean {
    const end = at + count;
    const { space, known } = this.shared;
    if (end > SPACE_SIZE) return false;
    if (at < this.last && this.differs(at, bytes, count)) return false;
    for (let index = 0; index < count; index++) space[at + index] = bytes[index] ?? 0xff;
    if (at > this.last && !this.hasMask) {
      known.fill(1, 0, this.last);
      this.hasMask = true;
    }
    if (this.hasMask) known.fill(1, at, end);
    if (end > this.last) this.last = end;
    return true;
  }

  words(row: WordRow): void {
    this.wordRows.push(row);
    this.wordEnd = Math.max(this.wordEnd, row.at + row.bytes.length);
  }

  tell(facts: Partial<TextFacts>): void {
    this.text = joinedFacts(this.text, facts);
  }

  private differs(at: number, bytes: ArrayLike<number>, count: number): boolean {
    const { space, known } = this.shared;
    const end = Math.min(at + count, this.last);
    for (let place = at; place < end; place++) {
      if ((!this.hasMask || known[place] === 1) && space[place] !== bytes[place - at]) return true;
    }
    return false;
  }

  /** @param odd gets what cannot be used */
  finish(odd: NotUnderstood[]): PastedFunction {
    if (this.wordRows.length > 0) this.takeWords(odd);
    const { bdf, line, text } = this;
    if (this.last === 0) return { bdf, line, text, space: ConfigSpace.empty };
    const { space, known } = this.shared;
    const bytes = space.slice(0, this.last);
    space.fill(0xff, 0, this.last);
    if (!this.hasMask) return { bdf, line, text, space: new ConfigSpace(bytes) };
    const ranges = rangesOf(known, this.last);
    known.fill(0, 0, this.last);
    return { bdf, line, text, space: new ConfigSpace(bytes, ranges) };
  }

  private takeWords(odd: NotUnderstood[]): void {
    const ordered = inOrder(this.wordRows);
    for (const { line, at, bytes } of ordered ?? []) {
      if (!bytes.includes(UNKNOWN_BYTE) && this.bytes(at, bytes, bytes.length)) continue;
      odd.push({
        line,
        why: bytes.includes(UNKNOWN_BYTE) ? T.bytesUnknown : T.otherBytes({ bdf: this.bdf }),
      });
    }
    if (ordered !== null) return;
    const why = T.byteOrder({ command: "hexdump -C" });
    for (const { line } of this.wordRows) odd.push({ line, why });
  }
}

function rangesOf(known: Uint8Array, length: number): ByteRange[] {
  const ranges: ByteRange[] = [];
  for (let start = known.indexOf(1); start >= 0 && start < length; ) {
    const gap = known.indexOf(0, start);
    const end = gap < 0 || gap > length ? length : gap;
    ranges.push({ start, end });
    start = known.indexOf(1, end);
  }
  return ranges;
}

/** Room for the bytes of one function, and which of them are known. */
interface SharedSpace {
  readonly space: Uint8Array;
  readonly known: Uint8Array;
}

interface OpenCapture {
  readonly host: string | null;
  /** Of the functions that a list has here, the last; null before the first. */
  last: Bdf | null;
  readonly functions: Map<Bdf, PastedFunction>;
}

export class Collector implements Sink {
  afterBlank = false;
  step = 0;
  expected: Bdf | null = null;
  private readonly captures: OpenCapture[] = [];
  private readonly odd: NotUnderstood[] = [];
  private readonly shared = { space: new Uint8Array(SPACE_SIZE).fill(0xff), known: new Uint8Array(SPACE_SIZE) };
  private capture: OpenCapture = { host: null, last: null, functions: new Map() };
  private open_: OpenFunction | null = null;

  get current(): FunctionSink | null {
    return this.open_;
  }

  open(bdf: Bdf, line: Line, isSure: boolean): FunctionSink {
    if (this.expected !== bdf) this.expected = null;
    if (this.open_?.bdf === bdf && this.open_.isBare) return this.open_;
    this.close();
    const { last } = this.capture;
    if (last !== null && compareBdf(bdf, last) <= 0) this.startCapture(this.capture.host);
    this.capture.last = bdf;
    return this.start(bdf, line, isSure);
  }

  mention(bdf: Bdf, line: Line): FunctionSink {
    if (this.open_?.bdf === bdf) return this.open_;
    this.close();
    return this.start(bdf, line, true);
  }

  close(): void {
    const open = this.open_;
    if (open === null) return;
    this.open_ = null;
    if (!open.isSure && open.isBare) {
      this.odd.push({ line: open.line, why: T.addressOnly({ bdf: open.bdf }), isFunction: true });
      return;
    }
    const read = open.finish(this.odd);
    const before = this.capture.functions.get(read.bdf);
    if (before !== undefined && !agree(before, read)) this.startCapture(this.capture.host);
    const { functions } = this.capture;
    functions.set(read.bdf, before !== undefined && functions.has(read.bdf) ? joined(before, read) : read);
  }

  expect(bdf: Bdf | null): void {
    this.expected = bdf;
  }

  section(_line: Line, host: string | null): void {
    this.close();
    this.expected = null;
    // A name that was said before its list counts for it.
    this.startCapture(host ?? (this.capture.functions.size === 0 ? this.capture.host : null));
  }

  notUnderstood(line: Line, why: Message, holds?: "function"): void {
    this.odd.push({ line: line.number, why, ...(holds === "function" ? { isFunction: true } : {}) });
  }

  /** @returns what was read, captures in the order of the text; nothing may be read after it */
  finish(): { readonly captures: readonly Capture[]; readonly notUnderstood: readonly NotUnderstood[] } {
    this.close();
    this.startCapture(null);
    return { captures: this.captures, notUnderstood: this.odd };
  }

  private start(bdf: Bdf, line: Line, isSure: boolean): FunctionSink {
    this.open_ = new OpenFunction(bdf, line.number, isSure, this.shared);
    return this.open_;
  }

  private startCapture(host: string | null): void {
    if (this.capture.functions.size > 0) this.captures.push(this.capture);
    this.capture = { host, last: null, functions: new Map() };
  }
}
