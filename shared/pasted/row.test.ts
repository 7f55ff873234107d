import { describe, expect, test } from "vitest";
import { readBareRow, readRow } from "./row.ts";

describe("what stands behind the bytes of a row", () => {
  test("is its column of characters, although it looks like more bytes", () => {
    const bytes = [0x61, 0x62, 0x20, 0x63, 0x64, 0x20, 0x30, 0x31];
    expect(readRow("10: 61 62 20 63 64 20 30 31  ab cd 01")?.bytes).toEqual(bytes);
    expect(readRow("10: 61 62 20 63 64 20 30 31  ..%5..!!")?.bytes).toEqual(bytes);
  });

  test("is more bytes where it is pairs to the end", () => {
    const row = Array.from({ length: 20 }, (_, index) => (index + 0x30).toString(16)).join(" ");
    expect(readRow(`00: ${row}`)?.bytes).toHaveLength(20);
    expect(readRow(`00: ${row} and more`)?.bytes).toHaveLength(16);
  });

  test("is half a byte where the row was cut", () => {
    expect(readRow("d0: 00 0")).toMatchObject({ bytes: [0], isCut: true, hasMore: false });
    expect(readRow("d0: 00 11 22 remark")).toMatchObject({ bytes: [0, 0x11, 0x22], isCut: false, hasMore: true });
  });
});

test("the column tells which byte of a group comes first", () => {
  expect(readRow("00000000: 6162 6364  abcd")?.isLittle).toBe(false);
  expect(readRow("00000000: 6162 6364  badc")?.isLittle).toBe(true);
  expect(readRow("00000000: 6162 6364")?.isLittle).toBeNull();
});

test("bytes may stand without blanks between them", () => {
  const bytes = Array.from({ length: 16 }, (_, index) => index + 0x30);
  const digits = bytes.map((byte) => byte.toString(16)).join("");
  expect(readRow(`00: ${digits}`)).toMatchObject({ bytes, unit: 1, hasMore: false });
  expect(readRow(`00000000: ${digits}  0123456789:;<=>?`)?.bytes).toEqual(bytes);
});

test("offsets lose what debuggers put into them", () => {
  expect(readRow("fffff803`4ab21000  86 80 21 15")?.offset).toBe("fffff8034ab21000");
  expect(readRow("0x7ffe1a90 <config+16>:\t0x86\t0x80")?.offset).toBe("7ffe1a90");
});

test("a row without an offset may be short only below another", () => {
  expect(readBareRow("f51e210a", false)).toBeNull();
  expect(readBareRow("f51e210a", true)?.bytes).toEqual([0xf5, 0x1e, 0x21, 0x0a]);
  expect(readBareRow("no bytes at all", true)).toBeNull();
});

test("a line of any length is read or refused at once", () => {
  const long = 1_000_000;
  expect(readRow(`00: ${"86 ".repeat(long)}`)?.bytes.length).toBe(4097);
  expect(readRow(`00${" ".repeat(long)}x`)).toBeNull();
  expect(readRow(`0x00 <${"a".repeat(long)}`)).toBeNull();
  expect(readRow("a".repeat(long))).toBeNull();
});
