import { describe, expect, test } from "vitest";
import { english } from "../../../words/testing/english.ts";
import { derivedOf, type Fixture, fieldOf, linesOf, nodeOf } from "./testing/fixture.ts";

const l1 = (cap: number, ctl1: number, ctl2: number, rest: Partial<Fixture> = {}): Fixture => ({
  id: 0x1e,
  dwords: { 4: cap, 8: ctl1, 12: ctl2 },
  ...rest,
});

describe("L1 PM Substates", () => {
  test("with L1.2 the times count", () => {
    const fixture = l1(0x0029ff1f, 0x40a0280f, 0x29);
    expect(linesOf(fixture)).toEqual([
      "L1SubCap: PCI-PM_L1.2+ PCI-PM_L1.1+ ASPM_L1.2+ ASPM_L1.1+ L1_PM_Substates+",
      "PortCommonModeRestoreTime=255us PortTPowerOnTime=50us",
      "L1SubCtl1: PCI-PM_L1.2+ PCI-PM_L1.1+ ASPM_L1.2+ ASPM_L1.1+",
      "T_CommonMode=40us LTR1.2_Threshold=163840ns",
      "L1SubCtl2: T_PwrOn=50us",
    ]);
    expect(derivedOf(fixture, "threshold")).toBe("163840 ns");
    expect(derivedOf(fixture, "powerOn")).toBe("50 us");
  });

  test("without L1.2 they are left out", () => {
    const fixture = l1(0x001a, 0, 0);
    expect(linesOf(fixture)[2]).toBe("L1SubCtl2:");
    expect(derivedOf(fixture, "threshold")).toBeUndefined();
  });

  test("the threshold belongs to ASPM L1.2", () => {
    expect(linesOf(l1(0x01, 0x40a02800, 0))[3]).toBe("T_CommonMode=40us");
  });

  test("reserved scales", () => {
    const fixture = l1(0x000b0005, 0xc0010000, 0x0b);
    expect(linesOf(fixture)[1]).toBe("PortCommonModeRestoreTime=0us PortTPowerOnTime=<error>");
    expect(linesOf(fixture)[3]).toBe("T_CommonMode=0us LTR1.2_Threshold=<error>");
    expect(linesOf(fixture)[4]).toBe("L1SubCtl2: T_PwrOn=<error>");
    expect(english(fieldOf(fixture, "ctl1.thresholdScale").problem)).toContain("reserved");
    expect(derivedOf(fixture, "powerOn")).toBe("reserved scale");
  });

  test("unreadable, and version 2", () => {
    expect(linesOf(l1(0, 0, 0, { length: 0x10f }))).toEqual(["<unreadable>"]);
    expect(nodeOf(l1(0, 0, 0)).registers).toHaveLength(3);
    expect(nodeOf(l1(0, 0, 0, { version: 2 })).registers).toHaveLength(4);
  });
});
