/** What is left of an operation that was cut off, and of one that took back or finished another one. */

import { describe, expect, it } from "vitest";
import type { FunctionInfo, VfSettings } from "../../machine/facts.ts";
import { english, inEnglish } from "../../words/testing/english.ts";
import { ENTRY_CHECK_WORDS } from "../../words/texts/entry-check.ts";
import type { Before, JournalEntry } from "../record/record.ts";
import type { OperationRequest } from "../request/request.ts";
import { at, fn, ids, machineOf, pfWithVfs } from "../testing/facts.ts";
import { cutOffEntry } from "../testing/journal-entry.ts";
import { planOperation } from "./plan.ts";

const PF = at("01:00.0");
const NOTHING_BEFORE: Before = { functions: [], vfs: null };
const FINISH: OperationRequest = { kind: "finish", entryId: "cut" };

function entry(id: string, request: OperationRequest, before: Before = NOTHING_BEFORE): JournalEntry {
  return cutOffEntry({ id, title: `Entry ${id}`, request, before });
}

interface Known {
  readonly others?: readonly JournalEntry[];
  readonly settings?: readonly VfSettings[] | null;
}

function finish(functions: readonly FunctionInfo[], cut: JournalEntry, { others = [], settings = null }: Known = {}) {
  const knowledge = {
    entry: (id: string) => others.find((other) => other.id === id) ?? null,
    vfSettings: () => settings,
  };
  const request = FINISH;
  return inEnglish(planOperation({ machine: machineOf(functions), request, undoOf: cut, newId: ids(), knowledge }));
}
const labels = ({ steps }: ReturnType<typeof finish>) => steps.map(({ label }) => english(label));

function was(vf: number, facts: Partial<VfSettings> = {}): VfSettings {
  return {
    vf,
    mac: "02:00:00:00:00:01",
    vlan: 0,
    qos: 0,
    spoofCheck: null,
    trust: null,
    linkState: null,
    minRate: null,
    maxRate: null,
    ...facts,
  };
}

const MAKE_TWO: OperationRequest = { kind: "vfs.set", pf: PF, count: 2, purpose: "host" };

