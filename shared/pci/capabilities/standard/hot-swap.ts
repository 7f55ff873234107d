import { type HelpTexts, withHelp } from "../../field-help.ts";
import { type CapabilityDef, flag, hex, register } from "../../layout.ts";

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  "csr.dha": "Set: opening the ejector handle hides the board from software.",
  "csr.eim": "Set: insertion and extraction do not assert ENUM#.",
  "csr.pie": "Software has not yet handled an insertion or a requested extraction.",
  "csr.loo": "The blue LED is on: the board may be removed.",
  "csr.pi": "0 = first version of this register. 1 = with Device Hiding and Pending.",
  "csr.ext": "Extraction of the board was requested. Write 1 to clear.",
  "csr.ins": "The board was inserted. Write 1 to clear.",
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
