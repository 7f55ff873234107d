/**
 * A function's address as Linux writes it: `domain:bus:device.function`, lower case, domain at least four digits.
 * Domains above ffff exist (Intel VMD uses 10000 and up), so the first part may be longer.
 */
import { hexDigits } from "./hex-digits.ts";

declare const bdfBrand: unique symbol;
export type Bdf = string & { readonly [bdfBrand]: true };

interface BdfParts {
  readonly domain: number;
  /** 0–255 */
  readonly bus: number;
  /** 0–31 */
  readonly device: number;
  /** 0–7 */
  readonly function: number;
}

export const BDF_PATTERN = /^([0-9a-f]{4,8}):([0-9a-f]{2}):([01][0-9a-f])\.([0-7])$/;
const LOOSE_PATTERN = /^(?:([0-9a-f]{1,8}):)?([0-9a-f]{1,2}):([01]?[0-9a-f])\.([0-7])$/i;

export function formatBdf(parts: BdfParts): Bdf {
  return `${hexDigits(parts.domain, 4)}:${hexDigits(parts.bus, 2)}:${hexDigits(parts.device, 2)}.${parts.function}` as Bdf;
}

/** True for the canonical form only; use {@link parseBdf} for what a person typed. */
export function isBdf(text: string): text is Bdf {
  return BDF_PATTERN.test(text);
}

/** Reads `0000:01:00.0`, `01:00.0` or `1:0.0` in either case; null when it is none of these. */
export function parseBdf(text: string): Bdf | null {
  const match = LOOSE_PATTERN.exec(text.trim());
  if (!match) return null;
  const [, domain, bus, device, fn] = match;
  return formatBdf({
    domain: domain ? Number.parseInt(domain, 16) : 0,
    bus: Number.parseInt(bus as string, 16),
    device: Number.parseInt(device as string, 16),
    function: Number(fn),
  });
}

/** Splits a canonical BDF. */
export function bdfParts(bdf: Bdf): BdfParts {
  const colon = bdf.length - 8;
  return {
    domain: Number.parseInt(bdf.slice(0, colon), 16),
    bus: Number.parseInt(bdf.slice(colon + 1, colon + 3), 16),
    device: Number.parseInt(bdf.slice(colon + 4, colon + 6), 16),
    function: Number(bdf.slice(colon + 7)),
  };
}

/** The 16-bit routing id (PCIe §2.2.4.2): bus, device and function packed as they travel in a packet. */
export function routingId(bdf: Bdf): number {
  const { bus, device, function: fn } = bdfParts(bdf);
  return bus * 256 + device * 8 + fn;
}

/** The function with this routing id in `domain`; null when the id does not fit in 16 bits. */
export function bdfAtRoutingId(domain: number, rid: number): Bdf | null {
  if (!Number.isInteger(rid) || rid < 0 || rid > 0xffff) return null;
  return formatBdf({ domain, bus: rid >> 8, device: (rid >> 3) & 0x1f, function: rid & 7 });
}

/** `01:00.0` for domain 0, the full form elsewhere: how lspci and people write it on a one-domain machine. */
export function shortBdf(bdf: Bdf): string {
  return bdf.startsWith("0000:") ? bdf.slice(5) : bdf;
}

/** Orders by domain, bus, device, function. */
export function compareBdf(a: Bdf, b: Bdf): number {
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : a > b ? 1 : 0;
}
