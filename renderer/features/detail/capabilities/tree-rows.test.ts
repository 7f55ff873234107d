import { describe, expect, it } from "vitest";
import { ConfigSpace } from "../../../../shared/pci/config-space.ts";
import { decodeSpace } from "../../../../shared/pci/decode.ts";
import { indexRanges } from "../../../../shared/pci/ranges.ts";
import { english } from "../../../../shared/words/testing/english.ts";
import type { DecodedConfig, OpenEnd } from "../../../model/decoded-config.ts";
import { pfBytes, pfSpace } from "../../../testing/config-bytes.ts";
import { openTo } from "./open-to.ts";
import { stableKeys } from "./stable-keys.ts";
import { buildTreeRows, type TreeInput, type TreeRow } from "./tree-rows.ts";

function configOf(space: ConfigSpace, openEnds: readonly OpenEnd[] = []): DecodedConfig {
  const decoded = decodeSpace(space);
  return { space, size: 4096, decoded, ranges: indexRanges(decoded), openEnds };
}

const config = configOf(pfSpace({ num: 4, enabled: true }));
const keys = stableKeys(config.decoded);

function rowsOf(input: Partial<TreeInput> = {}): TreeRow[] {
  return buildTreeRows({
    config,
    keys,
    toggled: new Set(),
    filter: "",
    reserved: true,
    missing: "not readable without root",
    say: english,
    explain: () => null,
    ...input,
  });
}
const ids = (rows: readonly TreeRow[]) => rows.map((row) => row.id);
function find<K extends TreeRow["kind"]>(rows: readonly TreeRow[], kind: K, id: string) {
  const row = rows.find((candidate) => candidate.id === id);
  if (row?.kind !== kind) throw new Error(`no ${kind} row ${id}`);
  return row as Extract<TreeRow, { kind: K }>;
}

