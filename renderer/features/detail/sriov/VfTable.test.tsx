import { act } from "@testing-library/react";
import { expect, test } from "vitest";
import { blankDetail } from "../../../../shared/machine/blank.ts";
import type { FunctionInfo, VfSettings } from "../../../../shared/machine/facts.ts";
import { buildMachine, type Machine } from "../../../../shared/machine/machine.ts";
import { vfSettings } from "../../../../shared/operations/testing/vf-settings.ts";
import { labMachine, sampleFamily } from "../../../testing/machines.ts";
import { sampleEntry, sampleStatus } from "../../../testing/operations.ts";
import { screen, show, within } from "../../../testing/page.tsx";
import { openStores } from "../../../testing/stores.ts";
import { vfLayoutView } from "./vf-rows.ts";

const FAMILY = sampleFamily("0000:01:00.0", 4);
const MACHINE = { ...labMachine(), functions: FAMILY };
const bridge = await openStores({ local: MACHINE });
const { useMachine } = await import("../../../stores/machine.ts");
const { useOperations } = await import("../../../stores/operations.ts");
const { setVfEdits } = await import("../../../stores/vf-table.ts");
const { editVfs } = await import("../../../actions/edit-vfs.ts");
const { VfTable } = await import("./VfTable.tsx");

const kept = (vf: number, facts: Partial<VfSettings> = {}): VfSettings =>
  vfSettings(vf, { spoofCheck: true, ...facts });
const ALL = [kept(0, { vlan: 20 }), kept(1), kept(2), kept(3)];

/** The table of a PF with four VFs, once its settings are read. */
async function table(settings: readonly VfSettings[] | null = ALL, machine: Machine = buildMachine(MACHINE)) {
  const [pf] = machine.functions;
  if (pf === undefined) throw new Error("no PF");
  // Another object is another reading.
  const fn: FunctionInfo = { ...pf };
  setVfEdits(fn.bdf, () => new Map(), "machine");
  bridge.answer("function.detail", () => ({
    ...blankDetail(fn.bdf),
    ...(settings === null ? {} : { vfSettings: settings }),
  }));
  const page = show(<VfTable machine={machine} fn={fn} layout={vfLayoutView(machine, fn, 8)} />);
  if (settings !== null) await expect.poll(() => screen.queryAllByText("…")).toHaveLength(0);
  return { ...page, fn };
}
// The page of a test has no sizes: the table draws the rows of a pane.
Object.defineProperties(HTMLElement.prototype, {
  clientHeight: { configurable: true, get: () => 480 },
  clientWidth: { configurable: true, get: () => 540 },
});
const rowOf = (vf: number) => screen.getByTestId(`vf-row-${vf}`);
const grid = () => screen.getByRole("grid");

test("what the driver keeps is shown, what is equal for all stands once above, and places that are free are in the same table", async () => {
  const { text, user } = await table();
  expect(rowOf(0).textContent).toContain("20");
  expect(text()).toContain("Spoof check: on");
  expect(rowOf(4).textContent).toContain("not enabled");
  expect(screen.queryByRole("columnheader", { name: "Spoof check" })).toBeNull();
  await user.click(screen.getByRole("button", { name: "Spoof check: on" }));
  expect(screen.getByRole("columnheader", { name: "Spoof check" })).not.toBeNull();
});

test("a cell is written by keyboard, bad input is said and kept, and the plan is asked for with what waits", async () => {
  const { user, fn } = await table();
  editVfs(fn.bdf, [0, 1, 2]);
  await expect.poll(() => document.activeElement).toBe(grid());
  await user.keyboard("02:00:00:00:00:10{Tab}5000");
  const input = screen.getByRole("textbox", { name: "VLAN of VF 0" });
  expect(within(rowOf(0)).getByRole("status").textContent).toBe("VLAN must be a number from 0 to 4094.");
  await user.keyboard("{Enter}");
  expect(input.isConnected).toBe(true);
  await user.clear(input);
  await user.keyboard("100{Enter}");
  expect(screen.getByTestId("vf-edits").textContent).toContain("6 edits of 3 VFs");
  expect(rowOf(1).textContent).toMatch(/none → 02:00:00:00:00:11/);
  await user.keyboard("{Control>}{Enter}{/Control}");
  expect(useOperations.getState().asked).toEqual({
    kind: "plan",
    request: {
      kind: "vf.settings",
      pf: fn.bdf,
      edits: [{ vfs: [0, 1, 2], settings: { mac: "02:00:00:00:00:10", vlan: 100 } }],
    },
  });
  await user.click(screen.getByRole("button", { name: "Discard" }));
  expect(screen.queryByTestId("vf-edits")).toBeNull();
});

