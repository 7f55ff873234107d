import { describe, expect, it } from "vitest";
import type { FunctionInfo } from "../../machine/facts.ts";
import { usageFacts } from "../../machine/testing/usage.ts";
import { UNKNOWN_PLATFORM } from "../../machine/usage-facts.ts";
import type { Bdf } from "../../pci/bdf.ts";
import { english, type InEnglish, inEnglish } from "../../words/testing/english.ts";
import type { PlanKnowledge } from "../findings/knowledge.ts";
import { at, fn, ids, machineOf, pfWithVfs } from "../testing/facts.ts";
import { planOperation } from "./plan.ts";
import type { Plan } from "./types.ts";

const ON_VFIO = { driver: "vfio-pci", driverOverride: "vfio-pci" };
const VF0 = at("01:00.2");
const VF1 = at("01:00.3");

function plan(
  kind: "assign" | "giveBack",
  bdfs: readonly Bdf[],
  functions: readonly FunctionInfo[],
  surroundings: Parameters<typeof machineOf>[1] = {},
  knowledge?: PlanKnowledge,
): InEnglish<Plan> {
  return inEnglish(
    planOperation({
      machine: machineOf(functions, surroundings),
      request: { kind, bdfs },
      newId: ids(),
      knowledge,
    }),
  );
}

const labels = ({ steps }: InEnglish<Plan>) => steps.map((step) => step.label);
const blockers = ({ checks }: InEnglish<Plan>) =>
  checks.filter((check) => check.level === "blocker").map((check) => check.id);

describe("assign", () => {
  it("sets the override, unbinds, probes, and expects vfio-pci", () => {
    const made = plan("assign", [VF0], pfWithVfs({ vfs: [{}] }));
    expect(labels(made)).toEqual([
      "Set the driver override of 0000:01:00.2 to vfio-pci",
      "Unbind 0000:01:00.2 from mlx5_core",
      "Bind 0000:01:00.2 to vfio-pci",
    ]);
    expect(made.steps[2]?.expect).toEqual([{ that: "driver", target: { bdf: VF0 }, driver: "vfio-pci" }]);
    expect(made.effects.rebinds).toEqual([{ bdf: VF0, from: "mlx5_core", to: "vfio-pci" }]);
  });

  it("names a few functions, and counts many", () => {
    const functions = pfWithVfs({ vfs: [{}, {}, {}, {}] });
    const title = (...addresses: string[]) => plan("assign", addresses.map(at), functions).title;
    expect(title("01:00.2", "01:00.3")).toBe("Bind 0000:01:00.2 and 0000:01:00.3 to vfio-pci");
    expect(title("01:00.2", "01:00.3", "01:00.4", "01:00.5")).toBe("Bind 4 functions to vfio-pci");
  });

  it("says which drivers an undo brings back", () => {
    const undo = (...addresses: string[]) =>
      plan("assign", addresses.map(at), pfWithVfs({ vfs: [{}, { driver: null }] })).undo;
    expect(undo("01:00.2")).toEqual(["Rebinds 0000:01:00.2 to mlx5_core."]);
    expect(undo("01:00.3")).toEqual(["Unbinds 0000:01:00.3."]);
    expect(undo("01:00.2", "01:00.3")).toEqual([
      "Restores the current driver of each function: 0000:01:00.2 (mlx5_core) and 0000:01:00.3 (no driver).",
    ]);
  });

  it("brings back the driver by name, so that it binds whatever autoprobe says", () => {
    const [first, , last] = plan("assign", [VF0], pfWithVfs({ vfs: [{}] })).steps;
    const target = { bdf: VF0 };
    expect(first?.undo).toEqual([
      { verb: "driver.override", target, driver: "mlx5_core" },
      { verb: "driver.probe", target },
      { verb: "driver.override", target, driver: null },
    ]);
    expect(last?.undo).toEqual([{ verb: "driver.unbind", target, from: "vfio-pci" }]);
  });

  it("unbinds nothing from a function without driver, and loads the module first", () => {
    const made = plan("assign", [VF0], pfWithVfs({ vfs: [{ driver: null }] }), { host: { vfioPci: null } });
    expect(made.steps.map((step) => step.template.verb)).toEqual(["module.load", "driver.override", "driver.probe"]);
  });

  it("takes each function once, and leaves those on vfio-pci or a variant alone", () => {
    const vfs = [{}, ON_VFIO, { driver: "mlx5_vfio_pci" }];
    const made = plan("assign", [VF0, VF0, VF1, at("01:00.4")], pfWithVfs({ vfs }));
    expect(made.steps).toHaveLength(3);
    expect(made.checks.filter((check) => check.id === "already-so").map((check) => check.title)).toEqual([
      "0000:01:00.3 is already bound to vfio-pci.",
      "0000:01:00.4 is already bound to mlx5_vfio_pci.",
    ]);
    expect(plan("assign", [VF1], pfWithVfs({ vfs }))).toMatchObject({
      verdict: "nothing",
      summary: "0000:01:00.3 is already bound to vfio-pci.",
    });
    expect(plan("assign", [VF1, at("01:00.4")], pfWithVfs({ vfs })).summary).toBe(
      "0000:01:00.3 and 0000:01:00.4 are already bound to vfio-pci or mlx5_vfio_pci.",
    );
  });

  it("refuses what is not there, a bridge, and an empty choice", () => {
    const functions = pfWithVfs({ vfs: [{}] });
    expect(blockers(plan("assign", [VF0, at("7f:00.0")], functions))).toEqual(["function-exists"]);
    expect(blockers(plan("assign", [at("00:01.0")], functions))).toEqual(["not-a-bridge"]);
    // A mode without an IOMMU is of no use to a function that the IOMMU at work leaves out.
    const usage = usageFacts({ platform: { ...UNKNOWN_PLATFORM, noIommuMode: true } });
    const ungrouped = plan("assign", [VF0], pfWithVfs({ vfs: [{ iommuGroup: null }] }), {}, { usage });
    expect(ungrouped.verdict).toBe("blocked");
    expect(ungrouped.checks[0]).toMatchObject({
      id: "iommu",
      level: "blocker",
      title: "No IOMMU covers 0000:01:00.2.",
      evidence: "0000:01:00.2 has no iommu_group",
      remedy: "Use a function that is in an IOMMU group.",
    });
    expect(blockers(plan("assign", [], functions))).toEqual(["function-exists"]);
    const withBridge = plan("assign", [VF0, at("00:01.0")], pfWithVfs({ vfs: [ON_VFIO] }));
    expect(withBridge).toMatchObject({ verdict: "blocked", steps: [], summary: "Nothing will be changed." });
  });

  it("answers whether a PF can go to a guest: not while SR-IOV is on, and as a whole while it is off", () => {
    const on = plan("assign", [at("01:00.0")], pfWithVfs({ vfs: [{}, {}] }));
    expect(blockers(on)).toEqual(["pf-with-vfs"]);
    expect(on.checks[0]?.title).toContain("can’t be passed through while SR-IOV is enabled");
    const off = plan("assign", [at("01:00.0")], pfWithVfs());
    expect(off.verdict).toBe("ready");
    expect(off.checks.map((check) => [check.id, check.level])).toContainEqual(["whole-pf", "warning"]);
  });
});

