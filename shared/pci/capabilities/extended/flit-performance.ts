import { type HelpTexts, withHelp } from "../../field-help.ts";
import { type CapabilityDef, whole } from "../../layout.ts";

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  cap: "What can be measured; the bits are not decoded.",
  ctl: "What is measured; the bits are not decoded.",
  sta: "State of the measurement; the bits are not decoded.",
  ltssm1: "LTSSM measurement 1 of 5; the bits are not decoded.",
  ltssm2: "LTSSM measurement 2 of 5; the bits are not decoded.",
  ltssm3: "LTSSM measurement 3 of 5; the bits are not decoded.",
  ltssm4: "LTSSM measurement 4 of 5; the bits are not decoded.",
  ltssm5: "LTSSM measurement 5 of 5; the bits are not decoded.",
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
