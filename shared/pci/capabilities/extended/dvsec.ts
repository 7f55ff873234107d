import type { CapabilityDef } from "../../layout.ts";
import { contents, DVSEC_HEADERS, DVSEC_TEXT, statedLength } from "./vendor-header.ts";

/** Any designated vendor-specific capability that has no table of its own. */
export const DVSEC: CapabilityDef = {
  key: "dvsec",
  space: "extended",
  id: 0x23,
  short: "DVSEC",
  title: "Designated Vendor-Specific",
  section: "PCIe 6.2 §7.9.6",
  length: statedLength,
  registers: DVSEC_HEADERS,
  groups: [contents(0x0c)],
  text: DVSEC_TEXT,
};
