import "../testing/window.ts";
import { expect, test } from "vitest";
import { buildMachine } from "../../shared/machine/machine.ts";
import { english } from "../../shared/words/testing/english.ts";
import { useOperations } from "../stores/operations.ts";
import { useVfTable } from "../stores/vf-table.ts";
import { useView } from "../stores/view.ts";
import { labMachine } from "../testing/machines.ts";
import { ACTION_GROUPS, functionActions } from "./function-actions.ts";

const machine = buildMachine(labMachine());
const of = (...addresses: string[]) => machine.functions.filter((fn) => addresses.includes(fn.bdf));
const labels = (...addresses: string[]) =>
  functionActions(machine, of(...addresses)).map((action) => english(action.label));
function run(id: string, ...addresses: string[]): void {
  functionActions(machine, of(...addresses))
    .find((action) => action.id === id)
    ?.run();
}

test("each kind of function is offered what makes sense for it", () => {
  expect(labels("0000:01:00.0")).toEqual([
    "Change VFs…",
    "Settings of 4 VFs…",
    "Disable driver autoprobe…",
    "Bind to vfio-pci…",
    "Make persistent…",
    "Copy BDF",
    "Export report…",
    "Show in topology",
    "Leave registers unread",
    "Reset…",
    "Remove from the bus…",
  ]);
  expect(labels("0000:01:00.5")).toContain("Return to host driver…");
  expect(labels("0000:01:00.5")).not.toContain("Bind to vfio-pci…");
  expect(labels("0000:00:01.0")).toEqual(["Copy BDF", "Export report…", "Show in topology", "Leave registers unread"]);
});

test("a mixed selection is split by what can be done with each", () => {
  expect(labels("0000:01:00.3", "0000:01:00.4", "0000:01:00.5")).toEqual([
    "Settings of 3 VFs…",
    "Bind 2 to vfio-pci…",
    "Return 1 to host driver…",
    "Pass 1 through to a guest…",
    "Copy 3 BDFs",
    "Export report…",
    "Reset 3…",
  ]);
  run("assign", "0000:01:00.3", "0000:01:00.4", "0000:01:00.5", "0000:00:01.0");
  expect(useOperations.getState().asked).toEqual({
    kind: "plan",
    request: { kind: "assign", bdfs: ["0000:01:00.3", "0000:01:00.4"] },
  });
});

test("groups stand together in their order, and what takes something away stands last", () => {
  for (const at of ["0000:01:00.0", "0000:01:00.3", "0000:01:00.5", "0000:00:01.0"]) {
    const actions = functionActions(machine, of(at));
    const groups = actions.map(({ group }) => ACTION_GROUPS.indexOf(group));
    expect(groups).toEqual(groups.toSorted((a, b) => a - b));
    expect(actions.findIndex((action) => action.isDestructive)).toBeOneOf([-1, actions.length - 1, actions.length - 2]);
  }
});

test("the dialogs are asked for the right functions", () => {
  run("set-vfs", "0000:01:00.1");
  expect(useOperations.getState().asked).toMatchObject({ kind: "vfs", pf: "0000:01:00.1" });
  run("hand-over", "0000:01:00.4", "0000:01:00.5");
  expect(useOperations.getState().asked).toEqual({ kind: "handoff", bdfs: ["0000:01:00.5"] });
  run("export", "0000:01:00.1");
  expect(useOperations.getState().asked).toEqual({
    kind: "export",
    scope: { kind: "functions", bdfs: ["0000:01:00.1"] },
  });
});

test("VFs of one PF are set together, a bus is neither reset nor removed", () => {
  run("vf-settings", "0000:01:00.3", "0000:01:00.5");
  expect(useVfTable.getState().wanted).toEqual({ pf: "0000:01:00.0", vfs: [1, 3] });
  expect(useView.getState()).toMatchObject({ focused: "0000:01:00.0", tab: "sriov" });
  run("vf-settings", "0000:01:00.0");
  expect(useVfTable.getState().wanted?.vfs).toHaveLength(of("0000:01:00.0")[0]?.virtfns.length ?? 0);
  run("remove", "0000:00:01.0", "0000:01:00.1");
  expect(useOperations.getState().asked).toEqual({
    kind: "plan",
    request: { kind: "device.remove", bdfs: ["0000:01:00.1"] },
  });
  expect(labels("0000:01:00.1", "0000:01:00.3").join()).not.toContain("Settings");
});

test("a file has the actions that read, and no others", () => {
  const file = buildMachine(labMachine({ kind: "file" }));
  const offered = functionActions(file, of("0000:01:00.0"));
  expect(offered.map((action) => action.id)).toEqual(["permanent", "copy-bdf", "export", "show-in-topology"]);
  expect(offered.every((action) => action.disabledBecause === null)).toBe(true);
});

test("what is left out is told where the action is; with none to bind it is off", () => {
  const assign = (...addresses: string[]) =>
    functionActions(machine, of(...addresses)).find(({ id }) => id === "assign");
  const mixed = assign("0000:01:00.0", "0000:01:00.3", "0000:00:01.0");
  expect(english(mixed?.label ?? "")).toBe("Bind 1 to vfio-pci…");
  expect(english(mixed?.hint ?? "")).toBe("Not included: 1 PF with VFs and 1 bridge or system function.");
  expect(mixed?.disabledBecause).toBeNull();
  expect(assign("0000:01:00.0", "0000:00:01.0")?.disabledBecause).not.toBeNull();
});

test("of a machine that is lost, what reads is offered and the rest is off with the reason", () => {
  const outOfReach = "The machine is not responding.";
  const offered = functionActions(machine, of("0000:01:00.0"), { outOfReach });
  const on = offered.filter(({ disabledBecause }) => disabledBecause === null);
  expect(on.map(({ id }) => id)).toEqual(["permanent", "copy-bdf", "export", "show-in-topology"]);
  expect(new Set(offered.map(({ disabledBecause }) => disabledBecause))).toEqual(new Set([null, outOfReach]));
});
