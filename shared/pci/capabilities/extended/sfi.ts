import { type HelpTexts, withHelp } from "../../field-help.ts";
import { type CapabilityDef, flag, register, whole } from "../../layout.ts";

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  "cap.outOfBand": "Set: the slot supports out-of-band presence detection.",
  "ctl.presence": "Set: the slot appears empty to the operating system, regardless of its actual state.",
  "ctl.dataLink": "Set: the data link appears down to the operating system, regardless of its actual state.",
  camAddress: "Target of configuration requests that firmware sends to the device below.",
  camData: "Reading or writing this register sends that configuration request to the device below.",
};

export const SFI: CapabilityDef = {
  key: "sfi",
  space: "extended",
  id: 0x2c,
  short: "SFI",
  title: "System Firmware Intermediary",
  section: "PCIe 6.2 §7.9.22",
  length: 0x14,
  registers: withHelp(HELP, [
    register("cap", 0x04, 2, "SFI Capability", [flag("outOfBand", 0, "SFI OOB PD Supported", { access: "HwInit" })]),
    register("ctl", 0x06, 2, "SFI Control", [
      flag("presence", 0, "SFI PD State Mask", { access: "RW", reset: 0 }),
      flag("dataLink", 1, "SFI DLL State Mask", { access: "RW", reset: 0 }),
    ]),
    register("sta", 0x08, 2, "SFI Status", []),
    whole("camAddress", 0x0c, 4, "SFI CAM Address", { access: "RW" }),
    whole("camData", 0x10, 4, "SFI CAM Data", { access: "RW" }),
  ]),
  text: ["Extended Capability ID 0x2c\n"],
};
