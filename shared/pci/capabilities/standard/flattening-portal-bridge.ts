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
  "cap.rid": "Can route bus and device numbers downstream individually instead of as one range.",
  "cap.memlow": "Can route memory below 4 GB in pieces instead of as one window.",
  "cap.memhigh": "Can route memory above 4 GB in pieces instead of as one window.",
  "cap.devices": "Number of device numbers on the secondary side of an upstream port.",
  "cap.ridsize": "Number of bits in the RID vector.",
  "cap.lowsize": "Number of bits in the vector for memory below 4 GB.",
  "cap.highsize": "Number of bits in the vector for memory above 4 GB.",
  "rid1.enable":
    "Routing IDs whose bits are set in the vector are forwarded downstream, in addition to the bus number range.",
  "rid1.granularity": "Number of routing IDs per bit of the vector.",
  "rid1.start": "First routing ID of the vector, aligned to the granularity.",
  "rid2.start": "First routing ID on the secondary side. It need not be at the start of a bus.",
  "low.enable": "Memory whose bits are set in the vector is forwarded downstream, in addition to the windows.",
  "low.granularity": "Amount of memory per bit of the vector.",
  "low.start": "First address of the vector, below 4 GB.",
  "high1.enable": "Memory whose bits are set in the vector is forwarded downstream, in addition to the windows.",
  "high1.granularity": "Amount of memory per bit of the vector.",
  "high1.start": "Bits 31:28 of the first address of the vector.",
  high2: "Bits 63:32 of the first address of the vector.",
  "access.offset": "Selects the 32 bits of the vector that Vector Access Data shows.",
  "access.select": "Selects the vector that Vector Access Data shows.",
  "data.value": "32 bits of the selected vector. A set bit forwards its piece downstream.",
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
