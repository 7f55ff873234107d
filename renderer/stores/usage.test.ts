import "../testing/window.ts";
import { expect, it } from "vitest";
import type { OperationStatus } from "../../shared/operations/record/record.ts";
import { sampleOutcome, sampleStatus } from "../testing/operations.ts";
import { askDelay, runMark } from "./usage.ts";

const at = (states: readonly ("waiting" | "running" | "done")[], facts: Partial<OperationStatus> = {}) =>
  sampleStatus(
    states.map((state, index) => sampleOutcome(String(index), { state })),
    { state: "running", ...facts },
  );
const GUARD = { seconds: 60, until: "2026-11-22T09:00:00Z" };

it("who uses what is asked again after each step, and while a change waits to be kept", () => {
  const marks = [
    undefined,
    at(["running", "waiting"]),
    at(["done", "running"]),
    at(["done", "done"]),
    at(["done", "done"], { wayBack: { ...GUARD, state: "asking" } }),
  ].map(runMark);
  expect(new Set(marks).size).toBe(marks.length);
  // A step that only takes its time is no reason.
  const steps = [sampleOutcome("0", { state: "running", tookMs: 900 }), sampleOutcome("1")];
  expect(runMark(at([], { steps }))).toBe(marks[1]);
  expect(runMark(at(["done", "done"], { state: "done" }))).toBe("");
});

it("it does not wait for what waits for a person", () => {
  const between = askDelay(runMark(at(["done", "running"])));
  const asking = askDelay(runMark(at(["done", "done"], { wayBack: { ...GUARD, state: "asking" } })));
  expect(asking).toBe(askDelay(""));
  expect(between).toBeGreaterThan(asking);
});
