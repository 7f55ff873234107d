/** A way in which some program writes PCI functions: each is one declaration, tried line by line in the order of dialects.ts. */
import type { Bdf } from "../pci/bdf.ts";
import type { Message } from "../words/message.ts";
import type { Line } from "./line.ts";
import type { TextFacts } from "./text-facts.ts";
import type { WordRow } from "./word-order.ts";

/** Where a dialect puts what it reads. */
export interface Sink {
  /** The function that the lines are about; null = none. */
  readonly current: FunctionSink | null;
  /** The line before was blank. */
  readonly afterBlank: boolean;
  /** Counts the lines that dialects are shown, of which a reader does not see those that others took. */
  readonly step: number;
  /**
   * The lines that follow are about this function, which a list has here. A list has each function once and sorted: one
   * that comes again, or before the last, begins a list of its own, perhaps of another machine or moment.
   * @param isSure false = only an address at the beginning of a line speaks for it, as in prose: it is a function if bytes
   * or facts follow
   */
  open(bdf: Bdf, line: Line, isSure: boolean): FunctionSink;
  /** The lines that follow are about this function, which is only mentioned here: in a log, in a list by groups. */
  mention(bdf: Bdf, line: Line): FunctionSink;
  /** The lines that follow are about no function. */
  close(): void;
  /** A command or a title names the function whose bytes may follow: `hexdump -C …/0000:01:00.0/config`. */
  expect(bdf: Bdf | null): void;
  /** The function that {@link expect} was given last; null = none. */
  readonly expected: Bdf | null;
  /**
   * What follows is of another command, file or machine.
   * @param host the machine's name, where a prompt or a file says it
   */
  section(line: Line, host: string | null): void;
  /**
   * Bytes or a function stand here that could not be made use of: they are counted, and told with their line.
   * @param why a clause of `pasted-line`
   * @param holds what may be a function, and no bytes
   */
  notUnderstood(line: Line, why: Message, holds?: "function"): void;
}

export interface FunctionSink {
  readonly bdf: Bdf;
  /** One past the last byte that was given; 0 = none was. */
  readonly end: number;
  /** The bus below it, as its bytes or words tell; null = it is no bridge, or they do not. */
  readonly busBelow: number | null;
  /**
   * Bytes from `at` on. @returns false, and takes none, where one would lie past fffh or differ from one that was given
   */
  bytes(at: number, bytes: ArrayLike<number>, count: number): boolean;
  /** Groups of several bytes, within 000h–fffh: in which order they lie is decided when all of the function was read. */
  words(row: WordRow): void;
  /** What a text says in words. Said again, the later word counts; lists and names are put together. */
  tell(facts: Partial<TextFacts>): void;
}

export interface Dialect {
  /** What people run to get it: `lspci -x`. */
  readonly name: string;
  /** Begins to read a text: what has to be remembered from line to line is the reader's own. */
  start(sink: Sink): LineReader;
}

/** @returns whether the line is of this dialect; then nobody else is asked. A blank line is shown to all, as "". */
export type LineReader = (line: Line) => boolean;
