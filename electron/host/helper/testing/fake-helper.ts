/** A far side that says whatever a test wants it to. */
import { PassThrough } from "node:stream";
import type { HelperStreams } from "../helper-channel.ts";

export const GREETING = [
  "version 3",
  "uid 0",
  "change yes",
  "host lab1 6.12.0",
  "boot 6a2c",
  "lack",
  "order 0000000000000001",
].join("\n");

export function frame(kind: string, id: number | string, text: string): string {
  return `${kind} ${id} ${Buffer.byteLength(text, "latin1")}\n${text}\n`;
}

export interface FakeHelper extends HelperStreams {
  /** Sends bytes as they are. */
  say(text: string): void;
  /** What it was asked, line by line. */
  readonly asked: readonly string[];
  end(reason: string): void;
}

/**
 * @param answer what is sent back for a request: bytes as they are, or null for silence
 * @param greeting bytes that come first
 */
export function fakeHelper(
  answer: (id: number, words: readonly string[]) => string | null,
  greeting = frame("hello", 0, GREETING),
): FakeHelper {
  const input = new PassThrough();
  const output = new PassThrough();
  const log = new PassThrough();
  const asked: string[] = [];
  let rest = "";
  let end: (reason: string) => void = () => undefined;
  const ended = new Promise<string>((resolve) => {
    end = resolve;
  });
  const say = (text: string) => output.write(Buffer.from(text, "latin1"));
  input.on("data", (chunk: Buffer) => {
    const lines = (rest + chunk.toString("latin1")).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      asked.push(line);
      const [id = "", ...words] = line.split(" ");
      const said = answer(Number(id), words);
      if (said !== null) say(said);
    }
  });
  say(greeting);
  return { input, output, log, ended, kill: () => end("it was ended"), say, asked, end: (reason) => end(reason) };
}
