import { expect, it } from "vitest";
import { english } from "../../words/testing/english.ts";
import type { StepOutcome } from "../record/record.ts";
import { at } from "../testing/facts.ts";
import { journalEntry } from "../testing/journal-entry.ts";
import { undoRefusal } from "./undo-offered.ts";

function steps(...states: StepOutcome["state"][]): StepOutcome[] {
  return states.map((state, index) => ({ id: String(index), label: "", state, failure: null, tookMs: null }));
}
const DONE = { steps: steps("done", "skipped") };

it("is offered for what was done, and for what may be in force after a failure or the end of the program", () => {
  expect(undoRefusal(journalEntry(DONE))).toBeNull();
  expect(undoRefusal(journalEntry({ state: "failed", steps: steps("undone", "undo failed", "failed") }))).toBeNull();
  expect(undoRefusal(journalEntry({ state: "failed", steps: steps("failed", "waiting") }))).toBeNull();
  expect(undoRefusal(journalEntry({ state: "interrupted", steps: steps("waiting") }))).toBeNull();
});

it("is refused, with the reason, where there is nothing to take back", () => {
  const refusal = (facts: Parameters<typeof journalEntry>[0]) => english(undoRefusal(journalEntry(facts)));
  expect(refusal({ ...DONE, state: "running" })).toBe("Still running.");
  expect(refusal({ ...DONE, undoneBy: "b" })).toMatch(/^Already undone\. To redo it, undo the entry/);
  expect(refusal({ state: "cancelled", steps: steps("waiting") })).toBe("It changed nothing.");
  const all = { state: "cancelled", steps: steps("undone", "undone", "waiting") } as const;
  expect(refusal(all)).toBe("Nothing it did is still in effect.");
  const nothing = "It left no state to restore.";
  expect(refusal({ ...DONE, request: { kind: "bus.rescan" } })).toBe(nothing);
  const reset = { kind: "device.reset", bdfs: [at("01:00.0")], method: null } as const;
  expect(refusal({ ...DONE, request: reset })).toBe(nothing);
});
