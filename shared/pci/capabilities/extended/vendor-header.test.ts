import { describe, expect, test } from "vitest";
import { derivedOf, type Fixture, fieldOf, nodeOf, textOf } from "./testing/fixture.ts";

const vsec = (vendor: number, id: number, length: number, dwords: Record<number, number> = {}): Fixture => ({
  id: 0x0b,
  vendor,
  dwords: { 4: id | (2 << 16) | (length << 20), ...dwords },
});

describe("vendor-specific capabilities", () => {
  test("VSEC", () => {
    expect(textOf(vsec(0x10de, 0x0001, 0x24))).toBe("Vendor Specific Information: ID=0001 Rev=2 Len=024 <?>\n");
    expect(textOf({ ...vsec(0x10de, 1, 0x24), length: 0x107 })).toBe("Vendor Specific Information: <unreadable>\n");
  });

  test("contents without a table are shown by the dword, as far as the length says", () => {
    const { registers, range } = nodeOf(vsec(0x10de, 1, 0x10, { 12: 0xcafe }));
    expect(registers.map(({ name, raw }) => [name, raw])).toEqual([
      ["Vendor-Specific Header", 0x01020001],
      ["08h: Contents", 0],
      ["0ch: Contents", 0xcafe],
    ]);
    expect(range.end).toBe(0x110);
    expect(nodeOf(vsec(0x10de, 1, 0)).registers).toHaveLength(1);
  });

  test("DVSEC of a vendor without a table", () => {
    const fixture = { id: 0x23, dwords: { 4: 0x0181_10de, 8: 0x0003 } };
    expect(textOf(fixture)).toBe("Designated Vendor-Specific: Vendor=10de ID=0003 Rev=1 Len=24 <?>\n");
    expect(textOf({ ...fixture, length: 0x10b })).toBe("Designated Vendor-Specific: <unreadable>\n");
    expect(nodeOf(fixture).registers).toHaveLength(2 + 3);
  });

  test.each([
    [vsec(0x8086, 0x1234, 0x20), "vsec.thunderbolt"],
    [vsec(0x10de, 0x1234, 0x20), "vsec"],
    [vsec(0x8086, 0x43, 0x20), "vsec.intel-dfl"],
    [vsec(0x8086, 0x02, 0x10), "vsec.intel-pmt"],
    [vsec(0x16c3, 0x06, 0x18), "vsec.synopsys-edma"],
    [vsec(0x1172, 0x1172, 0x30), "vsec.altera-cvp"],
  ])("known by vendor and id (%#)", (fixture, key) => {
    expect(nodeOf(fixture).key).toBe(key);
    expect(textOf(fixture)).toMatch(/^Vendor Specific Information: ID=.* <\?>\n$/);
  });

  test("Intel PMT behind a designated vendor's header", () => {
    const fixture = { id: 0x23, vendor: 0x1234, dwords: { 4: 0x0101_8086, 8: 0x0402_0042, 12: 0x0000_2001 } };
    expect(derivedOf(fixture, "feature")).toBe("TPMI");
    expect(fieldOf(fixture, "table.offset").shown).toBe("2000h");
    expect(fieldOf(fixture, "size.value").shown).toBe("4 dwords");
  });

  test("registers end with the stated length", () => {
    const ids = (length: number) => nodeOf(vsec(0x16c3, 6, length)).registers.length;
    expect(ids(0x18)).toBe(5);
    expect(ids(0x10)).toBe(3);
    expect(nodeOf(vsec(0x8086, 0x43, 0x14, { 8: 99 })).registers).toHaveLength(2 + 2);
  });
});