test("an address that another VF has is said while it is typed and at the edit, and the plan can be asked for", async () => {
  const { user, fn } = await table([kept(0), kept(1), kept(2), kept(3, { mac: "02:00:00:00:00:11" })]);
  editVfs(fn.bdf, [0, 1]);
  await expect.poll(() => document.activeElement).toBe(grid());
  const said = "VF 1 and VF 3 would have the same MAC address: 02:00:00:00:00:11.";
  await user.keyboard("02:00:00:00:00:10");
  expect(within(rowOf(0)).getByRole("status").textContent).toBe(said);
  await user.keyboard("{Enter}");
  expect(rowOf(1).textContent).toContain(said);
  expect(rowOf(0).textContent).not.toContain("would have");
  // It goes to the other one in the same plan.
  setVfEdits(fn.bdf, (edits) => new Map([...edits, [3, { mac: "02:00:00:00:00:12" }]]), "hand");
  await expect.poll(() => rowOf(1).textContent).not.toContain("would have");
  await user.keyboard("{Control>}{Enter}{/Control}");
  expect(useOperations.getState().asked).toMatchObject({ kind: "plan", request: { kind: "vf.settings" } });
});

test("the value of a cell that is opened is replaced by what is typed, also one of a single digit", async () => {
  const { user } = await table([kept(0, { vlan: 7 }), kept(1), kept(2), kept(3)]);
  await expect.poll(() => within(rowOf(0)).queryByText("7")).not.toBeNull();
  await user.dblClick(within(rowOf(0)).getByText("7"));
  await user.keyboard("20{Enter}");
  expect(rowOf(0).textContent).toMatch(/7 → 20/);
});

test("a VLAN that is emptied is taken away, one that was begun and left is not", async () => {
  const { user } = await table([kept(0, { vlan: 8 }), kept(1, { vlan: 7 }), kept(2), kept(3)]);
  await expect.poll(() => within(rowOf(1)).queryByText("7")).not.toBeNull();
  await user.dblClick(within(rowOf(1)).getByText("7"));
  await user.keyboard("{Enter}");
  expect(screen.queryByTestId("vf-edits")).toBeNull();
  await user.dblClick(within(rowOf(1)).getByText("7"));
  await user.keyboard("{Backspace}{Enter}");
  expect(rowOf(1).textContent).toMatch(/7 → none/);
  await user.keyboard("{ArrowUp}{ArrowUp}5{Backspace}{Enter}");
  expect(screen.getByTestId("vf-edits").textContent).toContain("1 edit of 1 VF");
});

test("Ctrl+Z takes back the last edit, and what was discarded", async () => {
  const { user, fn } = await table();
  editVfs(fn.bdf, [0]);
  await expect.poll(() => document.activeElement).toBe(grid());
  await user.keyboard("02:00:00:00:00:10{Enter}02:00:00:00:00:11{Enter}");
  const undo = "{Control>}z{/Control}";
  expect(screen.getByTestId("vf-edits").textContent).toContain("2 edits of 2 VFs");
  await user.keyboard(undo);
  expect(screen.getByTestId("vf-edits").textContent).toContain("1 edit of 1 VF");
  await user.click(screen.getByRole("button", { name: "Discard" }));
  expect(screen.queryByTestId("vf-edits")).toBeNull();
  grid().focus();
  await user.keyboard(undo);
  expect(screen.getByTestId("vf-edits").textContent).toContain("1 edit of 1 VF");
});

