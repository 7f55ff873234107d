/** A capability that was taken out of its list: only the header means anything (PCIe 6.2 §7.9.27 and §7.9.28). */
import type { CapabilityDef } from "../layout.ts";

export const NULL_CAPABILITY: CapabilityDef = {
  key: "null",
  space: "standard",
  id: 0x00,
  short: "Null",
  title: "Null capability",
  section: "PCIe 6.2 §7.9.27",
  length: 4,
  registers: [],
  text: ["Null\n"],
};

export const EXTENDED_NULL: CapabilityDef = {
  key: "xnull",
  space: "extended",
  id: 0x00,
  short: "Null",
  title: "Null extended capability",
  section: "PCIe 6.2 §7.9.28",
  length: 4,
  registers: [],
  text: ["Null\n"],
};
