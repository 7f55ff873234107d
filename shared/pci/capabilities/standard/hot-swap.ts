import { type HelpTexts, withHelp } from "../../field-help.ts";
import { type CapabilityDef, flag, hex, register } from "../../layout.ts";

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  "csr.dha": "Set: the board goes out of sight of software when its ejector handle is opened.",
  "csr.eim": "Set: insertion and extraction do not raise ENUM#.",
  "csr.pie": "The board has been put in or is about to be taken out, and software has not dealt with it.",
  "csr.loo": "The blue light is on: the board may be taken out.",
  "csr.pi": "0 = the first version of this register; 1 = the one with Device Hiding and Pending.",
  "csr.ext": "Somebody wants to take the board out; cleared by writing 1.",
  "csr.ins": "The board has just been put in; cleared by writing 1.",
};

export const HOT_SWAP: CapabilityDef = {
  key: "chswp",
  space: "standard",
  id: 0x06,
  short: "CompactPCI hot swap",
  title: "CompactPCI Hot Swap",
  section: "PICMG 2.1 §3.1.2",
  length: 4,
  registers: withHelp(HELP, [
    register("csr", 2, 1, "Hot Swap Control and Status", [
      flag("dha", 0, "Device Hiding Arm", { access: "RW" }),
      flag("eim", 1, "ENUM# Signal Mask", { access: "RW" }),
      flag("pie", 2, "Pending Insert or Extract", { access: "RO" }),
      flag("loo", 3, "LED On", { access: "RW" }),
      hex("pi", 5, 4, "Programming Interface", { access: "RO" }),
      flag("ext", 6, "ENUM# Status: Extraction", { access: "RW1C" }),
      flag("ins", 7, "ENUM# Status: Insertion", { access: "RW1C" }),
    ]),
  ]),
  text: ["CompactPCI hot-swap <?>\n"],
};
