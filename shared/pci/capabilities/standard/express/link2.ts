/** Link Capabilities 2, Control 2 and Status 2, and Slot Capabilities 2 (PCIe 6.2 §7.5.3.18–21). */
import {
  type CapabilityContext,
  flag,
  pick,
  type RegisterDef,
  register,
  registersWhen,
  shown,
  type TextPiece,
  whole,
} from "../../../layout.ts";
import { DOWNSTREAM, hasLink, hasSlot, isEndpoint, isType, isVersion2, LINK_SPEEDS, looksDown } from "./words.ts";

const TARGET_SPEEDS: Record<number, string> = { 0: "2.5GT/s", ...LINK_SPEEDS };
const DEEMPHASIS: Record<number, string> = { 0: "-6dB", 1: "-3.5dB" };
/** The codes in between step down to the lowest, which is the last that the component has. */
const LOWEST = "200-400mV(full-swing)/100-200mV(half-swing)";
const LOWER = `a step towards ${LOWEST}`;
const MARGINS: Record<number, string> = {
  0: "Normal Operating Range",
  1: "800-1200mV(full-swing)/400-700mV(half-swing)",
  2: LOWER,
  3: LOWER,
  4: LOWER,
  5: LOWER,
};
/** lspci names the lowest for all of them. */
const LSPCI_MARGINS: Record<number, string> = { 2: LOWEST, 3: LOWEST, 4: LOWEST, 5: LOWEST };
const PRESETS: Record<number, string> = {
  0: "-6dB de-emphasis, 0dB preshoot",
  1: "-3.5dB de-emphasis, 0dB preshoot",
  2: "-4.4dB de-emphasis, 0dB preshoot",
  3: "-2.5dB de-emphasis, 0dB preshoot",
  4: "0dB de-emphasis, 0dB preshoot",
  5: "0dB de-emphasis, 1.9dB preshoot",
  6: "0dB de-emphasis, 2.5dB preshoot",
  7: "-6.0dB de-emphasis, 3.5dB preshoot",
  8: "-3.5dB de-emphasis, 3.5dB preshoot",
  9: "0dB de-emphasis, 3.5dB preshoot",
};
const CROSSLINK: Record<number, string> = { 0: "unsupported", 1: "Upstream Port", 2: "Downstream Port" };
const COMPONENT: Record<number, string> = {
  0: "Link Down - Not Determined",
  1: "Link Down - Not Present",
  2: "Link Down - Present",
  4: "Link Up - Present",
  5: "Link Up - Present and DRS Received",
};
/** Each port that can do a speed can do all slower ones, so the fastest says it all; index = highest bit set. */
const SPEED_RANGES = [
  "2.5GT/s",
  "2.5-5GT/s",
  "2.5-8GT/s",
  "2.5-16GT/s",
  "2.5-32GT/s",
  "2.5-64GT/s",
  "2.5-128GT/s",
] as const;
const SPEED_NAMES = ["2.5", "5", "8", "16", "32", "64", "128"] as const;

function speedRange(raw: number | bigint): string {
  return SPEED_RANGES[31 - Math.clz32(Number(raw))] ?? "Unknown";
}
/** The vector's last bit says no more than that: the faster rates are told in Physical Layer 128 (PCIe 7.0 §7.7.8). */
function speedRangeOrHigher(raw: number | bigint): string {
  return Number(raw) & 0x40 ? `${speedRange(raw)} or higher` : speedRange(raw);
}
function speedList(raw: number | bigint): string {
  const names = SPEED_NAMES.filter((_, bit) => (Number(raw) >> bit) & 1);
  return names.length > 0 ? `${names.join(", ")} GT/s` : "none";
}

/** Of a multi-function endpoint only function 0 has the link's controls. */
const ownsLink = (c: CapabilityContext): boolean => !isEndpoint(c) || (c.fn.deviceFunction ?? 0) === 0;
const isDownstream = isType(DOWNSTREAM);
const DRS = 0x80000000;
const reportsReadiness = (c: CapabilityContext): boolean => looksDown(c) && (c.u32(0x2c) & DRS) !== 0;
const exists = (c: CapabilityContext): boolean => isVersion2(c) && hasLink(c);
const switched = { access: "RWS", reset: 0 } as const;

const hasSlot2 = (c: CapabilityContext): boolean => isVersion2(c) && hasSlot(c);

