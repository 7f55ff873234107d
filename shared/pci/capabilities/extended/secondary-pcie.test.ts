import { describe, expect, test } from "vitest";
import { english } from "../../../words/testing/english.ts";
import { type Fixture, fieldOf, linesOf, nodeOf, textOf } from "./testing/fixture.ts";

const secondary = (control: number, errors: number, rest: Partial<Fixture> = {}): Fixture => ({
  id: 0x19,
  dwords: { 4: control, 8: errors, 12: 0x7f5f7f3a },
  ...rest,
});

describe("Secondary PCI Express", () => {
  test("lane errors", () => {
    expect(linesOf(secondary(3, 0))).toEqual(["LnkCtl3: LnkEquIntrruptEn+ PerformEqu+", "LaneErrStat: 0"]);
    expect(linesOf(secondary(1, 0x8005))).toEqual([
      "LnkCtl3: LnkEquIntrruptEn- PerformEqu+",
      "LaneErrStat: LaneErr at lane: 0 2 15",
    ]);
    expect(english(fieldOf(secondary(0, 0x8005), "laneErr.lanes").problem)).toBe(
      "Errors were detected on lanes 0, 2, 15.",
    );
  });

  test("lspci looks at sixteen lanes, the tree at all", () => {
    expect(linesOf(secondary(0, 0x10000))[1]).toBe("LaneErrStat: 0");
    expect(fieldOf(secondary(0, 0x10000), "laneErr.lanes").shown).toBe("16");
  });

  test("as many lanes as the link can have", () => {
    expect(nodeOf(secondary(0, 0)).registers).toHaveLength(2);
    const x2 = secondary(0, 0, { lanes: 2 });
    expect(fieldOf(x2, "lane[1].equalization.upstreamPreset").shown).toBe("f");
    expect(fieldOf(x2, "lane[0].equalization.downstreamHint").shown).toBe("3");
    expect(nodeOf(x2).range.end).toBe(0x110);
  });

  test("needs twelve bytes", () => {
    expect(textOf(secondary(0, 0, { length: 0x10f }))).toBe("Secondary PCI Express\n");
  });
});
