import { type HelpTexts, withHelp } from "../../field-help.ts";
import { type CapabilityDef, flag, hex, register } from "../../layout.ts";

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  "cap.exec": "Set: requests can ask for execute permission.",
  "cap.priv": "Set: requests can be made in privileged mode.",
  "cap.translated": "Set: requests with translated addresses can carry a PASID too.",
  "cap.width": "Maximum width of a PASID, in bits.",
  "ctl.enable": "Set: the function may add a PASID to its requests.",
  "ctl.exec": "Set: requests may ask for execute permission.",
  "ctl.priv": "Set: requests may be made in privileged mode.",
  "ctl.translated": "Set: requests with translated addresses may carry a PASID too.",
};

export const PASID: CapabilityDef = {
  key: "pasid",
  space: "extended",
  id: 0x1b,
  short: "PASID",
  title: "Process Address Space ID",
  section: "PCIe 6.2 §7.8.9",
  length: 8,
  registers: withHelp(HELP, [
    register("cap", 0x04, 2, "PASID Capability", [
      flag("exec", 1, "Execute Permission Supported", { access: "RO" }),
      flag("priv", 2, "Privileged Mode Supported", { access: "RO" }),
      flag("translated", 3, "Translated Requests with PASID Supported", { access: "RO" }),
      hex("width", 12, 8, "Max PASID Width", { access: "RO" }),
    ]),
    register("ctl", 0x06, 2, "PASID Control", [
      flag("enable", 0, "PASID Enable", { access: "RW", reset: 0 }),
      flag("exec", 1, "Execute Permission Enable", { access: "RW", reset: 0 }),
      flag("priv", 2, "Privileged Mode Enable", { access: "RW", reset: 0 }),
      flag("translated", 3, "Translated Requests with PASID Enable", { access: "RW", reset: 0 }),
    ]),
  ]),
  text: [
    "Process Address Space ID (PASID)\n",
    { need: [0x04, 4] },
    "\t\tPASIDCap: Exec{cap.exec} Priv{cap.priv}, Max PASID Width: {cap.width}\n",
    "\t\tPASIDCtl: Enable{ctl.enable} Exec{ctl.exec} Priv{ctl.priv}\n",
  ],
};
