import { describe, expect, test } from "vitest";
import { type Fixture, fieldOf, linesOf, nodeOf } from "./testing/fixture.ts";

const rcec = (bitmap: number, bus = 0, version = 2, rest: Partial<Fixture> = {}): Fixture => ({
  id: 0x07,
  version,
  dwords: { 4: bitmap, 8: bus },
  ...rest,
});

describe("Root Complex Event Collector", () => {
  test.each([
    [0, "RCiEPBitmap: 00000000 [none]"],
    [0x1, "RCiEPBitmap: RCiEP at Device(s): 0"],
    [0x7a, "RCiEPBitmap: RCiEP at Device(s): 1, 3-6"],
    // A run that reaches the last device is never closed.
    [0xc0000001, "RCiEPBitmap: RCiEP at Device(s): 0, 30"],
    [0xffffffff, "RCiEPBitmap: RCiEP at Device(s): 0"],
  ])("bitmap %i", (bitmap, line) => {
    expect(linesOf(rcec(bitmap))[0]).toBe(line);
  });

  test("bus numbers come with version 2", () => {
    expect(linesOf(rcec(1, 0x00efe000))[1]).toBe("AssociatedBusNumbers: e0-ef");
    expect(linesOf(rcec(1, 0x0000ff00))[1]).toBe("AssociatedBusNumbers: ff-00 [none]");
    expect(linesOf(rcec(1, 0x00efe000, 1))).toHaveLength(1);
    expect(nodeOf(rcec(1, 0, 1)).registers).toHaveLength(1);
    expect(fieldOf(rcec(1, 0x00efe000), "bus.last").shown).toBe("ef");
  });

  test("even version 1 needs twelve bytes", () => {
    expect(linesOf(rcec(1, 0, 1, { length: 0x10b }))).toEqual([]);
  });
});
