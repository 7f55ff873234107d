import { expect, test } from "vitest";
import { applyPatch, diffSnapshots } from "../../shared/machine/diff.ts";
import type { FunctionInfo, MachineSnapshot } from "../../shared/machine/facts.ts";
import { buildMachine } from "../../shared/machine/machine.ts";
import { bdf, labMachine } from "../testing/machines.ts";
import { type Departed, departedAfter, NONE_DEPARTED, withDeparted } from "./departed.ts";

const start = labMachine();

function next(snapshot: MachineSnapshot, functions: readonly FunctionInfo[]): MachineSnapshot {
  return { ...snapshot, functions, revision: snapshot.revision + 1 };
}

function step(departed: Departed, before: MachineSnapshot, after: MachineSnapshot): Departed {
  const patch = diffSnapshots(before, after);
  return departedAfter(departed, buildMachine(before), patch.removed, buildMachine(applyPatch(before, patch)));
}

const withoutGpu = next(
  start,
  start.functions.filter((fn) => fn.bdf !== "0000:02:00.0"),
);

test("a card that is pulled leaves its row behind until it is back", () => {
  const departed = step(NONE_DEPARTED, start, withoutGpu);
  expect([...departed.keys()]).toEqual(["0000:02:00.0"]);
  const drawn = buildMachine(withDeparted(withoutGpu, departed));
  expect(drawn.byBdf.has(bdf("0000:02:00.0"))).toBe(true);
  expect(drawn.parentOf(bdf("0000:02:00.0"))).toBe("0000:00:02.0");
  expect(step(departed, withoutGpu, next(withoutGpu, start.functions))).toBe(NONE_DEPARTED);
});

test("VFs that were turned off did not depart, even when their PF's patch comes later", () => {
  const vfsGone = next(
    start,
    start.functions.filter((fn) => fn.physfn === null),
  );
  const first = step(NONE_DEPARTED, start, vfsGone);
  expect(first.size).toBe(4);
  const off = vfsGone.functions.map((fn) => (fn.bdf === "0000:01:00.0" ? { ...fn, virtfns: [] } : fn));
  expect(step(first, vfsGone, next(vfsGone, off)).size).toBe(0);
});

test("VFs that went with their PF did depart", () => {
  const cardGone = next(
    start,
    start.functions.filter((fn) => !fn.bdf.startsWith("0000:01:")),
  );
  expect(step(NONE_DEPARTED, start, cardGone).size).toBe(6);
});

test("without departures the machine is drawn as it is", () => {
  expect(withDeparted(start, NONE_DEPARTED)).toBe(start);
});
