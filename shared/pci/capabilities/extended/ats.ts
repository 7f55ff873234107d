import { type HelpTexts, withHelp } from "../../field-help.ts";
import { type CapabilityDef, flag, hex, register, shown } from "../../layout.ts";
import { formatSize } from "../../sriov.ts";

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  "cap.depth": "Invalidations that the function takes at once; the encoding 0 stands for 32.",
  "cap.aligned": "Translations are asked for at page boundaries only.",
  "cap.global": "Set: one invalidation can be for all PASIDs at once.",
  "cap.relaxed": "Set: translation requests may be sent with relaxed ordering.",
  "ctl.unit": "n means 4096 · 2^n bytes.",
  "ctl.enable": "The function may keep translations of its own and send translated addresses.",
};

export const ATS: CapabilityDef = {
  key: "ats",
  space: "extended",
  id: 0x0f,
  short: "ATS",
  title: "Address Translation Services",
  section: "PCIe 6.2 §10.5.1",
  length: 8,
  registers: withHelp(HELP, [
    register("cap", 0x04, 2, "ATS Capability", [
      shown("depth", 4, 0, "Invalidate Queue Depth", (raw) => String(Number(raw) || 32), { access: "RO" }),
      flag("aligned", 5, "Page Aligned Request", { access: "RO" }),
      flag("global", 6, "Global Invalidate Supported", { access: "RO" }),
      flag("relaxed", 7, "Relaxed Ordering Supported", { access: "RO" }),
    ]),
    register("ctl", 0x06, 2, "ATS Control", [
      hex("unit", 4, 0, "Smallest Translation Unit", { access: "RW", reset: 0 }),
      flag("enable", 15, "ATS Enable", { access: "RW", reset: 0 }),
    ]),
  ]),
  derived: [
    {
      id: "unitBytes",
      name: "Smallest translation unit",
      of: ["ctl.unit"],
      show: (c) => `${formatSize(4096n << BigInt(c.get("ctl.unit")))} bytes`,
    },
  ],
  text: [
    "Address Translation Service (ATS)\n",
    { need: [0x04, 4] },
    "\t\tATSCap:\tInvalidate Queue Depth: {cap.depth:02x}\n",
    "\t\tATSCtl:\tEnable{ctl.enable}, Smallest Translation Unit: {ctl.unit}\n",
  ],
};
