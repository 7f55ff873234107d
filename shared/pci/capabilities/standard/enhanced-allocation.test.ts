import { expect, test } from "vitest";
import { decodeSpace } from "../../decode.ts";
import { makeSpace, standardText } from "../../testing/make-space.ts";

const SMALL = "02 ff 00 80 00 00 c0 fe fc ff 0f 00";
const LARGE = "94 01 ff c0 02 00 00 00 fe ff ff ff 08 00 00 00 07 00 00 00";

test("entries are of different lengths, with 32-bit and 64-bit ranges", () => {
  expect(standardText(`14 00 02 00 ${SMALL} ${LARGE}`)).toBe(
    [
      "Enhanced Allocation (EA): NumEntries=2",
      "\t\tEntry 0: Enable+ Writable- EntrySize=2",
      "\t\t\t BAR Equivalent Indicator: BAR 0",
      "\t\t\t PrimaryProperties: entry unavailable for use",
      "\t\t\t SecondaryProperties: memory space, non-prefetchable",
      "\t\t\t Base: fec00000",
      "\t\t\t MaxOffset: 000fffff",
      "\t\tEntry 1: Enable+ Writable+ EntrySize=4",
      "\t\t\t BAR Equivalent Indicator: VF-BAR 0",
      "\t\t\t PrimaryProperties: memory space, prefetchable",
      "\t\t\t SecondaryProperties: entry unavailable for use, PrimaryProperties should be used",
      "\t\t\t Base: 800000000",
      "\t\t\t MaxOffset: 7ffffffff",
      "",
    ].join("\n"),
  );
});

test("a bridge has fixed bus numbers before its entries", () => {
  expect(standardText("14 00 01 00 05 07 00 00 62 20 08 00 00 00 00 00 00 00 00 00", { more: ["0e: 01"] })).toBe(
    [
      "Enhanced Allocation (EA): NumEntries=1, secondary=5, subordinate=7",
      "\t\tEntry 0: Enable- Writable- EntrySize=2",
      "\t\t\t BAR Equivalent Indicator: resource behind function",
      "\t\t\t PrimaryProperties: [20]",
      "\t\t\t SecondaryProperties: [08]",
      "\t\t\t Base: 00000000",
      "\t\t\t MaxOffset: 00000003",
      "",
    ].join("\n"),
  );
});

test("an entry that is cut off is not shown", () => {
  expect(standardText(`14 00 02 00 ${SMALL} ${LARGE}`, { size: 0x60 }).split("\n")).toHaveLength(8);
  expect(standardText("14 00 01 00", { size: 0x44, more: ["0e: 01"] })).toBe(
    "Enhanced Allocation (EA): NumEntries=1\n",
  );
});

test("the field tree has the upper halves of those that have one, and the right length", () => {
  const space = makeSpace(256, "06: 10", "34: 40", `40: 14 00 02 00 ${SMALL} ${LARGE}`);
  const [capability] = decodeSpace(space).capabilities;
  expect(capability?.range).toEqual({ start: 0x40, end: 0x64 });
  expect(capability?.registers.map(({ path }) => path.replace("ea@40.", ""))).toEqual([
    "entries",
    "entry[0].head",
    "entry[0].base",
    "entry[0].max",
    "entry[1].head",
    "entry[1].base",
    "entry[1].max",
    "entry[1].basehi",
    "entry[1].maxhi2",
  ]);
});
