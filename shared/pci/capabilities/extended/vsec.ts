import type { CapabilityDef } from "../../layout.ts";
import { contents, statedLength, VSEC_HEADER, VSEC_TEXT } from "./vendor-header.ts";

/** Any vendor-specific capability that has no table of its own. */
export const VSEC: CapabilityDef = {
  key: "vsec",
  space: "extended",
  id: 0x0b,
  short: "VSEC",
  title: "Vendor-Specific Extended",
  section: "PCIe 6.2 §7.9.5",
  length: statedLength,
  registers: [VSEC_HEADER],
  groups: [contents(8)],
  text: VSEC_TEXT,
};
