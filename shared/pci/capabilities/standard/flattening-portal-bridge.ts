import { type HelpTexts, withHelp } from "../../field-help.ts";
import { hexDigits } from "../../hex-digits.ts";
import { type CapabilityDef, type FieldDef, flag, hex, pick, register, shown, whole } from "../../layout.ts";

const switched = { access: "RW", reset: 0 } as const;

/** Codes that are left out are reserved. */
const RID_SIZES: Record<number, string> = { 0: "256 bits", 2: "1K bits", 5: "8K bits" };
const LOW_SIZES: Record<number, string> = { 0: "256 bits", 1: "512 bits", 2: "1K bits", 3: "2K bits", 4: "4K bits" };
const HIGH_SIZES: Record<number, string> = { ...LOW_SIZES, 5: "8K bits" };

const RID_UNITS: Record<number, string> = { 0: "8 RIDs", 3: "64 RIDs", 5: "256 RIDs" };
const LOW_UNITS: Record<number, string> = { 0: "1 MB", 1: "2 MB", 2: "4 MB", 3: "8 MB", 4: "16 MB" };
const HIGH_UNITS: Record<number, string> = {
  0: "256 MB",
  1: "512 MB",
  2: "1 GB",
  3: "2 GB",
  4: "4 GB",
  5: "8 GB",
  6: "16 GB",
  7: "32 GB",
};

const decoding = (id: string, what: string): FieldDef => flag(id, 0, `FPB ${what} Decode Mechanism Enable`, switched);

function granularity(what: string, units: Readonly<Record<number, string>>): FieldDef {
  return pick("granularity", 7, 4, `FPB ${what} Vector Granularity`, units, switched);
}

/** Upper bits of a routing id or address, with the zeros below them. */
function start(msb: number, lsb: number, name: string, shift: number, digits: number): FieldDef {
  const show = (raw: number | bigint): string => `${hexDigits(BigInt(raw) << BigInt(shift), digits)}h`;
  return shown("start", msb, lsb, name, show, switched);
}

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  "cap.rid": "Bus and device numbers below can be picked out one by one instead of as one range.",
  "cap.memlow": "Memory below 4 GB can be picked out in pieces instead of as one window.",
  "cap.memhigh": "Memory above 4 GB can be picked out in pieces instead of as one window.",
  "cap.devices": "Device numbers on the secondary side of an upstream port.",
  "cap.ridsize": "How many pieces of the routing ids it can tell apart.",
  "cap.lowsize": "How many pieces of memory below 4 GB it can tell apart.",
  "cap.highsize": "How many pieces of memory above 4 GB it can tell apart.",
  "rid1.enable": "Routing ids of set bits in the vector go down, besides those of the bus numbers.",
  "rid1.granularity": "Routing ids that one bit of the vector stands for.",
  "rid1.start": "First routing id of the vector; its low bits are those of the granularity.",
  "rid2.start": "First routing id on the secondary side, which need not start a bus.",
  "low.enable": "Memory of set bits in the vector goes down, besides that of the windows.",
  "low.granularity": "Memory that one bit of the vector stands for.",
  "low.start": "First address of the vector, below 4 GB.",
  "high1.enable": "Memory of set bits in the vector goes down, besides that of the windows.",
  "high1.granularity": "Memory that one bit of the vector stands for.",
  "high1.start": "Bits 31:28 of the first address of the vector.",
  high2: "Bits 63:32 of the vector's start.",
  "access.offset": "Which 32 bits of the selected vector Vector Access Data shows.",
  "access.select": "The vector that Vector Access Data shows.",
  "data.value": "32 bits of the selected vector: a set bit = this piece goes down.",
};

export const FLATTENING_PORTAL_BRIDGE: CapabilityDef = {
  key: "fpb",
  space: "standard",
  id: 0x15,
  short: "FPB",
  title: "Flattening Portal Bridge",
  section: "PCIe 6.2 §7.8.11",
  length: 0x24,
  registers: withHelp(HELP, [
    register("cap", 4, 4, "FPB Capabilities", [
      flag("rid", 0, "FPB RID Decode Mechanism Supported", { access: "HwInit" }),
      flag("memlow", 1, "FPB MEM Low Decode Mechanism Supported", { access: "HwInit" }),
      flag("memhigh", 2, "FPB MEM High Decode Mechanism Supported", { access: "HwInit" }),
      shown("devices", 7, 3, "FPB Num Sec Dev", (raw) => String(Number(raw) + 1), { access: "HwInit" }),
      pick("ridsize", 10, 8, "FPB RID Vector Size Supported", RID_SIZES, { access: "HwInit" }),
      pick("lowsize", 18, 16, "FPB MEM Low Vector Size Supported", LOW_SIZES, { access: "HwInit" }),
      pick("highsize", 26, 24, "FPB MEM High Vector Size Supported", HIGH_SIZES, { access: "HwInit" }),
    ]),
    register("rid1", 8, 4, "FPB RID Vector Control 1", [
      decoding("enable", "RID"),
      granularity("RID", RID_UNITS),
      start(31, 19, "FPB RID Vector Start", 3, 4),
    ]),
    register("rid2", 12, 4, "FPB RID Vector Control 2", [start(15, 3, "RID Secondary Start", 3, 4)]),
    register("low", 16, 4, "FPB MEM Low Vector Control", [
      decoding("enable", "MEM Low"),
      granularity("MEM Low", LOW_UNITS),
      start(31, 20, "FPB MEM Low Vector Start", 20, 8),
    ]),
    register("high1", 20, 4, "FPB MEM High Vector Control 1", [
      decoding("enable", "MEM High"),
      granularity("MEM High", HIGH_UNITS),
      start(31, 28, "FPB MEM High Vector Start Lower", 28, 8),
    ]),
    whole("high2", 24, 4, "FPB MEM High Vector Control 2", switched),
    register("access", 28, 4, "FPB Vector Access Control", [
      hex("offset", 7, 0, "FPB Vector Access Offset", switched),
      pick("select", 15, 14, "FPB Vector Select", { 0: "RID", 1: "MEM Low", 2: "MEM High" }, switched),
    ]),
    whole("data", 32, 4, "FPB Vector Access Data", { access: "RW" }),
  ]),
  // lspci does not know it.
  text: ["Capability ID 0x15 ", (c) => `[${hexDigits(c.u16(2), 4)}]\n`],
};
