/**
 * Requests and answers over the streams of one helper. It works on one request after the other, so answers come in the
 * order of the requests. Whatever does not fit ends the channel: nothing is guessed, and nothing is sent twice.
 */

import type { Readable, Writable } from "node:stream";
import { errorWords, WordsError } from "../../../shared/words/errors.ts";
import type { Words } from "../../../shared/words/message.ts";
import { HELPER_WORDS as T } from "../../../shared/words/texts/helper.ts";
import { type Frame, FrameReader, ProtocolError, requestLine } from "./frames.ts";
import { type Hello, parseHello } from "./hello.ts";

/** A started helper, whatever started it. */
export interface HelperStreams {
  readonly input: Writable;
  readonly output: Readable;
  /** Its lines for the administrator and the complaints of what started it. */
  readonly log: Readable | null;
  /** Resolves when it is gone, with the reason as a clause without a full stop. Never rejects. */
  readonly ended: Promise<Words>;
  kill(): void;
}

/** The connection to the helper is gone: what was asked last may or may not have been done. */
export class ChannelClosed extends WordsError {
  constructor(reason: Words) {
    super(reason);
    this.name = "ChannelClosed";
  }
}

/** The helper said no. */
export class HelperRefusal extends WordsError {
  /** `EINVAL`, `ENODEV` … */
  readonly code: string;
  /** What follows the code: a name, a holder, or a tool's own words. */
  readonly rest: string;

  constructor(text: string) {
    const [first = "", ...rest] = text.split(" ");
    const code = /^E[A-Z]{2,15}$/.test(first) ? first : "EIO";
    super(T.refused({ code }));
    this.name = "HelperRefusal";
    this.code = code;
    this.rest = rest.join(" ");
  }
}

interface Pending {
  readonly id: number;
  readonly resolve: (text: string) => void;
  readonly reject: (error: Error) => void;
}

export interface ChannelOptions {
  /** How long it may say nothing while it is asked something. */
  readonly silenceMs?: number;
  /** How long it may take to greet: a person may have to type a password first. */
  readonly helloMs?: number;
}

const SILENCE_MS = 30_000;
/** Bytes without which an answer that goes on counts as silence: who sends one now and then must not hold up a plan. */
const LEAST_BYTES = 16 * 1024;
/** How many times the longest silence one answer may take: the largest ones are long on a slow line. */
const LONGEST_ANSWER = 10;
const HELLO_MS = 60_000;
const KEPT_LINES = 100;
const LONGEST_LINE = 1000;

export class HelperChannel {
  /**
   * Called with every greeting after the first, in the order of the frames: the rights have changed. One that was not
   * expected means that they ended, and that what was asked before is lost.
   */
  onHello: (hello: Hello, expected: boolean) => void = () => undefined;
  /** Told once, when the channel is of no use any more. */
  onClosed: (reason: Words) => void = () => undefined;
  private readonly streams: HelperStreams;
  private readonly silenceMs: number;
  private readonly frames = new FrameReader();
  private readonly pending: Pending[] = [];
  /** Asked before the rights changed; the answers may still come. */
  private readonly given = new Set<number>();
  private readonly lines: string[] = [];
  private lineCount = 0;
  private lastId = 0;
  private timer: NodeJS.Timeout | null = null;
  /** When the answer that comes next began to be waited for, by a monotonic clock in milliseconds. */
  private waitedSince = 0;
  /** Bytes of it since the silence was last measured. */
  private heard = 0;
  private greeting: { resolve: (hello: Hello) => void; reject: (error: Error) => void } | null = null;
  private closedBecause: Words | null = null;

  private constructor(streams: HelperStreams, silenceMs: number) {
    this.streams = streams;
    this.silenceMs = silenceMs;
    streams.output.on("data", (chunk: Buffer) => this.receive(chunk));
    streams.output.on("error", () => undefined);
    streams.input.on("error", () => undefined);
    if (streams.log) this.readLog(streams.log);
    void streams.ended.then((reason) => {
      this.close(this.frames.isInside ? T.inAnswer({ reason }) : reason);
    });
  }

  /** Waits for the greeting. @throws ChannelClosed, ProtocolError */
  static async open(
    streams: HelperStreams,
    options: ChannelOptions = {},
  ): Promise<{ channel: HelperChannel; hello: Hello }> {
    const channel = new HelperChannel(streams, options.silenceMs ?? SILENCE_MS);
    return { channel, hello: await channel.nextHello(options.helloMs ?? HELLO_MS) };
  }

  get closed(): Words | null {
    return this.closedBecause;
  }

  /** The last lines of the log, oldest first. */
  get log(): readonly string[] {
    return this.lines;
  }

