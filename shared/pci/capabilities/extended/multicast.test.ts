import { describe, expect, test } from "vitest";
import { derivedOf, type Fixture, linesOf, nodeOf, textOf } from "./testing/fixture.ts";

const ENDPOINT = 0;
const DOWNSTREAM = 6;
const BRIDGE = 7;

function mcast(portType: number, dwords: Record<number, number> = {}, length = 0x1000): Fixture {
  return { id: 0x12, portType, length, dwords: { 4: 0x8003943f, 8: 0x1234560c, 12: 0xff, 16: 1, ...dwords } };
}

describe("Multicast", () => {
  test("an endpoint has a window and no overlay", () => {
    expect(linesOf(mcast(ENDPOINT))).toEqual([
      // Only ports get an end of this line.
      "McastCap: MaxGroups 64, WindowSz 20 (1048576 bytes)\t\tMcastCtl: NumGroups 4, Enable+",
      "McastBAR: IndexPos 12, BaseAddr 000000ff12345000",
      "McastReceiveVec:      0000000000000001",
      "McastBlockAllVec:     0000000000000000",
      "McastBlockUntransVec: 0000000000000000",
    ]);
    expect(derivedOf(mcast(ENDPOINT), "window")).toBe("1M bytes per group");
    expect(nodeOf(mcast(ENDPOINT)).range.end).toBe(0x128);
  });

  test("a port regenerates checksums and has an overlay", () => {
    const lines = linesOf(mcast(DOWNSTREAM, { 40: 0xfe00000c }));
    expect(lines[0]).toBe("McastCap: MaxGroups 64, ECRCRegen+");
    expect(lines.at(-1)).toBe("McastOverlayBAR: OverlaySize 12 (4096 bytes), BaseAddr 00000000fe000000");
    expect(linesOf(mcast(BRIDGE, { 40: 5 })).at(-1)).toBe(
      "McastOverlayBAR: OverlaySize 5 (disabled), BaseAddr 0000000000000000",
    );
  });

  test("sizes are shifted in 32 bits", () => {
    expect(linesOf(mcast(ENDPOINT, { 4: 0x1f00 }))[0]).toContain("WindowSz 31 (-2147483648 bytes)");
    expect(linesOf(mcast(DOWNSTREAM, { 40: 33 })).at(-1)).toContain("OverlaySize 33 (2 bytes)");
  });

  test("needs its whole length even where the overlay does not exist", () => {
    expect(textOf(mcast(ENDPOINT, {}, 0x133))).toBe("Multicast\n");
  });
});
