/** Address ranges in lspci's words: regions, ROMs and the windows of bridges. Pure. */
import type { TextRegion } from "../text-facts.ts";

const UNITS = "KMGTPE";
const SIZE = /\[size=(\d{1,20})([KMGTPE]?)\]/;
const PLACE = /^(?:\[virtual\] )?(Memory|I\/O ports) at ([0-9a-f]{1,16}|<[a-z0-9-]+>)/i;
const ROM_PLACE = /^([0-9a-f]{1,16}|<[a-z]+>)/i;
const WINDOW = /^([0-9a-f]{1,16})-([0-9a-f]{1,16})(?: |$)/i;
const ROM = 6;

/** Bytes of `[size=1M]`; null where it is not there. */
function sizeOf(text: string): bigint | null {
  const [, digits, unit = ""] = SIZE.exec(text) ?? [];
  if (digits === undefined) return null;
  return BigInt(digits) << BigInt(10 * (unit === "" ? 0 : UNITS.indexOf(unit) + 1));
}

function addressOf(text: string): bigint | null {
  return text.startsWith("<") ? null : BigInt(`0x${text}`);
}

/**
 * `Memory at 90000000 (32-bit, non-prefetchable) [size=1M]`
 * @param index null where the line has no number (`lspci -v`)
 */
export function regionOf(index: number | null, text: string): TextRegion | null {
  const [, kind, place = ""] = PLACE.exec(text) ?? [];
  if (kind === undefined) return null;
  return {
    index,
    kind: kind === "Memory" ? "memory" : "io",
    start: addressOf(place),
    size: sizeOf(text),
    is64: text.includes("(64-bit"),
    isPrefetchable: text.includes(", prefetchable)"),
    ...(text.includes("[virtual]") ? { isVirtual: true as const } : {}),
  };
}

/** Behind `Expansion ROM at `: `fe000000 [disabled] [size=512K]` */
export function romOf(text: string): TextRegion | null {
  const [, place] = ROM_PLACE.exec(text) ?? [];
  if (place === undefined) return null;
  return {
    index: ROM,
    kind: "memory",
    start: addressOf(place),
    size: sizeOf(text),
    is64: false,
    isPrefetchable: false,
    ...(text.includes("[virtual]") ? { isVirtual: true as const } : {}),
  };
}

/** `90100000-901fffff [size=1M] [32-bit]` behind a bridge; null where it is off. */
export function windowOf(index: number, kind: TextRegion["kind"], text: string): TextRegion | null {
  const [, first, last] = WINDOW.exec(text) ?? [];
  if (first === undefined || last === undefined || text.includes("[disabled]")) return null;
  const [start, end] = [BigInt(`0x${first}`), BigInt(`0x${last}`)];
  // Zeros are how a bridge without such a window reads, and its end before its start how one is switched off.
  if (end < start || start === 0n) return null;
  const is64 = first.length > 8;
  return { index, kind, start, size: end - start + 1n, is64, isPrefetchable: index === 15 };
}
