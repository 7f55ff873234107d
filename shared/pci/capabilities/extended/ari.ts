import { type HelpTexts, withHelp } from "../../field-help.ts";
import { type CapabilityDef, flag, register, uint } from "../../layout.ts";

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  "cap.mfvc": "Set: the Multi-Function Virtual Channel capability can arbitrate by function group.",
  "cap.acs": "Set: ACS egress control can work by function group instead of by function.",
  "cap.next": "Number of the next function of the device; 0 = this is the last one.",
  "ctl.mfvc": "Set: arbitration is by function group instead of by function.",
  "ctl.acs": "Set: ACS egress control is by function group instead of by function.",
  "ctl.group": "Group of this function for arbitration and egress control.",
};

export const ARI: CapabilityDef = {
  key: "ari",
  space: "extended",
  id: 0x0e,
  short: "ARI",
  title: "Alternative Routing-ID Interpretation",
  section: "PCIe 6.2 §7.8.8",
  length: 8,
  registers: withHelp(HELP, [
    register("cap", 0x04, 2, "ARI Capability", [
      flag("mfvc", 0, "MFVC Function Groups Capability", { access: "RO" }),
      flag("acs", 1, "ACS Function Groups Capability", { access: "RO" }),
      uint("next", 15, 8, "Next Function Number", { access: "RO" }),
    ]),
    register("ctl", 0x06, 2, "ARI Control", [
      flag("mfvc", 0, "MFVC Function Groups Enable", { access: "RW", reset: 0 }),
      flag("acs", 1, "ACS Function Groups Enable", { access: "RW", reset: 0 }),
      uint("group", 6, 4, "Function Group", { access: "RW", reset: 0 }),
    ]),
  ]),
  text: [
    "Alternative Routing-ID Interpretation (ARI)\n",
    { need: [0x04, 4] },
    "\t\tARICap:\tMFVC{cap.mfvc} ACS{cap.acs}, Next Function: {cap.next}\n",
    "\t\tARICtl:\tMFVC{ctl.mfvc} ACS{ctl.acs}, Function Group: {ctl.group}\n",
  ],
};
