import { describe, expect, test } from "vitest";
import { english } from "../words/testing/english.ts";
import { ConfigSpace } from "./config-space.ts";
import { decodeSpace } from "./decode.ts";
import { makeSpace } from "./testing/make-space.ts";

/** What is odd about these bytes, as `start–end message`. */
function odd(space: ConfigSpace): string[] {
  return decodeSpace(space).diagnostics.map(
    ({ range, message }) => `${range.start.toString(16)}–${range.end.toString(16)} ${english(message)}`,
  );
}
/** A function with PCI Express at 40h, whose list goes on as told. */
const express = (...lines: readonly string[]) => makeSpace(4096, "06: 10 00", "34: 40", "40: 10 00 02 00", ...lines);

describe("diagnostics", () => {
  test("a sound function has none", () => {
    expect(odd(express("40: 10 80 02 00", "80: 01 00 03 00", "100: 01 00 02 15", "150: 03 00 01 00"))).toEqual([]);
    expect(odd(makeSpace(256))).toEqual([]);
    expect(odd(ConfigSpace.empty)).toEqual([]);
  });

  test.each([
    ["a loop in the standard list", express("40: 10 80 02 00", "80: 01 40 03 00"), /^81–82 .*loops back to 40h/],
    ["a loop in the extended list", express("100: 01 00 02 15", "150: 03 00 01 10"), /^152–154 .*back to 100h/],
    ["a pointer into the header", makeSpace(256, "06: 10 00", "34: 0c"), /^34–35 .*leads to 0ch, inside the header/],
    ["an extended pointer below 100h", express("100: 03 00 01 08"), /^102–104 .*points to 080h, below 100h/],
    ["a capability past the end", express("40: 10 f8 02 00", "f8: 11 00 00 00"), /^f8–100 .*MSI-X.*past ffh/],
    [
      "a VSEC of no bytes",
      express("100: 0b 00 01 00 34 12 00 00"),
      /^106–108 .*a length of 0 bytes; its header alone has 8/,
    ],
    ["a DVSEC longer than the space", express("100: 23 00 01 00 98 1e f0 ff"), /^106–108 .*would be 4,095 bytes long/],
    [
      "capabilities that overlap",
      express("40: 10 50 02 00", "50: 01 00 03 00"),
      /^50–58 PCI Express at 40h overlaps PM/,
    ],
    ["all ones", new ConfigSpace(new Uint8Array(256).fill(0xff)), /^0–40 The header reads all ones/],
    ["all ones behind a header", express("100: ff ff ff ff"), /^100–1000 Extended configuration space reads all ones/],
    ["a list that ends in all ones", express("40: 10 80 02 00", "80: ff ff"), /^80–82 .*reads all ones/],
    ["an unknown header type", makeSpace(256, "0e: 05"), /^e–f Header Type is 05h/],
    [
      "a capability that is there twice",
      express("40: 10 80 02 00", "80: 01 a0 03 00", "a0: 01 00 03 00"),
      /^a0–a2 PM at a0h is a duplicate of the one at 80h/,
    ],
  ])("%s is told with its bytes", (_, space, message) => {
    expect(odd(space).filter((line) => message.test(line))).toHaveLength(1);
  });

  test("of one kind are no more than sixteen, and say how many more there are", () => {
    const lines = Array.from({ length: 100 }, (_, i) => {
      const at = 0x100 + 8 * i;
      const next = i === 99 ? 0 : at + 8;
      return `${at.toString(16)}: 0b 00 ${(1 | ((next & 0xf) << 4)).toString(16)} ${(next >> 4).toString(16)} 00 00 00 00`;
    });
    const lengths = odd(express(...lines)).filter((line) => line.includes("a length of 0 bytes"));
    expect(lengths).toHaveLength(16);
    expect(lengths.at(-1)).toContain("85 more of this kind");
  });
});
