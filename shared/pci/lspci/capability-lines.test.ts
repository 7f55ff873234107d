import { describe, expect, test } from "vitest";
import { functionText, makeSpace } from "../testing/make-space.ts";

function linesOf(...of: Parameters<typeof functionText>): string[] {
  return functionText(...of).split("\n");
}

describe("capability lists", () => {
  const listed = ["06: 10 00", "34: 43"];
  const capabilities = (size: number, ...more: readonly string[]): string[] =>
    linesOf(makeSpace(size, ...listed, ...more)).filter((line) => line.startsWith("\tCapabilities"));

  test("end where they come back to themselves or break", () => {
    expect(capabilities(256, "40: 0c 40")).toEqual([
      "\tCapabilities: [40] Hot-plug capable",
      "\tCapabilities: [40] <chain looped>",
    ]);
    expect(capabilities(256, "40: 0c 50", "50: ff")).toEqual([
      "\tCapabilities: [40] Hot-plug capable",
      "\tCapabilities: [50] <chain broken>",
    ]);
  });

  test("have names for ids that lspci does not decode, and numbers for those without a name", () => {
    const list = ["40: 0b 44", "44: 0e 48", "48: 16 4c ab cd", "4c: 15 00 12 34"];
    expect(capabilities(256, ...list)).toEqual([
      "\tCapabilities: [40] CompactPCI central resource control <?>",
      "\tCapabilities: [44] AGP3 <?>",
      "\tCapabilities: [48] Capability ID 0x16 [cdab]",
      "\tCapabilities: [4c] Capability ID 0x15 [3412]",
    ]);
  });

  test("go on at 100h for PCI Express and PCI-X only", () => {
    const extended = ["100: 3b 10 01 20", "200: 3c 10 02 10"];
    expect(capabilities(4096, ...extended, "40: 0c 00")).toHaveLength(1);
    expect(capabilities(4096, ...extended, "40: 10 00").slice(1)).toEqual([
      "\tCapabilities: [100 v1] Extended Capability ID 0x103b",
      "\tCapabilities: [200 v2] Extended Capability ID 0x103c",
      "\tCapabilities: [100 v1] <chain looped>",
    ]);
    expect(capabilities(0x180, ...extended, "40: 07 00").slice(1)).toEqual([
      "\tCapabilities: [100 v1] Extended Capability ID 0x103b",
    ]);
  });
});
