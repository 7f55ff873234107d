import { expect, test } from "vitest";
import { numbersText, vfNumbers } from "./vf-numbers.ts";

const here = new Set([0, 1, 2, 3, 9]);

test.each([
  ["2", [2]],
  ["0-2", [0, 1, 2]],
  ["9, 1 - 2，1", [1, 2, 9]],
  ["0-999999", [0, 1, 2, 3, 9]],
  ["０–１、9", [0, 1, 9]],
])("%s", (text, vfs) => {
  expect(vfNumbers(text, here)).toEqual({ vfs });
});

test("numbers that follow each other are one range", () => {
  expect(numbersText([3, 0, 1, 9])).toBe("0-1, 3, 9");
  expect(numbersText([])).toBe("");
});

test.each([
  ["", ""],
  ["7", "7"],
  ["all", "all"],
  ["3-1", "3-1"],
  ["1.5", "1.5"],
  ["1-3, 99", "99"],
])("“%s”: what names none is told, and is not passed over", (text, stray) => {
  expect(vfNumbers(text, here)).toEqual({ stray });
});
