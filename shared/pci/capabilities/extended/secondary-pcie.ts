import { names } from "../../../words/joined.ts";
import type { Message } from "../../../words/message.ts";
import { PCI_PROBLEM_WORDS } from "../../../words/texts/pci-problems.ts";
import { type HelpTexts, withHelp } from "../../field-help.ts";
import { type CapabilityContext, type CapabilityDef, flag, hex, register, shown } from "../../layout.ts";
import { laneCount, lengthWithLanes } from "./lanes.ts";

const LANES = 0x0c;

/** The lanes that have a bit in `bits`. */
function lanesOf(bits: number): string {
  let out = "";
  for (let lane = 0; lane < 32; lane++) if ((bits >>> lane) & 1) out += ` ${lane}`;
  return out;
}

/** The same as the values of a message. */
function laneWords(bits: number): { count: number; lanes: Message } {
  const lanes = lanesOf(bits).trimStart().split(" ");
  return { count: lanes.length, lanes: names(lanes) };
}

/** lspci takes the lower half of the register only. */
function errorLanes(c: CapabilityContext): string {
  const bits = c.u16(0x08);
  return bits === 0 ? "0" : `LaneErr at lane:${lanesOf(bits)}`;
}

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  "lnkctl3.perform": "Set: retraining the link also performs equalization.",
  "lnkctl3.interrupt": "Set: a request for link equalization raises an interrupt.",
  "lnkctl3.skp":
    "A bit for each link speed at which SKP ordered sets are sent less often; relevant with separate reference clocks.",
  "laneErr.lanes": "Lanes on which errors were detected; errors that recur on one lane point to its contacts or trace.",
};

/** What the fields of a lane mean, one sentence each. */
const LANE_HELP: HelpTexts = {
  "equalization.downstreamPreset": "Initial transmitter preset of the downstream port at 8.0 GT/s.",
  "equalization.downstreamHint": "Hint with which the downstream port's receiver starts equalization.",
  "equalization.upstreamPreset": "Initial transmitter preset that the upstream port is given for 8.0 GT/s.",
  "equalization.upstreamHint": "Hint with which the upstream port's receiver starts equalization.",
};

export const SECONDARY_PCIE: CapabilityDef = {
  key: "secpci",
  space: "extended",
  id: 0x19,
  short: "Secondary PCIe",
  title: "Secondary PCI Express",
  section: "PCIe 6.2 §7.7.3",
  length: (c) => lengthWithLanes(c, LANES, 2),
  registers: withHelp(HELP, [
    register("lnkctl3", 0x04, 4, "Link Control 3", [
      flag("perform", 0, "Perform Equalization", { access: "RW", reset: 0 }),
      flag("interrupt", 1, "Link Equalization Request Interrupt Enable", { access: "RW", reset: 0 }),
      hex("skp", 15, 9, "Enable Lower SKP OS Generation Vector", { access: "RW", reset: 0 }),
    ]),
    register("laneErr", 0x08, 4, "Lane Error Status", [
      shown("lanes", 31, 0, "Lanes with errors", (raw) => lanesOf(Number(raw)).trimStart() || "none", {
        access: "RW1CS",
        reset: 0,
        problem: (raw) => (raw ? PCI_PROBLEM_WORDS.laneErrors(laneWords(raw)) : null),
      }),
    ]),
  ]),
  groups: [
    {
      id: "lane",
      name: (index) => `Lane ${index}:`,
      count: laneCount,
      limit: 32,
      offset: (index) => LANES + 2 * index,
      registers: withHelp(LANE_HELP, [
        register("equalization", 0, 2, "8.0 GT/s Lane Equalization Control", [
          hex("downstreamPreset", 3, 0, "Downstream Port Transmitter Preset", { access: "HwInit" }),
          hex("downstreamHint", 6, 4, "Downstream Port Receiver Preset Hint", { access: "HwInit" }),
          hex("upstreamPreset", 11, 8, "Upstream Port Transmitter Preset", { access: "HwInit" }),
          hex("upstreamHint", 14, 12, "Upstream Port Receiver Preset Hint", { access: "HwInit" }),
        ]),
      ]),
    },
  ],
  text: [
    "Secondary PCI Express\n",
    { need: [0x04, 12] },
    "\t\tLnkCtl3: LnkEquIntrruptEn{lnkctl3.interrupt} PerformEqu{lnkctl3.perform}\n",
    "\t\tLaneErrStat: ",
    errorLanes,
    "\n",
  ],
};
