import { describe, expect, it } from "vitest";
import type { FunctionInfo, VfSettings } from "../../machine/facts.ts";
import { english, inEnglish } from "../../words/testing/english.ts";
import { planOperation } from "../plan/plan.ts";
import { beforeOf, expectationsOf } from "../plan/state-before.ts";
import type { Before } from "../record/record.ts";
import type { OperationRequest } from "../request/request.ts";
import { at, ids, LAB_HOST, machineOf, pfWithVfs } from "../testing/facts.ts";
import { lookOf } from "../verbs/expectation.ts";
import * as outcome from "./outcome-text.ts";

const nowTrue = (...args: Parameters<typeof outcome.nowTrue>) => inEnglish(outcome.nowTrue(...args));
const restoredText = (...args: Parameters<typeof outcome.restoredText>) => english(outcome.restoredText(...args));

const PF = at("01:00.0");
const ON_VFIO = { driver: "vfio-pci", driverOverride: "vfio-pci" };

function look(functions: readonly FunctionInfo[]) {
  return lookOf({ host: LAB_HOST, functions, problems: [] });
}

function planned(functions: readonly FunctionInfo[], request: OperationRequest) {
  const machine = machineOf(functions);
  const plan = planOperation({ machine, request, newId: ids() });
  return { plan, before: beforeOf(machine, plan) };
}

const vfs = (length: number, facts: Partial<FunctionInfo>) => Array.from({ length }, () => facts);

describe("nowTrue", () => {
  const { plan, before } = planned(pfWithVfs({ vfs: [{}] }), {
    kind: "vfs.set",
    pf: PF,
    count: 2,
    purpose: "vfio-pci",
  });

  it("counts the VFs and says who has each, with the group that a guest gets", () => {
    const now = pfWithVfs({ vfs: [ON_VFIO, {}] });
    expect(nowTrue(plan, before, look(now))).toEqual([
      "0000:01:00.0 has 2 VFs.",
      "0000:01:00.2 is bound to vfio-pci (IOMMU group 40).",
      "0000:01:00.3 is bound to mlx5_core.",
    ]);
  });

  it("tells many together", () => {
    expect(nowTrue(plan, before, look(pfWithVfs({ vfs: vfs(6, ON_VFIO) })))).toEqual([
      "0000:01:00.0 has 6 VFs.",
      "6 functions from 0000:01:00.2 to 0000:01:00.7 are bound to vfio-pci (IOMMU groups 40, 41, 42, 43 and 2 more).",
    ]);
  });

  it("takes VFs that were removed for granted, and a PF that left for news", () => {
    expect(nowTrue(plan, before, look(pfWithVfs()))).toEqual(["0000:01:00.0 has no VFs."]);
    expect(nowTrue(plan, before, look([]))).toEqual(["0000:01:00.0 is no longer present."]);
  });

  it("tells attributes that are other ones now, the first few by name", () => {
    const many = pfWithVfs({ vfs: vfs(6, { d3coldAllowed: true }) });
    const bdfs = many.flatMap((fn) => (fn.physfn === null ? [] : fn.bdf));
    const kept = planned(many, { kind: "d3cold.set", bdfs, value: false });
    const now = (value: boolean) =>
      nowTrue(kept.plan, kept.before, look(pfWithVfs({ vfs: vfs(6, { d3coldAllowed: value }) })));
    expect(now(false)).toEqual([
      ...bdfs.slice(0, 4).map((bdf) => `d3cold_allowed of ${bdf} is 0.`),
      "2 more attributes changed.",
    ]);
    expect(now(true)).toEqual([]);
    const probes = planned(pfWithVfs(), { kind: "autoprobe.set", pf: PF, value: false });
    const off = look(pfWithVfs({ sriov: { driversAutoprobe: false } }));
    expect(nowTrue(probes.plan, probes.before, off)).toEqual(["sriov_drivers_autoprobe of 0000:01:00.0 is 0."]);
  });

  it("speaks of functions that changed hands, and of those that left", () => {
    const bdfs = [at("01:00.2"), at("01:00.3")];
    const moved = planned(pfWithVfs({ vfs: [{}, {}] }), { kind: "assign", bdfs });
    const now = pfWithVfs({ vfs: [ON_VFIO] });
    expect(nowTrue(moved.plan, moved.before, look(now))).toEqual([
      "0000:01:00.2 is bound to vfio-pci (IOMMU group 40).",
      "0000:01:00.3 is no longer present.",
    ]);
  });
});

it("functions that were to get a driver and have none are named, those of which nothing is seen are not", () => {
  const { unboundOf } = outcome;
  const bdfs = [at("01:00.2"), at("01:00.3"), at("01:00.4")];
  const { plan } = planned(pfWithVfs({ vfs: vfs(3, { driver: null }) }), { kind: "assign", bdfs });
  expect(unboundOf(plan, look(pfWithVfs({ vfs: [ON_VFIO, { driver: null }] })))).toEqual(["0000:01:00.3"]);
  expect(unboundOf(plan, look(pfWithVfs({ vfs: vfs(3, ON_VFIO) })))).toEqual([]);
});

