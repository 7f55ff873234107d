import type { CapabilityDef } from "../../../layout.ts";
import { contents, cxlText, DVSEC_HEADERS, statedLength } from "../vendor-header.ts";
import { isCxl } from "./dvsec.ts";

/** A DVSEC of CXL whose id has no table. */
export const CXL_UNKNOWN: CapabilityDef = {
  key: "dvsec.cxl",
  space: "extended",
  id: 0x23,
  short: "CXL",
  title: "CXL: unknown DVSEC",
  section: "CXL 3.1 §8.1.1",
  match: isCxl,
  length: statedLength,
  registers: DVSEC_HEADERS,
  groups: [contents(0x0c)],
  text: cxlText(["\t\tUnknown ID {header2.id}\n"]),
};