describe("finishing", () => {
  it("an operation that finished another one goes on with what that one wanted", () => {
    const cut = entry("cut", { kind: "finish", entryId: "first" });
    const first = entry("first", MAKE_TWO);
    const made = finish(pfWithVfs(), cut, { others: [first] });
    expect(made).toMatchObject({ verdict: "ready", title: "Finish: Set 0000:01:00.0 to 2 VFs" });
    expect(labels(made)).toEqual(labels(finish(pfWithVfs(), { ...first, id: "cut" })));
    expect(made.steps.length).toBeGreaterThan(0);
  });

  describe("that was cut off itself goes by what there was before the first one", () => {
    const chain = (request: OperationRequest, were: Before, found: Before = NOTHING_BEFORE) => ({
      cut: entry("cut", { kind: "finish", entryId: "first" }, found),
      known: { others: [entry("first", request, were)] },
    });

    it("a switch that the first one borrowed is given back", () => {
      const guests: OperationRequest = { kind: "vfs.set", pf: PF, count: 1, purpose: "vfio-pci" };
      const vfs = (autoprobe: boolean) => ({ functions: [], vfs: { pf: PF, count: 0, autoprobe } });
      const { cut, known } = chain(guests, vfs(true), vfs(false));
      const onVfio = { driver: "vfio-pci", driverOverride: "vfio-pci" };
      const functions = pfWithVfs({ sriov: { driversAutoprobe: false }, vfs: [onVfio] });
      expect(labels(finish(functions, cut, known))).toEqual(["Enable driver autoprobe for VFs of 0000:01:00.0"]);
    });

    it("settings that the VFs had then are made again", () => {
      const { cut, known } = chain(MAKE_TWO, { ...NOTHING_BEFORE, settings: [{ pf: PF, vfs: [was(1)] }] });
      expect(labels(finish(pfWithVfs(), cut, known))).toEqual([
        "Create 2 VFs on 0000:01:00.0",
        "Set VF 1 of 0000:01:00.0 to MAC address 02:00:00:00:00:01",
      ]);
    });

    it("what the first one has removed is not looked for", () => {
      const bdfs = [at("02:00.0"), at("03:00.0")];
      const removing = { kind: "device.remove", bdfs } as const;
      const { cut, known } = chain(
        removing,
        { ...NOTHING_BEFORE, removed: bdfs },
        { ...NOTHING_BEFORE, removed: [at("03:00.0")] },
      );
      expect(labels(finish([fn("03:00.0")], cut, known))).toEqual(["Remove 0000:03:00.0 from the bus"]);
      expect(finish([], cut, known).verdict).toBe("nothing");
    });
  });

  it("an operation that took another one back takes the rest of it back", () => {
    const first = entry("first", MAKE_TWO, { functions: [], vfs: { pf: PF, count: 0, autoprobe: true } });
    const made = finish(pfWithVfs({ vfs: [{}, {}] }), entry("cut", { kind: "undo", entryId: "first" }), {
      others: [{ ...first, state: "done" }],
    });
    expect(labels(made)).toEqual(["Remove the 2 VFs of 0000:01:00.0"]);
  });

  it.each(["undo", "finish"] as const)("is refused where the journal has lost what an %s referred to", (kind) => {
    const made = finish(pfWithVfs(), entry("cut", { kind, entryId: "lost" }));
    expect(made).toMatchObject({ verdict: "blocked", steps: [], checks: [{ id: "entry-exists", level: "blocker" }] });
    expect(made.checks[0]?.evidence).toBe(english(ENTRY_CHECK_WORDS.originMissingEvidence({ id: "cut" })));
  });

  it("ends where entries refer to each other", () => {
    const cut = entry("cut", { kind: "finish", entryId: "cut" });
    expect(finish(pfWithVfs(), cut, { others: [cut] }).verdict).toBe("blocked");
  });

  it("a removal looks only for what it has not removed yet, and misses what was never there", () => {
    const card = fn("02:00.0", { driver: "igb" });
    const bdfs = [at("02:00.0"), at("03:00.0")];
    const cut = (removed: Before["removed"]) =>
      entry("cut", { kind: "device.remove", bdfs }, { ...NOTHING_BEFORE, ...(removed ? { removed } : {}) });
    expect(finish([card], cut(bdfs))).toMatchObject({
      verdict: "ready",
      steps: [{ template: { verb: "device.remove", bdf: at("02:00.0") } }],
    });
    expect(finish([card], cut(undefined)).checks).toMatchObject([{ id: "function-exists" }]);
    expect(finish([], cut(bdfs))).toMatchObject({
      verdict: "nothing",
      summary: "Already complete. Nothing is left to finish.",
    });
  });

  it("VFs that are there get the settings again that they have not got yet", () => {
    const cut = entry("cut", MAKE_TWO, { ...NOTHING_BEFORE, settings: [{ pf: PF, vfs: [was(0), was(1), was(5)] }] });
    const now = [was(0), { ...was(1), mac: "00:00:00:00:00:00" }];
    const made = finish(pfWithVfs({ vfs: [{}, {}] }), cut, { settings: now });
    expect(made.steps.map(({ template }) => template)).toMatchObject([
      { verb: "vf.network", bdf: PF, vf: 1, settings: [{ set: "mac", mac: "02:00:00:00:00:01" }] },
    ]);
    expect(made.summary).toBe("The settings of 1 VF will be restored.");
    expect(finish(pfWithVfs({ vfs: [{}, {}] }), cut, { settings: [was(0), was(1)] }).verdict).toBe("nothing");
    expect(finish(pfWithVfs({ vfs: [{}, {}] }), cut).verdict).toBe("nothing");
  });

  it("VFs that are made anew have the settings of then, and where those were not told, those of now", () => {
    const SET_MAC = "Set VF 0 of 0000:01:00.0 to MAC address 02:00:00:00:00:01";
    const kept = entry("cut", MAKE_TWO, { ...NOTHING_BEFORE, settings: [{ pf: PF, vfs: [was(0)] }] });
    expect(labels(finish(pfWithVfs(), kept))).toEqual(["Create 2 VFs on 0000:01:00.0", SET_MAC]);
    const untold = finish(pfWithVfs({ vfs: [{}] }), entry("cut", MAKE_TWO), { settings: [was(0)] });
    expect(labels(untold)).toEqual(["Remove the VF of 0000:01:00.0", "Create 2 VFs on 0000:01:00.0", SET_MAC]);
  });

  it("VFs that go and come again need no setting taken back", () => {
    const cut = entry("cut", MAKE_TWO, { ...NOTHING_BEFORE, settings: [{ pf: PF, vfs: [was(0, { mac: null })] }] });
    expect(labels(finish(pfWithVfs({ vfs: [{}] }), cut, { settings: [was(0, { mac: null, vlan: 7 })] }))).toEqual([
      "Remove the VF of 0000:01:00.0",
      "Create 2 VFs on 0000:01:00.0",
    ]);
  });

  it("settings of VFs that are made already are not made again, and a driver that let go has its VF again", () => {
    const request: OperationRequest = { kind: "vf.settings", pf: PF, edits: [{ vfs: [0, 1], settings: { vlan: 7 } }] };
    const net = { kind: "net", name: "eth0", state: "up", address: null } as const;
    const before: Before = {
      functions: [{ bdf: at("01:00.3"), driver: "mlx5_core", driverOverride: null }],
      vfs: null,
      settings: [{ pf: PF, vfs: [was(0), was(1)] }],
    };
    const functions = pfWithVfs({ pf: { children: [net] }, vfs: [{}, { driver: null }] });
    const made = finish(functions, entry("cut", request, before), { settings: [was(0, { vlan: 7 }), was(1)] });
    expect(labels(made)).toEqual([
      "Set VF 1 of 0000:01:00.0 to VLAN 7",
      "Set the driver override of 0000:01:00.3 to mlx5_core",
      "Bind 0000:01:00.3 to mlx5_core",
      "Clear the driver override of 0000:01:00.3",
    ]);
    expect(made.summary).toMatch(/^1 step on 2 VFs of .* 0000:01:00\.3 will be bound to mlx5_core again\.$/);
  });

  it("functions that changed hands already stay where they are, and the others follow", () => {
    const bdfs = [at("01:00.2"), at("01:00.3")];
    const functions = bdfs.map((bdf) => ({ bdf, driver: "mlx5_core", driverOverride: null }));
    const cut = entry("cut", { kind: "assign", bdfs }, { functions, vfs: null });
    const onVfio = { driver: "vfio-pci", driverOverride: "vfio-pci" };
    expect(labels(finish(pfWithVfs({ vfs: [onVfio, {}] }), cut))).toEqual([
      "Set the driver override of 0000:01:00.3 to vfio-pci",
      "Unbind 0000:01:00.3 from mlx5_core",
      "Bind 0000:01:00.3 to vfio-pci",
    ]);
  });

  it("a switch that was set already stays set", () => {
    const request: OperationRequest = { kind: "autoprobe.set", pf: PF, value: false };
    const cut = entry("cut", request, { ...NOTHING_BEFORE, autoprobe: [{ pf: PF, value: true }] });
    expect(finish(pfWithVfs({ sriov: { driversAutoprobe: false } }), cut)).toMatchObject({
      verdict: "nothing",
      summary: "Already complete. Nothing is left to finish.",
    });
    expect(labels(finish(pfWithVfs(), cut))).toEqual(["Disable driver autoprobe for VFs of 0000:01:00.0"]);
  });

  it.each([
    ["a switch", { autoprobe: [{ pf: PF, value: true }] }, { autoprobe: [{ pf: PF, value: false }] }],
    [
      "reset methods",
      { resetMethods: [{ bdf: PF, methods: ["flr"] }] },
      { resetMethods: [{ bdf: PF, methods: ["bus"] }] },
    ],
  ])("%s that an undo has brought back already stays so", (_, was, found) => {
    const first = entry("first", { kind: "autoprobe.set", pf: PF, value: false }, { ...NOTHING_BEFORE, ...was });
    const cut = entry("cut", { kind: "undo", entryId: "first" }, { ...NOTHING_BEFORE, ...found });
    expect(finish(pfWithVfs({ pf: { resetMethods: ["flr"] } }), cut, { others: [first] })).toMatchObject({
      verdict: "nothing",
      summary: "Everything is already restored. Nothing to undo.",
    });
  });

  it("an undo says what cannot be brought back, not that all was done", () => {
    const first = entry("first", MAKE_TWO, { functions: [], vfs: { pf: PF, count: 0, autoprobe: true } });
    const made = finish([], entry("cut", { kind: "undo", entryId: "first" }), { others: [first] });
    expect(made).toMatchObject({
      verdict: "nothing",
      summary: expect.stringMatching(/^Nothing can be restored: 0000:01:00\.0 .*\.$/),
    });
  });

  it("a switch that is borrowed once more is brought back by that, not twice", () => {
    const cut = entry("cut", MAKE_TWO, { functions: [], vfs: { pf: PF, count: 0, autoprobe: true } });
    const made = finish(pfWithVfs({ sriov: { driversAutoprobe: false } }), cut);
    expect(labels(made)).toEqual([
      "Enable driver autoprobe for VFs of 0000:01:00.0",
      "Create 2 VFs on 0000:01:00.0",
      "Disable driver autoprobe for VFs of 0000:01:00.0",
    ]);
    expect(made.summary).toBe("0000:01:00.0 will have 2 VFs, bound to the host driver.");
  });

  it("says what is in the way, not that all was done, where nothing can be planned", () => {
    const cut = entry("cut", { kind: "assign", bdfs: [at("7f:00.0")] });
    expect(finish([], cut)).toMatchObject({ verdict: "blocked", steps: [], summary: "Nothing will be changed." });
  });
});
