import { describe, expect, test } from "vitest";
import { type Fixture, fieldOf, linesOf, textOf } from "./testing/fixture.ts";

const link = (dwords: Record<number, number>, rest: Partial<Fixture> = {}): Fixture => ({ id: 0x05, dwords, ...rest });

describe("Root Complex Link Declaration", () => {
  test("links to memory and to configuration space", () => {
    const dwords = {
      4: 0x02010200,
      16: 0x03040001,
      24: 0xfed19000,
      32: 0x05060007,
      40: 0x0f4fb003,
      44: 0x1,
    };
    expect(linesOf(link(dwords))).toEqual([
      "Desc:\tPortNumber=02 ComponentID=01 EltType=Config",
      "Link0:\tDesc:\tTargetPort=03 TargetComponent=04 AssocRCRB- LinkType=MemMapped LinkValid+",
      "Addr:\t00000000fed19000",
      "Link1:\tDesc:\tTargetPort=05 TargetComponent=06 AssocRCRB+ LinkType=Config LinkValid+",
      "Addr:\t04:1f.3  CfgSpace=000000010f4fb003",
    ]);
    expect(fieldOf(link(dwords), "link[1].desc.port").raw).toBe(5);
  });

  test("a bus field of no bits stands for eight", () => {
    expect(linesOf(link({ 4: 0x100, 16: 2, 24: 0xabc00000 }))[2]).toMatch(/^Addr:\tbc:00\.0 /);
  });

  test("an unknown element type and unreadable links", () => {
    expect(linesOf(link({ 4: 0x2ff }, { length: 0x118 }))).toEqual([
      "Desc:\tPortNumber=00 ComponentID=00 EltType=??255",
      "Link0:\t<unreadable>",
    ]);
    expect(textOf(link({}, { length: 0x10c }))).toBe("Root Complex Link\n");
  });
});
