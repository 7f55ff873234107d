/** Numbers that identify hardware, and how they are found again in texts and bytes. */
import { hexDigits } from "../pci/hex-digits.ts";

/** Two hexadecimal digits a byte. */
export function bytesOfHex(hex: string): Uint8Array {
  const bytes = new Uint8Array(hex.length >> 1);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(hex.slice(i * 2, i * 2 + 2), 16);
  return bytes;
}

const DIGITS = Array.from({ length: 256 }, (_, value) => hexDigits(value, 2));

export function hexOfBytes(bytes: Iterable<number>): string {
  let text = "";
  for (const byte of bytes) text += DIGITS[byte];
  return text;
}

/** Six bytes or more with separators: a MAC address, a serial number, an InfiniBand hardware address. */
const SEPARATED = /(?<![0-9a-f])[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5,}(?![0-9a-f])/gi;
/** An InfiniBand GUID. A BDF never has four groups of four. */
const GUID = /(?<![0-9a-f])[0-9a-f]{4}(?::[0-9a-f]{4}){3}(?![0-9a-f])/gi;
/** Interface names that udev makes of a MAC address (systemd.net-naming-scheme: `enx`, `ibx`, `slx`, `wlx`, `wwx`). */
const NAMED_BY_MAC = /\b(en|ib|sl|wl|ww)x[0-9a-f]{12}(?![0-9a-f])/gi;
const DIGIT_RUN = /[0-9a-f]{12,}/gi;

/** Below this lies the header, whose fields have no room for such numbers. */
const FIRST_BYTE = 0x40;

/** Bytes other than 00 and ff from which on a number is taken for an identity. */
const ENOUGH = 3;

/** A MAC address and the EUI-64 made of it hold each other: both are looked for whichever was found. */
function formsOf(bytes: Uint8Array): Uint8Array[] {
  if (bytes.length === 6) {
    // ff:fe in the middle (IEEE, Guidelines for EUI); an IPv6 address also turns the second lowest bit over.
    const long = new Uint8Array([...bytes.subarray(0, 3), 0xff, 0xfe, ...bytes.subarray(3)]);
    return [bytes, long, long.with(0, (long[0] ?? 0) ^ 2)];
  }
  // The hardware address of an InfiniBand interface ends with the GUID of its port.
  if (bytes.length === 20) return [bytes, ...formsOf(bytes.slice(12))];
  if (bytes.length !== 8) return [bytes];
  // A serial number has its two extra bytes in the middle; it is stored with its last byte first.
  const short = (from: Uint8Array) => new Uint8Array([...from.subarray(0, 3), ...from.subarray(5)]);
  return [bytes, short(bytes)];
}

export class SecretStore {
  /** Without separators, lower case. */
  private readonly digits = new Set<string>();
  /** By their anchors, so that one look at a place rules nearly all of them out. */
  private readonly byAnchor = new Map<number, Anchored[]>();

  /** A MAC address, GUID or serial number as text. */
  addText(text: string): void {
    const digits = text.replace(/[^0-9a-f]/gi, "");
    if (digits.length % 2 === 0) this.addBytes(bytesOfHex(digits));
  }

  /** Every such number that stands in a text. */
  addTextsIn(text: string): void {
    for (const [found] of text.matchAll(SEPARATED)) this.addText(found);
  }

  /** Numbers with hardly anything in them identify nothing and would be found everywhere. */
  addBytes(bytes: Uint8Array): void {
    if (bytes.length < 6 || bytes.filter((byte) => byte !== 0 && byte !== 0xff).length < ENOUGH) return;
    for (const form of formsOf(bytes)) {
      this.addForm(form);
      this.addForm(form.toReversed());
    }
  }

  private addForm(bytes: Uint8Array): void {
    const text = hexOfBytes(bytes);
    if (this.digits.has(text)) return;
    this.digits.add(text);
    const at = anchorOf(bytes);
    const key = threeBytes(bytes, at);
    const list = this.byAnchor.get(key);
    if (list) list.push({ bytes, at });
    else this.byAnchor.set(key, [{ bytes, at }]);
  }

  /** The text with everything that looks like such a number, or is one of them without separators, replaced. */
  clean(text: string, replacement: string): string {
    if (text.length < 12) return text;
    return text
      .replace(SEPARATED, replacement)
      .replace(GUID, replacement)
      .replace(NAMED_BY_MAC, `$1x-${replacement}`)
      .replace(DIGIT_RUN, (run) => (this.isIn(run.toLowerCase()) ? replacement : run));
  }

  private isIn(run: string): boolean {
    for (const length of [12, 16]) {
      for (let at = 0; at + length <= run.length; at++) if (this.digits.has(run.slice(at, at + length))) return true;
    }
    return this.digits.has(run);
  }

  /** Where in the bytes, from 40h on, one of the numbers stands: ranges [start, end). */
  findIn(bytes: Uint8Array): (readonly [start: number, end: number])[] {
    const found: (readonly [number, number])[] = [];
    if (this.byAnchor.size === 0) return found;
    let key = 0;
    for (let at = FIRST_BYTE; at < bytes.length; at++) {
      key = ((key << 8) | (bytes[at] ?? 0)) & 0xffffff;
      // Most of a configuration space is 00 or ff, and no anchor is.
      if (key === 0 || key === 0xffffff) continue;
      const candidates = this.byAnchor.get(key);
      if (!candidates) continue;
      for (const secret of candidates) {
        const start = at - 2 - secret.at;
        if (start >= FIRST_BYTE && standsAt(bytes, start, secret.bytes))
          found.push([start, start + secret.bytes.length]);
      }
    }
    return found;
  }
}

interface Anchored {
  readonly bytes: Uint8Array;
  /** Where its anchor is: the three bytes in a row that say most. */
  readonly at: number;
}

function threeBytes(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
}

/** The place with the fewest 00 and ff among three bytes. */
function anchorOf(bytes: Uint8Array): number {
  let best = 0;
  let most = -1;
  for (let at = 0; at + 3 <= bytes.length; at++) {
    const said = bytes.subarray(at, at + 3).filter((byte) => byte !== 0 && byte !== 0xff).length;
    if (said > most) {
      most = said;
      best = at;
    }
  }
  return best;
}

function standsAt(bytes: Uint8Array, start: number, secret: Uint8Array): boolean {
  for (let i = 0; i < secret.length; i++) if (bytes[start + i] !== secret[i]) return false;
  return true;
}
