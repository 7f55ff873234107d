import { expect, it } from "vitest";
import { sameComparison } from "../testing/comparisons.ts";
import { labMachine } from "../testing/machines.ts";
import { openStores } from "../testing/stores.ts";

const bridge = await openStores({ "demo:lab": labMachine(), "demo:other": labMachine() });
const { cancelComparison, compareWith, useComparison } = await import("./comparison.ts");
const { useMachine } = await import("./machine.ts");

const NOTHING = sameComparison();

/** Answers when the test says so. */
function held() {
  let answer = (): void => undefined;
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  bridge.answer("machine.compare", () => answered.then(() => NOTHING));
  bridge.answer("compare.cancel", () => ({}));
  return answer;
}

it("tells how far it is, and what came of it", async () => {
  await useMachine.getState().open("demo:lab");
  const answer = held();
  const comparing = compareWith("demo:other");
  bridge.send("compare.progress", { part: 0.5 });
  expect(useComparison.getState()).toMatchObject({ other: "demo:other", part: 0.5, comparison: null });
  answer();
  await comparing;
  expect(useComparison.getState()).toMatchObject({ part: null, comparison: NOTHING });
  expect(bridge.calls).toContainEqual({
    method: "machine.compare",
    input: { host: "demo:lab", with: "demo:other" },
  });
});

it("one that was cancelled, or that another machine on screen has made useless, is not shown", async () => {
  const answer = held();
  const comparing = compareWith("demo:other");
  cancelComparison();
  answer();
  await comparing;
  expect(useComparison.getState()).toMatchObject({ part: null, comparison: null });
  expect(bridge.calls.at(-1)).toEqual({ method: "compare.cancel", input: {} });
  const late = held();
  const second = compareWith("demo:other");
  await useMachine.getState().open("demo:other");
  late();
  await second;
  expect(useComparison.getState()).toMatchObject({ other: null, part: null, comparison: null });
});

it("says why two could not be compared", async () => {
  bridge.answer("machine.compare", () => {
    throw new Error("This file is not open any more: open it again.");
  });
  await compareWith("demo:lab");
  expect(useComparison.getState()).toMatchObject({
    part: null,
    error: "This file is not open any more: open it again.",
  });
});