  /** Remembers where the log ends now. @returns the lines that came since */
  markLog(): () => readonly string[] {
    const before = this.lineCount;
    return () => this.lines.slice(Math.max(0, this.lines.length - (this.lineCount - before)));
  }

  /** @throws HelperRefusal when it says no; ChannelClosed when no answer came */
  request(...words: readonly string[]): Promise<string> {
    if (this.closedBecause !== null) return Promise.reject(new ChannelClosed(this.closedBecause));
    this.lastId = (this.lastId % 999_999_999) + 1;
    const id = this.lastId;
    const line = requestLine(id, words);
    return new Promise((resolve, reject) => {
      this.pending.push({ id, resolve, reject });
      this.streams.input.write(line);
      if (this.pending.length === 1) this.waitForNext();
    });
  }

  /** Sends text as it is: the script, to a shell that waits for it. */
  send(text: string): void {
    if (this.closedBecause === null) this.streams.input.write(text, "latin1");
  }

  /** The greeting that must come next. @throws ChannelClosed, ProtocolError */
  nextHello(limitMs = HELLO_MS): Promise<Hello> {
    if (this.closedBecause !== null) return Promise.reject(new ChannelClosed(this.closedBecause));
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.close(T.late), limitMs);
      const ending = <T>(then: (value: T) => void) => {
        return (value: T) => {
          clearTimeout(timer);
          then(value);
        };
      };
      this.greeting = { resolve: ending(resolve), reject: ending(reject) };
    });
  }

  /**
   * Asks for other rights. The greeting that follows the answer is expected from now on: a busy machine delivers both at
   * once, and whoever began to wait only after the answer would take it for one that nobody asked for.
   */
  requestRights(...words: readonly string[]): { readonly answer: Promise<string>; readonly hello: Promise<Hello> } {
    const hello = this.nextHello();
    hello.catch(() => undefined);
    const answer = this.request(...words).catch((error: unknown) => {
      this.greeting?.reject(new ChannelClosed(T.rightsStay));
      this.greeting = null;
      throw error;
    });
    return { answer, hello };
  }

  /** Ends it; what is pending is rejected. */
  close(reason: Words, error: Error = new ChannelClosed(reason)): void {
    if (this.closedBecause !== null) return;
    this.closedBecause = reason;
    if (this.timer) clearTimeout(this.timer);
    // The end of its input is all that it takes; one that does not listen is ended by force.
    this.streams.input.end();
    this.streams.kill();
    this.greeting?.reject(error);
    this.greeting = null;
    for (const { reject } of this.pending.splice(0)) reject(error);
    this.onClosed(reason);
  }

  private receive(chunk: Buffer): void {
    if (this.closedBecause !== null) return;
    try {
      const frames = this.frames.push(chunk);
      for (const frame of frames) this.take(frame);
      this.heard += chunk.length;
      if (frames.length > 0) this.waitForNext();
      else if (this.heard >= LEAST_BYTES) this.watchSilence();
    } catch (error) {
      const broken = error instanceof Error ? error : new ProtocolError(String(error));
      this.close(errorWords(broken), broken);
    }
  }

  private take(frame: Frame): void {
    if (frame.kind === "hello") {
      this.greeted(parseHello(frame.text));
      return;
    }
    if (this.given.delete(frame.id)) return;
    const [first] = this.pending;
    if (first?.id !== frame.id) throw new ProtocolError(T.unexpected);
    this.pending.shift();
    if (frame.kind === "ok") first.resolve(frame.text);
    else first.reject(new HelperRefusal(frame.text));
  }

  private greeted(hello: Hello): void {
    const { greeting } = this;
    this.greeting = null;
    for (const { id, reject } of this.pending.splice(0)) {
      this.given.add(id);
      reject(new ChannelClosed(T.rightsEnded));
    }
    this.onHello(hello, greeting !== null);
    greeting?.resolve(hello);
  }

  private waitForNext(): void {
    this.waitedSince = performance.now();
    this.watchSilence();
  }

  private watchSilence(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.heard = 0;
    if (this.pending.length === 0 || this.closedBecause !== null) return;
    const left = this.waitedSince + this.silenceMs * LONGEST_ANSWER - performance.now();
    this.timer = setTimeout(() => this.close(T.silent), Math.min(this.silenceMs, left));
  }

  private readLog(log: Readable): void {
    let rest = "";
    log.setEncoding("utf8");
    log.on("error", () => undefined);
    log.on("data", (text: string) => {
      const lines = (rest + text).split("\n");
      rest = (lines.pop() ?? "").slice(0, LONGEST_LINE);
      for (const line of lines) this.lines.push(line.trim().slice(0, LONGEST_LINE));
      this.lineCount += lines.length;
      this.lines.splice(0, Math.max(0, this.lines.length - KEPT_LINES));
    });
  }
}
