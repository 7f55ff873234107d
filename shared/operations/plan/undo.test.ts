import { describe, expect, it } from "vitest";
import type { FunctionInfo } from "../../machine/facts.ts";
import { english, type InEnglish, inEnglish } from "../../words/testing/english.ts";
import { ENTRY_CHECK_WORDS } from "../../words/texts/entry-check.ts";
import type { Before, JournalEntry } from "../record/record.ts";
import { at, fn, ids, machineOf, pfWithVfs } from "../testing/facts.ts";
import { journalEntry } from "../testing/journal-entry.ts";
import { GUESTS_WITHOUT } from "../words.ts";
import { planOperation } from "./plan.ts";
import type { Plan } from "./types.ts";

const PF = at("01:00.0");
const VF0 = at("01:00.2");

const ENTRY = journalEntry({
  before: { functions: [], vfs: { pf: PF, count: 0, autoprobe: true } },
});

function undo(
  functions: readonly FunctionInfo[],
  entry: Partial<JournalEntry> = {},
  surroundings: Parameters<typeof machineOf>[1] = {},
): InEnglish<Plan> {
  const undoOf = { ...ENTRY, ...entry };
  const request = { kind: "undo", entryId: "entry-1" } as const;
  return inEnglish(planOperation({ machine: machineOf(functions, surroundings), request, undoOf, newId: ids() }));
}

const labels = ({ steps }: InEnglish<Plan>) => steps.map((step) => step.label);
const idsOf = ({ checks }: InEnglish<Plan>) => checks.map((check) => check.id);

