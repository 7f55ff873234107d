import type { CapabilityDef } from "../../../layout.ts";
import { contents, statedLength, VSEC_HEADER, VSEC_TEXT, vsecId } from "../vendor-header.ts";

/** Marks the ports and devices of an Intel Thunderbolt controller (kernel: drivers/pci/probe.c, set_pcie_thunderbolt). */
export const THUNDERBOLT: CapabilityDef = {
  key: "vsec.thunderbolt",
  space: "extended",
  id: 0x0b,
  short: "Thunderbolt",
  title: "Intel Thunderbolt",
  section: "kernel: PCI_VSEC_ID_INTEL_TBT",
  match: (c) => c.fn.vendor === 0x8086 && vsecId(c) === 0x1234,
  length: statedLength,
  registers: [VSEC_HEADER],
  groups: [contents(8)],
  text: VSEC_TEXT,
};
