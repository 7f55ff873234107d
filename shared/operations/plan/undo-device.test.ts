/** Taking back what was done to functions themselves: removals, settings of VFs, MSI-X vectors, reset methods. */

import { describe, expect, it } from "vitest";
import type { FunctionInfo, VfSettings } from "../../machine/facts.ts";
import { type InEnglish, inEnglish } from "../../words/testing/english.ts";
import type { PlanKnowledge } from "../findings/knowledge.ts";
import type { Before } from "../record/record.ts";
import { at, fn, ids, machineOf, pfWithVfs } from "../testing/facts.ts";
import { journalEntry } from "../testing/journal-entry.ts";
import { planOperation } from "./plan.ts";
import type { Plan } from "./types.ts";

const PF = at("01:00.0");
const VF0 = at("01:00.2");
const VF1 = at("01:00.3");
const CARD = at("02:00.0");
const SPARE = at("02:00.1");

function undo(functions: readonly FunctionInfo[], before: Partial<Before>, knowledge?: PlanKnowledge): InEnglish<Plan> {
  const undoOf = journalEntry({ before: { functions: [], vfs: null, ...before } });
  const request = { kind: "undo", entryId: undoOf.id } as const;
  return inEnglish(planOperation({ machine: machineOf(functions), request, undoOf, newId: ids(), knowledge }));
}

const labels = ({ steps }: InEnglish<Plan>) => steps.map((step) => step.label);

describe("taking a removal back", () => {
  const on = (bdf: typeof CARD, driver: string | null, driverOverride: string | null = null) => ({
    bdf,
    driver,
    driverOverride,
  });

  it("looks for all that is gone, and leaves each function to the driver that it had", () => {
    const functions = [on(CARD, "igb"), on(SPARE, "igb")];
    const made = undo([], { functions, removed: [CARD, SPARE] });
    expect(labels(made)).toEqual(["Rescan all buses"]);
    expect(made.steps[0]).toMatchObject({
      expect: [
        { that: "present", bdf: CARD, value: true },
        { that: "present", bdf: SPARE, value: true },
      ],
      expectSoft: [
        { that: "driver", target: { bdf: CARD }, driver: "igb" },
        { that: "driver", target: { bdf: SPARE }, driver: "igb" },
      ],
    });
    expect(made.summary).toBe("A rescan will look for 0000:02:00.0 and 0000:02:00.1 again.");
    expect(made.checks.map(({ id }) => id)).not.toContain("undo-limits");
  });

  it("takes a driver off that the function did not have, and expectSoft for none", () => {
    const made = undo([], { functions: [on(CARD, null)], removed: [CARD] });
    expect(labels(made)).toEqual(["Rescan all buses", "Unbind 0000:02:00.0 if a driver took it"]);
    expect(made.steps[0]?.expectSoft).toBeUndefined();
  });

  it("reserves the function again, without hoping that a driver takes it by itself", () => {
    const made = undo([], { functions: [on(CARD, "vfio-pci", "vfio-pci"), on(SPARE, "igb")], removed: [CARD, SPARE] });
    expect(labels(made)).toEqual([
      "Rescan all buses",
      "Set the driver override of 0000:02:00.0 to vfio-pci",
      "Unbind 0000:02:00.0 if a driver took it",
      "Bind 0000:02:00.0 to vfio-pci",
    ]);
    expect(made.steps[0]?.expectSoft).toEqual([{ that: "driver", target: { bdf: SPARE }, driver: "igb" }]);
  });

  it("gives one that was found meanwhile its override again, and looks only for the other", () => {
    const functions = [on(CARD, "vfio-pci", "vfio-pci"), on(SPARE, "igb")];
    const made = undo([fn("02:00.0", { driver: "igb", iommuGroup: "7" })], { functions, removed: [CARD, SPARE] });
    expect(labels(made)).toEqual([
      "Rescan all buses",
      "Set the driver override of 0000:02:00.0 to vfio-pci",
      "Unbind 0000:02:00.0 from igb",
      "Bind 0000:02:00.0 to vfio-pci",
    ]);
    expect(made.steps[0]?.expect).toEqual([{ that: "present", bdf: SPARE, value: true }]);
    expect(made.summary).toBe(
      "A rescan will look for 0000:02:00.1 again. 0000:02:00.0 will be bound to vfio-pci again.",
    );
  });
});