describe("undo", () => {
  it("brings the number of VFs back", () => {
    const made = undo(pfWithVfs({ vfs: [{}] }));
    expect(made).toMatchObject({ verdict: "ready", title: "Undo: Set 0000:01:00.0 to 1 VF" });
    expect(labels(made)).toEqual(["Remove the VF of 0000:01:00.0"]);
    expect(made.summary).toBe("0000:01:00.0 will be back at 0 VFs.");
    expect(idsOf(made)).not.toContain("undo-limits");
    // Should a later step fail, the VF of now comes back.
    expect(made.steps[0]?.undo).toEqual([{ verb: "sriov.numvfs", bdf: PF, value: 1 }]);
  });

  it("removes none where there are none, and makes their settings again where those are known", () => {
    const before: Before = {
      functions: [{ bdf: VF0, driver: "mlx5_core", driverOverride: null }],
      vfs: { pf: PF, count: 1, autoprobe: true },
    };
    const made = undo(pfWithVfs(), { before });
    expect(labels(made)).toEqual(["Create 1 VF on 0000:01:00.0"]);
    expect(made.summary).toBe("0000:01:00.0 will be back at 1 VF.");
    expect(idsOf(made)).toContain("undo-limits");
    const settings = { vf: 0, mac: "02:00:00:00:00:01", vlan: 0, qos: 0, spoofCheck: null, trust: null };
    const kept = { ...settings, linkState: null, minRate: null, maxRate: null };
    const known = undo(pfWithVfs(), { before: { ...before, settings: [{ pf: PF, vfs: [kept] }] } });
    expect(labels(known)).toEqual([
      "Create 1 VF on 0000:01:00.0",
      "Set VF 0 of 0000:01:00.0 to MAC address 02:00:00:00:00:01",
    ]);
    expect(idsOf(known)).not.toContain("undo-limits");
  });

  it.each([
    ["vfio-pci", "vfio-pci", ["Load the vfio-pci module", "Set the driver override of 0000:01:00.2 to vfio-pci"]],
    ["igb", null, ["Set the driver override of 0000:01:00.2 to igb", "Unbind 0000:01:00.2 from mlx5_core"]],
  ] as const)("loads vfio-pci first only where %s is what a function goes back to", (driver, driverOverride, first) => {
    const before: Before = { functions: [{ bdf: VF0, driver, driverOverride }], vfs: null };
    const made = (vfioPci: "available" | "loaded") => undo(pfWithVfs({ vfs: [{}] }), { before }, { host: { vfioPci } });
    expect(labels(made("available")).slice(0, 2)).toEqual(first);
    expect(labels(made("loaded"))).not.toContain("Load the vfio-pci module");
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
    expect(made.checks.find((check) => check.id === "undo-limits")?.title).toBe(
      english(ENTRY_CHECK_WORDS.settingsLost({ pf: PF })),
    );
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
      "Bind 0000:01:00.2 to mlx5_core",
      "Clear the driver override of 0000:01:00.2",
    ]);
    expect(idsOf(made)).toContain("guest-in-use");
    expect(made.summary).toBe("0000:01:00.2 will be bound to mlx5_core again.");
    expect(made.effects.rebinds).toEqual([{ bdf: VF0, from: "vfio-pci", to: "mlx5_core" }]);
  });

  it("takes a reservation back without a word on the driver, which stays", () => {
    const before: Before = { functions: [{ bdf: VF0, driver: "mlx5_core", driverOverride: null }], vfs: null };
    const made = undo(pfWithVfs({ vfs: [{ driverOverride: "vfio-pci" }] }), { before });
    expect(labels(made)).toEqual(["Clear the driver override of 0000:01:00.2"]);
    expect(made.summary).toBe("The driver override of 0000:01:00.2 will be restored.");
    expect(made.effects.rebinds).toEqual([]);
  });

  it("says by driver what comes back, and counts many functions", () => {
    const were = ["mlx5_core", null, "mlx5_core", "mlx5_core", "mlx5_core"];
    const bdf = (index: number) => at(`01:00.${index + 2}`);
    const functions = were.map((driver, index) => ({ bdf: bdf(index), driver, driverOverride: null }));
    const onVfio = { driver: "vfio-pci", driverOverride: "vfio-pci" };
    const made = undo(pfWithVfs({ vfs: were.map(() => onVfio) }), { before: { functions, vfs: null } });
    expect(made.summary).toBe("4 functions will be bound to mlx5_core again. 0000:01:00.3 will be unbound again.");
  });

  it.each([
    ["no driver", null, "vfio-pci", false],
    ["vfio-pci", "vfio-pci", null, false],
    ["a driver of the host", "igb", "vfio-pci", true],
  ])("asks for a host driver only where one is to come: back to %s", (_, driver, now, asks) => {
    const card = fn("02:00.0", { driver: now, iommuGroup: "7" });
    const before: Before = { functions: [{ bdf: card.bdf, driver, driverOverride: null }], vfs: null };
    expect(idsOf(undo([card], { before })).includes("host-driver")).toBe(asks);
  });

  it("removes no VFs where their number is as it was", () => {
    const before: Before = {
      functions: [{ bdf: VF0, driver: "mlx5_core", driverOverride: null }],
      vfs: { pf: PF, count: 1, autoprobe: true },
    };
    const made = undo(pfWithVfs({ vfs: [{ driver: null, driverOverride: "vfio-pci" }] }), { before });
    expect(labels(made)).toEqual([
      "Set the driver override of 0000:01:00.2 to mlx5_core",
      "Bind 0000:01:00.2 to mlx5_core",
      "Clear the driver override of 0000:01:00.2",
    ]);
  });

  it("says that no guest gets its function back, where one may have had it", () => {
    const had = (driver: string): Before => ({
      functions: [{ bdf: VF0, driver, driverOverride: null }],
      vfs: { pf: PF, count: 1, autoprobe: true },
    });
    const guests = (made: InEnglish<Plan>) =>
      made.checks.filter(({ title }) => title === english(GUESTS_WITHOUT)).map(({ evidence }) => evidence);
    expect(guests(undo(pfWithVfs(), { before: had("vfio-pci") }))).toEqual(["1 function was bound to vfio-pci"]);
    expect(guests(undo(pfWithVfs(), { before: had("mlx5_core") }))).toEqual([]);
    // What is still there was taken from nobody.
    const still = pfWithVfs({ vfs: [{ driver: "vfio-pci" }] });
    expect(guests(undo(still, { before: { ...had("vfio-pci"), autoprobe: [{ pf: PF, value: false }] } }))).toEqual([]);
  });

  it("names what has left meanwhile", () => {
    const before: Before = { functions: [{ bdf: VF0, driver: "mlx5_core", driverOverride: null }], vfs: null };
    const made = undo(pfWithVfs(), { before });
    expect(made.verdict).toBe("nothing");
    expect(made.checks[0]).toMatchObject({ id: "undo-limits", level: "warning" });
    expect(made.summary).toMatch(/^Nothing can be restored: 0000:01:00\.2 .*\.$/);
  });

  it("plans nothing for a PF that has left, and says what goes with it", () => {
    const made = undo([], { before: { functions: [], vfs: { pf: PF, count: 4, autoprobe: true } } });
    expect(made).toMatchObject({ verdict: "nothing", steps: [], checks: [{ id: "undo-limits" }] });
    expect(made.checks[0]?.title).toBe(english(ENTRY_CHECK_WORDS.vfsGone({ bdf: PF, count: 4 })));
    const autoprobe = [{ pf: PF, value: true }];
    expect(undo([], { before: { functions: [], vfs: null, autoprobe } })).toMatchObject({ verdict: "nothing" });
  });

  it("switches autoprobe back where an interrupted operation left it", () => {
    const functions = pfWithVfs({ sriov: { driversAutoprobe: false } });
    expect(labels(undo(functions, { state: "interrupted" }))).toEqual([
      "Enable driver autoprobe for VFs of 0000:01:00.0",
    ]);
    const before: Before = { functions: [], vfs: null, autoprobe: [{ pf: PF, value: true }] };
    expect(labels(undo(functions, { before }))).toEqual(["Enable driver autoprobe for VFs of 0000:01:00.0"]);
  });

  it("has nothing to do where all is as it was", () => {
    expect(undo(pfWithVfs())).toMatchObject({
      verdict: "nothing",
      steps: [],
      summary: "Everything is already restored. Nothing to undo.",
    });
  });

  it("warns after a reboot, and when it was taken back once already", () => {
    const known = { bootId: "another", machineKey: "id:1 dmi:1" };
    const same = { identity: { machineKey: "id:1 dmi:1" } };
    const made = undo(pfWithVfs({ vfs: [{}] }), { ...known, undoneBy: "entry-2" }, same);
    expect(made.verdict).toBe("ready");
    expect(made.checks.filter((check) => check.level === "warning").map((check) => check.id)).toEqual([
      "undo-after-reboot",
      "undone-already",
    ]);
    const sameBoot = machineOf([]).snapshot.identity.bootId;
    expect(idsOf(undo(pfWithVfs({ vfs: [{}] }), { bootId: sameBoot }))).toEqual([]);
    const untold = undo(pfWithVfs({ vfs: [{}] }), { bootId: "another" }, { identity: { bootId: null } });
    expect(idsOf(untold)).not.toContain("undo-after-reboot");
  });

  it("is of this machine by its key, refused for another of the same name, and guarded where neither is known", () => {
    const planned = (entry: string | undefined, own: string | null) => {
      const facts = { bootId: "another", ...(entry === undefined ? {} : { machineKey: entry }) };
      const made = undo(pfWithVfs({ vfs: [{}] }), facts, { identity: { machineKey: own } });
      return [made.verdict, ...idsOf(made).filter((id) => id.includes("machine"))];
    };
    expect(planned("id:1 dmi:1", "id:1")).toEqual(["ready"]);
    expect(planned("id:1 dmi:1", "id:2 dmi:2")).toEqual(["blocked", "same-machine"]);
    expect(planned(undefined, "id:1")).toEqual(["guarded", "machine-uncertain"]);
    expect(planned("id:1", null)).toEqual(["guarded", "machine-uncertain"]);
  });

  it("refuses an unknown entry, another machine's, and one that still runs", () => {
    const request = { kind: "undo", entryId: "entry-9" } as const;
    const unknown = planOperation({ machine: machineOf(pfWithVfs()), request, undoOf: ENTRY, newId: ids() });
    expect(unknown).toMatchObject({ verdict: "blocked", checks: [{ id: "entry-exists" }] });
    expect(undo(pfWithVfs({ vfs: [{}] }), { machine: "other", bootId: null })).toMatchObject({
      verdict: "blocked",
      checks: [{ id: "same-machine" }],
    });
    expect(undo(pfWithVfs({ vfs: [{}] }), { state: "running" })).toMatchObject({
      verdict: "blocked",
      checks: [{ id: "entry-finished" }],
    });
  });
});
