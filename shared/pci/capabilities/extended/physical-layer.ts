/** The capabilities of the physical layer, one for each data rate from 16.0 GT/s on (PCIe 6.2 §7.7.5 to §7.7.7). */
import { type HelpTexts, withHelp } from "../../field-help.ts";
import { type CapabilityDef, type FieldDef, flag, hex, pick, type RegisterDef, register, whole } from "../../layout.ts";
import { equalizationLanes, lengthWithLanes } from "./lanes.ts";

const ALL_RESERVED: RegisterDef["fields"] = [];

const PRECODING_ON =
  "Set: this end's transmitter uses precoding, which keeps one wrong symbol from causing a burst of errors.";
const PRECODING_ASKED = "Set: this end requested precoding from the other end's transmitter.";
const NOT_NEEDED = "Set: the other end reported that it needs no equalization.";

/** The five status bits that every rate has. */
function equalizationFields(rate: string): FieldDef[] {
  return [
    flag("complete", 0, `Equalization ${rate} Complete`, {
      access: "ROS",
      help: "Set: equalization for this rate has completed, successfully or not.",
    }),
    flag("phase1", 1, `Equalization ${rate} Phase 1 Successful`, {
      access: "ROS",
      help: "Set: phase 1 succeeded: each end receives the other at the initial presets.",
    }),
    flag("phase2", 2, `Equalization ${rate} Phase 2 Successful`, {
      access: "ROS",
      help: "Set: phase 2 succeeded: the upstream port has tuned the downstream port's transmitter.",
    }),
    flag("phase3", 3, `Equalization ${rate} Phase 3 Successful`, {
      access: "ROS",
      help: "Set: phase 3 succeeded: the downstream port has tuned the upstream port's transmitter.",
    }),
    flag("request", 4, `Link Equalization Request ${rate}`, {
      access: "RW1CS",
      reset: 0,
      help: "Set: equalization was requested again; software should perform it.",
    }),
  ];
}

/** What 64.0 and 128.0 GT/s have after those. */
function precodingFields(): FieldDef[] {
  return [
    flag("precodeOn", 5, "Transmitter Precoding On", { access: "ROS", help: PRECODING_ON }),
    flag("precodeRequest", 6, "Transmitter Precode Request", { access: "ROS", help: PRECODING_ASKED }),
    flag("noEqualization", 7, "No Equalization Needed Received", { access: "ROS", help: NOT_NEEDED }),
  ];
}

const EQUALIZATION =
  "EquComplete{sta.complete} EquPhase1{sta.phase1} EquPhase2{sta.phase2} EquPhase3{sta.phase3} " +
  "LinkEquRequest{sta.request}\n";
const UNREADABLE = ["\t\t<unreadable>\n"];

/** What the fields mean, one sentence each. */
const PHYSICAL_LAYER_16_HELP: HelpTexts = {
  localParity: "Bit n: a parity mismatch was detected on lane n.",
  retimer1Parity: "Bit n: the first retimer detected a parity mismatch on lane n.",
  retimer2Parity: "Bit n: the second retimer detected a parity mismatch on lane n.",
};

export const PHYSICAL_LAYER_16: CapabilityDef = {
  key: "pl16",
  space: "extended",
  id: 0x26,
  short: "16 GT/s",
  title: "Physical Layer 16.0 GT/s",
  section: "PCIe 6.2 §7.7.5",
  length: (c) => lengthWithLanes(c, 0x20, 1),
  registers: withHelp(PHYSICAL_LAYER_16_HELP, [
    register("cap", 0x04, 4, "16.0 GT/s Capabilities", ALL_RESERVED),
    register("ctl", 0x08, 4, "16.0 GT/s Control", ALL_RESERVED),
    register("sta", 0x0c, 4, "16.0 GT/s Status", equalizationFields("16.0 GT/s")),
    whole("localParity", 0x10, 4, "16.0 GT/s Local Data Parity Mismatch Status", { access: "RW1CS" }),
    whole("retimer1Parity", 0x14, 4, "16.0 GT/s First Retimer Data Parity Mismatch Status", { access: "RW1CS" }),
    whole("retimer2Parity", 0x18, 4, "16.0 GT/s Second Retimer Data Parity Mismatch Status", { access: "RW1CS" }),
  ]),
  groups: [equalizationLanes(0x20, "16.0 GT/s")],
  text: ["Physical Layer 16.0 GT/s\n", { need: [0x04, 0x18], else: UNREADABLE }, `\t\tPhy16Sta: ${EQUALIZATION}`],
};

