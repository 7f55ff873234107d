import { expect, test } from "vitest";
import type { Difference, FunctionComparison } from "../../../shared/compare/comparison.ts";
import { english } from "../../../shared/words/testing/english.ts";
import { sameComparison } from "../../testing/comparisons.ts";
import { bdf } from "../../testing/machines.ts";
import { comparisonRows, nextComparisonRow } from "./comparison-rows.ts";

const CARD = { bdf: bdf("0000:01:00.0"), name: "Card" };
const NOTHING = { differences: [], differ: 0, volatile: 0, unknown: [[], []] } as const;
const REVISION: Difference = {
  name: "Revision",
  values: ["01", "02"],
  offset: null,
  path: null,
  volatile: false,
  fromText: [false, true],
};

test("what a text does not tell is unknown there, and what it does not list is not gone", () => {
  const functions: FunctionComparison[] = [
    {
      ...NOTHING,
      place: "same",
      functions: [CARD, CARD],
      differences: [REVISION],
      differ: 1,
      unknown: [[], ["Driver", "Slot"]],
    },
    { ...NOTHING, place: "here only", functions: [CARD, null] },
    { ...NOTHING, place: "there only", functions: [null, CARD] },
  ];
  const rows = comparisonRows({ ...sameComparison(), listsAll: [true, false], functions }, false);
  expect(rows.map((row) => (row.kind === "difference" ? row.difference.name : english(row.text)))).toEqual([
    "01:00.0 Card",
    "Revision",
    "Unknown in other: Driver, Slot",
    "01:00.0 Card, not listed in other",
    "01:00.0 Card, only in other",
  ]);
  // What only tells is passed over by the keyboard.
  expect(nextComparisonRow(rows, 1, 1)).toBe(3);
});
