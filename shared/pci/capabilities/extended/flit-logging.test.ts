import { describe, expect, test } from "vitest";
import { fieldOf, linesOf, textOf } from "./testing/fixture.ts";

const log = {
  id: 0x32,
  dwords: {
    4: 0xab12e00b,
    8: 0x44332211,
    12: 0x07041237,
    16: 0x0d,
    20: 0xffffffff,
    24: 0xabcd0007,
    28: 0x0001ffff,
    56: 0x00100020,
  },
};

describe("Flit Logging", () => {
  test("every register has a line", () => {
    expect(linesOf(log)).toEqual([
      "Log1:      Valid+, Link Width: Unknown (5)",
      "More entries+ Unrecognized flit+ FEC uncorrectable+",
      "SyndParityGrp0: 12, SyndCheckGrp0: ab",
      "Log2:      SyndParityGrp1: 11, SyndCheckGrp1: 22",
      "SyndParityGrp2: 33, SyndCheckGrp2: 44",
      "CntCtl:    Flit Error Counter En+ Flit Error Counter Interrupt En+",
      "Events to count: 1, Trigger Event on Error Count: 23",
      "CntSts:    Link Width when Error Counter Started x16",
      "Interrupt Generated based on Trigger Event Count+, FlitErr: 7",
      "MeasCtl:   En+ Granularity: mismatch",
      "MeasSts1:  Flit Counter: 4294967295",
      "MeasSts2:  Invalid Flit Counter: 7",
      "MeasSts3:  Lane0:  65535, Lane1:      1",
      "MeasSts4:  Lane2:      0, Lane3:      0",
      "MeasSts5:  Lane4:      0, Lane5:      0",
      "MeasSts6:  Lane6:      0, Lane7:      0",
      "MeasSts7:  Lane8:      0, Lane9:      0",
      "MeasSts8:  Lane10:     0, Lane11:     0",
      "MeasSts9:  Lane12:     0, Lane13:     0",
      "MeasSts10: Lane14:    32, Lane15:    16",
    ]);
    expect(fieldOf(log, "lanes7.odd").raw).toBe(16);
  });

  test("needs its whole length", () => {
    expect(textOf({ ...log, length: 0x13b })).toBe("Flit Logging\n");
  });
});
