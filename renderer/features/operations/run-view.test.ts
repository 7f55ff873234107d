import { expect, test } from "vitest";
import { buildMachine } from "../../../shared/machine/machine.ts";
import type { StepState, WayBackStatus } from "../../../shared/operations/record/record.ts";
import { english } from "../../../shared/words/testing/english.ts";
import type { Run } from "../../stores/operation-run.ts";
import { bdf, labMachine } from "../../testing/machines.ts";
import { sampleEntry, sampleOutcome, samplePlan, sampleStatus } from "../../testing/operations.ts";
import { RUN_WORDS } from "../../words/run.ts";
import { closingWords, handedOver, headline, pillState, requestOf, stateSentence, withoutDriver } from "./run-view.ts";

function run(states: readonly StepState[], facts: Partial<Run["status"]> = {}, more: Partial<Run> = {}): Run {
  const steps = states.map((state, at) => sampleOutcome(String(at), { state }));
  return {
    status: sampleStatus(steps, facts),
    plan: samplePlan(),
    startedAt: 1000,
    tookMs: 1500,
    cancelling: false,
    seen: false,
    word: null,
    problem: null,
    backAt: null,
    ...more,
  };
}

const said = (of: Run) => english(headline(of));

test("the headline says where it is, and then how it ended", () => {
  expect(said(run(["done", "running", "waiting"]))).toBe("Step 2 of 3");
  const again = sampleStatus([sampleOutcome("1", { state: "running", tries: 3 })]);
  expect(said(run([], again))).toBe("Step 1 of 1, tried 3 times");
  expect(said(run(["done", "done"]))).toBe("Verifying");
  expect(said(run(["undone", "failed", "waiting"]))).toBe("Rolling back");
  expect(said(run(["done", "waiting"], {}, { cancelling: true }))).toBe("Rolling back");
  expect(said(run(["done"], { state: "done" }))).toBe("Done in 1.5 s");
  expect(said(run(["undone"], { state: "cancelled" }))).toBe("Cancelled after 1.5 s");
  expect(said(run(["done", "failed"], { state: "failed" }))).toBe("Failed at step 2 of 2");
  // The journal knows how long it took; the clock of this window would be guessing.
  expect(said(run(["done"], { state: "done" }, { tookMs: null }))).toBe("Done");
});

const wayBack = (state: WayBackStatus["state"]): WayBackStatus => ({
  state,
  seconds: 60,
  until: "2026-11-29T10:00:00Z",
});

test("what was not confirmed is rolled back, and not cancelled", () => {
  const ended = (states: readonly StepState[], state: WayBackStatus["state"]) =>
    said(run(states, { state: "cancelled", wayBack: wayBack(state) }));
  expect(ended(["undone", "undone"], "fired")).toBe("Rolled back by the machine: not confirmed within 60 s");
  expect(ended(["undone", "waiting"], "fired")).toBe(
    "Rolled back by the machine: no contact with the program for 60 s",
  );
  expect(ended(["undone"], "lost")).toBe("Rolled back: the auto-rollback process was ended");
  // A person's word, when all was done.
  expect(ended(["undone"], "asking")).toBe("Rolled back");
  expect(ended(["undone", "undo failed"], "fired")).toBe("Partly rolled back: not confirmed within 60 s");
  // While steps ran a person stopped it.
  expect(ended(["undone", "waiting"], "armed")).toBe("Cancelled after 1.5 s");
});

test("a driver that was to be bound and is not is told, once it is done", () => {
  const machine = buildMachine(labMachine());
  const none = machine.functions.find(({ driver }) => driver === null);
  if (none === undefined) throw new Error("all have a driver");
  const bound = machine.functions.find(({ driver }) => driver !== null);
  if (bound === undefined) throw new Error("none has a driver");
  // Also of a run that another window began, of which this one has no plan; not of one that got a driver since.
  const ended = run(["done"], { state: "done", unbound: [none.bdf, bound.bdf] }, { plan: null });
  expect(withoutDriver(machine, ended)).toEqual([none.bdf]);
  expect(pillState(ended, withoutDriver(machine, ended))).toBe("short");
  expect(pillState(run(["done"], { state: "done" }))).toBe("done");
});

test("of what failed the cause is told, and what is so now", () => {
  const explanation = { cause: "Something holds the VFs", evidence: [], remedy: "Free them." };
  const { status } = run(["failed"], { state: "failed", explanation, nowTrue: ["120 VFs.", "All is as before."] });
  expect(english(stateSentence(status) ?? "")).toBe("Something holds the VFs. All is as before.");
  expect(english(stateSentence({ ...status, state: "cancelled" }) ?? "")).toBe("All is as before.");
  expect(stateSentence({ ...status, state: "done" })).toBeNull();
});

test("closing the dialog of a change that waits does not seem to keep it", () => {
  expect(closingWords({})).toEqual(RUN_WORDS.closingRuns);
  expect(closingWords({ wayBack: wayBack("armed") })).toEqual(RUN_WORDS.closingArmed);
  expect(closingWords({ wayBack: wayBack("asking") })).toEqual(RUN_WORDS.closingAsking);
});

test("only what is on vfio-pci now can be handed over", () => {
  const machine = buildMachine(labMachine());
  const assign = samplePlan({
    effects: {
      creates: [],
      destroys: [],
      rebinds: ["0000:01:00.4", "0000:01:00.5"].map((text) => ({ bdf: bdf(text), from: null, to: "vfio-pci" })),
    },
    request: { kind: "assign", bdfs: [bdf("0000:01:00.4"), bdf("0000:01:00.5")] },
  });
  expect(handedOver(machine, assign)).toEqual(["0000:01:00.5"]);
  expect(handedOver(machine, samplePlan())).toEqual(["0000:01:00.5"]);
  expect(handedOver(machine, null)).toEqual([]);
});

test("what another window asked for is looked up in the journal", () => {
  const foreign = run(["failed"], { state: "failed" }, { plan: null });
  expect(requestOf(foreign, [sampleEntry("op-1")])?.kind).toBe("vfs.set");
  expect(requestOf(foreign, null)).toBeNull();
});
