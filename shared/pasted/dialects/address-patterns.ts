/** Addresses within lines of other programs. */
import { type Bdf, parseBdf } from "../../pci/bdf.ts";

/** Source of a pattern: `0000:01:00.0`, `01:00.0`. */
export const ADDRESS = "(?:[0-9a-f]{4,8}:)?[0-9a-f]{2}:[01][0-9a-f]\\.[0-7]";
/** With its domain, so that it stands for itself in any text. */
export const WHOLE_ADDRESS = "[0-9a-f]{4,8}:[0-9a-f]{2}:[01][0-9a-f]\\.[0-7]";

/** @param text what {@link ADDRESS} matched */
export function bdfOf(text: string): Bdf {
  const bdf = parseBdf(text);
  if (bdf === null) throw new Error(`${text} is no address`);
  return bdf;
}

/** @param digits with or without 0x */
export function hexOf(digits: string): number {
  return Number.parseInt(digits, 16);
}
