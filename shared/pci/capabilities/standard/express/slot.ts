/** Slot Capabilities, Control and Status (PCIe 6.2 §7.5.3.9–11). */

import { PCI_PROBLEM_WORDS } from "../../../../words/texts/pci-problems.ts";
import {
  type DerivedDef,
  flag,
  pick,
  type RegisterDef,
  register,
  registersWhen,
  shown,
  type TextPiece,
  uint,
} from "../../../layout.ts";
import { hasSlot, powerLimit, powerValue } from "./words.ts";

const POWER_SCALE: Record<number, string> = { 0: "1 W", 1: "0.1 W", 2: "0.01 W", 3: "0.001 W" };
const INDICATOR: Record<number, string> = { 1: "On", 2: "Blink", 3: "Off" };
/** lspci's name for the reserved code. */
const printed: Record<number, string> = { 0: "Unknown" };
const changed = { access: "RW1C" } as const;
const switched = { access: "RW", reset: 0 } as const;

export const SLOT_REGISTERS: readonly RegisterDef[] = registersWhen(hasSlot, [
  register("sltcap", 0x14, 4, "Slot Capabilities", [
    flag("attnbtn", 0, "Attention Button Present", { access: "HwInit" }),
    flag("pwrctrl", 1, "Power Controller Present", { access: "HwInit" }),
    flag("mrl", 2, "MRL Sensor Present", { access: "HwInit" }),
    flag("attnind", 3, "Attention Indicator Present", { access: "HwInit" }),
    flag("pwrind", 4, "Power Indicator Present", { access: "HwInit" }),
    flag("surprise", 5, "Hot-Plug Surprise", { access: "HwInit" }),
    flag("hotplug", 6, "Hot-Plug Capable", { access: "HwInit" }),
    shown("pwrval", 14, 7, "Slot Power Limit Value", powerValue, { access: "HwInit" }),
    pick("pwrscale", 16, 15, "Slot Power Limit Scale", POWER_SCALE, { access: "HwInit" }),
    flag("interlock", 17, "Electromechanical Interlock Present", { access: "HwInit" }),
    flag("nocompl", 18, "No Command Completed Support", { access: "HwInit" }),
    uint("slot", 31, 19, "Physical Slot Number", { access: "HwInit" }),
  ]),
  register("sltctl", 0x18, 2, "Slot Control", [
    flag("attnbtn", 0, "Attention Button Pressed Enable", switched),
    flag("pwrflt", 1, "Power Fault Detected Enable", switched),
    flag("mrl", 2, "MRL Sensor Changed Enable", switched),
    flag("presdet", 3, "Presence Detect Changed Enable", switched),
    flag("cmdcplt", 4, "Command Completed Interrupt Enable", switched),
    flag("hpirq", 5, "Hot-Plug Interrupt Enable", switched),
    pick("attnind", 7, 6, "Attention Indicator Control", INDICATOR, { access: "RW", printed }),
    pick("pwrind", 9, 8, "Power Indicator Control", INDICATOR, { access: "RW", printed }),
    flag("power", 10, "Power Controller Control", { access: "RW" }),
    flag("interlock", 11, "Electromechanical Interlock Control", { access: "RW", reset: 0 }),
    flag("linkchg", 12, "Data Link Layer State Changed Enable", switched),
    flag("autospl", 13, "Auto Slot Power Limit Disable", { access: "RW" }),
    flag("inbandpd", 14, "In-Band PD Disable", switched),
  ]),
  register("sltsta", 0x1a, 2, "Slot Status", [
    flag("attnbtn", 0, "Attention Button Pressed", changed),
    flag("pwrflt", 1, "Power Fault Detected", {
      ...changed,
      problem: (raw) => (raw ? PCI_PROBLEM_WORDS.powerFault : null),
    }),
    flag("mrlchg", 2, "MRL Sensor Changed", changed),
    flag("preschg", 3, "Presence Detect Changed", changed),
    flag("cmdcplt", 4, "Command Completed", changed),
    flag("mrl", 5, "MRL Sensor State", { access: "RO" }),
    flag("presdet", 6, "Presence Detect State", { access: "RO" }),
    flag("interlock", 7, "Electromechanical Interlock Status", { access: "RO" }),
    flag("linkchg", 8, "Data Link Layer State Changed", changed),
  ]),
]);

export const SLOT_DERIVED: readonly DerivedDef[] = [
  {
    id: "slotpower",
    name: "Slot power limit",
    of: ["sltcap.pwrval", "sltcap.pwrscale"],
    show: (c) => (hasSlot(c) ? powerLimit(c.get("sltcap.pwrval"), c.get("sltcap.pwrscale")) : null),
  },
];

export const SLOT_TEXT: readonly TextPiece[] = [
  "\t\tSltCap:\tAttnBtn{sltcap.attnbtn} PwrCtrl{sltcap.pwrctrl} MRL{sltcap.mrl} AttnInd{sltcap.attnind} ",
  "PwrInd{sltcap.pwrind} HotPlug{sltcap.hotplug} Surprise{sltcap.surprise}\n",
  "\t\t\tSlot #{sltcap.slot}, PowerLimit ",
  (c) => powerLimit(c.get("sltcap.pwrval"), c.get("sltcap.pwrscale")),
  "; Interlock{sltcap.interlock} NoCompl{sltcap.nocompl}\n",
  "\t\tSltCtl:\tEnable: AttnBtn{sltctl.attnbtn} PwrFlt{sltctl.pwrflt} MRL{sltctl.mrl} PresDet{sltctl.presdet} ",
  "CmdCplt{sltctl.cmdcplt} HPIrq{sltctl.hpirq} LinkChg{sltctl.linkchg}\n",
  "\t\t\tControl: AttnInd {sltctl.attnind}, PwrInd {sltctl.pwrind}, Power{sltctl.power} Interlock{sltctl.interlock}\n",
  "\t\tSltSta:\tStatus: AttnBtn{sltsta.attnbtn} PowerFlt{sltsta.pwrflt} MRL{sltsta.mrl} CmdCplt{sltsta.cmdcplt} ",
  "PresDet{sltsta.presdet} Interlock{sltsta.interlock}\n",
  "\t\t\tChanged: MRL{sltsta.mrlchg} PresDet{sltsta.preschg} LinkState{sltsta.linkchg}\n",
];
