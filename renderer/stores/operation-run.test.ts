import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { CallError } from "../../shared/contract/wire.ts";
import { sampleEntry, sampleOutcome, samplePlan, sampleStatus } from "../testing/operations.ts";
import { bridge } from "../testing/window.ts";
import { cancelRun, endFromJournal, giveWord, markSeen, startRun, useRuns } from "./operation-run.ts";

const HOST = "demo:lab";
const run = () => useRuns.getState().runs[HOST];
const progress = (...states: ("waiting" | "running" | "done")[]) =>
  sampleStatus(states.map((state, at) => sampleOutcome(String(at), { state })));
const done = () => sampleStatus([sampleOutcome("0", { state: "done" })], { state: "done", nowTrue: ["It is so."] });

const asking = (leftMs: number) =>
  sampleStatus([sampleOutcome("0", { state: "done" })], {
    wayBack: { state: "asking", seconds: 60, until: "2026-11-29T10:00:00Z", leftMs },
  });

beforeEach(() => {
  vi.useFakeTimers();
  useRuns.setState({ runs: {} });
  bridge.answer("operation.run", () => progress("waiting", "waiting"));
});
afterEach(() => {
  vi.runAllTimers();
  vi.useRealTimers();
});

test("a hundred quick events are drawn once, and the end at once", () => {
  let drawn = 0;
  const leave = useRuns.subscribe(() => {
    drawn += 1;
  });
  for (let at = 0; at < 100; at++)
    bridge.send("operation.progress", { host: HOST, status: progress("done", "running") });
  expect(drawn).toBe(0);
  vi.advanceTimersByTime(100);
  expect(drawn).toBe(1);
  expect(run()?.status.steps.map(({ state }) => state)).toEqual(["done", "running"]);
  bridge.send("operation.progress", { host: HOST, status: done() });
  expect(run()?.status.state).toBe("done");
  expect(drawn).toBe(2);
  leave();
});

test("a plan that was started is known with its progress", async () => {
  const plan = samplePlan();
  expect(await startRun(HOST, plan)).toEqual({ ok: true });
  expect(run()).toMatchObject({ plan, cancelling: false, seen: false, status: { state: "running" } });
});

test("progress that overtakes the answer is not turned back by it", async () => {
  bridge.answer("operation.run", () => {
    bridge.send("operation.progress", { host: HOST, status: done() });
    return progress("waiting", "waiting");
  });
  await startRun(HOST, samplePlan());
  expect(run()).toMatchObject({ status: { state: "done", nowTrue: ["It is so."] }, plan: { id: "plan-1" } });
  bridge.send("operation.progress", { host: HOST, status: progress("done", "running") });
  vi.advanceTimersByTime(100);
  expect(run()?.status.state).toBe("done");
});

test("a refusal is answered with its code, and nothing counts as running", async () => {
  bridge.answer("operation.run", () => {
    throw new CallError("CONFLICT", "The machine has changed.");
  });
  expect(await startRun(HOST, samplePlan())).toEqual({
    ok: false,
    code: "CONFLICT",
    message: "The machine has changed.",
  });
  expect(run()).toBeUndefined();
});

test("cancelling is asked for once and shown; when it cannot be, the reason is told", async () => {
  await startRun(HOST, samplePlan());
  bridge.answer("operation.cancel", ({ operationId }) => {
    expect(operationId).toBe("op-1");
    return {};
  });
  await cancelRun(HOST);
  expect(run()).toMatchObject({ cancelling: true, problem: null });
  bridge.answer("operation.cancel", () => {
    throw new CallError("NOT_FOUND", "This operation is not running any more.");
  });
  useRuns.setState({ runs: {} });
  await startRun(HOST, samplePlan());
  await cancelRun(HOST);
  expect(run()).toMatchObject({ cancelling: false, problem: "This operation is not running any more." });
});

test("what ended while the window was cut off is learnt from the journal", async () => {
  await startRun(HOST, samplePlan());
  endFromJournal(HOST, [sampleEntry("another"), sampleEntry("op-1", { state: "running", endedAt: null })]);
  // While it runs the journal is behind what was heard.
  expect(run()?.status).toMatchObject({ state: "running", steps: [{ state: "waiting" }, { state: "waiting" }] });
  endFromJournal(HOST, [sampleEntry("another"), sampleEntry("op-1")]);
  expect(run()?.status).toMatchObject({ state: "done", nowTrue: ["0000:01:00.0 has 2 VFs."] });
  expect(run()?.tookMs).toBe(2500);
});

test("how long it took is told as the journal has it, whichever is heard of first", async () => {
  await startRun(HOST, samplePlan());
  bridge.send("operation.progress", { host: HOST, status: done() });
  expect(run()?.status.state).toBe("done");
  expect(run()?.tookMs).toBeNull();
  endFromJournal(HOST, [sampleEntry("op-1")]);
  expect(run()?.tookMs).toBe(2500);
  // The next operation begins with none.
  bridge.send("operation.progress", {
    host: HOST,
    status: { ...done(), operationId: "op-2", entryId: "op-2" },
  });
  expect(run()?.tookMs).toBeNull();
});

test("an operation that another window started is followed, without its plan", () => {
  bridge.send("operation.progress", { host: HOST, status: progress("running") });
  vi.advanceTimersByTime(100);
  expect(run()).toMatchObject({ plan: null, startedAt: null, seen: false });
  markSeen(HOST);
  expect(run()?.seen).toBe(true);
});

test("the time that is left is counted from when it was told, whoever shows it and when", () => {
  // A page that has been open for a while.
  vi.advanceTimersByTime(10_000);
  const told = performance.now();
  bridge.send("operation.progress", { host: HOST, status: asking(42_000) });
  vi.advanceTimersByTime(100);
  expect(run()?.backAt).toBeGreaterThanOrEqual(told + 42_000);
  const { backAt } = run() ?? {};
  vi.advanceTimersByTime(5_000);
  expect(run()?.backAt).toBe(backAt);
});

test("a word is kept beside the run once it is accepted; until then the reason why not", async () => {
  bridge.send("operation.progress", { host: HOST, status: asking(42_000) });
  vi.advanceTimersByTime(100);
  bridge.answer("operation.confirm", () => {
    throw new CallError("NOT_FOUND", "This operation no longer needs confirmation.");
  });
  await giveWord(HOST, true);
  expect(run()).toMatchObject({ word: null, problem: "This operation no longer needs confirmation." });
  bridge.answer("operation.confirm", ({ operationId, keep }) => {
    expect([operationId, keep]).toEqual(["op-1", true]);
    return {};
  });
  await giveWord(HOST, true);
  expect(run()).toMatchObject({ word: true, problem: null });
});
