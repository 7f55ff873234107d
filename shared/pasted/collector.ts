/** Gathers what dialects read into captures. */
import { type Bdf, compareBdf } from "../pci/bdf.ts";
import { type ByteRange, ConfigSpace } from "../pci/config-space.ts";
import type { FunctionSink, Sink } from "./dialect.ts";
import { agree, joined } from "./joining.ts";
import type { Line } from "./line.ts";
import type { Capture, NotUnderstood, PastedFunction } from "./record.ts";
import { joinedFacts, type TextFacts } from "./text-facts.ts";

const SPACE_SIZE = 4096;
const HEADER_TYPE = 0x0e;
const SECONDARY_BUS = 0x19;

/** One function while it is read. Its bytes lie in a space that all share, because a text may have half a million functions. */
class OpenFunction implements FunctionSink {
  readonly bdf: Bdf;
  readonly line: number;
  readonly isSure: boolean;
  text: Partial<TextFacts> = {};
  private readonly shared: Uint8Array;
  private readonly ranges: ByteRange[] = [];
  private last = 0;

  /** @param shared all ff; it is left so by {@link finish} */
  constructor(bdf: Bdf, line: number, isSure: boolean, shared: Uint8Array) {
    this.bdf = bdf;
    this.line = line;
    this.isSure = isSure;
    this.shared = shared;
  }

  get end(): number {
    return this.last;
  }

  get busBelow(): number | null {
    if (this.text.bridge !== undefined) return this.text.bridge.secondary;
    const header = this.last > SECONDARY_BUS ? (this.shared[HEADER_TYPE] ?? 0) & 0x7f : 0;
    return header === 1 || header === 2 ? this.shared[SECONDARY_BUS] || null : null;
  }

  /** Nothing was read of it but its address. */
  get isBare(): boolean {
    return this.last === 0 && Object.keys(this.text).length === 0;
  }

  bytes(at: number, bytes: ArrayLike<number>, count: number): boolean {
    const end = at + count;
    if (end > SPACE_SIZE) return false;
    if (at < this.last && this.differs(at, bytes, count)) return false;
    for (let index = 0; index < count; index++) this.shared[at + index] = bytes[index] ?? 0xff;
    const range = this.ranges.at(-1);
    if (count === 0 || (range && at >= range.start && end <= range.end)) return true;
    if (range && range.end === at) this.ranges[this.ranges.length - 1] = { start: range.start, end };
    else this.ranges.push({ start: at, end });
    if (end > this.last) this.last = end;
    return true;
  }

  tell(facts: Partial<TextFacts>): void {
    this.text = joinedFacts(this.text, facts);
  }

  private differs(at: number, bytes: ArrayLike<number>, count: number): boolean {
    for (const { start, end } of this.ranges) {
      for (let place = Math.max(at, start); place < Math.min(at + count, end); place++) {
        if (this.shared[place] !== bytes[place - at]) return true;
      }
    }
    return false;
  }

  finish(): PastedFunction {
    const { bdf, line, text } = this;
    if (this.last === 0) return { bdf, line, text, space: ConfigSpace.empty };
    const bytes = this.shared.slice(0, this.last);
    this.shared.fill(0xff, 0, this.last);
    return { bdf, line, text, space: new ConfigSpace(bytes, this.ranges) };
  }
}

interface OpenCapture {
  readonly host: string | null;
  /** Of the functions that a list has here, the last; null before the first. */
  last: Bdf | null;
  readonly functions: Map<Bdf, PastedFunction>;
}

export class Collector implements Sink {
  afterBlank = false;
  expected: Bdf | null = null;
  private readonly captures: OpenCapture[] = [];
  private readonly odd: NotUnderstood[] = [];
  private readonly shared = new Uint8Array(SPACE_SIZE).fill(0xff);
  private capture: OpenCapture = { host: null, last: null, functions: new Map() };
  private open_: OpenFunction | null = null;

  get current(): FunctionSink | null {
    return this.open_;
  }

  open(bdf: Bdf, line: Line, isSure: boolean): FunctionSink {
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
      this.odd.push({ line: open.line, why: `nothing but an address, ${open.bdf}, is on it` });
      return;
    }
    const read = open.finish();
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
    this.startCapture(host);
  }

  notUnderstood(line: Line, why: string): void {
    this.odd.push({ line: line.number, why });
  }

  /** @returns what was read, in the order of the text; nothing may be read after it */
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