const USAGE_MODES = { 0: "PCI Express", 1: "Training Set Messages", 2: "Alternate Protocol Negotiation" };
const LINK_BEHAVIOR = {
  0: "Full Equalization required",
  1: "Equalization bypass to highest rate support",
  2: "No Equalization Needed",
  3: "Modified TS1/TS2 Ordered Sets supported",
};
const NEGOTIATION = { 0: "not supported", 1: "disabled", 2: "failed", 3: "succeeded" };

function modifiedTs(id: string, offset: number, side: "Received" | "Transmitted"): RegisterDef[] {
  const verb = side.toLowerCase();
  return [
    register(`${id}1`, offset, 4, `${side} Modified TS Data 1`, [
      pick("mode", 2, 0, `${side} Modified TS Usage Mode`, USAGE_MODES, {
        access: "RO",
        help: `What the modified training sets that this end ${verb} were used for.`,
      }),
      hex("info", 15, 3, `${side} Modified TS Information 1`, {
        access: "RO",
        help: `Details that this end ${verb}; their meaning depends on the usage mode.`,
      }),
      hex("vendor", 31, 16, `${side} Modified TS Vendor ID`, {
        access: "RO",
        help: `Vendor ID of the protocol or message that this end ${verb}; 1e98 is CXL.`,
      }),
    ]),
    register(`${id}2`, offset + 4, 4, `${side} Modified TS Data 2`, [
      hex("info", 23, 0, `${side} Modified TS Information 2`, {
        access: "RO",
        help: `Further details that this end ${verb}.`,
      }),
      pick("negotiation", 25, 24, "Alternate Protocol Negotiation Status", NEGOTIATION, {
        access: "RO",
        help: "Whether the two ends agreed on an alternate protocol, such as CXL.",
      }),
    ]),
  ];
}

/** What the fields mean, one sentence each. */
const PHYSICAL_LAYER_32_HELP: HelpTexts = {
  "cap.bypass": "Set: the link can equalize at its highest rate only, which shortens training.",
  "cap.noEqualization": "Set: the link can train without equalization.",
  "cap.mode0": "PCI Express is supported; always set.",
  "cap.mode1": "Set: vendor-defined messages can be sent during link training.",
  "cap.mode2": "Set: the link can negotiate an alternate protocol, such as CXL.",
  "ctl.bypass": "Set: the link equalizes at every rate up to the highest.",
  "ctl.noEqualization": "Set: the link equalizes even if neither end needs it.",
  "ctl.mode": "What the modified training sets are used for at the next training.",
  "sta.modTs": "Set: the link partner sent modified training sets, which the Received registers hold.",
  "sta.behavior": "Equalization behavior that the link partner proposed.",
};

export const PHYSICAL_LAYER_32: CapabilityDef = {
  key: "pl32",
  space: "extended",
  id: 0x2a,
  short: "32 GT/s",
  title: "Physical Layer 32.0 GT/s",
  section: "PCIe 6.2 §7.7.6",
  length: (c) => lengthWithLanes(c, 0x20, 1),
  registers: withHelp(PHYSICAL_LAYER_32_HELP, [
    register("cap", 0x04, 4, "32.0 GT/s Capabilities", [
      flag("bypass", 0, "Equalization bypass to highest rate Supported", { access: "HwInit" }),
      flag("noEqualization", 1, "No Equalization Needed Supported", { access: "HwInit" }),
      flag("mode0", 8, "Modified TS Usage Mode 0 Supported – PCI Express", { access: "RO" }),
      flag("mode1", 9, "Modified TS Usage Mode 1 Supported – Training Set Message", { access: "HwInit" }),
      flag("mode2", 10, "Modified TS Usage Mode 2 Supported – Alternate Protocol", { access: "HwInit" }),
    ]),
    register("ctl", 0x08, 4, "32.0 GT/s Control", [
      flag("bypass", 0, "Equalization bypass to highest rate Disable", { access: "RWS", reset: 0 }),
      flag("noEqualization", 1, "No Equalization Needed Disable", { access: "RWS", reset: 0 }),
      pick("mode", 10, 8, "Modified TS Usage Mode Selected", USAGE_MODES, { access: "RWS", reset: 0 }),
    ]),
    register("sta", 0x0c, 4, "32.0 GT/s Status", [
      ...equalizationFields("32.0 GT/s"),
      flag("modTs", 5, "Modified TS Received", { access: "ROS" }),
      pick("behavior", 7, 6, "Received Enhanced Link Behavior Control", LINK_BEHAVIOR, { access: "ROS" }),
      flag("precodeOn", 8, "Transmitter Precoding On", { access: "ROS", help: PRECODING_ON }),
      flag("precodeRequest", 9, "Transmitter Precode Request", { access: "ROS", help: PRECODING_ASKED }),
      flag("noEqualization", 10, "No Equalization Needed Received", { access: "ROS", help: NOT_NEEDED }),
    ]),
    ...modifiedTs("rx", 0x10, "Received"),
    ...modifiedTs("tx", 0x18, "Transmitted"),
  ]),
  groups: [equalizationLanes(0x20, "32.0 GT/s")],
  text: [
    "Physical Layer 32.0 GT/s\n",
    { need: [0x04, 0x1c], else: UNREADABLE },
    "\t\tPhy32Cap: EqualizationBypass{cap.bypass} NoEqualizationNeeded{cap.noEqualization}\n",
    "\t\t\t  ModTsMode0{cap.mode0} ModTsMode1{cap.mode1} ModTsMode2{cap.mode2}\n",
    "\t\tPhy32Ctl: EqualizationBypassDis{ctl.bypass} NoEqualizationNeededDis{ctl.noEqualization}\n",
    "\t\t\t  Modified TS Usage Mode: {ctl.mode:?}\n",
    `\t\tPhy32Sta: ${EQUALIZATION}`,
    "\t\t\t  Received Enhanced Link Behavior Control: {sta.behavior}\n",
    "\t\t\t  ModTsRecv{sta.modTs} TxPrecodeOn{sta.precodeOn} TxPrecodeReq{sta.precodeRequest} ",
    "NoEqualizationNeededRecv{sta.noEqualization}\n",
  ],
};

