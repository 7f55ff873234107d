import { expect, it } from "vitest";
import { inEnglish } from "../../words/testing/english.ts";
import { at, LAB_HOST, pfWithVfs } from "../testing/facts.ts";
import { cutOffEntry, journalEntry } from "../testing/journal-entry.ts";
import { lookOf } from "../verbs/expectation.ts";
import { isOpen, withTruth } from "./interrupted.ts";

it.each([
  ["nobody has dealt with yet", cutOffEntry(), true],
  ["was taken back", cutOffEntry({ undoneBy: "entry-2" }), false],
  ["was finished", cutOffEntry({ settledBy: "entry-2" }), false],
  ["was left as it is", cutOffEntry({ settledBy: "person" }), false],
  ["ended", journalEntry(), false],
  ["failed", journalEntry({ state: "failed" }), false],
])("an operation that %s waits for a word: %s", (_, entry, open) => {
  expect(isOpen(entry)).toBe(open);
});

it("what is true of one that was cut off is asked of the machine as it is now", () => {
  const entry = cutOffEntry({ before: { functions: [], vfs: { pf: at("01:00.0"), count: 0, autoprobe: true } } });
  const look = lookOf({ host: LAB_HOST, functions: pfWithVfs({ vfs: [{}] }), problems: [] });
  expect(inEnglish(withTruth(entry, look).nowTrue)).toEqual([
    "0000:01:00.0 has 1 VF.",
    "0000:01:00.2 is bound to mlx5_core.",
    "Not restored: 0000:01:00.0 had 0 VFs and now has 1 VF.",
  ]);
});