describe("taking settings of VFs back", () => {
  const TOLD: VfSettings = {
    vf: 0,
    mac: "02:00:00:00:00:01",
    vlan: 7,
    qos: 0,
    spoofCheck: true,
    trust: false,
    linkState: "auto",
    minRate: 0,
    maxRate: 0,
  };
  const before = { settings: [{ pf: PF, vfs: [TOLD, { ...TOLD, vf: 1 }] }] };
  const plan = (now: readonly VfSettings[] | null, vfs = 2) =>
    undo(pfWithVfs({ vfs: Array.from({ length: vfs }, () => ({})) }), before, { vfSettings: () => now });

  it("writes only what is another now, with the way back to it", () => {
    const made = plan([TOLD, { ...TOLD, vf: 1, vlan: 9, trust: true }]);
    // Trust goes last: what it permits may be refused without it.
    expect(labels(made)).toEqual(["Set VF 1 of 0000:01:00.0 to VLAN 7", "Set VF 1 of 0000:01:00.0 to trust off"]);
    expect(made.steps.map(({ undo }) => undo)).toEqual([
      [{ verb: "vf.network", bdf: PF, vf: 1, settings: [{ set: "vlan", vlan: 9, qos: 0 }] }],
      [{ verb: "vf.network", bdf: PF, vf: 1, settings: [{ set: "trust", on: true }] }],
    ]);
    expect(made.summary).toBe("The settings of 1 VF will be restored.");
  });

  it("has nothing to do where all of them are as they were", () => {
    const made = plan([TOLD, { ...TOLD, vf: 1 }]);
    expect(made).toMatchObject({
      verdict: "nothing",
      summary: "Everything is already restored. Nothing to undo.",
    });
  });

  const limits = ({ checks }: InEnglish<Plan>) =>
    checks.flatMap(({ id, title, evidence }) => (id === "undo-limits" ? `${title} ${evidence}` : []));

  it("leaves alone what the driver does not tell now, and says so", () => {
    const made = plan([{ ...TOLD, vlan: 9, spoofCheck: null }], 1);
    expect(labels(made)).toEqual(["Set VF 0 of 0000:01:00.0 to VLAN 7"]);
    expect(limits(made)).toEqual([
      "Settings of 2 VFs are not restored. VF 1 of 0000:01:00.0 is no longer present and spoof check of VF 0 of 0000:01:00.0 can’t be read now",
    ]);
  });

  it("writes what the operation wrote and nothing else, however many VFs there are by now", () => {
    const wrote = { settings: [{ pf: PF, vfs: [{ ...TOLD, wrote: ["vlan" as const], at: VF0 }] }] };
    const other = { ...TOLD, vlan: 9, mac: "02:00:00:00:00:77", trust: true };
    for (const count of [1, 2, 4]) {
      const now = Array.from({ length: count }, (_, vf) => ({ ...other, vf }));
      const functions = pfWithVfs({ vfs: now.map(() => ({})) });
      const made = undo(functions, wrote, { vfSettings: () => now });
      expect(labels(made)).toEqual(["Set VF 0 of 0000:01:00.0 to VLAN 7"]);
      expect(limits(made)).toEqual([]);
    }
  });

  it("says of a VF that is gone, at another address, or was never known, that it does not come back", () => {
    const of = (was: NonNullable<Before["settings"]>[number]["vfs"][number]) => {
      const now = [{ ...TOLD, vlan: 9 }];
      const made = undo(pfWithVfs({ vfs: [{}] }), { settings: [{ pf: PF, vfs: [was] }] }, { vfSettings: () => now });
      expect(made).toMatchObject({ verdict: "nothing", steps: [] });
      expect(made.summary).toMatch(/^Nothing can be restored: /);
      return limits(made);
    };
    const wrote = ["vlan" as const];
    expect(of({ ...TOLD, vf: 1, wrote, at: VF1 })).toEqual([
      "Settings of 1 VF are not restored. VF 1 of 0000:01:00.0 is no longer present",
    ]);
    expect(of({ ...TOLD, wrote, at: VF1 })).toEqual([
      "Settings of 1 VF are not restored. VF 0 of 0000:01:00.0 was 0000:01:00.3 and is now 0000:01:00.2",
    ]);
    expect(of({ ...TOLD, vlan: null, wrote, at: VF0 })).toEqual([
      "Settings of 1 VF are not restored. VLAN of VF 0 of 0000:01:00.0 could not be read before the change",
    ]);
  });

  it("says what does not come back where their settings are not told", () => {
    expect(plan(null).summary).toMatch(
      /^Nothing can be restored: VF 0 of 0000:01:00\.0 had trust off, which the driver no longer reports, /,
    );
  });
});

