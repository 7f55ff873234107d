/** Bytes as text for the clipboard, as the numbers that start at one, and as marks in a row of them. Pure. */
import { type Bdf, shortBdf } from "../../../../shared/pci/bdf.ts";
import type { ByteRange, ConfigSpace } from "../../../../shared/pci/config-space.ts";
import { hexDigits } from "../../../../shared/pci/hex-digits.ts";
import { binaryText } from "../parts/numbers.ts";
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

interface NumberView {
  readonly label: "u8" | "u16" | "u32";
  readonly hex: string;
  readonly decimal: string;
}

/** The little-endian numbers that start at this byte; those that reach unknown bytes are left out. */
export function numbersAt(space: ConfigSpace, offset: number): NumberView[] {
  const views: NumberView[] = [];
  const add = (label: NumberView["label"], bytes: number, value: number) =>
    views.push({ label, hex: hexDigits(value, bytes * 2), decimal: String(value) });
  if (space.has(offset, 1)) add("u8", 1, space.u8(offset));
  if (space.has(offset, 2)) add("u16", 2, space.u16(offset));
  if (space.has(offset, 4)) add("u32", 4, space.u32(offset));
  return views;
}

/** The bits of the byte in fours; null when it is unknown. */
export function bitsAt(space: ConfigSpace, offset: number): string | null {
  return space.has(offset, 1) ? binaryText(space.u8(offset), 8) : null;
}

/** Which bytes of a row are in some ranges, as one bit a byte. */
export function rowMask(offset: number, ranges: readonly ByteRange[]): number {
  let mask = 0;
  for (const { start, end } of ranges) {
    const from = Math.max(start - offset, 0);
    const to = Math.min(end - offset, ROW);
    if (from < to) mask |= ((1 << (to - from)) - 1) << from;
  }
  return mask;
}

/** @param bytes by offset */
export function changedMask(offset: number, bytes: ReadonlyMap<number, number>): number {
  if (bytes.size === 0) return 0;
  let mask = 0;
  for (let column = 0; column < ROW; column++) if (bytes.has(offset + column)) mask |= 1 << column;
  return mask;
}