describe("field tree", () => {
  it("starts as the list of capabilities, header first, in the order of the lists", () => {
    const rows = rowsOf();
    expect(ids(rows)).toEqual(["header0", "pm@40", "exp@60", "ari@100", "sriov@180", "extffe@1c0", "extfff@200"]);
    expect(rows.every((row) => row.kind === "capability" && row.expanded === false && row.level === 1)).toBe(true);
    expect(rows.map((row) => row.posInSet)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it("opens a capability with its registers and their fields", () => {
    const rows = rowsOf({ toggled: new Set(["sriov"]) });
    const control = find(rows, "register", "sriov@180.ctl");
    expect(control).toMatchObject({ level: 2, expanded: true, field: null });
    const enable = find(rows, "field", "sriov@180.ctl.enable");
    expect(enable).toMatchObject({ level: 3, expanded: null });
    expect(enable.node).toMatchObject({ raw: 1, shown: "yes" });
    expect(rows[enable.parent]?.id).toBe("sriov@180.ctl");
    expect(rows[control.parent]?.id).toBe("sriov@180");
  });

  it("closes a register that was toggled", () => {
    const rows = rowsOf({ toggled: new Set(["sriov", "sriov.ctl"]) });
    expect(find(rows, "register", "sriov@180.ctl").expanded).toBe(false);
    expect(ids(rows)).not.toContain("sriov@180.ctl.enable");
  });

  it("gives a register that is one number a single row", () => {
    const row = find(rowsOf({ toggled: new Set(["sriov"]) }), "register", "sriov@180.total");
    expect(row.expanded).toBeNull();
    expect(row.field).toMatchObject({ raw: 16, shown: "16" });
  });

  it("shows reserved bits unless they are switched off, and set ones always", () => {
    const bytes = pfBytes();
    new DataView(bytes.buffer).setUint16(0x188, 0x8000, true);
    const odd = configOf(new ConfigSpace(bytes));
    const toggled = new Set(["sriov"]);
    const reservedIn = (rows: readonly TreeRow[]) =>
      rows.filter((row) => row.kind === "field" && row.node.reserved).map((row) => row.id);
    expect(reservedIn(rowsOf({ toggled })).length).toBeGreaterThan(1);
    expect(reservedIn(rowsOf({ toggled, reserved: false }))).toEqual([]);
    expect(reservedIn(rowsOf({ config: odd, toggled, reserved: false }))).toEqual(["sriov@180.ctl.reserved15_7"]);
  });

  it("shows the bytes of a capability that is not decoded, up to the next one", () => {
    const rows = rowsOf({ toggled: new Set(["extffe"]) });
    const bytes = rows.filter((row) => row.kind === "bytes");
    expect(bytes.map((row) => row.offset)).toEqual([0x1c0, 0x1d0, 0x1e0, 0x1f0]);
    expect(bytes[0]?.text).toBe("fe 0f 01 20 ef be ad de 00 00 00 00 00 00 00 00");
  });

  it("never shows an unknown byte as zero", () => {
    const cut = configOf(pfSpace({ known: 0x1c6 }));
    const rows = rowsOf({ config: cut, toggled: new Set(["extffe"]) });
    const [first] = rows.filter((row) => row.kind === "bytes");
    expect(first?.text).toMatch(/^fe 0f 01 20 ef be( ··)*$/);
  });

  it("gives registers without bytes no value and no fields", () => {
    const cut = configOf(pfSpace({ known: 0x184 }));
    const rows = rowsOf({ config: cut, toggled: new Set(["sriov"]) });
    const control = find(rows, "register", "sriov@180.ctl");
    expect(control.node.raw).toBeNull();
    expect(control.expanded).toBeNull();
  });

  it("says where a list goes on that could not be read, and why", () => {
    const cut = configOf(pfSpace({ known: 64 }), [{ space: "standard", reason: "unreadable", at: 0x40 }]);
    const note = rowsOf({ config: cut }).at(-1);
    expect(note).toMatchObject({ kind: "note", tone: "quiet" });
    expect(note?.kind === "note" && english(note.words)).toBe(
      "The capability list continues at 40h, which is not readable without root.",
    );
  });

  it("counts the fields of a capability that are worth a look", () => {
    const rows = rowsOf();
    expect(find(rows, "capability", "exp@60").problems).toBe(1);
    expect(find(rows, "capability", "pm@40").problems).toBe(0);
  });
});

describe("filter of the field tree", () => {
  it("keeps what holds every word, with what it is in, all open", () => {
    const rows = rowsOf({ filter: "  VF  enable " });
    expect(ids(rows)).toContain("sriov@180.ctl.enable");
    expect(ids(rows)).not.toContain("sriov@180.total");
    expect(ids(rows)).not.toContain("pm@40");
    expect(find(rows, "capability", "sriov@180").expanded).toBe(true);
  });

  it("finds names, offsets, ids and values", () => {
    expect(ids(rowsOf({ filter: "sr-iov initialvfs" }))).toEqual(["sriov@180", "sriov@180.initial"]);
    expect(ids(rowsOf({ filter: "18eh" }))).toEqual(["sriov@180", "sriov@180.total"]);
    expect(ids(rowsOf({ filter: "fffh" }))[0]).toBe("extfff@200");
    expect(ids(rowsOf({ filter: "101e vf" }))).toContain("sriov@180.did");
    expect(ids(rowsOf({ filter: "not decoded 0ffeh" }))[0]).toBe("extffe@1c0");
    expect(rowsOf({ filter: "no such thing anywhere" })).toEqual([]);
  });

  it("finds the fields that are worth a look by that word", () => {
    const rows = rowsOf({ filter: "problem" });
    expect(ids(rows)).toContain("exp@60.lnksta.speed");
    expect(ids(rows)).not.toContain("exp@60.lnksta.train");
  });

  it("shows all of a capability whose name is asked for", () => {
    const all = rowsOf({ toggled: new Set(["sriov"]) }).filter((row) => row.id.startsWith("sriov@180"));
    expect(ids(rowsOf({ filter: "sr-iov" }))).toEqual(ids(all));
  });

  it("leaves out notes about lists, which have nothing to do with it", () => {
    const cut = configOf(pfSpace({ known: 64 }), [{ space: "standard", reason: "unreadable", at: 0x40 }]);
    expect(rowsOf({ config: cut, filter: "vendor" }).some((row) => row.kind === "note")).toBe(false);
  });
});

describe("stable keys", () => {
  it("name the same thing on functions that keep it at different offsets", () => {
    const bytes = pfBytes();
    const view = new DataView(bytes.buffer);
    // SR-IOV straight at 100h.
    bytes.copyWithin(0x100, 0x180, 0x1c0);
    view.setUint32(0x100, 0x10010, true);
    const other = decodeSpace(new ConfigSpace(bytes));
    const key = keys.keyOf("sriov@180.ctl.enable");
    expect(stableKeys(other).pathOf(key)).toBe("sriov@100.ctl.enable");
    expect(stableKeys(other).pathOf(keys.keyOf("header0.command"))).toBe("header0.command");
  });

  it("tell several of a kind apart, and lead nowhere where there is none", () => {
    const bytes = pfBytes();
    new DataView(bytes.buffer).setUint32(0x1c0, (0x200 << 20) | 0x10010, true);
    const twice = stableKeys(decodeSpace(new ConfigSpace(bytes)));
    expect(twice.keyOf("sriov@180.total")).toBe("sriov.total");
    expect(twice.keyOf("sriov@1c0.total")).toBe("sriov#2.total");
    expect(twice.pathOf("sriov#2.total")).toBe("sriov@1c0.total");
    expect(keys.pathOf("sriov#2.total")).toBeNull();
    expect(keys.pathOf("aer")).toBeNull();
  });
});

describe("openTo", () => {
  it("opens what hides a field and nothing else", () => {
    const toggled = openTo(new Set(["sriov.ctl", "pm"]), config.decoded, keys, "sriov@180.ctl.enable");
    expect([...toggled].sort()).toEqual(["pm", "sriov"]);
    expect(ids(rowsOf({ toggled }))).toContain("sriov@180.ctl.enable");
  });

  it("does not open a capability that is asked for itself", () => {
    expect([...openTo(new Set(), config.decoded, keys, "pm@40")]).toEqual([]);
  });
});

describe("a value out of several registers", () => {
  it("is not known where one of the registers could not be read", () => {
    const bytes = pfBytes();
    const view = new DataView(bytes.buffer);
    // A device serial number, of which the dump ends after the lower half.
    view.setUint32(0x200, 0x10003, true);
    view.setUint32(0x204, 0x89abcdef, true);
    view.setUint32(0x208, 0x01234567, true);
    const known = (end: number) => {
      const cut = configOf(new ConfigSpace(bytes.subarray(0, end)));
      const rows = rowsOf({ config: cut, keys: stableKeys(cut.decoded), toggled: new Set(["dsn"]) });
      return rows.flatMap((row) => (row.kind === "derived" ? [row.known] : []));
    };
    expect(known(4096)).toEqual([true]);
    expect(known(0x208)).toEqual([false]);
  });
});
