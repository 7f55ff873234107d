/** What the line below the bytes says of the byte that has the cursor. Pure. */
import type { ConfigSpace } from "../../../../shared/pci/config-space.ts";
import { hexDigits } from "../../../../shared/pci/hex-digits.ts";
import { binaryText } from "../parts/numbers.ts";

export interface NumberView {
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