test("what is done and waits to be kept is shown and no longer an edit, and is one again once it is rolled back", async () => {
  const { user, fn } = await table();
  editVfs(fn.bdf, [1]);
  await expect.poll(() => document.activeElement).toBe(grid());
  await user.keyboard("02:00:00:00:00:10{Enter}");
  expect(screen.getByTestId("vf-edits").textContent).toContain("1 edit of 1 VF");
  const host = useMachine.getState().host ?? "";
  const say = (state: "running" | "cancelled", wayBack: "asking" | "off", mac: string) => {
    const settings = ALL.map((each) => (each.vf === 1 ? { ...each, mac } : each));
    bridge.answer("function.detail", () => ({ ...blankDetail(fn.bdf), vfSettings: settings }));
    const status = sampleStatus([], {
      state,
      wayBack: { seconds: 60, until: "2026-11-22T15:01:00.000Z", state: wayBack },
    });
    bridge.send("operation.progress", { host, status });
  };
  say("running", "asking", "02:00:00:00:00:10");
  await expect.poll(() => screen.queryByTestId("vf-edits")).toBeNull();
  expect(rowOf(1).textContent).toContain("02:00:00:00:00:10");
  say("cancelled", "off", "00:00:00:00:00:00");
  await expect.poll(() => screen.queryByTestId("vf-edits")?.textContent ?? "").toContain("1 edit of 1 VF");
  await expect.poll(() => rowOf(1).textContent).toMatch(/none → 02:00:00:00:00:10/);
});

test("a cell that holds what cannot be taken is not passed over by the plan", async () => {
  const { user, fn } = await table();
  editVfs(fn.bdf, [0]);
  await expect.poll(() => document.activeElement).toBe(grid());
  await user.keyboard("02:00:00:00:00:10{Tab}5000");
  useOperations.setState({ asked: null });
  await user.click(screen.getByRole("button", { name: "Review plan…" }));
  expect(useOperations.getState().asked).toBeNull();
  expect(document.activeElement).toBe(screen.getByRole("textbox", { name: "VLAN of VF 0" }));
});

test("who clicks elsewhere while VFs are named goes on there", async () => {
  const { user, fn } = await table();
  editVfs(fn.bdf, [0]);
  await expect.poll(() => document.activeElement).toBe(grid());
  await user.keyboard("{Home}1-2");
  const elsewhere = screen.getByRole("button", { name: "VLAN" });
  await user.click(elsewhere);
  expect(screen.getByText("2 of 4 VFs selected")).not.toBeNull();
  expect(document.activeElement).toBe(elsewhere);
});

test("an address that the PF does not set is the VF's own, and an edit makes no column wider", async () => {
  const mac = "02:00:5e:01:00:07";
  const net = { kind: "net", name: "ens1f0v0", state: "down", address: mac } as const;
  const functions = FAMILY.map((fn, at) => (at === 1 ? { ...fn, children: [net] } : fn));
  const settings = ALL.map((each) => ({ ...each, mac: "00:00:00:00:00:00" }));
  const { user, fn } = await table(settings, buildMachine({ ...MACHINE, functions }));
  expect(within(rowOf(0)).getByText(mac).parentElement?.title).toContain("not set by the PF");
  expect(rowOf(1).textContent).not.toContain(mac);
  const heads = () => screen.getAllByRole("columnheader").map((each) => each.textContent);
  const [before, tracks] = [heads(), grid().querySelector("[style]")?.getAttribute("style")];
  editVfs(fn.bdf, [0]);
  await expect.poll(() => document.activeElement).toBe(grid());
  await user.keyboard("02:00:00:00:00:10{Enter}");
  expect(within(rowOf(0)).getByText("02:00:00:00:00:10").parentElement?.title).toBe(`${mac} → 02:00:00:00:00:10`);
  expect([heads(), grid().querySelector("[style]")?.getAttribute("style")]).toEqual([before, tracks]);
});

