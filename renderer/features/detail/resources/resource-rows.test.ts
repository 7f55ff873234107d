import { describe, expect, it } from "vitest";
import type { ResourceFacts } from "../../../../shared/machine/facts.ts";
import { inEnglish } from "../../../../shared/words/testing/english.ts";
import { sampleFunction } from "../../../testing/machines.ts";
import { resourceRows as resourceRowsInWords } from "./resource-rows.ts";

const resourceRows = (...of: Parameters<typeof resourceRowsInWords>) => inEnglish(resourceRowsInWords(...of));

const NONE: ResourceFacts = { start: "0x0", end: "0x0", flags: "0x0" };
const MEM64 = "0x140204";
const MEM64_PREF = "0x14220c";

function rows(resources: readonly ResourceFacts[]) {
  return resourceRows(sampleFunction("0000:01:00.0", { resources }));
}
function lines(count: number, set: Readonly<Record<number, ResourceFacts>>): ResourceFacts[] {
  return Array.from({ length: count }, (_, index) => set[index] ?? NONE);
}

describe("resource rows", () => {
  it("name BARs, ROM and VF BAR windows by their line, and leave empty lines out", () => {
    const found = rows(
      lines(13, {
        0: { start: "0x600da000000", end: "0x600dbffffff", flags: MEM64_PREF },
        6: { start: "0xf0100000", end: "0xf01fffff", flags: "0x46200" },
        7: { start: "0x600de000000", end: "0x600dfffffff", flags: MEM64_PREF },
      }),
    );
    expect(found.map(({ label, kind }) => [label, kind])).toEqual([
      ["BAR 0", "bar"],
      ["Expansion ROM", "rom"],
      ["VF BAR 0", "vf-bar"],
    ]);
    expect(found[0]).toMatchObject({
      type: "Memory",
      traits: ["64-bit", "prefetchable"],
      start: 0x600da000000n,
      end: 0x600dbffffffn,
      sizeText: "32M",
    });
    expect(found[1]?.traits).toContain("disabled");
  });

  it("finds a bridge's windows behind the VF BARs, and where a kernel has none of those", () => {
    const io: ResourceFacts = { start: "0x5000", end: "0x5fff", flags: "0x100" };
    const memory: ResourceFacts = { start: "0x9c000000", end: "0x9c0fffff", flags: "0x200" };
    expect(rows(lines(17, { 13: io, 14: memory })).map(({ label }) => label)).toEqual(["I/O window", "Memory window"]);
    expect(rows(lines(11, { 7: io, 8: memory })).map(({ label }) => label)).toEqual(["I/O window", "Memory window"]);
    expect(rows(lines(17, { 13: io }))[0]).toMatchObject({ kind: "window", type: "I/O ports", traits: [] });
  });

  it("have an address and no end where registers tell how a range begins, not how long it is", () => {
    const bar: ResourceFacts = { start: "0x600da000000", end: "0x600da000000", flags: MEM64_PREF };
    const resources = lines(13, { 0: bar });
    const of = resourceRows(sampleFunction("0000:01:00.0", { resources, registersOnly: true }));
    expect(of).toMatchObject([{ start: 0x600da000000n, end: null, size: null, sizeText: "" }]);
    expect(rows(resources)).toMatchObject([{ start: null }]);
  });

  it("does not take a range without a place for one at address 0", () => {
    const wanted: ResourceFacts = { start: "0x0", end: "0x1ffffff", flags: MEM64 };
    const unset: ResourceFacts = { start: "0xfe000000", end: "0xfe0fffff", flags: "0x20040200" };
    const found = rows(lines(13, { 0: unset, 7: wanted }));
    expect(found.map(({ start, sizeText }) => [start, sizeText])).toEqual([
      [null, "1M"],
      [null, "32M"],
    ]);
  });
});
