import { describe, expect, it } from "vitest";
import type { FunctionInfo } from "../../machine/facts.ts";
import { inEnglish } from "../../words/testing/english.ts";
import { at, fn, ids, machineOf } from "../testing/facts.ts";
import { journalEntry } from "../testing/journal-entry.ts";
import { planOperation } from "./plan.ts";
import { beforeOf } from "./state-before.ts";

const GPU = at("65:00.0");
const OTHER = at("66:00.0");

function plan(value: boolean, facts: Partial<FunctionInfo>, undoOf?: Parameters<typeof planOperation>[0]["undoOf"]) {
  const machine = machineOf([fn("65:00.0", { driver: "nouveau", ...facts })]);
  const request = undoOf
    ? ({ kind: "undo", entryId: undoOf.id } as const)
    : ({ kind: "d3cold.set", bdfs: [GPU], value } as const);
  return { machine, made: planOperation({ machine, request, undoOf, newId: () => "plan-1" }) };
}

describe("whether the kernel may cut the power", () => {
  it("is one write, read back and taken back", () => {
    const { made } = plan(false, { d3coldAllowed: true });
    expect(made.steps).toMatchObject([
      {
        template: { verb: "power.d3cold", bdf: GPU, value: false },
        command: "echo 0 > /sys/bus/pci/devices/0000:65:00.0/d3cold_allowed",
        expect: [{ that: "d3cold", bdf: GPU, value: false }],
        undo: [{ verb: "power.d3cold", bdf: GPU, value: true }],
      },
    ]);
  });

  it("is known before, so that an undo writes it again", () => {
    const { machine, made } = plan(false, { d3coldAllowed: true });
    expect(beforeOf(machine, made).was).toEqual([{ that: "d3cold", bdf: GPU, value: true }]);
  });

  it.each([
    [false, "d3cold_allowed of 0000:65:00.0 is 0"],
    [null, undefined],
  ])("is left alone where it is %s", (d3coldAllowed, evidence) => {
    const made = inEnglish(plan(false, { d3coldAllowed }).made);
    const already = made.checks.find(({ id }) => id === "already-so");
    expect([made.verdict, already?.evidence]).toEqual(["nothing", evidence]);
    if (d3coldAllowed === null)
      expect(made.summary).toMatch(/^d3cold_allowed of .* is missing or could not be read\.$/);
  });

  it.each([
    ["the rest", true, [{ verb: "power.d3cold", bdf: OTHER, value: false }]],
    ["nothing where all of it was done", false, []],
  ])("an operation that was cut off is finished with %s, and what it did stays", (_, left, steps) => {
    const bdfs = [GPU, OTHER];
    const undoOf = journalEntry({
      state: "interrupted",
      request: { kind: "d3cold.set", bdfs, value: false },
      before: { functions: [], vfs: null, was: bdfs.map((bdf) => ({ that: "d3cold", bdf, value: true })) },
    });
    const machine = machineOf([fn(GPU, { d3coldAllowed: false }), fn(OTHER, { d3coldAllowed: left })]);
    const made = planOperation({ machine, request: { kind: "finish", entryId: undoOf.id }, undoOf, newId: ids() });
    expect(made.steps.map(({ template }) => template)).toEqual(steps);
  });

  it("wakes the function, which is said", () => {
    const { made } = plan(false, { d3coldAllowed: true, powerState: "D3cold" });
    expect(made.checks.map(({ id }) => id)).toContain("asleep");
  });
});