test("Escape leaves a cell as it was, and rows are selected by keyboard", async () => {
  const { user, fn } = await table();
  editVfs(fn.bdf, [0]);
  await expect.poll(() => document.activeElement).toBe(grid());
  await user.keyboard("0{Escape}");
  expect(screen.queryByRole("textbox")).toBeNull();
  expect(screen.queryByTestId("vf-edits")).toBeNull();
  await user.keyboard("{Control>}a{/Control}");
  expect(screen.getByText("4 of 4 VFs selected")).not.toBeNull();
  await user.keyboard("{Escape}");
  await user.click(within(rowOf(1)).getByRole("checkbox", { name: "Select VF 1" }));
  expect(rowOf(1).getAttribute("aria-selected")).toBe("true");
  expect(rowOf(0).getAttribute("aria-selected")).toBe("false");
});

test("what is selected is counted below the table with what can be done with it, until edits wait", async () => {
  const { user, fn } = await table();
  editVfs(fn.bdf, [0, 1]);
  await expect.poll(() => screen.queryByTestId("vf-selection")?.textContent).toMatch(/^2 of 4 VFs selected/);
  await user.click(screen.getByRole("button", { name: "More" }));
  expect(screen.getAllByRole("menuitem").map(({ textContent }) => textContent)).toContain("Copy 2 BDFs");
  await user.keyboard("{Escape}");
  grid().focus();
  await user.keyboard("02:00:00:00:00:10{Enter}");
  expect(screen.queryByTestId("vf-selection")).toBeNull();
  expect(screen.getByTestId("vf-edits").textContent).toContain("2 edits of 2 VFs");
});

test("VFs are selected by their numbers, which leads on to what can be edited of them", async () => {
  const { user, fn } = await table();
  editVfs(fn.bdf, [0, 1, 2, 3]);
  await expect.poll(() => document.activeElement).toBe(grid());
  await user.keyboard("{Home}9{Enter}");
  expect(screen.getByRole("textbox", { name: "VFs to select" }).isConnected).toBe(true);
  expect(within(rowOf(0)).getByRole("status").textContent).toContain("names no VF that is here");
  await user.keyboard("{Backspace}1-2{Enter}");
  expect(screen.getByText("2 of 4 VFs selected")).not.toBeNull();
  await user.keyboard("02:00:00:00:00:10{Enter}");
  expect(rowOf(2).textContent).toMatch(/none → 02:00:00:00:00:11/);
  expect(screen.getByTestId("vf-edits").textContent).toContain("2 edits of 2 VFs");
});

test("with Shift a click selects from where the keyboard was", async () => {
  const { user } = await table();
  await user.click(within(rowOf(0)).getAllByRole("gridcell")[3] ?? rowOf(0));
  await user.keyboard("{Shift>}");
  await user.click(within(rowOf(2)).getAllByRole("gridcell")[3] ?? rowOf(2));
  await user.keyboard("{/Shift}");
  expect(screen.getByText("3 of 4 VFs selected")).not.toBeNull();
  expect(document.activeElement).toBe(grid());
});

test("rows are sorted by a head, and an edit does not move them", async () => {
  const { user } = await table();
  await user.click(within(grid()).getByRole("button", { name: "VLAN" }));
  await user.click(within(grid()).getByRole("button", { name: "VLAN" }));
  expect(rowOf(0).getAttribute("aria-rowindex")).toBe("2");
  expect(screen.getByRole("columnheader", { name: "VLAN" }).getAttribute("aria-sort")).toBe("descending");
});

test("settings that the driver does not report are unknown, and never none", async () => {
  const { text } = await table(null);
  await expect.poll(text).toContain("could not be read");
  expect(rowOf(0).textContent).toContain("unknown");
  expect(text()).not.toContain("Trust: off");
});

test("edits of a VF that is gone are dropped with a word, and the others wait", async () => {
  const { fn, text, again, user } = await table();
  const waiting = new Map([0, 3].map((vf) => [vf, { vlan: 100 }]));
  act(() => setVfEdits(fn.bdf, () => waiting, "hand"));
  expect(screen.getByTestId("vf-edits").textContent).toContain("2 edits of 2 VFs");
  const [pf, ...vfs] = FAMILY as [FunctionInfo, ...FunctionInfo[]];
  const fewer = { ...pf, virtfns: pf.virtfns.slice(0, 2) };
  const machine = buildMachine({ ...MACHINE, functions: [fewer, ...vfs.slice(0, 2)] });
  again(<VfTable machine={machine} fn={fewer} layout={vfLayoutView(machine, fewer, 8)} />);
  await expect.poll(text).toContain("The edits of 1 VF that is no longer present were dropped.");
  expect(screen.getByTestId("vf-edits").textContent).toContain("1 edit of 1 VF");
  // The next edit shows that it was read.
  await user.click(screen.getByRole("button", { name: "Discard" }));
  expect(text()).not.toContain("no longer present");
});