export const LINK2_REGISTERS: readonly RegisterDef[] = [
  ...registersWhen(exists, [
    register("lnkcap2", 0x2c, 4, "Link Capabilities 2", [
      shown("speeds", 7, 1, "Supported Link Speeds Vector", speedRangeOrHigher, { access: "HwInit" }),
      flag("crosslink", 8, "Crosslink Supported", { access: "RO" }),
      shown("skpgen", 15, 9, "Lower SKP OS Generation Supported Speeds Vector", speedList, { access: "HwInit" }),
      shown("skprec", 22, 16, "Lower SKP OS Reception Supported Speeds Vector", speedList, { access: "HwInit" }),
      flag("retimer", 23, "Retimer Presence Detect Supported", { access: "HwInit" }),
      flag("retimers2", 24, "Two Retimers Presence Detect Supported", { access: "HwInit" }),
      flag("drs", 31, "DRS Supported", { access: "HwInit" }),
    ]),
    register("lnkctl2", 0x30, 2, "Link Control 2", [
      pick("target", 3, 0, "Target Link Speed", TARGET_SPEEDS, { access: "RWS", other: "Unknown" }),
      flag("compliance", 4, "Enter Compliance", switched),
      flag("speeddis", 5, "Hardware Autonomous Speed Disable", switched),
      pick("deemphasis", 6, 6, "Selectable De-emphasis", DEEMPHASIS, { access: "HwInit" }),
      pick("margin", 9, 7, "Transmit Margin", MARGINS, { ...switched, other: "Unknown", printed: LSPCI_MARGINS }),
      flag("modcompliance", 10, "Enter Modified Compliance", switched),
      flag("compliancesos", 11, "Compliance SOS", switched),
      pick("preset", 15, 12, "Compliance Preset/De-emphasis", PRESETS, { ...switched, other: "Unknown" }),
    ]),
    register("lnksta2", 0x32, 2, "Link Status 2", [
      pick("deemphasis", 0, 0, "Current De-emphasis Level", DEEMPHASIS, { access: "RO" }),
      flag("eqcomplete", 1, "Equalization 8.0 GT/s Complete", { access: "ROS" }),
      flag("eqphase1", 2, "Equalization 8.0 GT/s Phase 1 Successful", { access: "ROS" }),
      flag("eqphase2", 3, "Equalization 8.0 GT/s Phase 2 Successful", { access: "ROS" }),
      flag("eqphase3", 4, "Equalization 8.0 GT/s Phase 3 Successful", { access: "ROS" }),
      flag("eqrequest", 5, "Link Equalization Request 8.0 GT/s", { access: "RW1CS" }),
      flag("retimer", 6, "Retimer Presence Detected", { access: "ROS" }),
      flag("retimers2", 7, "Two Retimers Presence Detected", { access: "ROS" }),
      pick("crosslink", 9, 8, "Crosslink Resolution", CROSSLINK, { access: "RO", other: "incomplete" }),
      flag("flit", 10, "Flit Mode Status", { access: "RO" }),
      pick("component", 14, 12, "Downstream Component Presence", COMPONENT, { access: "RO", other: "Reserved" }),
      flag("drs", 15, "DRS Message Received", { access: "RW1C" }),
    ]),
  ]),
  ...registersWhen(hasSlot2, [
    register("sltcap2", 0x34, 4, "Slot Capabilities 2", [
      flag("inbandpd", 0, "In-Band PD Disable Supported", { access: "HwInit" }),
    ]),
    whole("sltctl2", 0x38, 2, "Slot Control 2", { access: "RsvdP" }),
    whole("sltsta2", 0x3a, 2, "Slot Status 2", { access: "RsvdZ" }),
  ]),
];

export const LINK2_TEXT: readonly TextPiece[] = [
  {
    when: ownsLink,
    text: [
      {
        when: "lnkcap2",
        text: [
          (c) => `\t\tLnkCap2: Supported Link Speeds: ${speedRange(c.get("lnkcap2.speeds"))}, `,
          "Crosslink{lnkcap2.crosslink} Retimer{lnkcap2.retimer} ",
          "2Retimers{lnkcap2.retimers2} DRS{lnkcap2.drs}\n",
        ],
      },
      "\t\tLnkCtl2: Target Link Speed: {lnkctl2.target}, EnterCompliance{lnkctl2.compliance} ",
      "SpeedDis{lnkctl2.speeddis}",
      { when: isDownstream, text: [", Selectable De-emphasis: {lnkctl2.deemphasis}"] },
      "\n\t\t\t Transmit Margin: {lnkctl2.margin}, EnterModifiedCompliance{lnkctl2.modcompliance} ",
      "ComplianceSOS{lnkctl2.compliancesos}\n",
      "\t\t\t Compliance Preset/De-emphasis: {lnkctl2.preset}\n",
    ],
  },
  "\t\tLnkSta2: Current De-emphasis Level: {lnksta2.deemphasis}, EqualizationComplete{lnksta2.eqcomplete} ",
  "EqualizationPhase1{lnksta2.eqphase1}\n",
  "\t\t\t EqualizationPhase2{lnksta2.eqphase2} EqualizationPhase3{lnksta2.eqphase3} ",
  "LinkEqualizationRequest{lnksta2.eqrequest}\n",
  "\t\t\t Retimer{lnksta2.retimer} 2Retimers{lnksta2.retimers2} CrosslinkRes: {lnksta2.crosslink}, ",
  "FltMode{lnksta2.flit}",
  {
    when: reportsReadiness,
    text: [", DRS{lnksta2.drs}\n", "\t\t\t DownstreamComp: {lnksta2.component}\n"],
    else: ["\n"],
  },
];
