import { type HelpTexts, withHelp } from "../../field-help.ts";
import { type CapabilityDef, flag, register, shown } from "../../layout.ts";

/** A clock granularity in lspci's words; `none` is what 0 stands for. */
const granularity =
  (none: string) =>
  (raw: number | bigint): string => {
    const value = Number(raw);
    if (value === 0) return none;
    return value === 0xff ? "Greater than 254ns" : `${value}ns`;
  };

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  "cap.requester": "Set: it can ask the port above for the time.",
  "cap.responder": "Set: it can answer a device below that asks for the time.",
  "cap.root": "Set: it can be the source of time of its hierarchy.",
  "cap.eptm": "Set: it follows the stricter rules of enhanced PTM.",
  "cap.adaptation": "Set: it can deal with ports that give the propagation delay in the old byte order.",
  "cap.granularity": "Step of its own clock; time measured through it is no finer than this.",
  "ctl.enable": "Set: it takes part in measuring time.",
  "ctl.root": "This is the source of time of its hierarchy.",
  "ctl.granularity": "Coarsest clock step on the way to the source: how exact the time can be at best.",
};

export const PTM: CapabilityDef = {
  key: "ptm",
  space: "extended",
  id: 0x1f,
  short: "PTM",
  title: "Precision Time Measurement",
  section: "PCIe 6.2 §7.9.15",
  length: 12,
  registers: withHelp(HELP, [
    register("cap", 0x04, 4, "PTM Capability", [
      flag("requester", 0, "PTM Requester Capable", { access: "HwInit" }),
      flag("responder", 1, "PTM Responder Capable", { access: "HwInit" }),
      flag("root", 2, "PTM Root Capable", { access: "HwInit" }),
      flag("eptm", 3, "ePTM Capable", { access: "HwInit" }),
      flag("adaptation", 4, "PTM Propagation Delay Adaptation Capable", { access: "HwInit" }),
      shown("granularity", 15, 8, "Local Clock Granularity", granularity("Unimplemented"), { access: "HwInit" }),
    ]),
    register("ctl", 0x08, 4, "PTM Control", [
      flag("enable", 0, "PTM Enable", { access: "RW", reset: 0 }),
      flag("root", 1, "Root Select", { access: "RW", reset: 0 }),
      shown("granularity", 15, 8, "Effective Granularity", granularity("Unknown"), { access: "RW", reset: 0 }),
    ]),
  ]),
  text: [
    "Precision Time Measurement\n",
    { need: [0x04, 8], else: ["\t\t<unreadable>\n"] },
    "\t\tPTMCap: Requester{cap.requester} Responder{cap.responder} Root{cap.root}\n",
    "\t\tPTMClockGranularity: {cap.granularity}\n",
    "\t\tPTMControl: Enabled{ctl.enable} RootSelected{ctl.root}\n",
    "\t\tPTMEffectiveGranularity: {ctl.granularity}\n",
  ],
};
