import { type HelpTexts, withHelp } from "../../field-help.ts";
import { type CapabilityDef, flag, hex, register } from "../../layout.ts";

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  "ids.vendor": "Vendor of this root complex element.",
  "ids.device": "Device ID that the vendor assigned to this root complex element.",
  "cap.visible": "The root complex can return Request Retry Status to software instead of retrying the request itself.",
  "ctl.visible":
    "Set: the root complex returns Request Retry Status to software instead of retrying the request itself.",
};

export const RCRB: CapabilityDef = {
  key: "rcrb",
  space: "extended",
  id: 0x0a,
  short: "RCRB",
  title: "RCRB Header",
  section: "PCIe 6.2 §7.9.7",
  length: 0x14,
  registers: withHelp(HELP, [
    register("ids", 0x04, 4, "RCRB Vendor ID and Device ID", [
      hex("vendor", 15, 0, "Vendor ID", { access: "RO" }),
      hex("device", 31, 16, "Device ID", { access: "RO" }),
    ]),
    register("cap", 0x08, 4, "RCRB Capabilities", [
      flag("visible", 0, "Configuration RRS Software Visibility", { access: "RO" }),
    ]),
    register("ctl", 0x0c, 4, "RCRB Control", [
      flag("visible", 0, "Configuration RRS Software Visibility Enable", { access: "RW", reset: 0 }),
    ]),
  ]),
  text: ["Root Complex Register Block <?>\n"],
};
