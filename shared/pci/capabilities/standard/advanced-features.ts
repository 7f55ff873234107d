import { type CapabilityDef, flag, register, uint } from "../../layout.ts";

export const ADVANCED_FEATURES: CapabilityDef = {
  key: "af",
  space: "standard",
  id: 0x13,
  short: "AF",
  title: "PCI Advanced Features",
  section: "PCIe 6.2 §7.9.21",
  length: 6,
  registers: [
    register("length", 2, 1, "Length", [
      uint("value", 7, 0, "Length", {
        access: "RO",
        unit: "bytes",
        help: "Length of the capability in bytes, 6 in the only version.",
      }),
    ]),
    register("cap", 3, 1, "AF Capabilities", [
      flag("tp", 0, "Transactions Pending Capable", {
        access: "HwInit",
        help: "The status shows pending transactions, which should finish before a reset.",
      }),
      flag("flr", 1, "Function Level Reset Capable", {
        access: "HwInit",
        help: "A conventional PCI function that supports function-level reset (FLR).",
      }),
    ]),
    register("ctl", 4, 1, "AF Control", [
      flag("flr", 0, "Initiate FLR", { access: "WO", help: "Write 1 to reset the function. Reads 0." }),
    ]),
    register("sta", 5, 1, "AF Status", [
      flag("tp", 0, "Transactions Pending", { access: "RO", help: "The function still waits for completions." }),
    ]),
  ],
  text: [
    "PCI Advanced Features\n",
    { need: [3, 3] },
    "\t\tAFCap: TP{cap.tp} FLR{cap.flr}\n",
    "\t\tAFCtrl: FLR{ctl.flr}\n",
    "\t\tAFStatus: TP{sta.tp}\n",
  ],
};
