import { describe, expect, test } from "vitest";
import { english } from "../../../../words/testing/english.ts";
import { derivedOf, type Fixture, fieldOf, nodeOf, textOf } from "../testing/fixture.ts";

/** A DVSEC of CXL; its id shares a dword with the first register. */
function cxl(id: number, revision: number, length: number, first = 0, dwords: Record<number, number> = {}): Fixture {
  return { id: 0x23, dwords: { 4: 0x1e98 | (revision << 16) | (length << 20), 8: id | (first << 16), ...dwords } };
}

const linesOf = (fixture: Fixture): string[] =>
  textOf(fixture)
    .split("\n")
    .slice(1, -1)
    .map((line) => line.trim());

describe("DVSECs of CXL", () => {
  test("begin alike", () => {
    expect(textOf(cxl(9, 0, 16))).toBe(
      "Designated Vendor-Specific: Vendor=1e98 ID=0009 Rev=0 Len=16: CXL\n\t\tMLD DVSEC\n",
    );
    expect(textOf(cxl(9, 0, 12))).toBe("Designated Vendor-Specific: Vendor=1e98 ID=0009 Rev=0 Len=12 <?>\n");
    expect(linesOf({ ...cxl(9, 0, 16), length: 0x10f })).toEqual([]);
    expect(linesOf(cxl(0x0a, 0, 16))).toEqual(["PCIe DVSEC for Test Capability <?>"]);
    expect(linesOf(cxl(0x1b, 0, 16))).toEqual(["Unknown ID 001b"]);
  });

  test("logical devices, up to sixteen", () => {
    expect(linesOf(cxl(9, 0, 16, 16))[1]).toBe("NumLogDevs: 16");
    expect(linesOf(cxl(9, 0, 16, 17))).toHaveLength(1);
    expect(english(fieldOf(cxl(9, 0, 16, 17), "count.value").problem)).toContain("reserved");
  });

  test("function map: lspci prints half of each register", () => {
    expect(linesOf(cxl(2, 0, 0x2c, 0, { 12: 0xffff1234 }))[1]).toBe("FuncMap 0: 00001234");
    expect(linesOf(cxl(2, 0, 0x2c))).toHaveLength(9);
  });
});

describe("CXL device", () => {
  const ranges = { 24: 1, 28: 0x2000_4a4f, 32: 2, 36: 0, 44: 0x3 };

  test("revision 1", () => {
    const fixture = cxl(0, 1, 0x38, 0x5e, { 12: 0x4000_4b07, 16: 0x8002_0002, 20: 0x0502_0001, ...ranges });
    expect(linesOf(fixture)).toEqual([
      "PCIe DVSEC for CXL Devices",
      "CXLCap:\tCache- IO+ Mem+ MemHWInit+ HDMCount 1 Viral-",
      "CXLCtl:\tCache+ IO+ Mem+ CacheSFCov 0 CacheSFGran 3 CacheClean+ Viral+",
      "CXLSta:\tViral+",
      "CXLCtl2:\tDisableCaching- InitCacheWB&Inval+ InitRst+ RstMemClrEn-",
      "CXLSta2:\tResetComplete+ ResetError- PMComplete+",
      "CXLCap2:\tCache Size: 00500000",
      "Range1: 0000000200000000-000000031fffffff [size=0x120000000]",
      "Valid+ Active+ Type=??3 Class=CDAT interleave=??10 timeout=16s",
      "Range2: 0000000000000000-ffffffffffffffff [size=0x0]",
      "Valid+ Active+ Type=Volatile Class=DRAM interleave=0 timeout=1s",
    ]);
    expect(derivedOf(fixture, "range1")).toBe("4608M bytes at 200000000");
    expect(derivedOf(fixture, "range2")).toBeUndefined();
    expect(english(fieldOf(fixture, "sta.viral").problem)).toContain("viral");
  });

  test.each([
    [0x0000, "CXLCap2:\tCache Size Not Reported"],
    [0x0301, "CXLCap2:\tCache Size: 00030000"],
    [0x0a07, "CXLCap2:\tCache Size: 10 of unknown unit size (7)"],
  ])("cache size %i", (cap2, line) => {
    expect(linesOf(cxl(0, 1, 0x38, 0, { 20: cap2 << 16 }))[6]).toBe(line);
  });

  test("revision 2 has more, and what comes after is unknown", () => {
    const fixture = cxl(0, 2, 0x40, 0, { 16: 0x4, 56: 0x2 });
    const lines = linesOf(fixture);
    expect(lines[4]).toMatch(/ InitRst- RstMemClrEn\+ DesiredVolatileHDMStateAfterHotReset\+$/);
    expect(lines.slice(-2)).toEqual([
      "CXLCap3:\tDefaultVolatile HDM State After:\tColdReset- WarmReset+ HotReset+ HotResetConfigurability-",
      "<?>",
    ]);
    expect(nodeOf(fixture).registers.at(-1)?.name).toBe("DVSEC CXL Capability3");
  });

  test("revision 0 and short ones are a heading", () => {
    expect(linesOf(cxl(0, 0, 0x40))).toEqual(["PCIe DVSEC for CXL Devices"]);
    expect(linesOf(cxl(0, 1, 0x30))).toEqual(["PCIe DVSEC for CXL Devices"]);
    expect(nodeOf(cxl(0, 1, 0x10)).registers).toHaveLength(2 + 3);
  });
});