describe("settings of VFs", () => {
  const was = { mac: "02:00:00:00:00:01", vlan: 7, qos: 0, spoofCheck: true, trust: false, linkState: null } as const;
  const of = (vf: number) => ({ vf, ...was, minRate: null, maxRate: null });
  const told = (now: readonly VfSettings[]) => {
    const functions = pfWithVfs({ vfs: vfs(5, {}) });
    const { plan, before } = planned(functions, { kind: "autoprobe.set", pf: PF, value: false });
    const known = { ...before, settings: [{ pf: PF, vfs: [0, 1, 2, 3, 4].map(of) }] };
    const seen = nowTrue(plan, known, { ...look(functions), settings: new Map([[PF, now]]) });
    return seen.filter((sentence) => /VLAN|settings|link state/.test(sentence));
  };

  it("are told where they are other ones than before, one by one or together", () => {
    expect(told([of(0), of(1)])).toEqual([]);
    expect(told([of(0), { ...of(1), vlan: 8 }])).toEqual(["VF 1 of 0000:01:00.0 has VLAN 8."]);
    const untold = { ...of(1), vlan: null };
    expect(told([of(0), untold])).toEqual([]);
    expect(told([of(0), { ...of(1), linkState: "enable" }])).toEqual(["VF 1 of 0000:01:00.0 has link state up."]);
    expect(told([0, 1, 2, 3, 4].map((vf) => ({ ...of(vf), vlan: 8 })))).toEqual([
      "The settings of 5 VFs of 0000:01:00.0 changed.",
    ]);
  });
});

describe("what was before", () => {
  it("holds the VFs by index, the count and the autoprobe switch", () => {
    const { before } = planned(pfWithVfs({ vfs: [{}, ON_VFIO] }), {
      kind: "vfs.set",
      pf: PF,
      count: 0,
      purpose: "host",
    });
    expect(before).toEqual({
      functions: [
        { bdf: at("01:00.2"), driver: "mlx5_core", driverOverride: null },
        { bdf: at("01:00.3"), driver: "vfio-pci", driverOverride: "vfio-pci" },
      ],
      vfs: { pf: PF, count: 2, autoprobe: true },
    });
  });

  it("remembers an autoprobe that is switched for a while", () => {
    const functions = pfWithVfs({ vfs: [ON_VFIO], sriov: { driversAutoprobe: false } });
    const { before } = planned(functions, { kind: "giveBack", bdfs: [at("01:00.2")] });
    expect(before.autoprobe).toEqual([{ pf: PF, value: false }]);
    expect(expectationsOf(before)).toContainEqual({ that: "autoprobe", bdf: PF, value: false });
  });

  it("is compared with what is there", () => {
    const functions = pfWithVfs({ vfs: [{}, {}] });
    const { before } = planned(functions, { kind: "vfs.set", pf: PF, count: 1, purpose: "host" });
    expect(restoredText(before, look(functions))).toBe("Everything is back to its previous state.");
    expect(restoredText(before, look(pfWithVfs({ vfs: [{ driver: null }] })))).toBe(
      "Not restored: 0000:01:00.0 had 2 VFs and now has 1 VF; 0000:01:00.2 was bound to mlx5_core and now has no driver; 0000:01:00.3 is no longer present.",
    );
  });

  it("is not said to be another where it was not looked at", () => {
    const functions = pfWithVfs({ vfs: [{}] });
    const vf = { vf: 0, mac: null, vlan: 7, qos: 0, spoofCheck: null, trust: null, linkState: null };
    const before: Before = {
      functions: [],
      vfs: null,
      settings: [{ pf: PF, vfs: [{ ...vf, minRate: null, maxRate: null }] }],
      msix: [{ bdf: at("7f:00.0"), count: 8 }],
    };
    const now = look(functions);
    expect(restoredText(before, now)).toBe("Everything is back to its previous state.");
    expect(restoredText(before, { ...now, settings: new Map() })).toBe(
      "Not restored: VF 0 of 0000:01:00.0 had VLAN 7, which the driver no longer reports.",
    );
    expect(restoredText(before, { ...now, msix: new Map() })).toBe("Not restored: 0000:7f:00.0 is no longer present.");
  });
});

it.each([
  [[], "No new functions were found."],
  [["01:00.0"], "1 new function was found: 0000:01:00.0."],
  [["01:00.0", "02:00.0"], "2 new functions were found: 0000:01:00.0 and 0000:02:00.0."],
])("a rescan that found %o says: %s", (bdfs, text) => {
  expect(english(outcome.rescanText(bdfs.map(at)))).toBe(text);
});
