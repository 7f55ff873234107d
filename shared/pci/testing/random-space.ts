/**
 * Made-up configuration spaces out of a seed: pure chance, headers that lead into lists of capabilities, and sound
 * spaces with some bytes changed. The same seed gives the same spaces on every machine.
 */

/** xorshift128 (Marsaglia, 2003): fast, and good enough to hit every branch. */
export class Random {
  private a: number;
  private b = 0x159a55e5;
  private c = 0x1f123bb5;
  private d = 0x05491333;

  constructor(seed: number) {
    this.a = (seed ^ 0x075bcd15) >>> 0 || 1;
    for (let i = 0; i < 8; i++) this.word();
  }

  /** 32 bits. */
  word(): number {
    const t = this.a ^ (this.a << 11);
    this.a = this.b;
    this.b = this.c;
    this.c = this.d;
    this.d = (this.d ^ (this.d >>> 19) ^ t ^ (t >>> 8)) >>> 0;
    return this.d;
  }

  /** 0 … below - 1 */
  below(below: number): number {
    return this.word() % below;
  }

  oneOf<T>(items: readonly [T, ...T[]]): T {
    return items[this.below(items.length)] ?? items[0];
  }

  /** True once in `times`. */
  once(times: number): boolean {
    return this.below(times) === 0;
  }
}

const HEADER_TYPES = [0, 0, 0, 1, 1, 2, 0x80, 0x81, 3, 0x7f] as const;
const EXPRESS = 0x10;
/** Above the last id that is given out, so that unknown ones occur, too. */
const STANDARD_IDS = 0x18;
const EXTENDED_IDS = 0x3e;

/** What capability registers are filled with: real ones are mostly zeros. */
const FILLINGS = ["zeros", "sparse", "random", "ones"] as const;

function fill(random: Random, bytes: Uint8Array): void {
  const how = random.oneOf(FILLINGS);
  if (how === "zeros") return;
  if (how === "ones") {
    bytes.fill(0xff);
    return;
  }
  const every = how === "random" ? 1 : 1 + random.below(24);
  for (let at = 0; at < bytes.length; at += every) bytes[at] = random.word() & 0xff;
}

function putWord(bytes: Uint8Array, at: number, value: number): void {
  for (let i = 0; i < 4; i++) if (at + i < bytes.length) bytes[at + i] = (value >>> (8 * i)) & 0xff;
}

function put(bytes: Uint8Array, at: number, value: number): void {
  if (at < bytes.length) bytes[at] = value;
}

/** A list whose entries stand where chance puts them, so that they overlap, repeat and run into one another. */
function plantStandard(random: Random, bytes: Uint8Array, type: number, count: number): void {
  let from = (type & 0x7f) === 2 ? 0x14 : 0x34;
  for (let i = 0; i < count; i++) {
    const at = random.once(40) ? random.below(64) * 4 : 0x40 + random.below(48) * 4;
    put(bytes, from, at);
    put(bytes, at, random.once(6) ? EXPRESS : random.below(STANDARD_IDS));
    from = at + 1;
  }
  put(bytes, from, random.once(12) ? random.below(256) : 0);
}

function plantExtended(random: Random, bytes: Uint8Array, count: number): void {
  let at = 0x100;
  for (let i = 0; i < count; i++) {
    const isLast = i === count - 1;
    const next = isLast ? (random.once(12) ? random.below(4096) : 0) : 0x100 + random.below(960) * 4;
    putWord(bytes, at, random.below(EXTENDED_IDS) | ((1 + random.below(2)) << 16) | (next << 20));
    // A length that leads somewhere: vendor-specific capabilities are compared with the ids of known vendors only.
    if (random.once(4)) putWord(bytes, at + 4, random.oneOf([0x1e98, 0x8086, 0x15b3]) | (random.below(4096) << 20));
    at = next;
  }
}

/** Sizes as hosts give them, more often the small ones, and now and then one that no host gives. */
function sizeOf(random: Random): number {
  const part = random.below(32);
  if (part === 0) return random.once(2) ? random.below(4097) : 4096;
  return part < 16 ? 256 : 64;
}

/** @returns bytes that nobody else holds */
export function randomSpace(random: Random): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(sizeOf(random));
  fill(random, bytes);
  if (random.once(16)) return bytes;
  const type = random.oneOf(HEADER_TYPES);
  put(bytes, 0x06, 0x10 | (random.word() & 0xef));
  put(bytes, 0x0e, type);
  plantStandard(random, bytes, type, 1 + random.below(random.once(8) ? 12 : 3));
  if (bytes.length > 0x100) plantExtended(random, bytes, 1 + random.below(random.once(6) ? 24 : 4));
  if (random.once(2)) mutate(random, bytes);
  return bytes;
}

/** Changes a few bytes where they are. */
function mutate(random: Random, bytes: Uint8Array): void {
  if (bytes.length === 0) return;
  for (let times = 1 + random.below(8); times > 0; times--) {
    const at = random.below(random.once(2) ? Math.min(bytes.length, 0x140) : bytes.length);
    bytes[at] = random.oneOf([0x00, 0xff, 1 << random.below(8), random.word() & 0xff, (bytes[at] ?? 0) ^ 0x10]);
  }
}
