import { describe, expect, test } from "vitest";
import { type Fixture, fieldOf, linesOf, textOf } from "./testing/fixture.ts";

const sriov = (dwords: Record<number, number>, rest: Partial<Fixture> = {}): Fixture => ({ id: 0x10, dwords, ...rest });

/** Seven of eight VFs of an Intel 82576. */
const IGB = sriov({
  8: 0x0000_0019,
  12: 0x0008_0008,
  16: 0x0000_0007,
  20: 0x0002_0180,
  24: 0x10ca_0000,
  28: 0x0000_0553,
  32: 0x0000_0001,
  36: 0xf780_000c,
  40: 0x0000_0001,
  48: 0xf7a0_0000,
});

describe("SR-IOV", () => {
  test("a PF with its VFs on", () => {
    expect(linesOf(IGB)).toEqual([
      "IOVCap:\tMigration- 10BitTagReq- IntMsgNum 0",
      "IOVCtl:\tEnable+ Migration- Interrupt- MSE+ ARIHierarchy+ 10BitTagReq-",
      "IOVSta:\tMigration-",
      "Initial VFs: 8, Total VFs: 8, Number of VFs: 7, Function Dependency Link: 00",
      "VF offset: 384, stride: 2, Device ID: 10ca",
      "Supported Page Size: 00000553, System Page Size: 00000001",
      "Region 0: Memory at 00000001f7800000 (64-bit, prefetchable)",
      "Region 3: Memory at f7a00000 (32-bit, non-prefetchable)",
      "VF Migration: offset: 00000000, BIR: 0",
    ]);
    expect(fieldOf(IGB, "num.value").raw).toBe(7);
  });

  test("a BAR that reads all ones is none", () => {
    expect(linesOf(sriov({ 36: 0xffff_ffff })).filter((line) => line.startsWith("Region"))).toEqual([]);
  });

  test("needs its whole length", () => {
    expect(textOf(sriov({}, { length: 0x13f }))).toBe("Single Root I/O Virtualization (SR-IOV)\n");
  });
});
