import { describe, expect, it } from "vitest";
import type { FunctionInfo } from "../machine/facts.ts";
import { planOperation } from "./plan.ts";
import { at, ids, machineOf, pfWithVfs } from "./testing/facts.ts";
import type { Before, JournalEntry, Plan } from "./types.ts";

const PF = at("01:00.0");
const VF0 = at("01:00.2");

const ENTRY: JournalEntry = {
  id: "entry-1",
  startedAt: "2026-01-01T00:00:00.000Z",
  endedAt: "2026-01-01T00:00:01.000Z",
  machine: "lab-7",
  machineKind: "local",
  bootId: null,
  title: "Set 0000:01:00.0 to 1 VF",
  wish: { kind: "vfs.set", pf: PF, count: 1, purpose: "host" },
  state: "done",
  steps: [],
  nowTrue: [],
  explanation: null,
  before: { functions: [], vfs: { pf: PF, count: 0, autoprobe: true } },
  undoOf: null,
  undoneBy: null,
};

function undo(functions: readonly FunctionInfo[], entry: Partial<JournalEntry> = {}): Plan {
  const undoOf = { ...ENTRY, ...entry };
  const wish = { kind: "undo", entryId: "entry-1" } as const;
  return planOperation({ machine: machineOf(functions), wish, undoOf, newId: ids() });
}

const labels = ({ steps }: Plan) => steps.map((step) => step.label);
const idsOf = ({ checks }: Plan) => checks.map((check) => check.id);

describe("undo", () => {
  it("brings the number of VFs back", () => {
    const made = undo(pfWithVfs({ vfs: [{}] }));
    expect(made).toMatchObject({ verdict: "ready", title: "Take back: Set 0000:01:00.0 to 1 VF" });
    expect(labels(made)).toEqual(["Remove the VF of 0000:01:00.0"]);
  });

  it("brings VFs back through 0 with the drivers that they had, and says what it cannot bring back", () => {
    const before: Before = {
      functions: [
        { bdf: VF0, driver: "vfio-pci", driverOverride: "vfio-pci" },
        { bdf: at("01:00.3"), driver: "mlx5_core", driverOverride: null },
      ],
      vfs: { pf: PF, count: 2, autoprobe: true },
    };
    const made = undo(pfWithVfs({ vfs: [{}] }), { before });
    expect(made.steps.map((step) => step.template.verb)).toEqual([
      "sriov.numvfs",
      "sriov.autoprobe",
      "sriov.numvfs",
      "driver.override",
      "driver.probe",
      "driver.override",
      "driver.probe",
      "driver.override",
      "sriov.autoprobe",
    ]);
    expect(made.effects.creates.map((ghost) => [ghost.bdf, ghost.driver])).toEqual([
      [VF0, "vfio-pci"],
      [at("01:00.3"), "mlx5_core"],
    ]);
    expect(made.checks.find((check) => check.id === "undo-limits")?.title).toContain("MAC address, VLAN, trust");
  });

  it("brings back drivers and overrides of functions that are there, and leaves alone what is as it was", () => {
    const before: Before = {
      functions: [
        { bdf: VF0, driver: "mlx5_core", driverOverride: null },
        { bdf: at("01:00.3"), driver: "vfio-pci", driverOverride: "vfio-pci" },
      ],
      vfs: null,
    };
    const onVfio = { driver: "vfio-pci", driverOverride: "vfio-pci" };
    const made = undo(pfWithVfs({ vfs: [onVfio, onVfio] }), { before });
    expect(labels(made)).toEqual([
      "Set the driver override of 0000:01:00.2 to mlx5_core",
      "Unbind 0000:01:00.2 from vfio-pci",
      "Give 0000:01:00.2 to mlx5_core",
      "Clear the driver override of 0000:01:00.2",
    ]);
    expect(idsOf(made)).toContain("guest-in-use");
  });

  it("removes no VFs where their number is as it was", () => {
    const before: Before = {
      functions: [{ bdf: VF0, driver: "mlx5_core", driverOverride: null }],
      vfs: { pf: PF, count: 1, autoprobe: true },
    };
    const made = undo(pfWithVfs({ vfs: [{ driver: null, driverOverride: "vfio-pci" }] }), { before });
    expect(labels(made)).toEqual([
      "Set the driver override of 0000:01:00.2 to mlx5_core",
      "Give 0000:01:00.2 to mlx5_core",
      "Clear the driver override of 0000:01:00.2",
    ]);
  });

  it("names what has left meanwhile", () => {
    const before: Before = { functions: [{ bdf: VF0, driver: "mlx5_core", driverOverride: null }], vfs: null };
    const made = undo(pfWithVfs(), { before });
    expect(made.verdict).toBe("nothing");
    expect(made.checks[0]).toMatchObject({ id: "undo-limits", level: "warning" });
  });

  it("switches autoprobe back where an interrupted operation left it", () => {
    const functions = pfWithVfs({ sriov: { driversAutoprobe: false } });
    expect(labels(undo(functions, { state: "interrupted" }))).toEqual(["Let drivers take the VFs of 0000:01:00.0"]);
    const before: Before = { functions: [], vfs: null, autoprobe: [{ pf: PF, value: true }] };
    expect(labels(undo(functions, { before }))).toEqual(["Let drivers take the VFs of 0000:01:00.0"]);
  });

  it("has nothing to do where all is as it was", () => {
    expect(undo(pfWithVfs())).toMatchObject({ verdict: "nothing", steps: [] });
  });

  it("warns after a reboot, and when it was taken back once already", () => {
    const made = undo(pfWithVfs({ vfs: [{}] }), { bootId: "another", undoneBy: "entry-2" });
    expect(made.verdict).toBe("ready");
    expect(idsOf(made)).toEqual(expect.arrayContaining(["undo-after-reboot", "undone-already"]));
  });

  it("refuses an unknown entry, another machine's, and one that still runs", () => {
    const wish = { kind: "undo", entryId: "entry-9" } as const;
    const unknown = planOperation({ machine: machineOf(pfWithVfs()), wish, undoOf: ENTRY, newId: ids() });
    expect(unknown).toMatchObject({ verdict: "blocked", checks: [{ id: "entry-exists" }] });
    expect(undo(pfWithVfs({ vfs: [{}] }), { machine: "other" })).toMatchObject({
      verdict: "blocked",
      checks: [{ id: "same-machine" }],
    });
    expect(undo(pfWithVfs({ vfs: [{}] }), { state: "running" })).toMatchObject({
      verdict: "blocked",
      checks: [{ id: "entry-finished" }],
    });
  });
});
