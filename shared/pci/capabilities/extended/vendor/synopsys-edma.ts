import { type HelpTexts, withHelp } from "../../../field-help.ts";
import { type CapabilityDef, pick, register, uint, whole } from "../../../layout.ts";
import { statedLength, VSEC_HEADER, VSEC_TEXT, vsecId, withinLength } from "../vendor-header.ts";

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  "place.map": "Layout of the DMA engine's registers.",
  "place.bar": "BAR that contains the DMA engine's registers.",
  "channels.write": "Number of channels that transfer data from the device to the host.",
  "channels.read": "Number of channels that transfer data from the host to the device.",
  offsetLow: "Offset of the registers in that BAR, bits 31 to 0.",
  offsetHigh: "Offset of the registers in that BAR, bits 63 to 32.",
};

/** Where the DMA engine of a Synopsys DesignWare controller is (kernel: drivers/dma/dw-edma/dw-edma-pcie.c). */
export const SYNOPSYS_EDMA: CapabilityDef = {
  key: "vsec.synopsys-edma",
  space: "extended",
  id: 0x0b,
  short: "DesignWare eDMA",
  title: "Synopsys DesignWare eDMA",
  section: "kernel: drivers/dma/dw-edma/dw-edma-pcie.c",
  match: (c) => c.fn.vendor === 0x16c3 && vsecId(c) === 0x06,
  length: statedLength,
  registers: withHelp(HELP, [
    VSEC_HEADER,
    ...withinLength([
      register("place", 0x08, 4, "DMA Map and BAR", [
        pick(
          "map",
          2,
          0,
          "Register Map",
          { 0: "eDMA, legacy", 1: "eDMA, unrolled", 5: "HDMA, compatible", 7: "HDMA, native" },
          { access: "RO" },
        ),
        uint("bar", 10, 8, "BAR", { access: "RO" }),
      ]),
      register("channels", 0x0c, 4, "DMA Channels", [
        uint("write", 9, 0, "Write Channels", { access: "RO" }),
        uint("read", 25, 16, "Read Channels", { access: "RO" }),
      ]),
      whole("offsetLow", 0x10, 4, "Offset in the BAR, lower half", { access: "RO" }),
      whole("offsetHigh", 0x14, 4, "Offset in the BAR, upper half", { access: "RO" }),
    ]),
  ]),
  text: VSEC_TEXT,
};
