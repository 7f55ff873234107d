import { type CapabilityContext, type CapabilityDef, register, shown, uint } from "../../../layout.ts";
import { statedLength, VSEC_HEADER, VSEC_TEXT, vsecId } from "../vendor-header.ts";

const LISTS = 0x0c;

/** Lists that the stated length has room for. */
const listCount = (c: CapabilityContext): number =>
  Math.min(c.space.u32(c.at + 8), Math.max(0, Math.floor((statedLength(c) - LISTS) / 4)));

/** Device Feature Lists of Intel's FPGA cards (kernel: drivers/fpga/dfl-pci.c). */
export const INTEL_DFL: CapabilityDef = {
  key: "vsec.intel-dfl",
  space: "extended",
  id: 0x0b,
  short: "Intel DFL",
  title: "Intel FPGA Device Feature Lists",
  section: "kernel: drivers/fpga/dfl-pci.c",
  match: (c) => c.fn.vendor === 0x8086 && vsecId(c) === 0x43,
  length: statedLength,
  registers: [
    VSEC_HEADER,
    register("count", 0x08, 4, "Number of Lists", [
      uint("value", 31, 0, "Number of Lists", {
        access: "RO",
        help: "Number of feature lists of the card; one location for each list follows.",
      }),
    ]),
  ],
  groups: [
    {
      id: "list",
      name: (index) => `List ${index}:`,
      count: listCount,
      limit: 64,
      offset: (index) => LISTS + 4 * index,
      registers: [
        register("place", 0, 4, "Place", [
          uint("bar", 2, 0, "BAR", { access: "RO", help: "BAR that contains the list." }),
          shown("offset", 31, 3, "Offset", (raw) => `${(Number(raw) * 8).toString(16)}h`, {
            access: "RO",
            help: "Offset of the list in that BAR.",
          }),
        ]),
      ],
    },
  ],
  text: VSEC_TEXT,
};
