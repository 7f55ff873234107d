import { type HelpTexts, withHelp } from "../../field-help.ts";
import { hexDigits } from "../../hex-digits.ts";
import {
  type CapabilityContext,
  type CapabilityDef,
  flag,
  type GroupDef,
  hex,
  pick,
  register,
  registersWhen,
  uint,
  whole,
} from "../../layout.ts";

const ENTRIES = 2;
/** Num Entries has six bits. */
const MAX_ENTRIES = 63;
const LARGE = 2;

const BEI: Record<number, string> = {
  0: "BAR 0",
  1: "BAR 1",
  2: "BAR 2",
  3: "BAR 3",
  4: "BAR 4",
  5: "BAR 5",
  6: "resource behind function",
  7: "not indicated",
  8: "expansion ROM",
  9: "VF-BAR 0",
  10: "VF-BAR 1",
  11: "VF-BAR 2",
  12: "VF-BAR 3",
  13: "VF-BAR 4",
  14: "VF-BAR 5",
  15: "reserved",
};

const PROPERTIES: Record<number, string> = {
  0: "memory space, non-prefetchable",
  1: "memory space, prefetchable",
  2: "I/O space",
  3: "VF memory space, prefetchable",
  4: "VF memory space, non-prefetchable",
  5: "allocation behind bridge, non-prefetchable memory",
  6: "allocation behind bridge, prefetchable memory",
  7: "allocation behind bridge, I/O space",
  253: "memory space resource unavailable for use",
  254: "I/O space resource unavailable for use",
  255: "entry unavailable for use",
};
const SECONDARY_PROPERTIES: Record<number, string> = {
  ...PROPERTIES,
  255: "entry unavailable for use, PrimaryProperties should be used",
};

const isBridge = (c: CapabilityContext): boolean => c.fn.headerType === 1;

/** Entries have their own lengths, so an entry is found by way of those before it. */
function entryOffset(index: number, c: CapabilityContext): number {
  let offset = isBridge(c) ? 8 : 4;
  for (let entry = 0; entry < index; entry++) offset += 4 + 4 * (c.u8(offset) & 7);
  return offset;
}

/** Within an entry: a base or offset of 64 bits has its upper half behind both lower ones. */
const largeBase = (c: CapabilityContext): boolean => (c.u8(4) & LARGE) !== 0;
const largeOffset = (c: CapabilityContext): boolean => (c.u8(8) & LARGE) !== 0;

const UPPER_MAX = "Upper 32 bits of MaxOffset, for ranges of 4 GB or more.";

/** What the fields of an entry mean, one sentence each. */
const ENTRY_HELP: HelpTexts = {
  "head.size": "Number of doublewords that follow this one.",
  "head.bei": "What the range stands for, such as a BAR.",
  "head.primary": "Type of the range. Software that does not know it uses Secondary Properties.",
  "head.secondary": "Used by software that does not know Primary Properties.",
  "head.writable": "Base and MaxOffset are writable.",
  "head.enable": "Enables the range. The enable bits in Command also apply.",
  "base.large": "Base has an upper half, in a later doubleword.",
  "base.address": "Start of the range. Fixed by hardware unless Writable is set.",
  "max.large": "MaxOffset has an upper half, in a later doubleword.",
  "max.offset": "Offset of the last byte of the range from its base.",
  basehi: "Upper 32 bits of the start of the range.",
};

