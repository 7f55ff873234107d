import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readPasted } from "../../../../shared/pasted/read.ts";
import { ConfigSpace } from "../../../../shared/pci/config-space.ts";
import { english } from "../../../../shared/words/testing/english.ts";
import { bdf } from "../../../testing/machines.ts";
import { bitsAt, bytesText, dumpText, numbersAt, rowMask } from "./bytes.ts";
import { moveSelection, rangeOf, type Selection } from "./selection.ts";

const SIZE = 256;
function press(current: Selection | null, key: string, modifiers: { shift?: boolean; ctrl?: boolean } = {}) {
  return moveSelection(current, { key, shift: false, ctrl: false, ...modifiers }, SIZE, 8);
}
const at = (offset: number): Selection => ({ anchor: offset, focus: offset });

describe("selection of bytes", () => {
  it("begins at the first byte", () => {
    expect(press(null, "ArrowRight")).toEqual(at(0));
    expect(press(null, "x")).toBeNull();
  });

  it("moves by bytes, rows, pages and to the ends", () => {
    expect(press(at(0x21), "ArrowRight")).toEqual(at(0x22));
    expect(press(at(0x21), "ArrowUp")).toEqual(at(0x11));
    expect(press(at(0x21), "ArrowDown")).toEqual(at(0x31));
    expect(press(at(0x21), "PageDown")).toEqual(at(0xa1));
    expect(press(at(0xe1), "PageDown")).toEqual(at(0xf1));
    expect(press(at(0x21), "PageUp")).toEqual(at(0x01));
    expect(press(at(0x21), "Home")).toEqual(at(0x20));
    expect(press(at(0x21), "End")).toEqual(at(0x2f));
    expect(press(at(0x21), "End", { ctrl: true })).toEqual(at(0xff));
    expect(press(at(0x21), "Home", { ctrl: true })).toEqual(at(0));
  });

  it("stays where it is at the edges", () => {
    expect(press(at(0), "ArrowLeft")).toEqual(at(0));
    expect(press(at(0xf5), "ArrowDown")).toEqual(at(0xf5));
  });

  it("grows from its anchor with Shift, in either direction", () => {
    const down = press(at(0x21), "ArrowDown", { shift: true });
    expect(down).toEqual({ anchor: 0x21, focus: 0x31 });
    expect(rangeOf(down ?? at(0))).toEqual({ start: 0x21, end: 0x32 });
    expect(rangeOf({ anchor: 0x31, focus: 0x21 })).toEqual({ start: 0x21, end: 0x32 });
    expect(press(null, "a", { ctrl: true })).toEqual({ anchor: 0, focus: 0xff });
  });
});

describe("rowMask", () => {
  it("has one bit for each byte of the row that is in a range", () => {
    expect(rowMask(0x10, [{ start: 0x12, end: 0x14 }])).toBe(0b1100);
    expect(rowMask(0x10, [{ start: 0, end: 0x100 }])).toBe(0xffff);
    expect(
      rowMask(0x10, [
        { start: 0x0e, end: 0x11 },
        { start: 0x1f, end: 0x30 },
      ]),
    ).toBe(0x8001);
    expect(rowMask(0x10, [{ start: 0x20, end: 0x30 }])).toBe(0);
  });
});

describe("bytes as text", () => {
  const space = new ConfigSpace(new Uint8Array([0xb3, 0x15, 0x21, 0x10, 0xff]), [
    { start: 0, end: 2 },
    { start: 3, end: 5 },
  ]);

  it("marks unknown bytes", () => {
    expect(bytesText(space, { start: 0, end: 6 })).toBe("b3 15 ·· 10 ff ··");
  });

  it("gives the numbers that start at a byte, little-endian, and none that needs an unknown byte", () => {
    expect(numbersAt(space, 0)).toEqual([
      { label: "u8", hex: "b3", decimal: "179" },
      { label: "u16", hex: "15b3", decimal: "5555" },
    ]);
    expect(numbersAt(space, 2)).toEqual([]);
    expect(bitsAt(space, 0)).toBe("1011 0011");
    expect(bitsAt(space, 2)).toBeNull();
  });

  it("gives a dump as lspci -xxxx prints it", () => {
    const bytes = Uint8Array.from({ length: 288 }, (_, index) => index & 0xff);
    const lines = dumpText(bdf("0000:01:00.0"), "Ethernet controller: X", new ConfigSpace(bytes)).split("\n");
    expect(lines[0]).toBe("01:00.0 Ethernet controller: X");
    expect(lines[1]).toBe("00: 00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f");
    expect(lines[17]).toBe("100: 00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f");
    expect(lines.at(-1)).toBe("");
  });

  it("gives a dump that reads back to the same bytes, with the same ones unknown", () => {
    const ranges = fc
      .array(fc.tuple(fc.nat(600), fc.integer({ min: 1, max: 80 })), { minLength: 1, maxLength: 4 })
      .map((list) => list.map(([start, length]) => ({ start, end: start + length })));
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 700, maxLength: 700 }), ranges, (bytes, known) => {
        const original = new ConfigSpace(bytes, known);
        const pasted = readPasted(dumpText(bdf("0000:01:00.0"), "X", original));
        if (!pasted.ok) throw new Error(english(pasted.message));
        const [fn] = pasted.machines[0].functions;
        expect(fn?.space.knownRanges()).toEqual(original.knownRanges());
        for (const { start, end } of original.knownRanges()) {
          expect(fn?.space.bytes.subarray(start, end)).toEqual(original.bytes.subarray(start, end));
        }
      }),
      { numRuns: 100 },
    );
  });
});
