/** Rows of bytes below a function's line: `10: 86 80 21 15 …`, as `lspci -x` writes them. */
import type { Dialect, FunctionSink, Sink } from "../dialect.ts";
import type { Line } from "../line.ts";

const SPACE = 0x20;
const COLON = 0x3a;
const MOST = 4096;

/** The value of a hexadecimal digit by its character code; -1 for any other character. */
function digit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const letter = code | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

/** Length of the address and of its `: `, 2–8 digits; 0 when the line does not start with one. */
function addressLength(text: string): number {
  let length = 0;
  while (length <= 8 && digit(text.charCodeAt(length)) >= 0) length++;
  if (length < 2 || length > 8) return 0;
  return text.charCodeAt(length) === COLON && text.charCodeAt(length + 1) === SPACE ? length + 2 : 0;
}

/** Reads `86 80 21 15` into `bytes`. @returns how many there were, and where the text goes on that is none */
function readPairs(text: string, from: number, bytes: Uint8Array): readonly [count: number, end: number] {
  let count = 0;
  let at = from;
  while (at < text.length && count < bytes.length) {
    const high = digit(text.charCodeAt(at));
    const low = digit(text.charCodeAt(at + 1));
    const isPair = high >= 0 && low >= 0 && (at + 2 === text.length || text.charCodeAt(at + 2) === SPACE);
    if (!isPair) break;
    bytes[count++] = high * 16 + low;
    at += 3;
  }
  return [count, Math.min(at, text.length)];
}

export const ROWS: Dialect = {
  name: "lspci -x",
  start: (sink) => {
    const bytes = new Uint8Array(MOST);
    return (line) => {
      const from = addressLength(line.text);
      if (from === 0) return false;
      const [count] = readPairs(line.text, from, bytes);
      if (count === 0) return false;
      const target = sink.current;
      if (target === null) sink.notUnderstood(line, "no address stands above these bytes");
      else take(sink, target, line, Number.parseInt(line.text.slice(0, from - 2), 16), bytes, count);
      return true;
    };
  },
};

function take(sink: Sink, target: FunctionSink, line: Line, at: number, bytes: Uint8Array, count: number): void {
  if (at + count > MOST) sink.notUnderstood(line, "byte fffh is the last one, and these bytes go beyond it");
  else if (!target.bytes(at, bytes, count)) sink.notUnderstood(line, `${target.bdf} has other bytes here already`);
}
