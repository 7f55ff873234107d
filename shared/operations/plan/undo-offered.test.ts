import { expect, it } from "vitest";
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
  expect(undoRefusal(journalEntry({ ...DONE, state: "running" }))).toBe("It is still running.");
  expect(undoRefusal(journalEntry({ ...DONE, undoneBy: "b" }))).toContain("taken back already");
  expect(undoRefusal(journalEntry({ state: "cancelled", steps: steps("waiting") }))).toBe("It changed nothing.");
  const all = journalEntry({ state: "cancelled", steps: steps("undone", "undone", "waiting") });
  expect(undoRefusal(all)).toBe("Nothing that it did is in force any more.");
  const nothing = "It has nothing that could be brought back.";
  expect(undoRefusal(journalEntry({ ...DONE, request: { kind: "bus.rescan" } }))).toBe(nothing);
  const reset = { kind: "device.reset", bdfs: [at("01:00.0")], method: null } as const;
  expect(undoRefusal(journalEntry({ ...DONE, request: reset }))).toBe(nothing);
});
