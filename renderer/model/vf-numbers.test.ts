import { expect, test } from "vitest";
import { vfNumbers } from "./vf-numbers.ts";

const here = new Set([0, 1, 2, 3, 9]);

test.each([
  ["2", [2]],
  ["0-2", [0, 1, 2]],
  ["9, 1 - 2，1", [1, 2, 9]],
  ["0-99", [0, 1, 2, 3, 9]],
])("%s", (text, vfs) => {
  expect(vfNumbers(text, here)).toEqual(vfs);
});

test.each(["", "7", "all", "3-1", "1.5"])("“%s” names none", (text) => {
  expect(vfNumbers(text, here)).toBeNull();
});
