import { describe, expect, it } from "vitest";
import type { FunctionInfo, VfSettings } from "../../machine/facts.ts";
import { planOperation } from "../plan/plan.ts";
import { beforeOf, expectationsOf } from "../plan/state-before.ts";
import type { Before } from "../record/record.ts";
import type { OperationRequest } from "../request/request.ts";
import { at, ids, LAB_HOST, machineOf, pfWithVfs } from "../testing/facts.ts";
import { lookOf } from "../verbs/expectation.ts";
import { nowTrue, rescanText, restoredText } from "./outcome-text.ts";

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
      "0000:01:00.2 is on vfio-pci (IOMMU group 40).",
      "0000:01:00.3 is on mlx5_core.",
    ]);
  });

  it("tells many together", () => {
    expect(nowTrue(plan, before, look(pfWithVfs({ vfs: vfs(6, ON_VFIO) })))).toEqual([
      "0000:01:00.0 has 6 VFs.",
      "6 functions from 0000:01:00.2 to 0000:01:00.7 are on vfio-pci (IOMMU groups 40, 41, 42, 43, 44 and 45).",
    ]);
  });

  it("takes VFs that were removed for granted, and a PF that left for news", () => {
    expect(nowTrue(plan, before, look(pfWithVfs()))).toEqual(["0000:01:00.0 has no VFs."]);
    expect(nowTrue(plan, before, look([]))).toEqual(["0000:01:00.0 is not there any more."]);
  });

  it("tells attributes that are other ones now, the first few by name", () => {
    const many = pfWithVfs({ vfs: vfs(6, { d3coldAllowed: true }) });
    const bdfs = many.flatMap((fn) => (fn.physfn === null ? [] : fn.bdf));
    const kept = planned(many, { kind: "d3cold.set", bdfs, value: false });
    const now = (value: boolean) =>
      nowTrue(kept.plan, kept.before, look(pfWithVfs({ vfs: vfs(6, { d3coldAllowed: value }) })));
    expect(now(false)).toEqual([
      ...bdfs.slice(0, 4).map((bdf) => `d3cold_allowed of ${bdf} is 0.`),
      "2 more attributes changed as well.",
    ]);
    expect(now(true)).toEqual([]);
    const probes = planned(pfWithVfs(), { kind: "autoprobe.set", pf: PF, value: false });
    const off = look(pfWithVfs({ sriov: { driversAutoprobe: false } }));
    expect(nowTrue(probes.plan, probes.before, off)).toEqual(["sriov_drivers_autoprobe of 0000:01:00.0 is off."]);
  });

  it("speaks of functions that changed hands, and of those that left", () => {
    const bdfs = [at("01:00.2"), at("01:00.3")];
    const moved = planned(pfWithVfs({ vfs: [{}, {}] }), { kind: "assign", bdfs });
    const now = pfWithVfs({ vfs: [ON_VFIO] });
    expect(nowTrue(moved.plan, moved.before, look(now))).toEqual([
      "0000:01:00.2 is on vfio-pci (IOMMU group 40).",
      "0000:01:00.3 is not there any more.",
    ]);
  });
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
    expect(told([of(0), { ...of(1), linkState: "enable" }])).toEqual(["VF 1 of 0000:01:00.0 has link state enable."]);
    expect(told([0, 1, 2, 3, 4].map((vf) => ({ ...of(vf), vlan: 8 })))).toEqual([
      "5 VFs of 0000:01:00.0 have other settings than before.",
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
    expect(restoredText(before, look(functions))).toBe("Everything is as it was before.");
    expect(restoredText(before, look(pfWithVfs({ vfs: [{ driver: null }] })))).toBe(
      "Not as it was before: 0000:01:00.0 had 2 VFs and has 1 VF, 0000:01:00.2 was on mlx5_core and has no driver and 0000:01:00.3 has left.",
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
    expect(restoredText(before, now)).toBe("Everything is as it was before.");
    expect(restoredText(before, { ...now, settings: new Map() })).toBe(
      "Not as it was before: VF 0 of 0000:01:00.0 had VLAN 7, which is not told any more.",
    );
    expect(restoredText(before, { ...now, msix: new Map() })).toBe("Not as it was before: 0000:7f:00.0 has left.");
  });
});

it.each([
  [[], "No further function was found."],
  [["01:00.0"], "1 function was found: 0000:01:00.0."],
  [["01:00.0", "02:00.0"], "2 functions were found: 0000:01:00.0 and 0000:02:00.0."],
])("a rescan that found %o says: %s", (bdfs, text) => {
  expect(rescanText(bdfs.map(at))).toBe(text);
});
