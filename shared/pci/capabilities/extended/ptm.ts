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
  "cap.requester": "Set: the function can request the time from the port above.",
  "cap.responder": "Set: the function can respond to PTM requests from below.",
  "cap.root": "Set: the function can be the PTM root, the time source of its hierarchy.",
  "cap.eptm": "Set: the function follows the stricter rules of enhanced PTM.",
  "cap.adaptation": "Set: the function can adapt to ports that send the propagation delay in the other byte order.",
  "cap.granularity": "Granularity of the local clock; time obtained through it is no finer than this.",
  "ctl.enable": "Set: the function takes part in PTM.",
  "ctl.root": "Set: this is the PTM root, the time source of its hierarchy.",
  "ctl.granularity": "Coarsest clock granularity on the path to the PTM root, which limits the accuracy of the time.",
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
