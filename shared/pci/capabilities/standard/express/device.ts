/** Device Capabilities, Control and Status (PCIe 6.2 §7.5.3.3–5). */

import type { Message } from "../../../../words/message.ts";
import { PCI_PROBLEM_WORDS } from "../../../../words/texts/pci-problems.ts";
import { PCI_VF_WORDS } from "../../../../words/texts/pci-vf.ts";
import {
  type CapabilityContext,
  type DerivedDef,
  flag,
  pick,
  type RegisterDef,
  register,
  shown,
  type TextPiece,
} from "../../../layout.ts";
import { zeroNote } from "../../../vf-notes.ts";
import {
  ENDPOINT,
  isEndpoint,
  isType,
  L0S_LATENCIES,
  L1_LATENCIES,
  LEGACY_ENDPOINT,
  LSPCI_PAYLOADS,
  PAYLOADS,
  PCI_BRIDGE,
  powerLimit,
  powerValue,
  RC_ENDPOINT,
  UPSTREAM,
} from "./words.ts";

const POWER_SCALE: Record<number, string> = { 0: "1 W", 1: "0.1 W", 2: "0.01 W", 3: "0.001 W" };

const hasButtons = isType(ENDPOINT, LEGACY_ENDPOINT, UPSTREAM, PCI_BRIDGE);
const canReset = isType(ENDPOINT, LEGACY_ENDPOINT, RC_ENDPOINT);
const hasPowerLimit = isType(ENDPOINT, UPSTREAM, PCI_BRIDGE);
const isPciBridge = isType(PCI_BRIDGE);
const resets = (c: CapabilityContext): boolean => canReset(c) && (c.u32(4) & 0x10000000) !== 0;

const phantom = (raw: number | bigint): string => String((1 << Number(raw)) - 1);

function powerText(c: CapabilityContext): string {
  return powerLimit(c.get("devcap.pwrval"), c.get("devcap.pwrscale"));
}

function detected(reason: Message): { access: "RW1C"; problem: (raw: number) => Message | null } {
  return { access: "RW1C", problem: (raw) => (raw ? reason : null) };
}

const printed = LSPCI_PAYLOADS;
const note = zeroNote(PCI_VF_WORDS.settingOfPf);
const reporting = {
  access: "RW",
  reset: 0,
  note,
  help: "Enables messages to the root complex for errors of this type.",
} as const;

