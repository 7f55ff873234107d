import { type HelpTexts, withHelp } from "../../field-help.ts";
import { type CapabilityDef, flag, hex, register, shown } from "../../layout.ts";
import { formatSize } from "../../sriov.ts";

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  "cap.depth": "Number of invalidation requests that the function can queue; a value of 0 in the register means 32.",
  "cap.aligned": "Set: translation requests always use page-aligned addresses.",
  "cap.global": "Set: one invalidation request can apply to all PASIDs.",
  "cap.relaxed": "Set: translation requests may use relaxed ordering.",
  "ctl.unit": "Value n: a translation covers at least 4096 · 2^n bytes.",
  "ctl.enable": "Set: the function may cache translations and send requests with translated addresses.",
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
