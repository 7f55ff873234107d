import { type HelpTexts, withHelp } from "../../field-help.ts";
import { type CapabilityDef, flag, pick, register } from "../../layout.ts";
import { L0P_EXIT_LATENCY, LINK_WIDTHS } from "./flit-mode.ts";

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  "cap.dmwr": "Set: the port can forward Deferrable Memory Writes.",
  "cap.tag14Completer": "Set: the function can complete requests with 14-bit tags.",
  "cap.tag14Requester": "Set: the function can send requests with 14-bit tags and so have more of them outstanding.",
  "cap.l0p": "Set: the link can run on fewer lanes to save power.",
  "cap.portExit": "Time that this port needs to widen the link from L0p.",
  "cap.retimerExit": "Time that the retimers on the link need to widen it from L0p.",
  "cap.uioCompleter": "Set: the function can complete UIO memory reads and writes.",
  "cap.uioRequester": "Set: the function can send UIO memory reads and writes.",
  "ctl.dmwr": "Set: the function may send Deferrable Memory Writes.",
  "ctl.dmwrBlock": "Set: the port blocks Deferrable Memory Writes at egress.",
  "ctl.tag14": "Set: the function may send requests with 14-bit tags.",
  "ctl.l0p": "Set: the link may reduce its width when traffic is low.",
  "ctl.width": "Link width to which L0p is directed; Dynamic = the ports decide.",
  "ctl.uio": "Set: the function may send UIO memory requests.",
  "ctl.uioBoundary": "Set: UIO requests may cross 256-byte boundaries.",
  "sta.width": "Width to which the link trained, before L0p reduced it.",
  "sta.segment": "Set: the function knows its segment number, because Flit Mode is in use all the way to the root.",
  "sta.remoteL0p": "Set: the link partner can run on fewer lanes too.",
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
