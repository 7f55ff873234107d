/** Rows of bytes below a function's line, of whatever program: `10: 86 80 21 15 …`, as `lspci -x` writes them, and others. */
import { hexDigit } from "../../pci/hex-digits.ts";
import type { Dialect, Sink } from "../dialect.ts";
import type { Line } from "../line.ts";
import { readRow } from "../row.ts";
import { RowBlock, USUAL } from "../row-block.ts";

const SPACE = 0x20;
const COLON = 0x3a;
const MOST = 4096;

/** Reads a row of lspci, byte by byte. @returns its offset, or -1 when it is not exactly one of 16 bytes */
function usualRow(text: string, bytes: Uint8Array): number {
  let at = text.length - 1 - 3 * USUAL;
  if (at < 2 || at > 8 || text.charCodeAt(at) !== COLON) return -1;
  let offset = 0;
  for (let digit = 0; digit < at; digit++) {
    const value = hexDigit(text.charCodeAt(digit));
    if (value < 0) return -1;
    offset = offset * 16 + value;
  }
  if (offset + USUAL > MOST) return -1;
  at += 1;
  for (let count = 0; count < USUAL; count++, at += 3) {
    const high = hexDigit(text.charCodeAt(at + 1));
    const low = hexDigit(text.charCodeAt(at + 2));
    if (text.charCodeAt(at) !== SPACE || high < 0 || low < 0) return -1;
    bytes[count] = high * 16 + low;
  }
  return offset;
}

/** lspci ends no line of a capability whose header it cannot read: what comes next stands behind it. */
const UNENDED = /^Capabilities: \[[0-9a-f]{2,3}\] (?=00: )/;

export const ROWS: Dialect = {
  name: "lspci -x, hexdump, xxd, od",
  start: (sink) => {
    const rows = rowReader(sink);
    return (line) => rows(line, line.text.replace(UNENDED, ""));
  },
};

/** Reads rows, also those that stand behind something else on their line. */
export type RowReader = (line: Line, text: string) => boolean;

export function rowReader(sink: Sink): RowReader {
  const usual = new Uint8Array(USUAL);
  const block = new RowBlock(sink);
  return (line, text) => {
    const at = usualRow(text, usual);
    if (at >= 0) return block.takeUsual(line, at, usual);
    if (text === "") return false;
    if (text === "*") return block.repeat(usual);
    if (block.takeBare(line, text)) return true;
    const row = readRow(text);
    return row === null ? block.endAt(line, text) : block.take(line, row);
  };
}
