import "../testing/window.ts";
import { beforeEach, expect, test } from "vitest";
import { buildMachine } from "../../shared/machine/machine.ts";
import { buildRows } from "../../shared/machine/rows.ts";
import { useMachine } from "../stores/machine.ts";
import { focusFunction, forgetMachineView, useView } from "../stores/view.ts";
import { bdf, labMachine } from "../testing/machines.ts";
import { clearNarrowing, pathTo, setAllRowsOpen, setQuery, setRowsOpen, toggleChip } from "./tree-view.ts";

const machine = buildMachine(labMachine());

function listed(): readonly string[] {
  const { grouping, chips, query, expanded, collapsed, collapsedInSearch } = useView.getState();
  const narrowed = chips.size > 0 || query !== "";
  const input = { grouping, filters: chips, query, expanded, collapsed: narrowed ? collapsedInSearch : collapsed };
  return buildRows(machine, input).map((row) => row.id);
}

beforeEach(() => {
  forgetMachineView();
  useMachine.setState({ machine });
});

test("a search starts with every match in view, and leaves the rows afterwards as they were", () => {
  setRowsOpen(["fn:0000:01:00.0"], false);
  expect(listed()).not.toContain("fn:0000:01:00.5");
  setQuery("vfio");
  expect(listed()).toContain("fn:0000:01:00.5");
  setRowsOpen(["fn:0000:01:00.0"], false);
  expect(listed()).not.toContain("fn:0000:01:00.5");
  setQuery("vfio-pci");
  expect(listed()).toContain("fn:0000:01:00.5");
  clearNarrowing();
  expect(listed()).not.toContain("fn:0000:01:00.5");
});

test("everything opens and closes at once", () => {
  setAllRowsOpen(false);
  expect(listed()).toEqual(["hb:pci0000:00"]);
  setAllRowsOpen(true);
  expect(listed()).toHaveLength(machine.functions.length + 1);
});

test("chips toggle, and clearing brings the function in question into view", () => {
  toggleChip("given-away");
  toggleChip("vfs");
  toggleChip("vfs");
  expect([...useView.getState().chips]).toEqual(["given-away"]);
  focusFunction(bdf("0000:02:00.0"));
  const asked = useView.getState().reveal;
  clearNarrowing();
  expect(useView.getState().chips.size).toBe(0);
  expect(useView.getState().reveal).toEqual({ bdf: "0000:02:00.0" });
  expect(useView.getState().reveal).not.toBe(asked);
});

test("the way to a row is known in every grouping", () => {
  expect(pathTo(machine, "topology", "fn:0000:01:00.3")).toEqual([
    "hb:pci0000:00",
    "fn:0000:00:01.0",
    "fn:0000:01:00.0",
  ]);
  expect(pathTo(machine, "driver", "fn:0000:01:00.5")).toEqual(["driver:vfio-pci"]);
  expect(pathTo(machine, "topology", "fn:0000:99:00.0")).toBeNull();
});
