import { PCI_PROBLEM_WORDS } from "../../../../words/texts/pci-problems.ts";
import { type HelpTexts, withHelp } from "../../../field-help.ts";
import { type CapabilityDef, flag, register, uint, whole } from "../../../layout.ts";
import { statedLength, VSEC_HEADER, VSEC_TEXT, vsecId, withinLength } from "../vendor-header.ts";

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  "sta.ready": "Set: the FPGA is ready for its configuration, or for the next part of it.",
  "sta.error": "Set: the FPGA rejected the configuration because of an error.",
  "sta.enabled": "Set: configuration of the FPGA over PCI Express (CvP) is enabled.",
  "sta.user": "Set: the FPGA fabric is configured and running.",
  "sta.done": "Set: the FPGA has received its whole configuration.",
  "sta.clock": "Set: the hard IP runs on the fabric's clock.",
  "mode.cvp": "Set: the link is used to configure the FPGA; clear: the link is in normal use.",
  "mode.clock": "Set: the hard IP runs on the internal clock, as configuration requires.",
  "mode.clocks": "Clock cycles for each data word; depends on compression and encryption.",
  data: "Each write sends one DW of configuration data to the FPGA.",
  "program.config": "Set: configuration starts; stays set until the transfer ends.",
  "errors.config": "Set: a configuration was rejected because of an error. Write 1 to clear.",
  "credits.value": "Number of 4 KB blocks that the FPGA can currently accept (Stratix 10 and later).",
  "program.start": "Set: written data is taken as configuration data.",
};

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
    ...withinLength(
      withHelp(HELP, [
        register("sta", 0x1c, 4, "CvP Status", [
          flag("ready", 18, "CVP_CONFIG_READY", { access: "RO" }),
          flag("error", 19, "CVP_CONFIG_ERROR", {
            access: "RO",
            problem: (raw) => (raw ? PCI_PROBLEM_WORDS.cvpRefused : null),
          }),
          flag("enabled", 20, "CVP_EN", { access: "RO" }),
          flag("user", 21, "USERMODE", { access: "RO" }),
          flag("done", 23, "CVP_CONFIG_DONE", { access: "RO" }),
          flag("clock", 24, "PLD_CLK_IN_USE", { access: "RO" }),
        ]),
        register("mode", 0x20, 4, "CvP Mode Control", [
          flag("cvp", 0, "CVP_MODE", { access: "RW", reset: 0 }),
          flag("clock", 1, "HIP_CLK_SEL", { access: "RW", reset: 0 }),
          uint("clocks", 15, 8, "NUMCLKS", { access: "RW", reset: 0 }),
        ]),
        whole("data", 0x28, 4, "CvP Data", { access: "RW", reset: 0 }),
        register("program", 0x2c, 4, "CvP Programming Control", [
          flag("config", 0, "CVP_CONFIG", { access: "RW", reset: 0 }),
          flag("start", 1, "START_XFER", { access: "RW", reset: 0 }),
        ]),
        register("errors", 0x34, 4, "Uncorrectable Internal Error Status", [
          flag("config", 5, "CVP_CONFIG_ERROR_LATCHED", {
            access: "RW1CS",
            problem: (raw) => (raw ? PCI_PROBLEM_WORDS.cvpRefusedOnce : null),
          }),
        ]),
        register("credits", 0x49, 1, "CvP Transmit Credits", [uint("value", 7, 0, "TX_CREDITS", { access: "RO" })]),
      ]),
    ),
  ],
  text: VSEC_TEXT,
};
