import { expect, test } from "vitest";
import { buildMachine } from "../../../shared/machine/machine.ts";
import type { StepState, WayBackStatus } from "../../../shared/operations/record/record.ts";
import type { Run } from "../../stores/operation-run.ts";
import { bdf, labMachine } from "../../testing/machines.ts";
import { sampleEntry, sampleOutcome, samplePlan, sampleStatus } from "../../testing/operations.ts";
import { closingText, handedOver, headline, requestOf } from "./run-view.ts";

function run(states: readonly StepState[], facts: Partial<Run["status"]> = {}, more: Partial<Run> = {}): Run {
  const steps = states.map((state, at) => sampleOutcome(String(at), { state }));
  return {
    status: sampleStatus(steps, facts),
    plan: samplePlan(),
    startedAt: 1000,
    tookMs: 1500,
    cancelling: false,
    seen: false,
    backAt: null,
    ...more,
  };
}

test("the headline says where it is, and then how it ended", () => {
  expect(headline(run(["done", "running", "waiting"]))).toBe("Step 2 of 3");
  const again = sampleStatus([sampleOutcome("1", { state: "running", tries: 3 })]);
  expect(headline(run([], again))).toBe("Step 1 of 1, tried 3 times");
  expect(headline(run(["done", "done"]))).toBe("Reading the machine back");
  expect(headline(run(["undone", "failed", "waiting"]))).toBe("Taking back what was done");
  expect(headline(run(["done", "waiting"], {}, { cancelling: true }))).toBe("Taking back what was done");
  expect(headline(run(["done"], { state: "done" }))).toBe("Done in 1.5 s");
  expect(headline(run(["undone"], { state: "cancelled" }))).toBe("Cancelled after 1.5 s");
  expect(headline(run(["done", "failed"], { state: "failed" }))).toBe("Failed at step 2 of 2");
  // The journal knows how long it took; the clock of this window would be guessing.
  expect(headline(run(["done"], { state: "done" }, { tookMs: null }))).toBe("Done");
});

const wayBack = (state: WayBackStatus["state"]): WayBackStatus => ({
  state,
  seconds: 60,
  until: "2026-11-29T10:00:00Z",
});

test("what nobody kept was taken back, and not cancelled", () => {
  const ended = (states: readonly StepState[], state: WayBackStatus["state"]) =>
    headline(run(states, { state: "cancelled", wayBack: wayBack(state) }));
  expect(ended(["undone", "undone"], "fired")).toBe("Taken back: not kept within 60 s");
  expect(ended(["undone", "waiting"], "fired")).toBe("Taken back: no word from the program for 60 s");
  expect(ended(["undone"], "lost")).toBe("Taken back: the process that kept the way back was ended");
  // A person's word, when all was done.
  expect(ended(["undone"], "asking")).toBe("Taken back");
  expect(ended(["undone", "undo failed"], "fired")).toBe("Not all taken back: not kept within 60 s");
  // While steps ran a person stopped it.
  expect(ended(["undone", "waiting"], "armed")).toBe("Cancelled after 1.5 s");
});

test("closing the dialog of a change that waits does not seem to keep it", () => {
  expect(closingText({})).toBe("Closing this window does not stop it.");
  expect(closingText({ wayBack: wayBack("armed") })).toContain("has to be kept when it is done");
  expect(closingText({ wayBack: wayBack("asking") })).toBe("Closing this window does not keep the change.");
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
