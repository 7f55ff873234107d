/** Bytes as text for the clipboard. */
import { type Bdf, shortBdf } from "../../../../shared/pci/bdf.ts";
import type { ByteRange, ConfigSpace } from "../../../../shared/pci/config-space.ts";
import { hexDigits } from "../../../../shared/pci/hex-digits.ts";
import { ROW } from "./selection.ts";

export const UNKNOWN = "··";

/** `b3 15 21 10`; unknown bytes as `··`. */
export function bytesText(space: ConfigSpace, { start, end }: ByteRange): string {
  const bytes: string[] = [];
  for (let at = start; at < end; at++) bytes.push(space.has(at, 1) ? hexDigits(space.u8(at), 2) : UNKNOWN);
  return bytes.join(" ");
}

/**
 * What `lspci -xxxx` prints, which `lspci -F` and this program read back. Unknown bytes are left out: a row that
 * begins or ends with them starts later or stops earlier, so that nothing reads as zero.
 */
export function dumpText(bdf: Bdf, title: string, space: ConfigSpace): string {
  const lines = [`${shortBdf(bdf)} ${title}`];
  for (const { start, end } of space.knownRanges()) {
    for (let at = start; at < end; ) {
      const stop = Math.min(end, at - (at % ROW) + ROW);
      lines.push(`${hexDigits(at, 2)}: ${bytesText(space, { start: at, end: stop })}`);
      at = stop;
    }
  }
  return `${lines.join("\n")}\n`;
}

/** The character of a byte, or a middle dot where it is none that can be printed. */
export function asciiOf(byte: number): string {
  return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : "·";
}