export const PHYSICAL_LAYER_64: CapabilityDef = {
  key: "pl64",
  space: "extended",
  id: 0x31,
  short: "64 GT/s",
  title: "Physical Layer 64.0 GT/s",
  section: "PCIe 6.2 §7.7.7",
  length: (c) => lengthWithLanes(c, 0x10, 1),
  registers: [
    register("cap", 0x04, 4, "64.0 GT/s Capabilities", ALL_RESERVED),
    register("ctl", 0x08, 4, "64.0 GT/s Control", ALL_RESERVED),
    register("sta", 0x0c, 4, "64.0 GT/s Status", [...equalizationFields("64.0 GT/s"), ...precodingFields()]),
  ],
  groups: [equalizationLanes(0x10, "64.0 GT/s")],
  text: [
    "Physical Layer 64.0 GT/s\n",
    { need: [0x04, 0x0c], else: UNREADABLE },
    `\t\tPhy64Sta: ${EQUALIZATION}`,
    "\t\t\t  TxPrecodeOn{sta.precodeOn} TxPrecodeReq{sta.precodeRequest} ",
    "NoEqualizationNeededRecv{sta.noEqualization}\n",
  ],
};

/** What the fields mean, one sentence each. */
const PHYSICAL_LAYER_128_HELP: HelpTexts = {
  "cap.speeds": "A bit for each link speed beyond those in the PCI Express capability.",
  "cap.skpGeneration": "A bit for each of these speeds at which the port can send fewer SKP ordered sets.",
  "cap.skpReception": "A bit for each of these speeds at which the port can receive fewer SKP ordered sets.",
};

export const PHYSICAL_LAYER_128: CapabilityDef = {
  key: "pl128",
  space: "extended",
  id: 0x39,
  short: "128 GT/s",
  title: "Physical Layer 128.0 GT/s",
  section: "PCIe 7.0 §7.7.8",
  length: (c) => lengthWithLanes(c, 0x10, 1),
  registers: withHelp(PHYSICAL_LAYER_128_HELP, [
    register("cap", 0x04, 4, "128.0 GT/s Capabilities", [
      hex("speeds", 7, 0, "Supported Link Speeds Vector 2", { access: "HwInit" }),
      hex("skpGeneration", 15, 8, "Lower SKP OS Generation Supported Speeds Vector 2", { access: "HwInit" }),
      hex("skpReception", 23, 16, "Lower SKP OS Reception Supported Speeds Vector 2", { access: "HwInit" }),
    ]),
    register("ctl", 0x08, 4, "128.0 GT/s Control", ALL_RESERVED),
    register("sta", 0x0c, 4, "128.0 GT/s Status", [...equalizationFields("128.0 GT/s"), ...precodingFields()]),
  ]),
  groups: [equalizationLanes(0x10, "128.0 GT/s")],
  text: ["Extended Capability ID 0x39\n"],
};
