import { PCI_PROBLEM_WORDS } from "../../../words/texts/pci-problems.ts";
import { type HelpTexts, withHelp } from "../../field-help.ts";
import { type CapabilityContext, type CapabilityDef, flag, pick, register, registersWhen, uint } from "../../layout.ts";

const POWER_ON_US = [2, 10, 100];
const POWER_ON_SCALES = { 0: "2 us", 1: "10 us", 2: "100 us" };
const THRESHOLD_SCALES = { 0: "1 ns", 1: "32 ns", 2: "1024 ns", 3: "32768 ns", 4: "1048576 ns", 5: "33554432 ns" };

const hasStatus = (c: CapabilityContext): boolean => ((c.u32(0) >>> 16) & 0xf) >= 2;
/** Either kind of L1.2 is supported: only then do its times mean anything. */
const hasL12 = (c: CapabilityContext): boolean => (c.u8(4) & 5) !== 0;

/** T_POWER_ON in microseconds; null for the reserved scale. */
function powerOn(c: CapabilityContext, side: "cap" | "ctl2"): number | null {
  const unit = POWER_ON_US[c.get(`${side}.powerOnScale`)];
  return unit === undefined ? null : unit * c.get(`${side}.powerOn`);
}

/** LTR_L1.2_THRESHOLD in nanoseconds; null for the reserved scales. */
function threshold(c: CapabilityContext): number | null {
  const scale = c.get("ctl1.thresholdScale");
  return scale > 5 ? null : c.get("ctl1.threshold") * 32 ** scale;
}

const orError = (value: number | null, unit: string): string => (value === null ? "<error>" : `${value}${unit}`);
const inWords = (value: number | null, unit: string): string =>
  value === null ? "reserved scale" : `${value} ${unit}`;

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  "cap.pciPm12": "Set: L1.2 is supported through PCI-PM, with the device in a low-power state.",
  "cap.pciPm11": "Set: L1.1 is supported through PCI-PM, with the device in a low-power state.",
  "cap.aspm12": "Set: L1.2 is supported through ASPM, on an idle link.",
  "cap.aspm11": "Set: L1.1 is supported through ASPM, on an idle link.",
  "cap.substates": "Set: L1 PM substates are supported.",
  "cap.activation": "Set: software can have the port bring the link out of L1 substates.",
  "cap.commonMode": "Time that the port needs to restore its common mode voltage, in µs.",
  "cap.powerOnScale": "Unit of the next field: 2, 10 or 100 µs.",
  "cap.powerOn": "How long this port requires the link partner to wait in L1.2.Exit before driving the link.",
  "ctl1.pciPm12": "Set: the link may enter L1.2 while the device is in a low-power state (PCI-PM).",
  "ctl1.pciPm11": "Set: the link may enter L1.1 while the device is in a low-power state (PCI-PM).",
  "ctl1.aspm12": "Set: the link may enter L1.2 when idle (ASPM).",
  "ctl1.aspm11": "Set: the link may enter L1.1 when idle (ASPM).",
  "ctl1.interrupt": "Set: an interrupt is raised when the link has been activated.",
  "ctl1.activation": "Set: the port brings the link out of L1 substates and keeps it out.",
  "ctl1.commonMode": "Time allowed for restoring the common mode voltage, in µs.",
  "ctl1.threshold": "The link enters L1.2 only if the reported latency tolerance is at least this threshold.",
  "ctl1.thresholdScale": "Unit of the threshold: 32^n ns.",
  "ctl2.powerOnScale": "Unit of the next field: 2, 10 or 100 µs.",
  "ctl2.powerOn": "How long both ends wait in L1.2.Exit before driving the link.",
  "sta.activation": "Set: the link was activated as requested. Write 1 to clear.",
};

