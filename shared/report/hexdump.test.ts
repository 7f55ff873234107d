import { expect, test } from "vitest";
import { ConfigSpace } from "../pci/config-space.ts";
import { dumpLines, readableLines } from "./hexdump.ts";

const bytes = Uint8Array.from({ length: 36 }, (_, index) => index);

test("a dump leaves out what was not read and starts the next line where bytes go on", () => {
  const space = new ConfigSpace(bytes, [
    { start: 0, end: 4 },
    { start: 14, end: 36 },
  ]);
  expect(dumpLines(space)).toEqual([
    "00: 00 01 02 03",
    "0e: 0e 0f",
    "10: 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f",
    "20: 20 21 22 23",
  ]);
});

test("for reading, unknown bytes are marked and a long run of 00 is folded between its first and last line", () => {
  const long = new Uint8Array(0x70);
  long[0] = 0x86;
  long[0x6f] = 1;
  const space = new ConfigSpace(long, [{ start: 0, end: 0x70 }]);
  expect(readableLines(space).map((line) => line.slice(0, 8))).toEqual([
    "000: 86 ",
    "010: 00 ",
    "…",
    "050: 00 ",
    "060: 00 ",
  ]);
  expect(readableLines(new ConfigSpace(bytes, [{ start: 2, end: 18 }]))).toEqual([
    "000: -- -- 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f",
    "010: 10 11 -- -- -- -- -- -- -- -- -- -- -- -- -- --",
  ]);
});
