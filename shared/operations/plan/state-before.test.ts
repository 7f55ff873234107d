import { describe, expect, it } from "vitest";
import type { VfSettings } from "../../machine/facts.ts";
import type { Bdf } from "../../pci/bdf.ts";
import type { Before } from "../record/record.ts";
import type { OperationRequest } from "../request/request.ts";
import { at, fn, ids, machineOf, pfWithVfs } from "../testing/facts.ts";
import { journalEntry } from "../testing/journal-entry.ts";
import { vfSettings } from "../testing/vf-settings.ts";
import { planOperation } from "./plan.ts";
import { withSettingsWritten } from "./settings-before.ts";
import { beforeBoth, beforeOf, closerNeeded, expectationsOf } from "./state-before.ts";

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

  it("settings of a VF are kept where they are written, as far as they could be read, with what is written and where", () => {
    const of = (request: OperationRequest, told: readonly VfSettings[] | null) =>
      beforeOf(MACHINE, planned(request), { settings: new Map(told === null ? [] : [[PF, told]]) }).settings;
    const [first, second] = [vfSettings(0, { mac: "02:00:00:00:00:01" }), vfSettings(1)];
    const wrote = { wrote: ["vlan"], at: VF0 };
    expect(of(SET_VLAN, [first, second])).toEqual([{ pf: PF, vfs: [{ ...first, ...wrote }] }]);
    for (const told of [null, [second]]) {
      expect(of(SET_VLAN, told)).toMatchObject([{ pf: PF, vfs: [{ vf: 0, vlan: null, ...wrote }] }]);
    }
  });

  it("settings of all VFs are kept where the VFs go, as far as they could be read", () => {
    const of = (settings: Map<Bdf, VfSettings[]>) => beforeOf(MACHINE, planned(SET_VFS), { settings });
    const told = [vfSettings(0), vfSettings(1)];
    expect(of(new Map([[PF, told]])).settings).toEqual([{ pf: PF, vfs: told }]);
    expect(of(new Map())).not.toHaveProperty("settings");
  });

  it("of an operation that finishes another one, all of the first are kept and what only the later one wrote", () => {
    const of = (...settings: NonNullable<Before["settings"]>) => ({ functions: [], vfs: null, settings });
    const first = of({ pf: PF, vfs: [{ ...vfSettings(0, { vlan: 7 }), wrote: ["vlan"] }] });
    const later = of({
      pf: PF,
      vfs: [
        { ...vfSettings(0, { vlan: 8 }), wrote: ["vlan", "trust"] },
        { ...vfSettings(1), wrote: ["mac"] },
      ],
    });
    expect(beforeBoth(first, later).settings).toEqual([
      {
        pf: PF,
        vfs: [
          { ...vfSettings(0, { vlan: 7 }), wrote: ["vlan", "trust"] },
          { ...vfSettings(1), wrote: ["mac"] },
        ],
      },
    ]);
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

describe("settings of an entry of up to version 4, which kept those of all VFs", () => {
  const all = { functions: [], vfs: null, settings: [{ pf: PF, vfs: [vfSettings(0), vfSettings(1)] }] };
  const edit = journalEntry({
    id: "edit",
    request: { kind: "vf.settings", pf: PF, edits: [{ vfs: [1], settings: { qos: 2, maxRate: 5, msix: 4 } }] },
    before: all,
  });
  const written = [{ pf: PF, vfs: [{ ...vfSettings(1), wrote: ["vlan", "rate"] }] }];

  it("are those that its request names, and stay so", () => {
    const known = withSettingsWritten(edit, undefined);
    expect(known.before.settings).toEqual(written);
    expect(withSettingsWritten(known, undefined).before).toEqual(known.before);
  });

  it("are those of the entry that it takes back or finishes, and all where VFs were removed", () => {
    const origin = withSettingsWritten(edit, undefined);
    for (const kind of ["undo", "finish"] as const) {
      const entry = journalEntry({ request: { kind, entryId: "edit" }, before: all });
      expect(withSettingsWritten(entry, origin).before.settings).toEqual(written);
      expect(withSettingsWritten(entry, undefined).before.settings).toEqual(all.settings);
    }
    const removal = journalEntry({ before: { ...all, vfs: { pf: PF, count: 2, autoprobe: true } } });
    expect(withSettingsWritten(removal, undefined)).toBe(removal);
  });
});
