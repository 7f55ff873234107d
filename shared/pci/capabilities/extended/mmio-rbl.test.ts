import { describe, expect, test } from "vitest";
import { type Fixture, linesOf, nodeOf } from "./testing/fixture.ts";

const rbl = (length: number, dwords: Record<number, number> = {}, readable = 0x1000): Fixture => ({
  id: 0x36,
  dwords: { 4: length, ...dwords },
  length: readable,
});

describe("MMIO Register Block Locator", () => {
  test("locators", () => {
    const fixture = rbl(0x20, { 8: 0x00100102, 12: 1, 16: 0xff00, 24: 0x4205 });
    expect(linesOf(fixture)).toEqual([
      "Locator0: BIR: BAR2, ID: MCAP, offset: 0000000100100000",
      "Locator1: BIR: BAR0, ID: MDVS, offset: 0000000000000000",
      "Locator2: BIR: BAR5, ID: Reserved (66), offset: 0000000000000000",
    ]);
    expect(nodeOf(fixture).registers).toHaveLength(1 + 2 * 3);
  });

  test("a length without locators, and one past the readable bytes", () => {
    expect(linesOf(rbl(8))).toEqual([]);
    expect(linesOf(rbl(0x20, {}, 0x120))).toEqual(["<unreadable>"]);
    expect(linesOf(rbl(0x20, {}, 0x10f))).toEqual(["<unreadable>"]);
  });

  test("below the shortest length lspci reads on to the end", () => {
    const lines = linesOf(rbl(7, {}, 0x120));
    expect(lines).toHaveLength(4);
    expect(lines.at(-1)).toBe("<unreadable>");
    expect(nodeOf(rbl(7)).registers).toHaveLength(1);
  });
});
