import { describe, expect, test } from "vitest";
import { madeUpConfig } from "./testing/made-up-config.ts";
import { inOrder, looksLikeConfig, type WordRow } from "./word-order.ts";

const CONFIG = [...madeUpConfig()];
const row = (over: Partial<WordRow>): WordRow => ({
  line: 1,
  at: 0,
  unit: 2,
  bytes: CONFIG.slice(0, 64),
  isLittle: null,
  isNumbers: false,
  ...over,
});
const swapped = CONFIG.map((_, index) => CONFIG[index ^ 1] ?? 0);

describe("the order of bytes in groups", () => {
  test("follows from what a configuration space can be", () => {
    expect(inOrder([row({})])?.[0]?.bytes).toEqual(CONFIG.slice(0, 64));
    expect(inOrder([row({ bytes: swapped.slice(0, 64) })])?.[0]?.bytes).toEqual(CONFIG.slice(0, 64));
  });

  test("follows from one column of characters for all rows", () => {
    const middle = { bytes: [0x12, 0x34, 0x56, 0x78] };
    const rows = [row({ at: 0x80, ...middle }), row({ at: 0x84, ...middle, isLittle: true })];
    expect(inOrder(rows)?.map(({ bytes }) => bytes)).toEqual([
      [0x34, 0x12, 0x78, 0x56],
      [0x34, 0x12, 0x78, 0x56],
    ]);
  });

  test("is not guessed", () => {
    expect(inOrder([row({ at: 0x80, bytes: [0x12, 0x34, 0x56, 0x78] })])).toBeNull();
    expect(inOrder([row({ at: 0x80, bytes: [0x12, 0x34], isNumbers: true })])?.[0]?.bytes).toEqual([0x34, 0x12]);
  });
});

test("a configuration space has a header type, reserved bits, a class and capabilities that exist", () => {
  const changed = (at: number, value: number) => CONFIG.with(at, value);
  expect(looksLikeConfig(CONFIG)).toBe(true);
  for (const [at, value] of [
    [0x05, 0x80],
    [0x0b, 0x33],
    [0x0e, 0x45],
    [0x34, 0x41],
    [0x40, 0x99],
  ] as const) {
    expect(looksLikeConfig(changed(at, value)), `${value} at ${at}`).toBe(false);
  }
});