export const DEVICE_REGISTERS: readonly RegisterDef[] = [
  register("devcap", 0x04, 4, "Device Capabilities", [
    pick("mps", 2, 0, "Max_Payload_Size Supported", PAYLOADS, { access: "RO", printed }),
    shown("phantom", 4, 3, "Phantom Functions Supported", phantom, { access: "RO" }),
    flag("exttag", 5, "Extended Tag Field Supported", { access: "RO" }),
    pick("l0s", 8, 6, "Endpoint L0s Acceptable Latency", L0S_LATENCIES, { access: "RO", when: isEndpoint }),
    pick("l1", 11, 9, "Endpoint L1 Acceptable Latency", L1_LATENCIES, { access: "RO", when: isEndpoint }),
    flag("attnbtn", 12, "Attention Button Present", { access: "RO" }),
    flag("attnind", 13, "Attention Indicator Present", { access: "RO" }),
    flag("pwrind", 14, "Power Indicator Present", { access: "RO" }),
    flag("rbe", 15, "Role-Based Error Reporting", { access: "RO" }),
    flag("errcorsub", 16, "ERR_COR Subclass Capable", { access: "RO" }),
    flag("rxmpsfixed", 17, "Rx_MPS_Fixed", { access: "HwInit" }),
    shown("pwrval", 25, 18, "Captured Slot Power Limit Value", powerValue, { access: "RO" }),
    pick("pwrscale", 27, 26, "Captured Slot Power Limit Scale", POWER_SCALE, { access: "RO" }),
    flag("flr", 28, "Function Level Reset Capability", { access: "RO" }),
    flag("mixedmps", 29, "Mixed_MPS_Supported", { access: "HwInit" }),
    flag("teeio", 30, "TEE-IO Supported", { access: "HwInit" }),
  ]),
  register("devctl", 0x08, 2, "Device Control", [
    flag("corr", 0, "Correctable Error Reporting Enable", reporting),
    flag("nonfatal", 1, "Non-Fatal Error Reporting Enable", reporting),
    flag("fatal", 2, "Fatal Error Reporting Enable", reporting),
    flag("unsup", 3, "Unsupported Request Reporting Enable", reporting),
    flag("relaxed", 4, "Enable Relaxed Ordering", { access: "RW", reset: 1, note }),
    pick("mps", 7, 5, "Max_Payload_Size", PAYLOADS, { access: "RW", reset: 0, note, printed }),
    flag("exttag", 8, "Extended Tag Field Enable", { access: "RW", note }),
    flag("phantom", 9, "Phantom Functions Enable", { access: "RW", reset: 0 }),
    flag("aux", 10, "Aux Power PM Enable", { access: "RWS" }),
    flag("nosnoop", 11, "Enable No Snoop", { access: "RW", reset: 1, note }),
    pick("mrrs", 14, 12, "Max_Read_Request_Size", PAYLOADS, { access: "RW", reset: 2, note, printed }),
    flag("brretry", 15, "Bridge Configuration Retry Enable", { access: "RW", reset: 0, when: isPciBridge }),
    flag("flr", 15, "Initiate Function Level Reset", { access: "RW", reset: 0, when: resets }),
  ]),
  register("devsta", 0x0a, 2, "Device Status", [
    flag("corr", 0, "Correctable Error Detected", detected(PCI_PROBLEM_WORDS.correctable)),
    flag("nonfatal", 1, "Non-Fatal Error Detected", detected(PCI_PROBLEM_WORDS.nonFatal)),
    flag("fatal", 2, "Fatal Error Detected", detected(PCI_PROBLEM_WORDS.fatal)),
    flag("unsup", 3, "Unsupported Request Detected", {
      ...detected(PCI_PROBLEM_WORDS.unsupportedRequest),
    }),
    flag("aux", 4, "AUX Power Detected", { access: "RO" }),
    flag("pending", 5, "Transactions Pending", { access: "RO" }),
    flag("epr", 6, "Emergency Power Reduction Detected", {
      access: "RW1C",
      problem: (raw) => (raw ? PCI_PROBLEM_WORDS.emergencyPower : null),
    }),
  ]),
];

export const DEVICE_DERIVED: readonly DerivedDef[] = [
  {
    id: "powerlimit",
    name: "Captured slot power limit",
    of: ["devcap.pwrval", "devcap.pwrscale"],
    help: "Power that the port above allows the card to draw.",
    show: (c) => (hasPowerLimit(c) ? powerText(c) : null),
  },
];

export const DEVICE_TEXT: readonly TextPiece[] = [
  "\t\tDevCap:\tMaxPayload {devcap.mps}, PhantFunc {devcap.phantom}",
  { when: isEndpoint, text: [", Latency L0s {devcap.l0s}, L1 {devcap.l1}"] },
  "\n\t\t\tExtTag{devcap.exttag}",
  { when: hasButtons, text: [" AttnBtn{devcap.attnbtn} AttnInd{devcap.attnind} PwrInd{devcap.pwrind}"] },
  " RBE{devcap.rbe}",
  { when: canReset, text: [" FLReset{devcap.flr}"] },
  { when: hasPowerLimit, text: [(c) => ` SlotPowerLimit ${powerText(c)}`] },
  " TEE-IO{devcap.teeio}\n",
  "\t\tDevCtl:\tCorrErr{devctl.corr} NonFatalErr{devctl.nonfatal} FatalErr{devctl.fatal} UnsupReq{devctl.unsup}\n",
  "\t\t\tRlxdOrd{devctl.relaxed} ExtTag{devctl.exttag} PhantFunc{devctl.phantom} AuxPwr{devctl.aux} ",
  "NoSnoop{devctl.nosnoop}",
  { when: isPciBridge, text: [" BrConfRtry{devctl.brretry}"] },
  { when: resets, text: [" FLReset{devctl.flr}"] },
  "\n\t\t\tMaxPayload {devctl.mps}, MaxReadReq {devctl.mrrs}\n",
  "\t\tDevSta:\tCorrErr{devsta.corr} NonFatalErr{devsta.nonfatal} FatalErr{devsta.fatal} UnsupReq{devsta.unsup} ",
  "AuxPwr{devsta.aux} TransPend{devsta.pending}\n",
];