describe("CXL ports", () => {
  test("port extensions", () => {
    const fixture = cxl(3, 0, 0x28, 0x02, { 12: 0x2010_4005, 16: 0x2345_1234 });
    expect(linesOf(fixture)).toEqual([
      "CXL Extensions DVSEC for Ports",
      "CXLPortSta:\tPMComplete+",
      "CXLPortCtl:\tUnmaskSBR+ UnmaskLinkDisable- AltMem+ AltBME- ViralEnable+",
      "AlternateBus:\t10-20",
      "AlternateBus:\t1234-2345",
    ]);
    expect(linesOf(cxl(3, 0, 0x28, 0x01))[1]).toBe("CXLPortSta:\tPMComplete-");
    expect(linesOf(cxl(3, 0, 0x24))).toHaveLength(1);
  });

  test("alternate memory windows are laid out as those of a bridge", () => {
    const fixture = cxl(3, 0, 0x28, 0, { 16: 0x8f70_8010, 20: 0xfff0_c000 });
    expect(fieldOf(fixture, "memBase.address")).toMatchObject({ msb: 15, lsb: 4, shown: "801" });
    expect(fieldOf(fixture, "memLimit.address").shown).toBe("8f7");
    expect(fieldOf(fixture, "prefBase.address").shown).toBe("c00");
    expect(fieldOf(fixture, "prefLimit.address").shown).toBe("fff");
    expect(linesOf(fixture)[4]).toBe("AlternateBus:\t8010-8f70");
  });

  test("persistent flush of a port and of a device", () => {
    expect(linesOf(cxl(4, 0, 0x10, 0, { 12: 0x0703_0207 }))).toEqual([
      "GPF DVSEC for CXL Ports",
      "GPF Phase 1 Timeout: 700us",
      "GPF Phase 2 Timeout: 30s",
    ]);
    expect(linesOf(cxl(5, 0, 0x10, 0x0405, { 12: 5000 }))).toEqual([
      "GPF DVSEC for CXL Devices",
      "GPF Phase 2 Duration: 50ms",
      "GPF Phase 2 Power: 5000mW",
    ]);
    expect(linesOf(cxl(5, 0, 0x10, 0x0c05)).slice(1, 3)).toEqual([
      "Reserved time scale encoding c",
      "GPF Phase 2 Duration: 5<?>",
    ]);
  });

  test("flex bus of each revision", () => {
    expect(linesOf(cxl(7, 0, 0x10, 0x27, { 12: 0x0026_0326 }))).toEqual([
      "PCIe DVSEC for Flex Bus Port",
      "FBCap:\tCache+ IO+ Mem+ 68BFlit+ MltLogDev-",
      "FBCtl:\tCache- IO+ Mem+ SynHdrByp- DrftBuf- 68BFlit+ MltLogDev- RCD- Retimer1+ Retimer2+",
      "FBSta:\tCache- IO+ Mem+ SynHdrByp- DrftBuf- 68BFlit+ MltLogDev-",
    ]);
    const second = linesOf(cxl(7, 2, 0x20, 0x6000, { 16: 0xffabcdef, 20: 1, 28: 3 }));
    expect(second[1]).toBe("FBCap:\tCache- IO- Mem- 68BFlit- MltLogDev- 256BFlit+ PBRFlit+");
    expect(second.slice(4)).toEqual([
      "FBModTS:\tReceived FB Data: abcdef",
      "FBCap2:\tNOPHint+",
      "FBCtl2:\tNOPHint-",
      "FBSta2:\tNOPHintInfo: 3",
    ]);
  });

  test("flex bus of a length that does not go with its revision", () => {
    expect(linesOf(cxl(7, 1, 0x18))[1]).toBe("<Wrong length for Revision 1>");
    const third = linesOf(cxl(7, 3, 0x24));
    expect(third[1]).toMatch(/^FBCap/);
    expect(third.at(-1)).toBe("<?>");
  });
});

test("register locator: blocks that are there, numbered from 1", () => {
  const fixture = cxl(8, 0, 0x34, 0, { 12: 0x0001_0102, 16: 1, 28: 0x0300, 36: 0xff00, 44: 0x4200 });
  expect(linesOf(fixture)).toEqual([
    "Register Locator DVSEC",
    "Block1: BIR: bar2, ID: component registers, offset: 0000000100010000",
    "Block3: BIR: bar0, ID: CXL device registers, offset: 0000000000000000",
    "Block4: BIR: bar0, ID: vendor-specific, offset: 0000000000000000",
    "Block5: BIR: bar0, ID: <?>, offset: 0000000000000000",
  ]);
  expect(fieldOf(fixture, "block[0].low.id").shown).toBe("component registers");
});