test("an edit that was written and that the driver does not report says so, and waits until it is discarded", async () => {
  const { fn, text } = await table([kept(0, { trust: null }), ...ALL.slice(1)]);
  const edits = [{ vfs: [0], settings: { trust: true, vlan: 100 } }];
  act(() => setVfEdits(fn.bdf, () => new Map([[0, { trust: true, vlan: 100 }]]), "hand"));
  expect(text()).not.toContain("not reported");
  const entry = sampleEntry("op-1", { state: "done", request: { kind: "vf.settings", pf: fn.bdf, edits } });
  act(() => bridge.send("journal.changed", { host: "local", entry }));
  await expect
    .poll(() => screen.getByTestId("vf-edits").textContent)
    .toContain("2 edits of 1 VF; 1 written, not reported by the driver");
  expect(rowOf(0).textContent).toContain("written; the driver does not report it");
  // What another operation has done to it since, nobody knows.
  const later = sampleEntry("op-2", {
    state: "done",
    request: { kind: "vfs.set", pf: fn.bdf, count: 4, purpose: "host" },
  });
  act(() => bridge.send("journal.changed", { host: "local", entry: later }));
  await expect.poll(text).not.toContain("not report");
  act(() => setVfEdits(fn.bdf, () => new Map(), "hand"));
});

test("in a file nothing is edited", async () => {
  const file = buildMachine({ ...MACHINE, identity: { ...MACHINE.identity, kind: "file" } });
  const { user } = await table(ALL, file);
  await user.dblClick(within(rowOf(1)).getAllByRole("gridcell")[3] ?? rowOf(1));
  expect(screen.queryByRole("textbox")).toBeNull();
});

test("while the machine is lost nothing is edited, and what waits is not planned", async () => {
  const { user, fn } = await table();
  act(() => setVfEdits(fn.bdf, () => new Map([[1, { vlan: 30 }]]), "hand"));
  act(() => useMachine.setState({ live: "lost", lostBecause: "ssh ended." }));
  const review = screen.getByRole("button", { name: "Review plan…" });
  expect([review.getAttribute("aria-disabled"), review.getAttribute("data-tone")]).toEqual(["true", "plain"]);
  await user.dblClick(within(rowOf(1)).getAllByRole("gridcell")[3] ?? rowOf(1));
  expect(screen.queryByRole("textbox")).toBeNull();
  act(() => useMachine.setState({ live: "live", lostBecause: null }));
  expect(screen.getByRole("button", { name: "Review plan…" }).getAttribute("data-tone")).toBe("primary");
});

test("GUIDs of InfiniBand VFs are shown, and that a port without one stays down", async () => {
  const functions = FAMILY.map((fn) => ({ ...fn, classCode: 0x020700, children: [] }));
  const settings = ALL.map((each) => ({
    ...each,
    nodeGuid: each.vf === 0 ? "02:00:5e:ff:fe:00:54:00" : "02:00:5e:ff:fe:00:54:01",
    portGuid: "00:00:00:00:00:00:00:00",
    linkType: "infiniband" as const,
  }));
  const { text } = await table(settings, buildMachine({ ...MACHINE, functions }));
  // Who uses a VF is worth more than its node GUID, which the menu of columns brings.
  await expect.poll(text).toContain("stays down");
  expect(screen.queryByRole("columnheader", { name: "Port GUID" })).not.toBeNull();
  expect(screen.queryByRole("columnheader", { name: "Used by" })).not.toBeNull();
  expect(screen.queryByRole("columnheader", { name: "Node GUID" })).toBeNull();
  expect(screen.queryByRole("columnheader", { name: "VLAN" })).toBeNull();
});
