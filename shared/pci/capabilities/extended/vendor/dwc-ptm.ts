import { type HelpTexts, withHelp } from "../../../field-help.ts";
import { type CapabilityContext, type CapabilityDef, flag, register, whole } from "../../../layout.ts";
import { statedLength, VSEC_HEADER, VSEC_TEXT, vsecId, withinLength } from "../vendor-header.ts";

const QUALCOMM = 0x17cb;
const REQUESTER = 0x03;
const RESPONDER = 0x04;

const isRequester = (c: CapabilityContext): boolean => vsecId(c) === REQUESTER;
const isResponder = (c: CapabilityContext): boolean => vsecId(c) === RESPONDER;

const REQUESTS = [
  flag("auto", 0, "Auto Update Enabled", { access: "RW", reset: 0 }),
  flag("start", 1, "Start Update", { access: "RW", reset: 0 }),
];
const ANSWERS = [flag("valid", 0, "Context Valid", { access: "RW", reset: 0 })];

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  "answers.valid": "Set: the port has a valid time for its PTM responses.",
  "requests.auto": "Set: the device updates its PTM context continuously.",
  "requests.start": "Writing 1 updates the PTM context once; always reads 0.",
  local: "Local clock of the device, in nanoseconds.",
  t1: "Time when the device sent its last PTM request.",
  t2: "Time when the port received the last PTM request.",
  t3: "Time when the port sent its last PTM response.",
  t4: "Time when the device received the last PTM response.",
  master: "PTM master time, as far as known to this function.",
};

/** What a DesignWare controller knows of Precision Time Measurement (kernel: drivers/pci/controller/dwc/pcie-designware.h). */
export const DWC_PTM: CapabilityDef = {
  key: "vsec.dwc-ptm",
  space: "extended",
  id: 0x0b,
  short: "DesignWare PTM",
  title: "Synopsys DesignWare PTM context",
  section: "kernel: drivers/pci/controller/dwc/pcie-designware.h, dwc_pcie_ptm_vsec_ids",
  match: (c) => c.fn.vendor === QUALCOMM && (isRequester(c) || isResponder(c)),
  length: statedLength,
  registers: [
    VSEC_HEADER,
    ...withinLength(
      withHelp(HELP, [
        register("requests", 0x08, 4, "PTM Requester Control", REQUESTS, { when: isRequester }),
        register("answers", 0x08, 4, "PTM Responder Control", ANSWERS, { when: isResponder }),
        whole("local", 0x10, 8, "Local Clock", { access: "RO" }),
        whole("t1", 0x18, 8, "T1", { access: "RO", when: isRequester }),
        whole("t2", 0x18, 8, "T2", { access: "RO", when: isResponder }),
        whole("t3", 0x28, 8, "T3", { access: "RO", when: isResponder }),
        whole("t4", 0x28, 8, "T4", { access: "RO", when: isRequester }),
        whole("master", 0x38, 8, "Master Clock", { access: "RO" }),
      ]),
    ),
  ],
  text: VSEC_TEXT,
};
