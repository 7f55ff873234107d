/** Whatever bytes a function holds: its text and its field tree are made, they end, and they stay within bounds. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseBdf } from "../bdf.ts";
import { type ByteRange, ConfigSpace } from "../config-space.ts";
import { decodeSpace } from "../decode.ts";
import type { KernelView } from "../layout.ts";
import { PLAIN_KERNEL } from "../testing/make-space.ts";
import { lspciFunctionText } from "./function-text.ts";
import { NUMERIC } from "./naming.ts";

/** 4096 bytes hold less than 1100 capabilities of 4 bytes; each may show all bytes that follow it. */
const MAX_TEXT = 4_000_000;
const BDF = parseBdf("00:00.0");

function check(space: ConfigSpace, kernel: KernelView | null): void {
  if (BDF === null) throw new Error("no address");
  const text = lspciFunctionText({ bdf: BDF, space, kernel, naming: NUMERIC }, true);
  expect(text.length).toBeLessThan(MAX_TEXT);
  expect(text.startsWith("0000:00:00.0 ")).toBe(true);
  const decoded = decodeSpace(space, kernel);
  const paths: string[] = [];
  for (const capability of decoded.capabilities) {
    expect(capability.range.end).toBeGreaterThan(capability.range.start);
    for (const register of capability.registers) paths.push(register.path, ...register.fields.map(({ path }) => path));
  }
  expect(new Set(paths).size).toBe(paths.length);
}

/** A header that leads into a list of capabilities, which pure chance hardly makes. */
function plant(bytes: Uint8Array, type: number, places: readonly (readonly [number, number, number])[]): Uint8Array {
  const copy = bytes.slice();
  const put = (offset: number, value: number): void => {
    if (offset < copy.length) copy[offset] = value;
  };
  put(0x06, 0x10);
  put(0x0e, type);
  let from = type === 2 ? 0x14 : 0x34;
  for (const [at, id] of places) {
    put(from, at);
    put(at, id);
    from = at + 1;
  }
  let extended = 0x100;
  for (const [at, , id] of places) {
    put(extended, id);
    put(extended + 1, 0);
    const next = 0x100 + at * 14;
    put(extended + 2, 1 | ((next & 0xf) << 4));
    put(extended + 3, next >> 4);
    extended = next;
  }
  return copy;
}

const place = fc.tuple(
  fc.integer({ min: 16, max: 63 }).map((n) => n * 4),
  fc.oneof(fc.constant(0x10), fc.integer({ min: 0, max: 0x18 })),
  fc.integer({ min: 0, max: 0x3c }),
);
const bytes = fc
  .tuple(
    fc.uint8Array({ minLength: 64, maxLength: 512 }),
    fc.oneof(fc.integer({ min: 0, max: 4096 }), fc.constantFrom(64, 256, 4096)),
  )
  .map(([pattern, size]) => Uint8Array.from({ length: size }, (_, at) => pattern[at % pattern.length] ?? 0));
const planted = fc
  .tuple(bytes, fc.constantFrom(0, 0, 1, 1, 2, 3, 0x80, 0x81), fc.array(place, { maxLength: 12 }))
  .map(([content, type, places]) => plant(content, type, places));

describe("whatever the bytes", () => {
  test("at any length, text and tree are made", () => {
    fc.assert(
      fc.property(planted, (content) => check(new ConfigSpace(content), null)),
      { numRuns: 400 },
    );
  });

  test("with holes anywhere, text and tree are made", () => {
    const hole = fc.tuple(fc.nat(4096), fc.nat(4096));
    const known = fc
      .array(hole, { minLength: 1, maxLength: 6 })
      .map((pairs) => pairs.map(([a, b]): ByteRange => ({ start: Math.min(a, b), end: Math.max(a, b) })));
    fc.assert(
      fc.property(planted, known, (content, ranges) => check(new ConfigSpace(content, ranges), null)),
      { numRuns: 200 },
    );
  });

  test("whatever the kernel says beside, text and tree are made", () => {
    const address = fc.bigInt({ min: 0n, max: (1n << 64n) - 1n });
    const resource = fc.record({ start: address, end: address, flags: fc.nat(0xffffffff) });
    const facts = fc.record({
      resources: fc.array(resource, { maxLength: 18 }),
      irq: fc.option(fc.nat(4096)),
      vpd: fc.uint8Array({ maxLength: 300 }),
    });
    fc.assert(
      fc.property(planted, facts, (content, found) => check(new ConfigSpace(content), { ...PLAIN_KERNEL, ...found })),
      { numRuns: 200 },
    );
  });

  test("all zeros and all ones are no exception, at any length", () => {
    for (const fill of [0x00, 0xff]) {
      for (const size of [0, 1, 4, 15, 63, 64, 65, 128, 255, 256, 259, 4096]) {
        check(new ConfigSpace(new Uint8Array(size).fill(fill)), null);
      }
    }
  });
});
