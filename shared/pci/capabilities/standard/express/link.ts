/** Link Capabilities, Control and Status (PCIe 6.2 §7.5.3.6–8). */

import type { Message } from "../../../../words/message.ts";
import { PCI_PROBLEM_WORDS } from "../../../../words/texts/pci-problems.ts";
import { PCI_VF_WORDS } from "../../../../words/texts/pci-vf.ts";
import {
  type CapabilityContext,
  flag,
  pick,
  type RcdLink,
  type RegisterDef,
  register,
  registersWhen,
  shown,
  type TextPiece,
  uint,
} from "../../../layout.ts";
import { zeroNote } from "../../../vf-notes.ts";
import {
  ENDPOINT,
  hasLink,
  isType,
  L0S_EXIT,
  L0S_LATENCIES,
  L1_EXIT,
  L1_LATENCIES,
  LEGACY_ENDPOINT,
  LINK_SPEEDS,
  laneWidth,
  looksDown,
  PCI_BRIDGE,
  ROOT_PORT,
  sign,
} from "./words.ts";

const ASPM_SUPPORT: Readonly<Record<number, string>> = { 0: "not supported", 1: "L0s", 2: "L1", 3: "L0s L1" };
const ASPM_CONTROL: Readonly<Record<number, string>> = {
  0: "Disabled",
  1: "L0s Enabled",
  2: "L1 Enabled",
  3: "L0s L1 Enabled",
};
const SRIS: Readonly<Record<number, string>> = { 0: "SRNS or common clock", 1: "SRIS" };
const DRS: Readonly<Record<number, string>> = { 0: "not reported", 1: "interrupt", 2: "FRS message" };

const BOUNDARIES: Readonly<Record<number, string>> = { 0: "64 bytes", 1: "128 bytes" };

const hasCompletionBoundary = isType(ROOT_PORT, ENDPOINT, LEGACY_ENDPOINT, PCI_BRIDGE);
/** These are told what their root port does; a root port's own value is fixed. */
const takesBoundary = isType(ENDPOINT, LEGACY_ENDPOINT, PCI_BRIDGE);

/** Below its port's best: the port itself is not to blame when the component below it can do no better. */
function slower(what: "speed" | "width") {
  return (raw: number, c: CapabilityContext): Message | null => {
    const best = c.get(`lnkcap.${what}`);
    if (raw === 0 || raw >= best || looksDown(c)) return null;
    if (what === "width") return PCI_PROBLEM_WORDS.linkNarrower({ width: `x${raw}`, best: `x${best}` });
    const speed = (code: number) =>
      LINK_SPEEDS[code]?.replace("GT/s", " GT/s") ?? PCI_PROBLEM_WORDS.speedCode({ code });
    return PCI_PROBLEM_WORDS.linkSlower({ speed: speed(raw), best: speed(best) });
  };
}

const note = zeroNote(PCI_VF_WORDS.linkOfPf);

export const LINK_REGISTERS: readonly RegisterDef[] = registersWhen(hasLink, [
  register("lnkcap", 0x0c, 4, "Link Capabilities", [
    pick("speed", 3, 0, "Max Link Speed", LINK_SPEEDS, { access: "RO", other: "unknown" }),
    shown("width", 9, 4, "Maximum Link Width", laneWidth, { access: "RO" }),
    pick("aspm", 11, 10, "ASPM Support", ASPM_SUPPORT, { access: "RO" }),
    pick("l0s", 14, 12, "L0s Exit Latency", L0S_EXIT, { access: "RO" }),
    pick("l1", 17, 15, "L1 Exit Latency", L1_EXIT, { access: "RO" }),
    flag("clockpm", 18, "Clock Power Management", { access: "RO" }),
    flag("surprise", 19, "Surprise Down Error Reporting Capable", { access: "RO" }),
    flag("active", 20, "Data Link Layer Link Active Reporting Capable", { access: "RO" }),
    flag("bwnot", 21, "Link Bandwidth Notification Capability", { access: "RO" }),
    flag("aoc", 22, "ASPM Optionality Compliance", { access: "HwInit" }),
    uint("port", 31, 24, "Port Number", { access: "HwInit" }),
  ]),
  register("lnkctl", 0x10, 2, "Link Control", [
    pick("aspm", 1, 0, "ASPM Control", ASPM_CONTROL, { access: "RW", reset: 0, note }),
    flag("ptmprop", 2, "PTM Propagation Delay Adaptation Interpretation B", { access: "RW", reset: 0 }),
    pick("rcb", 3, 3, "Read Completion Boundary", BOUNDARIES, { access: "RO", when: isType(ROOT_PORT) }),
    pick("rcb", 3, 3, "Read Completion Boundary", BOUNDARIES, { access: "RW", reset: 0, when: takesBoundary }),
    flag("disable", 4, "Link Disable", {
      access: "RW",
      reset: 0,
      problem: (raw, c) => (raw && looksDown(c) ? PCI_PROBLEM_WORDS.linkDisabled : null),
    }),
    flag("retrain", 5, "Retrain Link", { access: "RW", reset: 0 }),
    flag("common", 6, "Common Clock Configuration", { access: "RW", reset: 0 }),
    flag("extsynch", 7, "Extended Synch", { access: "RW", reset: 0 }),
    flag("clockpm", 8, "Enable Clock Power Management", { access: "RW", reset: 0 }),
    flag("autwiddis", 9, "Hardware Autonomous Width Disable", { access: "RW", reset: 0 }),
    flag("bwint", 10, "Link Bandwidth Management Interrupt Enable", { access: "RW", reset: 0 }),
    flag("autbwint", 11, "Link Autonomous Bandwidth Interrupt Enable", { access: "RW", reset: 0 }),
    pick("sris", 12, 12, "SRIS Clocking", SRIS, { access: "RW" }),
    flag("flitdis", 13, "Flit Mode Disable", { access: "RW" }),
    pick("drs", 15, 14, "DRS Signaling Control", DRS, { access: "RW", reset: 0 }),
  ]),
  register("lnksta", 0x12, 2, "Link Status", [
    pick("speed", 3, 0, "Current Link Speed", LINK_SPEEDS, {
      access: "RO",
      other: "unknown",
      problem: slower("speed"),
      note,
    }),
    shown("width", 9, 4, "Negotiated Link Width", laneWidth, { access: "RO", problem: slower("width"), note }),
    flag("trerr", 10, "Training Error", { access: "RO" }),
    flag("train", 11, "Link Training", { access: "RO" }),
    flag("slotclk", 12, "Slot Clock Configuration", { access: "HwInit" }),
    flag("active", 13, "Data Link Layer Link Active", { access: "RO" }),
    flag("bwmgmt", 14, "Link Bandwidth Management Status", { access: "RW1C" }),
    flag("autbw", 15, "Link Autonomous Bandwidth Status", { access: "RW1C" }),
  ]),
]);

