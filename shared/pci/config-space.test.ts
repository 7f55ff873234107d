import { describe, expect, test } from "vitest";
import { ConfigSpace } from "./config-space.ts";

describe("configuration space", () => {
  const space = new ConfigSpace(Uint8Array.from([0x86, 0x80, 0x34, 0x12, 0xff, 0xff, 0xff, 0x7f]));

  test("reads little-endian, unsigned", () => {
    expect(space.u16(0)).toBe(0x8086);
    expect(space.u32(4)).toBe(0x7fffffff);
    expect(space.u32(2)).toBe(0xffff1234);
    expect(space.u64(0)).toBe(0x7fffffff12348086n);
  });

  test("what lies past the end or in a hole is unknown", () => {
    expect(space.has(4, 4)).toBe(true);
    expect(space.has(5, 4)).toBe(false);
    expect(space.has(-1, 2)).toBe(false);
    const holed = new ConfigSpace(new Uint8Array(64), [
      { start: 0, end: 16 },
      { start: 32, end: 48 },
    ]);
    expect(holed.length).toBe(48);
    expect(holed.has(12, 4)).toBe(true);
    expect(holed.has(12, 8)).toBe(false);
    expect(holed.has(32, 16)).toBe(true);
    expect(holed.knownRanges()).toEqual([
      { start: 0, end: 16 },
      { start: 32, end: 48 },
    ]);
  });

  test("goes to hexadecimal and back", () => {
    expect(ConfigSpace.fromHex(space.toHex()).bytes).toEqual(space.bytes);
    expect(() => ConfigSpace.fromHex("abc")).toThrow(RangeError);
    expect(() => ConfigSpace.fromHex("zz")).toThrow(RangeError);
  });

  test("is never longer than 4096 bytes", () => {
    expect(new ConfigSpace(new Uint8Array(5000)).length).toBe(4096);
  });

  test("knows the answer of a function that is gone", () => {
    expect(new ConfigSpace(new Uint8Array(64).fill(0xff)).readsAllOnes).toBe(true);
    expect(space.readsAllOnes).toBe(false);
    expect(ConfigSpace.empty.readsAllOnes).toBe(false);
  });
});
