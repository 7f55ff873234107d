import { describe, expect, test } from "vitest";
import { type Fixture, fieldOf, linesOf, nodeOf } from "./testing/fixture.ts";

const layer = (id: number, dwords: Record<number, number>, rest: Partial<Fixture> = {}): Fixture => ({
  id,
  dwords,
  ...rest,
});

describe("Physical Layer", () => {
  test("16.0 GT/s", () => {
    expect(linesOf(layer(0x26, { 12: 0x0f }))).toEqual([
      "Phy16Sta: EquComplete+ EquPhase1+ EquPhase2+ EquPhase3+ LinkEquRequest-",
    ]);
    expect(linesOf(layer(0x26, {}, { length: 0x11b }))).toEqual(["<unreadable>"]);
    expect(fieldOf(layer(0x26, { 32: 0x5a00 }, { lanes: 4 }), "lane[1].equalization.upstream").shown).toBe("5");
  });

  test("32.0 GT/s", () => {
    expect(linesOf(layer(0x2a, { 4: 0x503, 8: 0x102, 12: 0x7e0 }))).toEqual([
      "Phy32Cap: EqualizationBypass+ NoEqualizationNeeded+",
      "ModTsMode0+ ModTsMode1- ModTsMode2+",
      "Phy32Ctl: EqualizationBypassDis- NoEqualizationNeededDis+",
      "Modified TS Usage Mode: Training Set Messages",
      "Phy32Sta: EquComplete- EquPhase1- EquPhase2- EquPhase3- LinkEquRequest-",
      "Received Enhanced Link Behavior Control: Modified TS1/TS2 Ordered Sets supported",
      "ModTsRecv+ TxPrecodeOn+ TxPrecodeReq+ NoEqualizationNeededRecv+",
    ]);
    expect(linesOf(layer(0x2a, { 8: 0x500 }))[3]).toBe("Modified TS Usage Mode: ??5");
    expect(linesOf(layer(0x2a, {}, { length: 0x11f }))).toEqual(["<unreadable>"]);
    expect(fieldOf(layer(0x2a, { 16: 0x1e980002 }), "rx1.vendor").shown).toBe("1e98");
  });

  test("64.0 GT/s", () => {
    expect(linesOf(layer(0x31, { 12: 0xb1 }))).toEqual([
      "Phy64Sta: EquComplete+ EquPhase1- EquPhase2- EquPhase3- LinkEquRequest+",
      "TxPrecodeOn+ TxPrecodeReq- NoEqualizationNeededRecv+",
    ]);
    expect(linesOf(layer(0x31, {}, { length: 0x10f }))).toEqual(["<unreadable>"]);
  });

  test("128.0 GT/s, which lspci does not know", () => {
    expect(linesOf(layer(0x39, { 12: 1 }))).toEqual([]);
    expect(fieldOf(layer(0x39, { 12: 1 }), "sta.complete").raw).toBe(1);
  });

  test("lane registers take whole dwords", () => {
    expect(nodeOf(layer(0x31, {}, { lanes: 2 })).range.end).toBe(0x114);
    expect(nodeOf(layer(0x26, {}, { lanes: 16 })).range.end).toBe(0x130);
  });
});
