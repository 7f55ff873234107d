import { expect, test } from "vitest";
import { applyPatch, diffSnapshots, patchFit } from "./diff.ts";
import type { MachinePatch, MachineSnapshot } from "./facts.ts";
import { patchParts, snapshotParts } from "./parts.ts";
import { functionInfo, snapshot } from "./testing/sample-machine.ts";

const ADDRESSES = ["00:00.0", "00:01.0", "00:02.0", "00:03.0", "00:04.0", "00:05.0", "00:06.0"];
const machine = snapshot(ADDRESSES.map((bdf) => functionInfo(bdf)));

/** Every state that a page shows on the way. */
function steps(first: MachineSnapshot, patches: readonly MachinePatch[]): MachineSnapshot[] {
  const states = [first];
  for (const patch of patches) {
    expect(patchFit(states.at(-1) ?? first, patch)).toBe("next");
    states.push(applyPatch(states.at(-1) ?? first, patch));
  }
  return states;
}

const told = (states: readonly MachineSnapshot[]) => states.map(({ functions, partOf }) => [functions.length, partOf]);

test("a machine in parts is said to be one until the last part is there", () => {
  const { first, rest } = snapshotParts(machine, 3);
  const states = steps(first, rest);
  expect(told(states)).toEqual([
    [3, 7],
    [6, 7],
    [7, undefined],
  ]);
  expect(states.at(-1)).toEqual(machine);
});

test("a machine that is still being read stays a part when all that is known of it has arrived", () => {
  const { first, rest } = snapshotParts({ ...machine, partOf: 900 }, 4);
  expect(told(steps(first, rest))).toEqual([
    [4, 900],
    [7, 900],
  ]);
});

test("a machine of few functions is whole at once", () => {
  expect(snapshotParts(machine, 7)).toEqual({ first: machine, rest: [] });
});

test("a change of many functions in parts comes to the same, and none of them is taken for the whole change", () => {
  const changed = machine.functions.slice(1).map((fn) => ({ ...fn, driver: "vfio-pci" }));
  const after = { ...machine, functions: changed, identity: { ...machine.identity, privileged: false }, revision: 2 };
  const parts = patchParts(diffSnapshots(machine, after), undefined, 4);
  const states = steps(machine, parts);
  expect(states.map(({ revision, partOf }) => [revision, partOf])).toEqual([
    [1, undefined],
    [1, undefined],
    [2, undefined],
  ]);
  expect(states[1]?.functions).toHaveLength(6);
  expect(states.at(-1)).toEqual(after);
});

test("what completes a part keeps it one until the last of it", () => {
  const part: MachineSnapshot = { ...machine, functions: machine.functions.slice(0, 2), partOf: 7 };
  const whole = { ...machine, revision: 2 };
  const parts = patchParts(diffSnapshots(part, whole), part.partOf, 2);
  expect(told(steps(part, parts))).toEqual([
    [2, 7],
    [4, 7],
    [6, 7],
    [7, undefined],
  ]);
});
