import { expect, test } from "vitest";
import { numbersText, vfNumbers } from "./vf-numbers.ts";

const here = new Set([0, 1, 2, 3, 9]);

test.each([
  ["2", [2]],
  ["0-2", [0, 1, 2]],
  ["9, 1 - 2，1", [1, 2, 9]],
  ["0-99", [0, 1, 2, 3, 9]],
])("%s", (text, vfs) => {
  expect(vfNumbers(text, here)).toEqual(vfs);
});

test("numbers that follow each other are one range", () => {
  expect(numbersText([3, 0, 1, 9])).toBe("0-1, 3, 9");
  expect(numbersText([])).toBe("");
});

test.each(["", "7", "all", "3-1", "1.5"])("“%s” names none", (text) => {
  expect(vfNumbers(text, here)).toBeNull();
});
