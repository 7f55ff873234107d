import { expect, it } from "vitest";
import { buildMachine } from "../../shared/machine/machine.ts";
import type { OperationStatus } from "../../shared/operations/record/record.ts";
import { labMachine } from "../testing/machines.ts";
import { sampleOutcome, sampleStatus } from "../testing/operations.ts";
import { bridge } from "../testing/window.ts";
import { useMachine } from "./machine.ts";
import { askDelay, askUsage, runMark, seenOf, usageNow } from "./usage.ts";

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

const ofRevision = (revision: number) => buildMachine({ ...labMachine(), revision });

it("an answer is about the newest machine at hand that is not newer than the one that was looked at", () => {
  const [older, newer] = [ofRevision(3), ofRevision(5)];
  expect(seenOf(5, [newer, older, null])).toBe(newer);
  expect(seenOf(4, [newer, older])).toBe(older);
  expect(seenOf(2, [newer, older, null])).toBeNull();
});

it("after a failure, and when the machine is opened again, nothing follows from silence until it is asked anew", async () => {
  const reason = { kind: "guest", text: "is in a guest", short: "guest", evidence: "pid 7", level: "protected" };
  const answer = { revision: 1000, functions: [{ bdf: "0000:01:00.2", reasons: [reason] }], unread: [] };
  bridge.answer("machine.usage", () => answer as never);
  await useMachine.getState().open("demo:lab");
  await askUsage("demo:lab");
  expect(usageNow("demo:lab")?.seen).toBe(useMachine.getState().machine);
  bridge.answer("machine.usage", () => {
    throw new Error("The machine does not answer.");
  });
  await askUsage("demo:lab");
  expect(usageNow("demo:lab")).toMatchObject({ seen: null, functions: answer.functions });
  bridge.answer("machine.usage", () => answer as never);
  await useMachine.getState().open("demo:other");
  await useMachine.getState().open("demo:lab");
  await expect.poll(() => usageNow("demo:lab")?.seen).toBe(useMachine.getState().machine);
});
