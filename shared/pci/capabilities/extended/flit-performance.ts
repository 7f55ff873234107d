import { type HelpTexts, withHelp } from "../../field-help.ts";
import { type CapabilityDef, whole } from "../../layout.ts";

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  cap: "What can be measured; this table does not name the bits.",
  ctl: "What is measured; this table does not name the bits.",
  sta: "Whether the measurement runs; this table does not name the bits.",
  ltssm1: "Measurement 1 of 5 of the link's state machine; this table does not name the bits.",
  ltssm2: "Measurement 2 of 5 of the link's state machine; this table does not name the bits.",
  ltssm3: "Measurement 3 of 5 of the link's state machine; this table does not name the bits.",
  ltssm4: "Measurement 4 of 5 of the link's state machine; this table does not name the bits.",
  ltssm5: "Measurement 5 of 5 of the link's state machine; this table does not name the bits.",
};

export const FLIT_PERFORMANCE: CapabilityDef = {
  key: "flitpm",
  space: "extended",
  id: 0x33,
  short: "Flit Performance",
  title: "Flit Performance Measurement",
  section: "PCIe 6.2 §7.8.12",
  isUnpublished: true,
  length: 0x24,
  registers: withHelp(HELP, [
    whole("cap", 0x04, 4, "Flit Performance Measurement Capability", { access: "RO" }),
    whole("ctl", 0x08, 4, "Flit Performance Measurement Control", { access: "RW" }),
    whole("sta", 0x0c, 4, "Flit Performance Measurement Status", { access: "RO" }),
    ...[1, 2, 3, 4, 5].map((n) =>
      whole(`ltssm${n}`, 0x0c + 4 * n, 4, `LTSSM Performance Measurement Status ${n}`, { access: "RO" }),
    ),
  ]),
  text: ["Extended Capability ID 0x33\n"],
};
