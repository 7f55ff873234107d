import { expect, test } from "vitest";
import { bdf } from "../../testing/machines.ts";
import { rangeOf, stepFrom, toggled } from "./handoff-choice.ts";

const [first, second, third] = [bdf("0000:01:00.2"), bdf("0000:01:00.3"), bdf("0000:01:00.4")];
const ALL = [first, second, third];

test("a range takes those between its ends and lets the others go, whichever way", () => {
  expect([...rangeOf(ALL, 0, 1)]).toEqual([first, second]);
  expect([...rangeOf(ALL, 2, 1)]).toEqual([second, third]);
});

test("one is taken or let go, and the others stay as they are", () => {
  expect([...toggled(new Set(ALL), second)]).toEqual([first, third]);
  expect([...toggled(new Set([first]), third)]).toEqual([first, third]);
});

test("arrows move to the neighbours and stop at the ends; other keys are not taken", () => {
  expect([stepFrom(0, "ArrowDown", 3), stepFrom(2, "ArrowRight", 3), stepFrom(0, "ArrowUp", 3)]).toEqual([1, 2, 0]);
  expect([stepFrom(1, "Home", 3), stepFrom(1, "End", 3)]).toEqual([0, 2]);
  expect([stepFrom(1, " ", 3), stepFrom(-1, "ArrowDown", 3)]).toEqual([null, null]);
});