function capabilitiesText(cap: number): string {
  const aspm = (cap >>> 10) & 3;
  let out =
    `\t\tLnkCap:\tPort #${cap >>> 24}, Speed ${LINK_SPEEDS[cap & 0xf] ?? "unknown"}, Width x${(cap >>> 4) & 0x3f}, ` +
    `ASPM ${ASPM_SUPPORT[aspm] ?? ""}`;
  if (aspm !== 0) out += ", Exit Latency ";
  if (aspm & 1) out += `L0s ${L0S_LATENCIES[(cap >>> 12) & 7] ?? ""}`;
  if (aspm & 2) out += `${aspm & 1 ? ", " : ""}L1 ${L1_LATENCIES[(cap >>> 15) & 7] ?? ""}`;
  return (
    `${out}\n\t\t\tClockPM${sign(cap, 0x40000)} Surprise${sign(cap, 0x80000)} LLActRep${sign(cap, 0x100000)} ` +
    `BwNot${sign(cap, 0x200000)} ASPMOptComp${sign(cap, 0x400000)}\n`
  );
}

/** @param canBeSlow ports above other components, which may be the slower ones */
function comparison(status: number, capability: number, canBeSlow: boolean): string {
  if (status > capability) return " (overdriven)";
  return status === capability || canBeSlow ? "" : " (downgraded)";
}

function statusText(status: number, cap: number, canBeSlow: boolean): string {
  const speed = status & 0xf;
  const lanes = (status >> 4) & 0x3f;
  return (
    `\t\tLnkSta:\tSpeed ${LINK_SPEEDS[speed] ?? "unknown"}${comparison(speed, cap & 0xf, canBeSlow)}, ` +
    `Width x${lanes}${comparison(lanes, (cap >>> 4) & 0x3f, canBeSlow)}\n` +
    `\t\t\tTrErr${sign(status, 0x400)} Train${sign(status, 0x800)} SlotClk${sign(status, 0x1000)} ` +
    `DLActive${sign(status, 0x2000)} BWMgmt${sign(status, 0x4000)} ABWMgmt${sign(status, 0x8000)}\n`
  );
}

export const LINK_TEXT: readonly TextPiece[] = [
  (c) => capabilitiesText(c.u32(0x0c)),
  "\t\tLnkCtl:\tASPM {lnkctl.aspm};",
  { when: hasCompletionBoundary, text: [" RCB {lnkctl.rcb},"] },
  " LnkDisable{lnkctl.disable} CommClk{lnkctl.common}\n",
  "\t\t\tExtSynch{lnkctl.extsynch} ClockPM{lnkctl.clockpm} AutWidDis{lnkctl.autwiddis} BWInt{lnkctl.bwint} ",
  "AutBWInt{lnkctl.autbwint} FltModeDis{lnkctl.flitdis}\n",
  (c) => statusText(c.u16(0x12), c.u32(0x0c), looksDown(c)),
];

function controlText(control: number): string {
  return (
    `\t\tLnkCtl:\tASPM ${ASPM_CONTROL[control & 3] ?? ""}; Disabled${sign(control, 0x10)} CommClk${sign(control, 0x40)}\n` +
    `\t\t\tExtSynch${sign(control, 0x80)} ClockPM${sign(control, 0x100)} AutWidDis${sign(control, 0x200)} ` +
    `BWInt${sign(control, 0x400)} AutBWInt${sign(control, 0x800)}\n`
  );
}

/** The link of a restricted CXL device, whose registers only the kernel can reach. */
export function rcdLinkText(link: RcdLink): string {
  if (link.capabilities === 0) return "";
  const cap = link.capabilities >>> 0;
  return capabilitiesText(cap) + controlText(link.control) + statusText(link.status & 0xffff, cap, false);
}
