/** Configuration space as hex lines. */
import type { ConfigSpace } from "../pci/config-space.ts";
import { hexDigits } from "../pci/hex-digits.ts";

const BYTES_A_LINE = 16;

/**
 * The lines of `lspci -xxxx`, as far as bytes are known. A line starts where known bytes start and ends where they end,
 * so that a byte that was not read is missing and not 00; `lspci -F` and this program read such lines back.
 */
export function dumpLines(space: ConfigSpace): string[] {
  const lines: string[] = [];
  for (const { start, end } of space.knownRanges()) {
    for (let at = start; at < end; ) {
      const stop = Math.min(end, at - (at % BYTES_A_LINE) + BYTES_A_LINE);
      const bytes = Array.from(space.bytes.subarray(at, stop), (byte) => hexDigits(byte, 2));
      lines.push(`${hexDigits(at, 2)}: ${bytes.join(" ")}`);
      at = stop;
    }
  }
  return lines;
}

/**
 * Lines of sixteen for reading: unknown bytes are `--`, runs of lines that are all 00 are folded into one line `…`.
 * The first and the last line of such a run stay, so that its bounds can be seen.
 */
export function readableLines(space: ConfigSpace): string[] {
  const lines: { text: string; empty: boolean }[] = [];
  for (let at = 0; at < space.length; at += BYTES_A_LINE) {
    const cells: string[] = [];
    let empty = true;
    for (let offset = at; offset < at + BYTES_A_LINE && offset < space.bytes.length; offset++) {
      const known = space.has(offset, 1);
      cells.push(known ? hexDigits(space.u8(offset), 2) : "--");
      empty &&= known && space.u8(offset) === 0;
    }
    lines.push({ text: `${hexDigits(at, 3)}: ${cells.join(" ")}`, empty });
  }
  const out: string[] = [];
  for (const [index, line] of lines.entries()) {
    const inside = line.empty && lines[index - 1]?.empty === true && lines[index + 1]?.empty === true;
    if (!inside) out.push(line.text);
    else if (out.at(-1) !== FOLD) out.push(FOLD);
  }
  return out;
}

const FOLD = "…";
