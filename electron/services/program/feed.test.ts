import { expect, test } from "vitest";
import { applyPatch, diffSnapshots } from "../../../shared/machine/diff.ts";
import type { MachinePatch, MachineSnapshot } from "../../../shared/machine/facts.ts";
import { MESSAGE_FUNCTIONS } from "../../../shared/machine/parts.ts";
import { functionInfo, snapshot } from "../../../shared/machine/testing/sample-machine.ts";
import { formatBdf } from "../../../shared/pci/bdf.ts";
import { Feed } from "./feed.ts";

const COUNT = 2 * MESSAGE_FUNCTIONS + 1;
const machine = snapshot(
  Array.from({ length: COUNT }, (_, at) =>
    functionInfo(formatBdf({ domain: 0, bus: at >> 8, device: (at >> 3) & 0x1f, function: at & 7 })),
  ),
);
const [first] = machine.functions;
if (first === undefined) throw new Error("no functions");
const bound: MachineSnapshot = {
  ...machine,
  functions: [{ ...first, driver: "vfio-pci" }, ...machine.functions.slice(1)],
  revision: 2,
};

/** A page that takes in what it is sent. */
function page() {
  const patches: MachinePatch[] = [];
  let now: MachineSnapshot | null = null;
  const feed = new Feed((patch) => {
    patches.push(patch);
    if (now !== null) now = applyPatch(now, patch);
  });
  return {
    feed,
    patches,
    open(snapshot: MachineSnapshot) {
      now = feed.begin(snapshot);
      return now;
    },
    now: () => now,
  };
}

test("the answer has the first functions, the others follow in turns of their own", async () => {
  const { feed, open, patches, now } = page();
  expect(open(machine).functions).toHaveLength(MESSAGE_FUNCTIONS);
  expect(patches).toEqual([]);
  await expect.poll(() => patches.length).toBe(2);
  expect(now()).toEqual(machine);
  feed.end();
});

test("what changes meanwhile comes after what was there", async () => {
  const { feed, open, now } = page();
  open(machine);
  feed.add(diffSnapshots(machine, bound));
  await expect.poll(now).toEqual(bound);
});

test("a page that opens the machine once more is sent what is so now, once", async () => {
  const { open, patches, now } = page();
  open(machine);
  open(bound);
  await expect.poll(now).toEqual(bound);
  expect(patches).toHaveLength(2);
});

test("a small change is told at once, and nothing to a page that has left", async () => {
  const { feed, open, patches } = page();
  open({ ...machine, functions: [first] });
  feed.add(diffSnapshots(machine, bound));
  expect(patches).toHaveLength(1);
  open(machine);
  feed.end();
  await new Promise(setImmediate);
  expect(patches).toHaveLength(1);
});
