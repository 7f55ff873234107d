/**
 * The helper's side of the wire, taken apart: `ok|err|hello ID LENGTH`, a line feed, LENGTH bytes and a line feed. What
 * a login shell prints before the first `hello` is passed over; afterwards every byte must be where it belongs.
 */

import { WordsError } from "../../../shared/words/errors.ts";
import type { Words } from "../../../shared/words/message.ts";
import { HELPER_WORDS as T } from "../../../shared/words/texts/helper.ts";

export interface Frame {
  readonly kind: "ok" | "err" | "hello";
  readonly id: number;
  /** One character a byte: sysfs promises no encoding. */
  readonly text: string;
}

/** The other side does not speak as it should: nothing that comes after can be trusted. */
export class ProtocolError extends WordsError {
  constructor(words: Words) {
    super(words);
    this.name = "ProtocolError";
  }
}

const HEADER = /^(ok|err|hello) (0|[1-9][0-9]{0,8}) (0|[1-9][0-9]{0,9})$/;
const LONGEST_HEADER = 32;
/** The largest answers are of a few thousand functions: some tens of megabytes. */
const LONGEST_TEXT = 256 * 1024 * 1024;
/** Greetings of login shells and of administrators. */
const MAX_NOISE = 64 * 1024;
const LINE_FEED = 10;
const NOTHING = Buffer.alloc(0);

interface Header {
  readonly kind: Frame["kind"];
  readonly id: number;
  readonly length: number;
}

export class FrameReader {
  private readonly longest: number;
  private rest: Buffer = NOTHING;
  private header: Header | null = null;
  private body: Buffer[] = [];
  private missing = 0;
  private noise = 0;
  private greeted = false;

  /** @param longest bytes that an answer may have */
  constructor(longest = LONGEST_TEXT) {
    this.longest = longest;
  }

  /** True between the first byte of an answer and its last: the stream must not end here. */
  get isInside(): boolean {
    return this.header !== null || (this.greeted && this.rest.length > 0);
  }

  /** @returns the answers that are whole now. @throws ProtocolError */
  push(chunk: Buffer): Frame[] {
    const frames: Frame[] = [];
    let left = chunk;
    while (left.length > 0) {
      left = this.header === null ? this.readHeader(left) : this.readBody(left, frames);
    }
    return frames;
  }

  private readHeader(chunk: Buffer): Buffer {
    const end = chunk.indexOf(LINE_FEED);
    const part = end < 0 ? chunk : chunk.subarray(0, end);
    if (this.rest.length + part.length > (this.greeted ? LONGEST_HEADER : MAX_NOISE)) throw this.strange();
    this.rest = this.rest.length === 0 ? part : Buffer.concat([this.rest, part]);
    if (end < 0) return NOTHING;
    this.take(this.rest.toString("latin1"));
    this.rest = NOTHING;
    return chunk.subarray(end + 1);
  }

  private take(line: string): void {
    const [, kind, id, length] = HEADER.exec(line) ?? [];
    if (!this.greeted && kind !== "hello") {
      this.noise += line.length + 1;
      if (this.noise > MAX_NOISE) throw this.strange();
      return;
    }
    if (kind !== "ok" && kind !== "err" && kind !== "hello") throw this.strange();
    this.greeted = true;
    this.header = { kind, id: Number(id), length: Number(length) };
    if (this.header.length > this.longest) throw new ProtocolError(T.tooLong({ length: this.header.length }));
    this.body = [];
    // And the line feed.
    this.missing = this.header.length + 1;
  }

  private readBody(chunk: Buffer, frames: Frame[]): Buffer {
    const { header } = this;
    const part = chunk.subarray(0, this.missing);
    this.body.push(part);
    this.missing -= part.length;
    if (this.missing === 0 && header) {
      const bytes = this.body.length === 1 ? part : Buffer.concat(this.body);
      if (bytes[header.length] !== LINE_FEED) throw new ProtocolError(T.longer);
      frames.push({ kind: header.kind, id: header.id, text: bytes.toString("utf8", 0, header.length) });
      this.header = null;
      this.body = [];
    }
    return chunk.subarray(part.length);
  }

  private strange(): ProtocolError {
    return new ProtocolError(this.greeted ? T.unreadable : T.stranger);
  }
}

/** Is it a word that the helper accepts? */
export function isWord(word: string): boolean {
  return /^[0-9A-Za-z:.,_-]+$/.test(word);
}

/** One request: plain words, which is all that the helper accepts. @throws ProtocolError for anything else */
export function requestLine(id: number, words: readonly string[]): string {
  for (const word of words) {
    if (!isWord(word)) throw new ProtocolError(T.notAWord({ word }));
  }
  return `${id} ${words.join(" ")}\n`;
}
