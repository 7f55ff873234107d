import { describe, expect, it } from "vitest";
import type { VfSettings } from "../../machine/facts.ts";
import type { Bdf } from "../../pci/bdf.ts";
import type { OperationRequest } from "../request/request.ts";
import { at, fn, ids, machineOf, pfWithVfs } from "../testing/facts.ts";
import { planOperation } from "./plan.ts";
import { beforeOf, closerNeeded, expectationsOf } from "./state-before.ts";

const PF = at("01:00.0");
const VF0 = at("01:00.2");
const NET = { kind: "net", name: "eth0", state: "up", address: null } as const;
const MACHINE = machineOf(
  pfWithVfs({ pf: { children: [NET], resetMethods: ["flr", "bus"] }, sriov: { vfTotalMsix: 64 }, vfs: [{}, {}] }),
);
const SET_VLAN: OperationRequest = { kind: "vf.settings", pf: PF, edits: [{ vfs: [0], settings: { vlan: 7 } }] };
const SET_VECTORS: OperationRequest = { kind: "vf.settings", pf: PF, edits: [{ vfs: [0], settings: { msix: 8 } }] };
const SET_VFS: OperationRequest = { kind: "vfs.set", pf: PF, count: 1, purpose: "vfio-pci" };
const ASSIGN: OperationRequest = { kind: "assign", bdfs: [VF0] };

function planned(request: OperationRequest) {
  const plan = planOperation({ machine: MACHINE, request, newId: ids() });
  expect(plan.verdict).toBe("ready");
  return plan;
}

const keptOf = (request: OperationRequest) => beforeOf(MACHINE, planned(request));

describe("before a plan runs", () => {
  it.each([
    ["settings of VFs are read where they change", SET_VLAN, [PF], []],
    ["settings of VFs are read where the VFs go", SET_VFS, [PF], []],
    ["sizes of MSI-X tables are read where they change", SET_VECTORS, [], [VF0]],
    ["neither is read for a function that changes hands", ASSIGN, [], []],
  ] as const)("%s", (_, request, settings, msix) => {
    expect(closerNeeded(planned(request))).toEqual({ settings, msix, nvme: [] });
  });

  it("only what it changes is kept", () => {
    expect(keptOf(SET_VLAN)).toEqual({ functions: [], vfs: null });
    expect(keptOf(ASSIGN)).toEqual({
      functions: [{ bdf: VF0, driver: "mlx5_core", driverOverride: null }],
      vfs: null,
    });
    // The switch of the PF whose VFs change is kept with their number, not twice.
    expect(keptOf(SET_VFS)).toMatchObject({ vfs: { pf: PF, count: 2, autoprobe: true } });
    expect(keptOf(SET_VFS)).not.toHaveProperty("autoprobe");
    expect(keptOf({ kind: "autoprobe.set", pf: PF, value: false })).toEqual({
      functions: [],
      vfs: null,
      autoprobe: [{ pf: PF, value: true }],
    });
    expect(keptOf({ kind: "device.reset", bdfs: [PF], method: "bus" })).toEqual({
      functions: [],
      vfs: null,
      was: [{ that: "resetMethods", bdf: PF, methods: ["flr", "bus"] }],
    });
  });

  it("functions that are to be removed are kept, with what they are on", () => {
    const functions = [fn("02:00.0", { driver: "igb" })];
    const machine = machineOf(functions);
    const request: OperationRequest = { kind: "device.remove", bdfs: [at("02:00.0")] };
    expect(beforeOf(machine, planOperation({ machine, request, newId: ids() }))).toEqual({
      functions: [{ bdf: at("02:00.0"), driver: "igb", driverOverride: null }],
      vfs: null,
      removed: [at("02:00.0")],
    });
  });

  it("settings of VFs are kept as far as they could be read", () => {
    const of = (settings: Map<Bdf, VfSettings[]>) => beforeOf(MACHINE, planned(SET_VLAN), { settings });
    expect(of(new Map([[PF, []]])).settings).toEqual([{ pf: PF, vfs: [] }]);
    expect(of(new Map())).not.toHaveProperty("settings");
  });

  it("the sizes of MSI-X tables are kept as far as they could be read", () => {
    const of = (size: number | null) => beforeOf(MACHINE, planned(SET_VECTORS), { msix: new Map([[VF0, size]]) });
    expect(of(12).msix).toEqual([{ bdf: VF0, count: 12 }]);
    expect(of(null)).not.toHaveProperty("msix");
  });
});

describe("what was before, as something to be read back", () => {
  const vfs = (autoprobe: boolean | null) => ({ functions: [], vfs: { pf: PF, count: 2, autoprobe } });

  it("is the number of VFs, and the switch of their PF where it has one", () => {
    const number = { that: "numvfs", bdf: PF, value: 2 };
    expect(expectationsOf(vfs(false))).toEqual([number, { that: "autoprobe", bdf: PF, value: false }]);
    expect(expectationsOf(vfs(null))).toEqual([number]);
  });
});
