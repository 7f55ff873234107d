/**
 * Made-up configuration spaces that look like a device's: lists in order, one capability behind the other, each with
 * room for its registers, whose bits are anything. Where {@link randomSpace} looks for bytes that break a reader, these
 * go through every branch of the text.
 */
import type { Random } from "./random-space.ts";

const VENDORS = [0x8086, 0x15b3, 0x10de, 0x1022, 0x1af4, 0x14e4, 0x1e98, 0x1b36, 0x19e5, 0x1d0f] as const;
const CLASSES = [
  0x0200, 0x0108, 0x0106, 0x0300, 0x0403, 0x0502, 0x0604, 0x0600, 0x0607, 0x0807, 0x0c03, 0x1200, 0x0b40, 0x0000,
] as const;
const TYPES = [0, 0, 0, 0, 1, 1, 1, 2, 0x80, 0x81, 0x82] as const;
const SIZES = [4096, 4096, 4096, 4096, 4096, 256, 256, 64] as const;

const EXPRESS = 0x10;
const PCIX = 0x07;
const LAST_STANDARD = 0x15;
const LAST_EXTENDED = 0x3a;
const VENDOR_SPECIFIC = 0x09;
const HYPERTRANSPORT = 0x08;
const VSEC = 0x0b;
const DVSEC = 0x23;

/** Bytes of a standard capability where a list in order needs to know: the longest form of each. */
const STANDARD_LENGTHS: Readonly<Record<number, number>> = {
  1: 8,
  2: 12,
  3: 8,
  5: 24,
  7: 24,
  8: 28,
  9: 24,
  13: 8,
  16: 60,
  17: 12,
  20: 60,
  21: 36,
};

/** The bits of a double word: nothing, everything, a few, or chance. */
function word(random: Random): number {
  switch (random.below(6)) {
    case 0:
      return 0;
    case 1:
      return random.once(4) ? 0xffffffff : 0;
    case 2:
    case 3: {
      let bits = 0;
      for (let n = 1 + random.below(4); n > 0; n--) bits |= 1 << random.below(32);
      return bits >>> 0;
    }
    case 4:
      return (random.word() & random.word()) >>> 0;
    default:
      return random.word();
  }
}

class Space {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly random: Random;
  private readonly view: DataView;

  constructor(random: Random) {
    this.random = random;
    this.bytes = new Uint8Array(4096);
    this.view = new DataView(this.bytes.buffer);
  }
  u8(at: number, value: number): void {
    this.bytes[at] = value & 0xff;
  }
  u16(at: number, value: number): void {
    this.view.setUint16(at, value & 0xffff, true);
  }
  u32(at: number, value: number): void {
    this.view.setUint32(at, value >>> 0, true);
  }
  fill(start: number, end: number): void {
    for (let at = start; at < end; at += 4) this.u32(at, word(this.random));
  }
}

function header(space: Space, type: number): void {
  const { random } = space;
  space.fill(0, 0x40);
  space.u16(0, random.oneOf(VENDORS));
  space.u16(0x0a, random.oneOf(CLASSES));
  space.u8(0x0e, type);
  space.u8(0x06, (space.bytes[0x06] ?? 0) | 0x10);
}

/** The words that decide what comes after them: chance alone would seldom meet them. */
function shapeStandard(space: Space, id: number, at: number, length: number): void {
  const { random } = space;
  if (id === EXPRESS) {
    const version = random.oneOf([1, 2, 2, 2, 2, 2, random.below(16)]);
    const type = random.oneOf([0, 1, 4, 5, 6, 7, 8, 9, 10, random.below(16)]);
    space.u8(at + 2, version | (type << 4));
    // Links of real speeds and widths, so that they are compared.
    if (!random.once(4)) {
      space.u8(at + 0x0c, random.below(8) | (random.oneOf([1, 2, 4, 8, 12, 16, 32]) << 4));
      space.u8(at + 0x12, random.below(8) | (random.oneOf([0, 1, 2, 4, 8, 16]) << 4));
    }
  } else if (id === HYPERTRANSPORT) {
    space.u16(at + 2, (random.below(32) << 11) | (random.word() & 0x7ff));
  } else if (id === VENDOR_SPECIFIC && !random.once(4)) {
    space.u8(at + 2, random.oneOf([3, 8, 16, 20, length]));
    space.u8(at + 3, random.below(12));
  }
}

function standardList(space: Space, type: number, count: number): boolean {
  const { random } = space;
  let extendable = false;
  let from = (type & 0x7f) === 2 ? 0x14 : 0x34;
  let at = (type & 0x7f) === 2 ? 0x80 : 0x40;
  for (let i = 0; i < count; i++) {
    const id = i === 0 && !random.once(5) ? EXPRESS : random.below(random.once(30) ? 256 : LAST_STANDARD + 2);
    const length = STANDARD_LENGTHS[id] ?? 8 + 4 * random.below(4);
    if (at + length > 0x100) break;
    if (id === EXPRESS || id === PCIX) extendable = true;
    space.fill(at, at + length);
    space.u8(from, at);
    space.u8(at, id);
    shapeStandard(space, id, at, length);
    from = at + 1;
    at += length + (random.once(4) ? 4 : 0);
  }
  space.u8(from, 0);
  return extendable;
}

const DVSEC_VENDORS = [0x1e98, 0x1e98, 0x1e98, 0x8086, 0x15b3] as const;

function shapeExtended(space: Space, id: number, at: number, length: number): void {
  const { random } = space;
  if (id === VSEC && !random.once(3)) {
    space.u32(at + 4, random.below(16) | (random.below(16) << 16) | (length << 20));
  } else if (id === DVSEC && !random.once(6)) {
    space.u32(at + 4, random.oneOf(DVSEC_VENDORS) | (random.below(4) << 16) | (length << 20));
    space.u16(at + 8, random.below(12));
  }
}

function extendedList(space: Space, count: number): void {
  const { random } = space;
  let at = 0x100;
  for (let i = 0; i < count; i++) {
    const id = random.once(40) ? random.below(0x2000) : random.below(LAST_EXTENDED + 1);
    const length = 4 * (4 + random.below(random.once(3) ? 48 : 20));
    const next = at + length + (random.once(3) ? 4 * random.below(8) : 0);
    const isLast = i === count - 1 || next + 8 > 0x1000;
    const end = Math.min(at + length, 0x1000);
    space.fill(at, end);
    // Counts are small numbers on real devices, and lspci does not survive large ones.
    if (random.once(3)) for (let byte = at + 4; byte < end; byte++) space.u8(byte, (space.bytes[byte] ?? 0) & 0x13);
    shapeExtended(space, id, at, end - at);
    space.u32(at, id | ((1 + random.below(4)) << 16) | ((isLast ? 0 : next) << 20));
    if (isLast) return;
    at = next;
  }
}

/** @returns bytes that nobody else holds: 64, 256, 4096 or, now and then, another multiple of 16 */
export function plannedSpace(random: Random): Uint8Array<ArrayBuffer> {
  const space = new Space(random);
  const type = random.oneOf(TYPES);
  header(space, type);
  const extendable = standardList(space, type, 1 + random.below(7));
  if (extendable || random.once(8)) extendedList(space, 1 + random.below(14));
  const size = random.once(12) ? 16 * (1 + random.below(256)) : random.oneOf(SIZES);
  return space.bytes.slice(0, size);
}
