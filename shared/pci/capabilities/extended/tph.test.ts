import { describe, expect, test } from "vitest";
import { type Fixture, fieldOf, linesOf, nodeOf } from "./testing/fixture.ts";

const tph = (cap: number, dwords: Record<number, number> = {}): Fixture => ({
  id: 0x17,
  dwords: { 4: cap, ...dwords },
});

describe("TPH Requester", () => {
  test.each([
    [0x000, ["No steering table available"]],
    [
      0x206,
      [
        "Interrupt vector mode supported",
        "Device specific mode supported",
        "Steering table in TPH capability structure",
      ],
    ],
    [0x500, ["Extended requester support", "Steering table in MSI-X table"]],
    [0x600, ["Reserved steering table location"]],
  ])("capability %i", (cap, lines) => {
    expect(linesOf(tph(cap))).toEqual(lines);
  });

  test("a table in the capability has its entries in the tree", () => {
    const fixture = tph(0x00010200, { 12: 0xbeef0012 });
    expect(fieldOf(fixture, "st[1].entry.upper").shown).toBe("be");
    expect(nodeOf(fixture).range.end).toBe(0x110);
    expect(nodeOf(tph(0x00010400)).registers).toHaveLength(2);
    expect(nodeOf(tph(0x07ff0200)).registers).toHaveLength(2 + 64);
  });
});