describe("giveBack", () => {
  it("clears the override, unbinds, probes, and expects a driver of the host", () => {
    const made = plan("giveBack", [VF0], pfWithVfs({ vfs: [ON_VFIO] }));
    expect(labels(made)).toEqual([
      "Clear the driver override of 0000:01:00.2",
      "Unbind 0000:01:00.2 from vfio-pci",
      "Bind 0000:01:00.2 to mlx5_core",
    ]);
    expect(made.steps[2]?.expect).toEqual([{ that: "driver", target: { bdf: VF0 }, driver: "any" }]);
    expect(made.steps[0]?.undo).toEqual([
      { verb: "driver.override", target: { bdf: VF0 }, driver: "vfio-pci" },
      { verb: "driver.probe", target: { bdf: VF0 } },
    ]);
    expect(made.effects.rebinds).toEqual([{ bdf: VF0, from: "vfio-pci", to: "mlx5_core" }]);
  });

  it("lets drivers take VFs for as long as it needs, once for each PF", () => {
    const functions = pfWithVfs({ vfs: [ON_VFIO, ON_VFIO], sriov: { driversAutoprobe: false } });
    const switches = plan("giveBack", [VF0, VF1], functions).steps.filter(
      (step) => step.template.verb === "sriov.autoprobe",
    );
    expect(switches.map((step) => english(step.label))).toEqual([
      "Enable driver autoprobe for VFs of 0000:01:00.0",
      "Disable driver autoprobe for VFs of 0000:01:00.0",
    ]);
    expect(switches[0]?.undo).toEqual([{ verb: "sriov.autoprobe", bdf: at("01:00.0"), value: false }]);
  });

  it("prefers the driver that the journal remembers", () => {
    const gpu = fn("41:00.0", { ...ON_VFIO, modules: ["nvidia_drm", "nvidia"], iommuGroup: "7" });
    const host = { drivers: ["vfio-pci", "nvidia", "nouveau"] };
    const to = (knowledge?: PlanKnowledge) =>
      plan("giveBack", [gpu.bdf], [gpu], { host }, knowledge).effects.rebinds[0]?.to;
    expect(to()).toBe("nvidia");
    expect(to({ previousDriver: () => "nouveau" })).toBe("nouveau");
    expect(to({ previousDriver: () => "vfio-pci" })).toBe("nvidia");
  });

  it("only expectSoft for a driver that is unknown, not loaded, or cannot keep the function", () => {
    const probe = (facts: Partial<FunctionInfo>, host = {}) => {
      const card = fn("05:00.0", { ...ON_VFIO, iommuGroup: "7", ...facts });
      const made = plan("giveBack", [card.bdf], [card], { host });
      const warnings = made.checks.filter((check) => check.level === "warning").map((check) => check.id);
      return { expect: made.steps.at(-1)?.expect, expectSoft: made.steps.at(-1)?.expectSoft?.length, warnings };
    };
    expect(probe({ modules: [] })).toMatchObject({
      expect: [],
      expectSoft: 1,
      warnings: ["guest-in-use", "host-driver"],
    });
    expect(probe({ modules: ["ice"] })).toMatchObject({
      expect: [],
      expectSoft: 1,
      warnings: ["guest-in-use", "host-driver"],
    });
    expect(probe({ modules: ["igb"] })).toMatchObject({ expectSoft: undefined, warnings: ["guest-in-use"] });
    // Its driver may have refused it before.
    expect(probe({ modules: ["igb"], driver: null })).toMatchObject({ expect: [], expectSoft: 1, warnings: [] });
    const nvmeVf = { modules: ["nvme"], classCode: 0x010802, physfn: at("04:00.0") };
    expect(probe(nvmeVf)).toMatchObject({ expect: [], expectSoft: 1, warnings: ["guest-in-use", "nvme-virt-mgmt"] });
  });

  it("only clears a reservation where the host has the function already", () => {
    const made = plan("giveBack", [VF0], pfWithVfs({ vfs: [{ driverOverride: "vfio-pci" }] }));
    expect(labels(made)).toEqual(["Clear the driver override of 0000:01:00.2"]);
    expect(made.steps[0]?.undo).toEqual([{ verb: "driver.override", target: { bdf: VF0 }, driver: "vfio-pci" }]);
    expect(made.summary).toBe("0000:01:00.2 will no longer be reserved for vfio-pci.");
    expect(made.checks.map((check) => check.id)).not.toContain("already-so");
  });

  it("leaves alone what the host has, reserved for a driver of its own or not", () => {
    for (const driverOverride of [null, "mlx5_core"]) {
      expect(plan("giveBack", [VF0], pfWithVfs({ vfs: [{ driverOverride }] }))).toMatchObject({
        verdict: "nothing",
        summary: "0000:01:00.2 is already bound to a host driver.",
        checks: [{ id: "already-so", title: "0000:01:00.2 is already bound to a host driver." }],
      });
    }
    const missing = plan("giveBack", [VF0, at("7f:00.0")], pfWithVfs({ vfs: [{}] }));
    expect(missing).toMatchObject({ verdict: "blocked", steps: [], summary: "Nothing will be changed." });
    expect(plan("giveBack", [], [])).toMatchObject({ verdict: "blocked", summary: "Nothing will be changed." });
  });

  it("says which driver has them in the end where that is one and the same", () => {
    const card = (address: string, modules: string[]) => fn(address, { ...ON_VFIO, modules, iommuGroup: address });
    const summary = (...cards: FunctionInfo[]) =>
      plan(
        "giveBack",
        cards.map((each) => each.bdf),
        cards,
      ).summary;
    const igb = card("02:00.0", ["igb"]);
    expect(summary(igb)).toBe("0000:02:00.0 will return to the host driver igb.");
    expect(summary(igb, card("03:00.0", ["i40e"]))).toBe("0000:02:00.0 and 0000:03:00.0 will return to the host.");
    expect(summary(card("03:00.0", []))).toBe("0000:03:00.0 will return to the host.");
  });

  it("refuses a PF on vfio-pci that has VFs", () => {
    expect(blockers(plan("giveBack", [at("01:00.0")], pfWithVfs({ pf: ON_VFIO, vfs: [ON_VFIO] })))).toEqual([
      "pf-with-vfs",
    ]);
  });
});
