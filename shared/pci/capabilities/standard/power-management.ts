import { type HelpTexts, withHelp } from "../../field-help.ts";
import { type CapabilityDef, flag, hex, pick, register, uint } from "../../layout.ts";

const AUX_CURRENT: Record<number, string> = {
  0: "0mA",
  1: "55mA",
  2: "100mA",
  3: "160mA",
  4: "220mA",
  5: "270mA",
  6: "320mA",
  7: "375mA",
};

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  "cap.version": "Version of the PCI Power Management specification.",
  "cap.pmeclk": "Not applicable to PCI Express. Reads 0.",
  "cap.imm": "The function is ready immediately after its return to D0.",
  "cap.dsi": "The function needs device-specific initialization before a class driver can use it.",
  "cap.aux": "Auxiliary current that the function needs.",
  "cap.d1": "Supports D1.",
  "cap.d2": "Supports D2.",
  "cap.pme0": "Can signal PME from D0.",
  "cap.pme1": "Can signal PME from D1.",
  "cap.pme2": "Can signal PME from D2.",
  "cap.pme3h": "Can signal PME from D3hot.",
  "cap.pme3c": "Can signal PME from D3cold, without main power.",
  "ctl.state": "Current power state. A write changes it.",
  "ctl.nosoftrst": "The function keeps its configuration from D3hot to D0.",
  "ctl.pmeen": "Allows the function to signal PME.",
  "ctl.dsel": "Selects what Data shows: power consumed or dissipated, by state.",
  "ctl.dscale": "Unit of Data: 0.1, 0.01 or 0.001 W.",
  "ctl.pme": "The function has signaled a wake-up event (PME). Write 1 to clear.",
  "bridge.b3": "State of the secondary bus while the bridge is in D3hot.",
  "bridge.bpcc": "Power and clock of the secondary bus follow the power state of the bridge.",
  "data.value": "Value selected by Data Select, in units of Data Scale.",
};

export const POWER_MANAGEMENT: CapabilityDef = {
  key: "pm",
  space: "standard",
  id: 0x01,
  short: "PM",
  title: "Power Management",
  section: "PCIe 6.2 §7.5.2",
  length: 8,
  registers: withHelp(HELP, [
    register("cap", 2, 2, "Power Management Capabilities", [
      uint("version", 2, 0, "Version", { access: "RO" }),
      flag("pmeclk", 3, "PME Clock", { access: "RO" }),
      flag("imm", 4, "Immediate Readiness on Return to D0", { access: "RO" }),
      flag("dsi", 5, "Device Specific Initialization", { access: "RO" }),
      pick("aux", 8, 6, "Aux Current", AUX_CURRENT, { access: "RO" }),
      flag("d1", 9, "D1 Support", { access: "RO" }),
      flag("d2", 10, "D2 Support", { access: "RO" }),
      flag("pme0", 11, "PME from D0", { access: "RO" }),
      flag("pme1", 12, "PME from D1", { access: "RO" }),
      flag("pme2", 13, "PME from D2", { access: "RO" }),
      flag("pme3h", 14, "PME from D3hot", { access: "RO" }),
      flag("pme3c", 15, "PME from D3cold", { access: "RO" }),
    ]),
    register("ctl", 4, 2, "Power Management Control/Status", [
      pick("state", 1, 0, "PowerState", { 0: "D0", 1: "D1", 2: "D2", 3: "D3hot" }, { access: "RW", reset: 0 }),
      flag("nosoftrst", 3, "No Soft Reset", { access: "RO" }),
      flag("pmeen", 8, "PME Enable", { access: "RWS" }),
      uint("dsel", 12, 9, "Data Select", { access: "RW", reset: 0 }),
      uint("dscale", 14, 13, "Data Scale", { access: "RO" }),
      flag("pme", 15, "PME Status", { access: "RW1CS" }),
    ]),
    register("bridge", 6, 1, "Bridge Support Extensions", [
      flag("b3", 6, "B2/B3 Support", { access: "RO" }),
      flag("bpcc", 7, "Bus Power/Clock Control Enable", { access: "RO" }),
    ]),
    register("data", 7, 1, "Data", [hex("value", 7, 0, "Data", { access: "RO" })]),
  ]),
  text: [
    "Power Management version {cap.version}\n",
    "\t\tFlags: PMEClk{cap.pmeclk} DSI{cap.dsi} D1{cap.d1} D2{cap.d2} AuxCurrent={cap.aux} ",
    "PME(D0{cap.pme0},D1{cap.pme1},D2{cap.pme2},D3hot{cap.pme3h},D3cold{cap.pme3c})\n",
    { need: [4, 4] },
    "\t\tStatus: D{ctl.state:d} NoSoftRst{ctl.nosoftrst} PME-Enable{ctl.pmeen} DSel={ctl.dsel} DScale={ctl.dscale} ",
    "PME{ctl.pme}\n",
    // The flag "B3" is printed inverted by lspci: + means that the bit is clear.
    { when: "bridge", text: ["\t\tBridge: PM{bridge.bpcc} ", (c) => `B3${c.get("bridge.b3") ? "-" : "+"}\n`] },
  ],
};