const ENTRY: GroupDef = {
  id: "entry",
  name: (index) => `Entry ${index}`,
  count: (c) => c.u8(ENTRIES) & MAX_ENTRIES,
  limit: MAX_ENTRIES,
  offset: entryOffset,
  registers: withHelp(ENTRY_HELP, [
    register("head", 0, 4, "Format", [
      uint("size", 2, 0, "Entry Size", { access: "HwInit" }),
      pick("bei", 7, 4, "BAR Equivalent Indicator", BEI, { access: "HwInit" }),
      pick("primary", 15, 8, "Primary Properties", PROPERTIES, { access: "HwInit", other: "reserved" }),
      pick("secondary", 23, 16, "Secondary Properties", SECONDARY_PROPERTIES, { access: "HwInit", other: "reserved" }),
      flag("writable", 30, "Writable", { access: "HwInit" }),
      flag("enable", 31, "Enable", { access: "RW" }),
    ]),
    register("base", 4, 4, "Base", [
      flag("large", 1, "64-bit", { access: "HwInit" }),
      hex("address", 31, 2, "Base [31:2]", { access: "HwInit" }),
    ]),
    register("max", 8, 4, "MaxOffset", [
      flag("large", 1, "64-bit", { access: "HwInit" }),
      hex("offset", 31, 2, "MaxOffset [31:2]", { access: "HwInit" }),
    ]),
    whole("basehi", 12, 4, "Base [63:32]", { access: "HwInit", when: largeBase }),
    whole("maxhi", 12, 4, "MaxOffset [63:32]", {
      access: "HwInit",
      when: (c) => largeOffset(c) && !largeBase(c),
      help: UPPER_MAX,
    }),
    whole("maxhi2", 16, 4, "MaxOffset [63:32]", {
      access: "HwInit",
      when: (c) => largeOffset(c) && largeBase(c),
      help: UPPER_MAX,
    }),
  ]),
};

function propertyText(property: number, names: Readonly<Record<number, string>>): string {
  return names[property] ?? `[${hexDigits(property, 2)}]`;
}

function hex8(value: number): string {
  return hexDigits(value >>> 0, 8);
}

function rangeText(c: CapabilityContext): string {
  const head = c.u32(0);
  const high = largeBase(c) ? 16 : 12;
  const baseHigh = largeBase(c) ? c.u32(12).toString(16) : "";
  const maxHigh = largeOffset(c) ? c.u32(high).toString(16) : "";
  return (
    `\t\t\t PrimaryProperties: ${propertyText((head >>> 8) & 0xff, PROPERTIES)}\n` +
    `\t\t\t SecondaryProperties: ${propertyText((head >>> 16) & 0xff, SECONDARY_PROPERTIES)}\n` +
    `\t\t\t Base: ${baseHigh}${hex8(c.u32(4) & ~3)}\n` +
    `\t\t\t MaxOffset: ${maxHigh}${hex8(c.u32(8) | 3)}\n`
  );
}

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  "entries.value": "Number of ranges with fixed addresses, one entry each.",
  "buses.secondary": "Required number of the bus directly below. 0 = not fixed.",
  "buses.subordinate": "Required highest bus number below. 0 = not fixed.",
};

export const ENHANCED_ALLOCATION: CapabilityDef = {
  key: "ea",
  space: "standard",
  id: 0x14,
  short: "EA",
  title: "Enhanced Allocation",
  section: "PCIe 6.2 §7.8.5",
  length: (c) => entryOffset(c.u8(ENTRIES) & MAX_ENTRIES, c),
  registers: withHelp(HELP, [
    register("entries", ENTRIES, 1, "Num Entries", [uint("value", 5, 0, "Num Entries", { access: "HwInit" })]),
    ...registersWhen(isBridge, [
      register("buses", 4, 4, "Fixed Bus Numbers", [
        uint("secondary", 7, 0, "Fixed Secondary Bus Number", { access: "HwInit" }),
        uint("subordinate", 15, 8, "Fixed Subordinate Bus Number", { access: "HwInit" }),
      ]),
    ]),
  ]),
  groups: [ENTRY],
  text: [
    "Enhanced Allocation (EA): NumEntries={entries.value}",
    {
      when: isBridge,
      text: [{ need: [4, 2], else: ["\n"] }, ", secondary={buses.secondary}, subordinate={buses.subordinate}"],
    },
    "\n",
    {
      each: "entry",
      text: [
        { need: [0, 4] },
        { need: (c) => [4, 4 * (c.u8(0) & 7)] },
        "\t\tEntry {index}: Enable{entry.head.enable} Writable{entry.head.writable} EntrySize={entry.head.size}\n",
        "\t\t\t BAR Equivalent Indicator: {entry.head.bei}\n",
        rangeText,
      ],
    },
  ],
};
