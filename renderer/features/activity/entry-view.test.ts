import { expect, test } from "vitest";
import { english } from "../../../shared/words/testing/english.ts";
import { operationText, stateWords } from "../../model/operation-status.ts";
import { bdf } from "../../testing/machines.ts";
import { sampleEntry, sampleOutcome, sampleStatus } from "../../testing/operations.ts";
import {
  begunWords,
  besideWords,
  canUndo,
  currentEntry,
  stepsWords,
  toneOf,
  unreadEntryWords,
  whenWords,
} from "./entry-view.ts";

test("the time is told with its day only where that is another one", () => {
  const local = (...parts: [number, number, number, number, number, number]) => new Date(...parts);
  const then = local(2026, 10, 22, 9, 5, 7);
  expect(english(whenWords(then.toISOString(), local(2026, 10, 22, 23, 0, 0).getTime()))).toBe("09:05:07");
  expect(english(whenWords(then.toISOString(), local(2026, 10, 23, 1, 0, 0).getTime()))).toBe("Nov 22, 2026, 09:05");
  expect(english(whenWords("some day", 0))).toBe("some day");
});

test("an entry that runs is shown as far as it has come, one that ended as the journal has it", () => {
  const status = sampleStatus([sampleOutcome("1", { state: "running" })]);
  const running = sampleEntry("op-1", { state: "running", endedAt: null, steps: [sampleOutcome("1")] });
  expect(currentEntry(running, status).steps[0]?.state).toBe("running");
  expect(currentEntry(sampleEntry("op-1"), status).steps[0]?.state).toBe("done");
  expect(currentEntry({ ...running, id: "other" }, status).steps[0]?.state).toBe("waiting");
  expect(currentEntry(running, undefined)).toBe(running);
});

test("steps are counted with how long they took, or with how far it came", () => {
  const steps = [sampleOutcome("1", { state: "done" }), sampleOutcome("2", { state: "skipped" })];
  expect(english(stepsWords(sampleEntry("a", { steps })))).toBe("2 steps in 2.5 s");
  expect(english(stepsWords(sampleEntry("a", { steps: [...steps, sampleOutcome("3")], state: "failed" })))).toBe(
    "2 of 3 steps",
  );
});

test("one that its way back rolled back says so, with what had been done of it", () => {
  const steps = [sampleOutcome("1", { state: "undone" }), sampleOutcome("2", { state: "undone" })];
  const wayBack = { state: "fired", seconds: 60, until: "2026-11-22T15:01:00.000Z" } as const;
  const status = sampleStatus(steps, { entryId: "a", state: "cancelled", wayBack });
  const entry = currentEntry(sampleEntry("a", { state: "running", steps: [] }), status);
  expect(english(stateWords(entry))).toBe("rolled back by the machine");
  expect(english(stepsWords(entry))).toBe("2 steps");
  expect(english(stateWords(sampleEntry("a", { state: "cancelled", steps })))).toBe("cancelled");
});

test("an undo is offered where it would bring something back", () => {
  expect(canUndo(sampleEntry("a"))).toBe(true);
  expect(canUndo(sampleEntry("a", { undoneBy: "b" }))).toBe(false);
  const untouched = [sampleOutcome("1")];
  expect(canUndo(sampleEntry("a", { state: "cancelled", steps: untouched }))).toBe(false);
  // The journal of a program that died may be behind what was done.
  expect(canUndo(sampleEntry("a", { state: "interrupted", steps: untouched }))).toBe(true);
});

test("an undo tells what it brought back, as long as that stands", () => {
  const undo = sampleEntry("b", { undoOf: "a", nowTrue: ["0000:01:00.0 has 16 VFs."] });
  expect(besideWords(undo)).toBe("0000:01:00.0 has 16 VFs.");
  expect(besideWords({ ...undo, undoneBy: "c" })).toBeNull();
  expect(besideWords({ ...undo, undoOf: null })).toBeNull();
});

test("a driver that was to be bound and is not is told by the entry, whichever window began it", () => {
  const short = sampleEntry("a", { unbound: [bdf("0000:01:00.2")] });
  expect(english(besideWords(short) ?? "")).toBe("No driver was bound to 0000:01:00.2.");
  expect([toneOf(short), toneOf(sampleEntry("a"))]).toEqual(["warn", "ok"]);
  expect(besideWords({ ...short, undoneBy: "b" })).toBeNull();
  const text = operationText({ ...short, kernel: null }, english);
  expect(text).toContain("No driver was bound to 0000:01:00.2.");
  const running = sampleEntry("op-1", { state: "running" });
  expect(currentEntry(running, sampleStatus([], { state: "done", unbound: [bdf("0000:01:00.2")] })).unbound).toEqual([
    "0000:01:00.2",
  ]);
});

test("who runs what is still running is said as far as it is known", () => {
  const started = new Date(2026, 10, 22, 9, 5, 7);
  const running = sampleEntry("op-1", { state: "running", endedAt: null, startedAt: started.toISOString() });
  const text = (begunBy?: { pid: number; here: boolean; lives: boolean }) =>
    english(begunWords(begunBy === undefined ? running : { ...running, begunBy }, started.getTime()));
  expect(text({ pid: 7, here: true, lives: true })).toMatch(
    /^This program \(process 7\) started it at 09:05:07 and is still running it\.$/,
  );
  expect(text({ pid: 7, here: false, lives: true })).toMatch(
    /^Another program \(process 7\) .* is still running it\.$/,
  );
  expect(text({ pid: 7, here: false, lives: false })).toContain("has ended");
  expect(text()).toContain("unknown");
});

test("of an entry that could not be read as much is told as is known", () => {
  const then = new Date(2026, 10, 22, 9, 5, 7);
  const entry = { id: "x-1", startedAt: then.toISOString(), title: "Set 0000:01:00.0 to 8 VFs" };
  expect(english(unreadEntryWords(entry, then.getTime()))).toBe("09:05:07 Set 0000:01:00.0 to 8 VFs (x-1)");
  expect(english(unreadEntryWords({ id: "x-1", startedAt: null, title: null }, 0))).toBe("(x-1)");
});
