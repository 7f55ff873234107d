import { expect, test } from "vitest";
import { say } from "../../shared/words/say.ts";
import { english } from "../../shared/words/testing/english.ts";
import { STEP_WORDS } from "../../shared/words/texts/steps.ts";
import { VF_SETTING_WORDS } from "../../shared/words/texts/vf-setting-values.ts";
import { groupState, groupsIn, groupTitle, rowsOf, withoutSubject } from "./step-groups.ts";

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

/** @param last byte of its address */
const addressed = (vf: number, last: string, more = true) => [
  STEP_WORDS.setVf({ vf, pf: "0000:01:00.0", setting: VF_SETTING_WORDS.mac({ mac: `02:00:00:00:00:${last}` }) }),
  ...(more ? [STEP_WORDS.setVf({ vf, pf: "0000:01:00.0", setting: VF_SETTING_WORDS.vlan({ id: 100 }) })] : []),
];

test("addresses that count up over VFs are one group, with what else is set on each", () => {
  const steps = ["0e", "0f", "10", "11"].flatMap((last, vf) => addressed(vf, last));
  expect(groupsIn(steps)).toEqual([{ from: 0, each: 2, count: 4 }]);
  expect(english(groupTitle(steps[0], 4))).toBe("For each of 4 VFs");
  expect(steps.slice(0, 2).map((label) => english(withoutSubject(label)))).toEqual([
    "Set VF n of 0000:01:00.0 to MAC address 02:00:00:00:00:0e (counting up)",
    "Set VF n of 0000:01:00.0 to VLAN 100",
  ]);
  expect(say("zh", withoutSubject(steps[0] ?? ""))).toBe(
    "设置 0000:01:00.0 的 VF n：MAC 地址 02:00:00:00:00:0e（逐个递增）",
  );
  expect(say("zh", groupTitle(steps[0], 4))).toBe("对 4 个 VF 逐一执行");
});

test("VFs that are apart count up too, and so do GUIDs", () => {
  const steps = [1, 3, 9].flatMap((vf, place) =>
    [VF_SETTING_WORDS.nodeGuid, VF_SETTING_WORDS.portGuid].map((setting) =>
      STEP_WORDS.setVf({ vf, pf: "0000:01:00.0", setting: setting({ guid: `00:11:22:33:44:55:66:f${place}` }) }),
    ),
  );
  expect(groupsIn(steps)).toEqual([{ from: 0, each: 2, count: 3 }]);
});

test("an address out of turn stands alone, and another count is another group", () => {
  const only = (vf: number, last: string) => addressed(vf, last, false);
  const steps = [
    ...["10", "11", "12"].flatMap((last, at) => only(at, last)),
    ...only(3, "aa"),
    ...["20", "21", "22"].flatMap((last, at) => only(at + 4, last)),
  ];
  expect(groupsIn(steps)).toEqual([
    { from: 0, each: 1, count: 3 },
    { from: 4, each: 1, count: 3 },
  ]);
  // The same address for all is no counting, nor is counting down.
  expect(groupsIn([0, 1, 2].flatMap((vf) => only(vf, "10")))).toEqual([]);
  expect(groupsIn([0, 1, 2].flatMap((vf) => only(vf, `1${9 - vf}`)))).toEqual([]);
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