describe("taking numbers of MSI-X vectors back", () => {
  const before = { msix: [{ bdf: VF0, count: 4 }] };
  const plan = (size: number | null, vf: Partial<FunctionInfo> = {}) =>
    undo(pfWithVfs({ vfs: [vf] }), before, { msixSize: () => size });

  it("takes the driver off the VF for that moment", () => {
    const made = plan(8);
    expect(labels(made)).toEqual([
      "Unbind 0000:01:00.2 from mlx5_core",
      "Set 0000:01:00.2 to 4 MSI-X vectors",
      "Set the driver override of 0000:01:00.2 to mlx5_core",
      "Bind 0000:01:00.2 to mlx5_core",
      "Clear the driver override of 0000:01:00.2",
    ]);
    expect(made.steps[1]?.undo).toEqual([{ verb: "vf.msix", target: { bdf: VF0 }, count: 8 }]);
    // The way back of the first step brings the driver back, after the vectors: no later one does so before.
    expect(made.steps.slice(2).flatMap((step) => step.undo)).toEqual([]);
    expect(made.summary).toBe("MSI-X vector counts will be restored.");
  });

  it("is one write for a VF without driver, also where the number of now is not known", () => {
    expect(labels(plan(8, { driver: null }))).toEqual(["Set 0000:01:00.2 to 4 MSI-X vectors"]);
    expect(labels(plan(null, { driver: null }))).toEqual(["Set 0000:01:00.2 to 4 MSI-X vectors"]);
  });

  it("is nothing where the number is as it was, or the VF has left", () => {
    expect(plan(4)).toMatchObject({
      verdict: "nothing",
      summary: expect.stringMatching(/^Everything is already restored/),
    });
    const left = undo(pfWithVfs(), { functions: [{ bdf: VF0, driver: null, driverOverride: null }], ...before });
    expect(left).toMatchObject({
      verdict: "nothing",
      summary: expect.stringMatching(/^Nothing can be restored: 0000:01:00\.2 .*\.$/),
      checks: [{ id: "undo-limits" }],
    });
  });
});

describe("taking reset methods back", () => {
  const before = { was: [{ that: "resetMethods" as const, bdf: PF, methods: ["flr", "bus"] }] };

  it("lists them again where a reset that was cut off left another list", () => {
    const made = undo(pfWithVfs({ pf: { resetMethods: ["bus"] } }), before);
    expect(made.steps).toMatchObject([
      {
        template: { verb: "reset.method", bdf: PF, methods: ["flr", "bus"] },
        undo: [{ verb: "reset.method", bdf: PF, methods: ["bus"] }],
      },
    ]);
    expect(made.summary).toBe("Reset methods will be restored.");
  });

  it("is nothing where they are the same, or the function has left", () => {
    expect(undo(pfWithVfs({ pf: { resetMethods: ["flr", "bus"] } }), before).verdict).toBe("nothing");
    expect(undo([], before)).toMatchObject({
      verdict: "nothing",
      summary: expect.stringMatching(/^Nothing can be restored: 0000:01:00\.0 .*\.$/),
    });
  });
});

it("an undo puts VFs' vectors, drivers, settings and the reset methods into one plan, in this order", () => {
  const was = { bdf: VF1, driver: "vfio-pci", driverOverride: "vfio-pci" };
  const made = undo(
    pfWithVfs({ pf: { resetMethods: ["bus"] }, vfs: [{ driver: null }, {}] }),
    { functions: [was], msix: [{ bdf: VF0, count: 4 }], was: [{ that: "resetMethods", bdf: PF, methods: ["flr"] }] },
    { msixSize: () => 8 },
  );
  expect(made.summary).toBe(
    "MSI-X vector counts will be restored. 0000:01:00.3 will be bound to vfio-pci again. Reset methods will be restored.",
  );
});
