import { type HelpTexts, withHelp } from "../../field-help.ts";
import { type CapabilityDef, flag, pick, register } from "../../layout.ts";
import { L0P_EXIT_LATENCY, LINK_WIDTHS } from "./flit-mode.ts";

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  "cap.dmwr": "Set: Deferrable Memory Writes can pass this port.",
  "cap.tag14Completer": "Set: it can answer requests with 14-bit tags.",
  "cap.tag14Requester": "Set: it can send requests with 14-bit tags, so many more at a time.",
  "cap.l0p": "The link can run on fewer lanes to save power.",
  "cap.portExit": "How long this port needs to bring lanes back.",
  "cap.retimerExit": "How long the retimers on the link need to bring lanes back.",
  "cap.uioCompleter": "Set: it can answer unordered I/O reads and writes.",
  "cap.uioRequester": "Set: it can send unordered I/O reads and writes.",
  "ctl.dmwr": "Set: the function may send Deferrable Memory Writes.",
  "ctl.dmwrBlock": "Set: Deferrable Memory Writes are stopped instead of leaving by this port.",
  "ctl.tag14": "Set: the function may send requests with 14-bit tags.",
  "ctl.l0p": "Set: the link may drop lanes when there is little to send.",
  "ctl.width": "Lanes that L0p shall keep; Dynamic leaves it to the hardware.",
  "ctl.uio": "Set: the function may send unordered I/O requests.",
  "ctl.uioBoundary": "Set: unordered I/O requests may cross 256-byte boundaries.",
  "sta.width": "Width that the link trained to, before L0p dropped any lanes.",
  "sta.segment": "The function knows its segment: Flit Mode reaches from it to the root.",
  "sta.remoteL0p": "Set: the other end can run on fewer lanes too.",
};

export const DEVICE3: CapabilityDef = {
  key: "dev3",
  space: "extended",
  id: 0x2f,
  short: "Device 3",
  title: "Device 3",
  section: "PCIe 6.2 §7.7.9",
  length: 0x10,
  registers: withHelp(HELP, [
    register("cap", 0x04, 4, "Device Capabilities 3", [
      flag("dmwr", 0, "DMWr Request Routing Supported", { access: "HwInit" }),
      flag("tag14Completer", 1, "14-Bit Tag Completer Supported", { access: "HwInit" }),
      flag("tag14Requester", 2, "14-Bit Tag Requester Supported", { access: "HwInit" }),
      flag("l0p", 3, "L0p Supported", { access: "HwInit" }),
      pick("portExit", 6, 4, "Port L0p Exit Latency", L0P_EXIT_LATENCY, { access: "HwInit" }),
      pick("retimerExit", 9, 7, "Retimer L0p Exit Latency", L0P_EXIT_LATENCY, { access: "HwInit" }),
      flag("uioCompleter", 10, "UIO Mem RdWr Completer Supported", { access: "HwInit" }),
      flag("uioRequester", 11, "UIO Mem RdWr Requester Supported", { access: "HwInit" }),
    ]),
    register("ctl", 0x08, 4, "Device Control 3", [
      flag("dmwr", 0, "DMWr Requester Enable", { access: "RW", reset: 0 }),
      flag("dmwrBlock", 1, "DMWr Egress Blocking", { access: "RW", reset: 0 }),
      flag("tag14", 2, "14-Bit Tag Requester Enable", { access: "RW", reset: 0 }),
      flag("l0p", 3, "L0p Enable", { access: "RW", reset: 0 }),
      pick("width", 6, 4, "Target Link Width", LINK_WIDTHS, { access: "RW" }),
      flag("uio", 7, "UIO Mem RdWr Requester Enable", { access: "RW", reset: 0 }),
      flag("uioBoundary", 8, "UIO Request 256B Boundary Disable", { access: "RW", reset: 0 }),
    ]),
    register("sta", 0x0c, 4, "Device Status 3", [
      pick("width", 2, 0, "Initial Link Width", LINK_WIDTHS, { access: "RO" }),
      flag("segment", 3, "Segment Captured", { access: "RO" }),
      flag("remoteL0p", 4, "Remote L0p Supported", { access: "RO" }),
    ]),
  ]),
  text: [
    "Device 3\n",
    { need: [0x04, 4] },
    "\t\tDevCap3: DMWr Request Routing{cap.dmwr}, 14-Bit Tag Completer{cap.tag14Completer}, ",
    "14-Bit Tag Requester{cap.tag14Requester}\n\t\t\t L0p{cap.l0p}",
    { when: "cap.l0p", text: [", Port L0p Exit Latency: {cap.portExit}, Retimer L0p Exit Latency: {cap.retimerExit}"] },
    "\n\t\t\t UIO Mem RdWr Completer{cap.uioCompleter}, UIO Mem RdWr Requester{cap.uioRequester}\n",
    { need: [0x08, 2] },
    "\t\tDevCtl3: DMWr Requester{ctl.dmwr}, DMWr Egress Blocking{ctl.dmwrBlock}, 14-Bit Tag Requester{ctl.tag14}\n",
    "\t\t\t L0p{ctl.l0p}, Target Link Width: {ctl.width:unknown}\n",
    "\t\t\t UIO Mem RdWr Requester{ctl.uio}, UIO Request 256B Boundary",
    // The register's bit disables the boundary; lspci prints whether it is kept.
    { when: "ctl.uioBoundary", text: ["-\n"], else: ["+\n"] },
    { need: [0x0c, 2] },
    "\t\tDevSta3: Initial Link Width: {sta.width:unknown}, Segment Captured{sta.segment}, ",
    "Remote L0p{sta.remoteL0p}\n",
  ],
};
