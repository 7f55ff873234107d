/** What is left of an operation that was cut off, and of one that took back or finished another one. */
import { describe, expect, it } from "vitest";
import type { FunctionInfo } from "../machine/facts.ts";
import { planOperation } from "./plan.ts";
import { at, fn, ids, machineOf, pfWithVfs } from "./testing/facts.ts";
import { cutOffEntry } from "./testing/journal-entry.ts";
import type { Before, JournalEntry, Wish } from "./types.ts";
import type { VfSettings } from "./vf-settings.ts";

const PF = at("01:00.0");
const NOTHING_BEFORE: Before = { functions: [], vfs: null };
const FINISH: Wish = { kind: "finish", entryId: "cut" };

function entry(id: string, wish: Wish, before: Before = NOTHING_BEFORE): JournalEntry {
  return cutOffEntry({ id, title: `Entry ${id}`, wish, before });
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
  return planOperation({ machine: machineOf(functions), wish: FINISH, undoOf: cut, newId: ids(), knowledge });
}
const labels = ({ steps }: ReturnType<typeof finish>) => steps.map(({ label }) => label);

const MAKE_TWO: Wish = { kind: "vfs.set", pf: PF, count: 2, purpose: "host" };

describe("finishing", () => {
  it("an operation that finished another one goes on with what that one wanted", () => {
    const cut = entry("cut", { kind: "finish", entryId: "first" });
    const first = entry("first", MAKE_TWO);
    const made = finish(pfWithVfs(), cut, { others: [first] });
    expect(made).toMatchObject({ verdict: "ready", title: "Finish: Entry cut" });
    expect(labels(made)).toEqual(labels(finish(pfWithVfs(), { ...first, id: "cut" })));
    expect(made.steps.length).toBeGreaterThan(0);
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
    expect(made.checks[0]?.evidence).toContain("refers to an entry that is not there");
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
    expect(finish([card], cut([at("03:00.0")]))).toMatchObject({
      verdict: "ready",
      steps: [{ template: { verb: "device.remove", bdf: at("02:00.0") } }],
    });
    expect(finish([card], cut(undefined)).checks).toMatchObject([{ id: "function-exists" }]);
    expect(finish([], cut(bdfs))).toMatchObject({
      verdict: "nothing",
      summary: "All of it was done: there is nothing left.",
    });
  });

  it("VFs that are there get the settings again that they have not got yet", () => {
    const was = (vf: number): VfSettings => ({
      vf,
      mac: "02:00:00:00:00:01",
      vlan: 0,
      qos: 0,
      spoofCheck: null,
      trust: null,
      linkState: null,
      minRate: null,
      maxRate: null,
    });
    const cut = entry("cut", MAKE_TWO, { ...NOTHING_BEFORE, settings: [{ pf: PF, vfs: [was(0), was(1), was(5)] }] });
    const now = [was(0), { ...was(1), mac: "00:00:00:00:00:00" }];
    const made = finish(pfWithVfs({ vfs: [{}, {}] }), cut, { settings: now });
    expect(made.steps.map(({ template }) => template)).toMatchObject([
      { verb: "vf.network", bdf: PF, vf: 1, settings: [{ set: "mac", mac: "02:00:00:00:00:01" }] },
    ]);
    expect(finish(pfWithVfs({ vfs: [{}, {}] }), cut, { settings: [was(0), was(1)] }).verdict).toBe("nothing");
    expect(finish(pfWithVfs({ vfs: [{}, {}] }), cut).verdict).toBe("nothing");
  });
});
