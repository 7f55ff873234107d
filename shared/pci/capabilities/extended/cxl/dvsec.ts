/** What the DVSECs of CXL have in common (CXL 3.1 §8.1.1). */
import type {
  CapabilityContext,
  CapabilityDef,
  DerivedDef,
  GroupDef,
  RegisterDef,
  TextPiece,
} from "../../../layout.ts";
import { cxlText, DVSEC_HEADERS, dvsecId, dvsecVendor, statedLength, withinLength } from "../vendor-header.ts";

const CXL_VENDOR = 0x1e98;
const SHORTEST = 16;

interface CxlTable {
  readonly key: string;
  readonly id: number;
  readonly title: string;
  readonly section: string;
  /** Registers after the two headers; each exists as far as the stated length reaches. */
  readonly registers: readonly RegisterDef[];
  readonly groups?: readonly GroupDef[];
  readonly derived?: readonly DerivedDef[];
  /** What lspci prints below `: CXL`. */
  readonly text: readonly TextPiece[];
}

/** True for a DVSEC of the CXL consortium that is long enough for lspci to look at it. */
export function isCxl(c: CapabilityContext): boolean {
  return dvsecVendor(c) === CXL_VENDOR && c.space.u32(c.at + 4) >>> 20 >= SHORTEST;
}

export function cxlDvsec(table: CxlTable): CapabilityDef {
  const { key, id, title, section, registers, groups, derived, text } = table;
  return {
    key: `dvsec.cxl.${key}`,
    space: "extended",
    id: 0x23,
    short: "CXL",
    title,
    section,
    match: (c) => isCxl(c) && dvsecId(c) === id,
    length: statedLength,
    registers: [...DVSEC_HEADERS, ...withinLength(registers)],
    ...(groups ? { groups } : {}),
    ...(derived ? { derived } : {}),
    text: cxlText(text),
  };
}
