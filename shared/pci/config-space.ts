/**
 * The bytes of one function's configuration space together with which of them are known.
 * Unknown is not zero: an unprivileged read stops at byte 64, a dump may stop short or have holes.
 */
import { hexDigit, hexDigits } from "./hex-digits.ts";

export interface ByteRange {
  /** first byte */
  readonly start: number;
  /** one past the last byte */
  readonly end: number;
}

export class ConfigSpace {
  readonly bytes: Uint8Array;
  /** One past the last known byte. */
  readonly length: number;
  private readonly mask: Uint8Array | null;

  /**
   * @param bytes at most 4096 bytes; longer input is cut there, which is where configuration space ends (PCIe §7.2)
   * @param known the known ranges; left out, every byte given is known
   */
  constructor(bytes: Uint8Array, known?: readonly ByteRange[]) {
    this.bytes = bytes.length > 4096 ? bytes.subarray(0, 4096) : bytes;
    const whole = !known || (known.length === 1 && known[0]?.start === 0 && known[0].end >= this.bytes.length);
    if (whole) {
      this.mask = null;
      this.length = this.bytes.length;
      return;
    }
    this.mask = new Uint8Array(this.bytes.length);
    let length = 0;
    for (const { start, end } of known) {
      const stop = Math.min(end, this.bytes.length);
      this.mask.fill(1, Math.max(0, start), stop);
      if (stop > start && stop > length) length = stop;
    }
    this.length = length;
  }

  static readonly empty = new ConfigSpace(new Uint8Array(0));

  /** True when every byte of [offset, offset + length) is known. */
  has(offset: number, length: number): boolean {
    if (offset < 0 || offset + length > this.length) return false;
    if (this.mask === null) return true;
    for (let i = offset; i < offset + length; i++) if (this.mask[i] === 0) return false;
    return true;
  }

  /** The byte, or 0 where it is not known: check {@link has} first where the difference matters. */
  u8(offset: number): number {
    return this.bytes[offset] ?? 0;
  }
  /** Little-endian 16 bits; unknown bytes count as 0. */
  u16(offset: number): number {
    return (this.bytes[offset] ?? 0) | ((this.bytes[offset + 1] ?? 0) << 8);
  }
  /** Little-endian 32 bits, unsigned; unknown bytes count as 0. */
  u32(offset: number): number {
    const b = this.bytes;
    return (
      ((b[offset] ?? 0) | ((b[offset + 1] ?? 0) << 8) | ((b[offset + 2] ?? 0) << 16) | ((b[offset + 3] ?? 0) << 24)) >>>
      0
    );
  }
  /** Little-endian 64 bits; unknown bytes count as 0. */
  u64(offset: number): bigint {
    return (BigInt(this.u32(offset + 4)) << 32n) | BigInt(this.u32(offset));
  }

  knownRanges(): ByteRange[] {
    if (this.mask === null) return this.length > 0 ? [{ start: 0, end: this.length }] : [];
    const ranges: ByteRange[] = [];
    for (let i = 0; i < this.length; ) {
      if (this.mask[i] === 0) {
        i++;
        continue;
      }
      const start = i;
      while (i < this.length && this.mask[i] === 1) i++;
      ranges.push({ start, end: i });
    }
    return ranges;
  }

  /**
   * A function that is gone, asleep or in reset answers all ones, so the vendor id reads ffff (PCIe §2.3.2).
   * A VF's vendor id reads ffff by specification (PCIe §9.3.4.1.1), so this is no proof for a VF.
   */
  get readsAllOnes(): boolean {
    if (!this.has(0, 4)) return false;
    const end = Math.min(this.length, 64);
    for (let i = 0; i < end; i++) if (this.bytes[i] !== 0xff) return false;
    return true;
  }

  toHex(): string {
    // Joined at once: a text that grows pair by pair stays a chain of pieces, which costs ten times its length.
    // A loop, because Array.from of a typed array takes three times as long.
    const pairs: string[] = new Array(this.bytes.length);
    for (let at = 0; at < this.bytes.length; at++) pairs[at] = HEX[this.bytes[at] ?? 0] ?? "";
    return pairs.join("");
  }

  /** @throws RangeError when the text is not pairs of hexadecimal digits */
  static fromHex(hex: string, known?: readonly ByteRange[]): ConfigSpace {
    if (hex.length % 2 !== 0) throw new RangeError("not pairs of hexadecimal digits");
    const bytes = new Uint8Array(hex.length / 2);
    for (let i = 0; i < bytes.length; i++) {
      const value = (hexDigit(hex.charCodeAt(i * 2)) << 4) | hexDigit(hex.charCodeAt(i * 2 + 1));
      if (value < 0) throw new RangeError("not pairs of hexadecimal digits");
      bytes[i] = value;
    }
    return new ConfigSpace(bytes, known);
  }
}

const HEX = Array.from({ length: 256 }, (_, i) => hexDigits(i, 2));
