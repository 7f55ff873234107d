import { expect, test } from "vitest";
import { stateText } from "../../model/operation-status.ts";
import { sampleEntry, sampleOutcome, sampleStatus } from "../../testing/operations.ts";
import { begunText, currentEntry, stepsText, undoOffNow, unreadEntryText, whenText } from "./entry-view.ts";

test("the time is told with its day only where that is another one", () => {
  const local = (...parts: [number, number, number, number, number, number]) => new Date(...parts);
  const then = local(2026, 10, 22, 9, 5, 7);
  expect(whenText(then.toISOString(), local(2026, 10, 22, 23, 0, 0).getTime())).toBe("09:05:07");
  expect(whenText(then.toISOString(), local(2026, 10, 23, 1, 0, 0).getTime())).toBe("2026-11-22 09:05");
  expect(whenText("some day", 0)).toBe("some day");
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
  expect(stepsText(sampleEntry("a", { steps }))).toBe("2 steps, 2.5 s in all");
  expect(stepsText(sampleEntry("a", { steps: [...steps, sampleOutcome("3")], state: "failed" }))).toBe("2 of 3 steps");
});

test("one that its way back took back says so, with what had been done of it", () => {
  const steps = [sampleOutcome("1", { state: "undone" }), sampleOutcome("2", { state: "undone" })];
  const wayBack = { state: "fired", seconds: 60, until: "2026-11-22T15:01:00.000Z" } as const;
  const status = sampleStatus(steps, { entryId: "a", state: "cancelled", wayBack });
  const entry = currentEntry(sampleEntry("a", { state: "running", steps: [] }), status);
  expect(stateText(entry)).toBe("taken back");
  expect(stepsText(entry)).toBe("2 steps");
  expect(stateText(sampleEntry("a", { state: "cancelled", steps }))).toBe("cancelled");
});

test("what cannot be taken back says why", () => {
  expect(undoOffNow(sampleEntry("a"), false)).toBeNull();
  expect(undoOffNow(sampleEntry("a", { undoneBy: "b" }), false)).toContain("taken back already");
  expect(undoOffNow(sampleEntry("a", { state: "running" }), true)).toBe("It is still running.");
  expect(undoOffNow(sampleEntry("a"), true)).toBe("Another operation is still running.");
  const untouched = [sampleOutcome("1")];
  expect(undoOffNow(sampleEntry("a", { state: "cancelled", steps: untouched }), false)).toBe("It changed nothing.");
  // The journal of a program that died may be behind what was done.
  expect(undoOffNow(sampleEntry("a", { state: "interrupted", steps: untouched }), false)).toBeNull();
});

test("who runs what is still under way is said as far as it is known", () => {
  const started = new Date(2026, 10, 22, 9, 5, 7);
  const running = sampleEntry("op-1", { state: "running", endedAt: null, startedAt: started.toISOString() });
  const text = (begunBy?: { pid: number; here: boolean; lives: boolean }) =>
    begunText(begunBy === undefined ? running : { ...running, begunBy }, started.getTime());
  expect(text({ pid: 7, here: true, lives: true })).toMatch(
    /^This program \(process 7\) began it at 09:05:07, and it still runs\.$/,
  );
  expect(text({ pid: 7, here: false, lives: true })).toMatch(/^Another program \(process 7\) .* still runs\.$/);
  expect(text({ pid: 7, here: false, lives: false })).toContain("has ended");
  expect(text()).toContain("not known");
});

test("of an entry that could not be read as much is told as is known", () => {
  const then = new Date(2026, 10, 22, 9, 5, 7);
  const entry = { id: "x-1", startedAt: then.toISOString(), title: "Set 0000:01:00.0 to 8 VFs" };
  expect(unreadEntryText(entry, then.getTime())).toBe("09:05:07 Set 0000:01:00.0 to 8 VFs (x-1)");
  expect(unreadEntryText({ id: "x-1", startedAt: null, title: null }, 0)).toBe("(x-1)");
});
