import { type CapabilityDef, flag, hex, register } from "../../layout.ts";

export const HOT_SWAP: CapabilityDef = {
  key: "chswp",
  space: "standard",
  id: 0x06,
  short: "CompactPCI hot swap",
  title: "CompactPCI Hot Swap",
  section: "PICMG 2.1 §3.1.2",
  length: 4,
  registers: [
    register("csr", 2, 1, "Hot Swap Control and Status", [
      flag("dha", 0, "Device Hiding Arm", { access: "RW" }),
      flag("eim", 1, "ENUM# Signal Mask", { access: "RW", help: "Set: insertion and extraction do not raise ENUM#." }),
      flag("pie", 2, "Pending Insert or Extract", { access: "RO" }),
      flag("loo", 3, "LED On", { access: "RW" }),
      hex("pi", 5, 4, "Programming Interface", { access: "RO" }),
      flag("ext", 6, "ENUM# Status: Extraction", { access: "RW1C" }),
      flag("ins", 7, "ENUM# Status: Insertion", { access: "RW1C" }),
    ]),
  ],
  text: ["CompactPCI hot-swap <?>\n"],
};
