import { expect, test } from "vitest";
import { english } from "../../shared/words/testing/english.ts";
import { STEP_WORDS } from "../../shared/words/texts/steps.ts";
import { groupState, groupsIn, rowsOf, withoutSubject } from "./step-groups.ts";

const vfs = ["0000:01:00.2", "0000:01:00.3", "0000:01:00.4"];
const bound = (name: string) => [
  STEP_WORDS.setOverride({ name, driver: "vfio-pci" }),
  STEP_WORDS.bind({ name, driver: "vfio-pci" }),
];

test("what is done to several functions alike is one group, and the odd one out stands alone", () => {
  const steps = [
    STEP_WORDS.createVfs({ pf: "0000:01:00.0", count: 4 }),
    ...vfs.flatMap(bound),
    STEP_WORDS.setOverride({ name: "0000:01:00.5", driver: "vfio-pci" }),
    STEP_WORDS.enableAutoprobe({ pf: "0000:01:00.0" }),
  ];
  expect(groupsIn(steps)).toEqual([{ from: 1, each: 2, count: 3 }]);
});

test("another driver, or too few functions, make no group", () => {
  const other = STEP_WORDS.bind({ name: "0000:01:00.4", driver: "mlx5_core" });
  expect(groupsIn([...vfs.slice(0, 2).flatMap(bound), other])).toEqual([]);
  expect(groupsIn(["Step 1", "Step 1", "Step 1"])).toEqual([]);
  expect(groupsIn([])).toEqual([]);
});

test("the steps of a group are said without a function", () => {
  expect(bound("0000:01:00.2").map((label) => english(withoutSubject(label)))).toEqual([
    "Set the driver override of it to vfio-pci",
    "Bind it to vfio-pci",
  ]);
});

test("a group runs until all is over, and is as its worst step", () => {
  expect(groupState(["done", "done", "waiting", "waiting"], 2)).toEqual({ mark: "running", over: 1 });
  expect(groupState(["done", "running", "waiting", "waiting"], 2)).toEqual({ mark: "running", over: 0 });
  expect(groupState(["done", "skipped", "done", "done"], 2)).toEqual({ mark: "done", over: 2 });
  expect(groupState(["undone", "undone", "done", "failed"], 2)).toEqual({ mark: "failed", over: 2 });
  expect(groupState(["planned", "planned"], 1)).toEqual({ mark: "planned", over: 0 });
});

test("a folded group is one line, with the step that failed below it; an open one has all", () => {
  const steps = ["done", "done", "failed", "waiting", "waiting"].map((mark) => ({ mark }));
  const groups = [{ from: 1, each: 1, count: 3 }];
  const drawn = (open: number[]) =>
    rowsOf(steps, groups, new Set(open)).map((row) => (row.kind === "group" ? "group" : row.at));
  expect(drawn([])).toEqual([0, "group", 2, 4]);
  expect(drawn([1])).toEqual([0, "group", 1, 2, 3, 4]);
});
