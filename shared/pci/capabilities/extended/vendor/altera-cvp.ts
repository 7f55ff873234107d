import { type CapabilityDef, flag, register, uint, whole } from "../../../layout.ts";
import { statedLength, VSEC_HEADER, VSEC_TEXT, vsecId, withinLength } from "../vendor-header.ts";

/** Configuration via Protocol of Altera FPGAs (kernel: drivers/fpga/altera-cvp.c). */
export const ALTERA_CVP: CapabilityDef = {
  key: "vsec.altera-cvp",
  space: "extended",
  id: 0x0b,
  short: "Altera CvP",
  title: "Altera Configuration via Protocol",
  section: "kernel: drivers/fpga/altera-cvp.c",
  match: (c) => c.fn.vendor === 0x1172 && vsecId(c) === 0x1172,
  length: statedLength,
  registers: [
    VSEC_HEADER,
    ...withinLength([
      register("sta", 0x1c, 4, "CvP Status", [
        flag("ready", 18, "CVP_CONFIG_READY"),
        flag("error", 19, "CVP_CONFIG_ERROR", {
          problem: (raw) => (raw ? "The FPGA refused its configuration." : null),
        }),
        flag("enabled", 20, "CVP_EN"),
        flag("user", 21, "USERMODE", { help: "The fabric is configured and running." }),
        flag("done", 23, "CVP_CONFIG_DONE"),
        flag("clock", 24, "PLD_CLK_IN_USE"),
      ]),
      register("mode", 0x20, 4, "CvP Mode Control", [
        flag("cvp", 0, "CVP_MODE"),
        flag("clock", 1, "HIP_CLK_SEL"),
        uint("clocks", 15, 8, "NUMCLKS"),
      ]),
      whole("data", 0x28, 4, "CvP Data"),
      register("program", 0x2c, 4, "CvP Programming Control", [
        flag("config", 0, "CVP_CONFIG"),
        flag("start", 1, "START_XFER"),
      ]),
    ]),
  ],
  text: VSEC_TEXT,
};