export const L1_PM_SUBSTATES: CapabilityDef = {
  key: "l1pm",
  space: "extended",
  id: 0x1e,
  short: "L1 PM",
  title: "L1 PM Substates",
  section: "PCIe 6.2 §7.8.3",
  length: (c) => (((c.u32(0) >>> 16) & 0xf) >= 2 ? 0x14 : 0x10),
  registers: withHelp(HELP, [
    register("cap", 0x04, 4, "L1 PM Substates Capabilities", [
      flag("pciPm12", 0, "PCI-PM L1.2 Supported", { access: "HwInit" }),
      flag("pciPm11", 1, "PCI-PM L1.1 Supported", { access: "HwInit" }),
      flag("aspm12", 2, "ASPM L1.2 Supported", { access: "HwInit" }),
      flag("aspm11", 3, "ASPM L1.1 Supported", { access: "HwInit" }),
      flag("substates", 4, "L1 PM Substates Supported", { access: "HwInit" }),
      flag("activation", 5, "Link Activation Supported", { access: "HwInit" }),
      uint("commonMode", 15, 8, "Port Common_Mode_Restore_Time", { access: "HwInit", unit: "us" }),
      pick("powerOnScale", 17, 16, "Port T_POWER_ON Scale", POWER_ON_SCALES, { access: "HwInit" }),
      uint("powerOn", 23, 19, "Port T_POWER_ON Value", { access: "HwInit" }),
    ]),
    register("ctl1", 0x08, 4, "L1 PM Substates Control 1", [
      flag("pciPm12", 0, "PCI-PM L1.2 Enable", { access: "RW", reset: 0 }),
      flag("pciPm11", 1, "PCI-PM L1.1 Enable", { access: "RW", reset: 0 }),
      flag("aspm12", 2, "ASPM L1.2 Enable", { access: "RW", reset: 0 }),
      flag("aspm11", 3, "ASPM L1.1 Enable", { access: "RW", reset: 0 }),
      flag("interrupt", 4, "Link Activation Interrupt Enable", { access: "RW", reset: 0 }),
      flag("activation", 5, "Link Activation Control", { access: "RW", reset: 0 }),
      uint("commonMode", 15, 8, "Common_Mode_Restore_Time", { access: "RW", unit: "us" }),
      uint("threshold", 25, 16, "LTR_L1.2_THRESHOLD Value", { access: "RW", reset: 0 }),
      pick("thresholdScale", 31, 29, "LTR_L1.2_THRESHOLD Scale", THRESHOLD_SCALES, {
        access: "RW",
        reset: 0,
        problem: (raw) => (raw > 5 ? PCI_PROBLEM_WORDS.reservedScale : null),
      }),
    ]),
    register("ctl2", 0x0c, 4, "L1 PM Substates Control 2", [
      pick("powerOnScale", 1, 0, "T_POWER_ON Scale", POWER_ON_SCALES, { access: "RW", reset: 0 }),
      uint("powerOn", 7, 3, "T_POWER_ON Value", { access: "RW", reset: 5 }),
    ]),
    ...registersWhen(hasStatus, [
      register("sta", 0x10, 4, "L1 PM Substates Status", [
        flag("activation", 0, "Link Activation Status", { access: "RW1C" }),
      ]),
    ]),
  ]),
  derived: [
    {
      id: "threshold",
      name: "LTR_L1.2_THRESHOLD",
      of: ["ctl1.threshold", "ctl1.thresholdScale"],
      show: (c) => (hasL12(c) ? inWords(threshold(c), "ns") : null),
    },
    {
      id: "portPowerOn",
      name: "Port T_POWER_ON",
      of: ["cap.powerOn", "cap.powerOnScale"],
      show: (c) => (hasL12(c) ? inWords(powerOn(c, "cap"), "us") : null),
    },
    {
      id: "powerOn",
      name: "T_POWER_ON",
      of: ["ctl2.powerOn", "ctl2.powerOnScale"],
      help: "How long each end waits on exit from L1.2 before it drives the link.",
      show: (c) => (hasL12(c) ? inWords(powerOn(c, "ctl2"), "us") : null),
    },
  ],
  text: [
    "L1 PM Substates\n",
    { need: [0x04, 12], else: ["\t\t<unreadable>\n"] },
    "\t\tL1SubCap: PCI-PM_L1.2{cap.pciPm12} PCI-PM_L1.1{cap.pciPm11} ASPM_L1.2{cap.aspm12} ASPM_L1.1{cap.aspm11} ",
    "L1_PM_Substates{cap.substates}\n",
    {
      when: hasL12,
      text: [
        "\t\t\t  PortCommonModeRestoreTime={cap.commonMode}us PortTPowerOnTime=",
        (c) => orError(powerOn(c, "cap"), "us"),
        "\n",
      ],
    },
    "\t\tL1SubCtl1: PCI-PM_L1.2{ctl1.pciPm12} PCI-PM_L1.1{ctl1.pciPm11} ASPM_L1.2{ctl1.aspm12} ",
    "ASPM_L1.1{ctl1.aspm11}\n",
    {
      when: hasL12,
      text: [
        "\t\t\t   T_CommonMode={ctl1.commonMode}us",
        { when: "cap.aspm12", text: [" LTR1.2_Threshold=", (c) => orError(threshold(c), "ns")] },
        "\n",
      ],
    },
    "\t\tL1SubCtl2:",
    { when: hasL12, text: [" T_PwrOn=", (c) => orError(powerOn(c, "ctl2"), "us")] },
    "\n",
  ],
};
