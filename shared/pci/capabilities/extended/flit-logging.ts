import { type HelpTexts, withHelp } from "../../field-help.ts";
import { type CapabilityDef, flag, hex, pick, register, type TextPiece, uint } from "../../layout.ts";
import { LINK_WIDTHS } from "./flit-mode.ts";

const FIRST_LANES = 0x1c;
const PAIRS = [0, 1, 2, 3, 4, 5, 6, 7];

const LANE = "Bit errors corrected on this lane; far more than on neighboring lanes point to its contacts or trace.";

/** One line for each pair of lanes, aligned as lspci aligns them. */
function laneLines(): TextPiece[] {
  return PAIRS.map((pair) => {
    const label = (lane: number) => `Lane${lane}:`.padEnd(7);
    const line = `MeasSts${pair + 3}:`.padEnd(11);
    const [even, odd] = [2 * pair, 2 * pair + 1];
    return `\t\t${line}${label(even)} {lanes${pair}.even:5d}, ${label(odd)} {lanes${pair}.odd:5d}\n`;
  });
}

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  log1: "Oldest logged flit with an error. Clear the entry to read the next one.",
  log2: "FEC syndromes of the flit's other two ECC groups.",
  countCtl: "How flits with errors are counted.",
  countSta: "Result of counting.",
  measureCtl: "Measurement of the bit error rate.",
  flits: "Number of flits received since the measurement began.",
  invalid: "Number of flits among them that were invalid: FEC could not correct them, or their CRC failed.",
  "log1.valid": "Set: the log holds an entry; writing 1 clears it and loads the next one.",
  "log1.width": "Link width at which the flit was received.",
  "log1.offset":
    "Position after the previous logged flit: 1 = the next flit, 15 = 15 or more flits later, 0 = no previous entry.",
  "log1.consecutive": "Which of the five flits right after this one had errors, too: a bit for each.",
  "log1.more": "Set: further errors are logged after this entry.",
  "log1.unrecognized": "Set: the flit passed its CRC but uses a reserved encoding.",
  "log1.uncorrectable": "Set: FEC could not correct the flit, or its CRC failed.",
  "log1.parity0": "FEC syndrome of the first of the flit's three ECC groups: which bits were wrong.",
  "log1.check0": "FEC syndrome of the first of the flit's three ECC groups: where the error was.",
  "log2.parity1": "FEC syndrome of the second ECC group: which bits were wrong.",
  "log2.check1": "FEC syndrome of the second ECC group: where the error was.",
  "log2.parity2": "FEC syndrome of the third ECC group: which bits were wrong.",
  "log2.check2": "FEC syndrome of the third ECC group: where the error was.",
  "countCtl.enable": "Set: the error counter is running.",
  "countCtl.interrupt": "Set: an interrupt is raised when the count exceeds the trigger value.",
  "countCtl.events": "Errors that are counted.",
  "countCtl.trigger": "The event is triggered when the count exceeds this value; 0 = never.",
  "countSta.width": "Link width when counting began; if the width has changed since, counts are hard to compare.",
  "countSta.count": "Error count. It also decreases at a fixed rate, so that occasional errors do not add up.",
  "measureCtl.enable": "Set: the bit error rate is being measured.",
  "measureCtl.clear": "Writing 1 clears the counters below.",
  "measureCtl.granularity": "Errors that the lane counters count.",
};

export const FLIT_LOGGING: CapabilityDef = {
  key: "flitlog",
  space: "extended",
  id: 0x32,
  short: "Flit Logging",
  title: "Flit Logging",
  section: "PCIe 6.2 §7.7.8",
  length: 0x3c,
  registers: withHelp(HELP, [
    register("log1", 0x04, 4, "Flit Error Log 1", [
      flag("valid", 0, "Flit Error Log Valid", { access: "RW1CS" }),
      pick("width", 3, 1, "Flit Error Link Width", LINK_WIDTHS, { access: "ROS" }),
      uint("offset", 7, 4, "Flit Offset from the Last Logged Flit in Error", { access: "ROS" }),
      uint("consecutive", 12, 8, "Consecutive Flit Error after the Last Flit Error", { access: "ROS" }),
      flag("more", 13, "More Entries for Flit Error Log Register are Valid", { access: "ROS" }),
      flag("unrecognized", 14, "Unrecognized Flit", { access: "ROS" }),
      flag("uncorrectable", 15, "FEC Uncorrectable Error in Flit", { access: "ROS" }),
      hex("parity0", 23, 16, "Syndrome Parity for ECC Group 0", { access: "ROS" }),
      hex("check0", 31, 24, "Syndrome Check for ECC Group 0", { access: "ROS" }),
    ]),
    register("log2", 0x08, 4, "Flit Error Log 2", [
      hex("parity1", 7, 0, "Syndrome Parity for ECC Group 1", { access: "ROS" }),
      hex("check1", 15, 8, "Syndrome Check for ECC Group 1", { access: "ROS" }),
      hex("parity2", 23, 16, "Syndrome Parity for ECC Group 2", { access: "ROS" }),
      hex("check2", 31, 24, "Syndrome Check for ECC Group 2", { access: "ROS" }),
    ]),
    register("countCtl", 0x0c, 2, "Flit Error Counter Control", [
      flag("enable", 0, "Flit Error Counter Enable", { access: "RW", reset: 0 }),
      flag("interrupt", 1, "Flit Error Counter Interrupt Enable", { access: "RW", reset: 0 }),
      uint("events", 3, 2, "Events to count", { access: "RW" }),
      hex("trigger", 11, 4, "Trigger Event on Error Count", { access: "RW" }),
    ]),
    register("countSta", 0x0e, 2, "Flit Error Counter Status", [
      pick("width", 2, 0, "Link Width when Error Counter Started", LINK_WIDTHS, { access: "RO" }),
      uint("count", 15, 8, "Flit Error Counter", { access: "RO" }),
    ]),
    register("measureCtl", 0x10, 4, "FBER Measurement Control", [
      flag("enable", 0, "FBER Measurement Enable", { access: "RW", reset: 0 }),
      flag("clear", 1, "Clear FBER Counters", { access: "RW", reset: 0 }),
      pick(
        "granularity",
        3,
        2,
        "Granularity of per-Lane Error reported",
        { 0: "all", 1: "even", 2: "odd", 3: "mismatch" },
        { access: "RW" },
      ),
    ]),
    register("flits", 0x14, 4, "FBER Measurement Status 1", [uint("count", 31, 0, "Flit Counter", { access: "RO" })]),
    register("invalid", 0x18, 4, "FBER Measurement Status 2", [
      uint("count", 15, 0, "Invalid Flit Counter", { access: "RO" }),
    ]),
    ...PAIRS.map((pair) =>
      register(`lanes${pair}`, FIRST_LANES + 4 * pair, 4, `FBER Measurement Status ${pair + 3}`, [
        uint("even", 15, 0, `Lane #${2 * pair} Correctable Counter`, { access: "RO", help: LANE }),
        uint("odd", 31, 16, `Lane #${2 * pair + 1} Correctable Counter`, { access: "RO", help: LANE }),
      ]),
    ),
  ]),
  text: [
    "Flit Logging\n",
    { need: [0x04, 56] },
    "\t\tLog1:      Valid{log1.valid}, Link Width: {log1.width:unknown}\n",
    "\t\t\t   More entries{log1.more} Unrecognized flit{log1.unrecognized} FEC uncorrectable{log1.uncorrectable}\n",
    "\t\t\t   SyndParityGrp0: {log1.parity0}, SyndCheckGrp0: {log1.check0}\n",
    "\t\tLog2:      SyndParityGrp1: {log2.parity1}, SyndCheckGrp1: {log2.check1}\n",
    "\t\t\t   SyndParityGrp2: {log2.parity2}, SyndCheckGrp2: {log2.check2}\n",
    "\t\tCntCtl:    Flit Error Counter En{countCtl.enable} Flit Error Counter Interrupt En{countCtl.interrupt}\n",
    "\t\t\t   Events to count: {countCtl.events}, Trigger Event on Error Count: {countCtl.trigger}\n",
    "\t\tCntSts:    Link Width when Error Counter Started {countSta.width:unknown}\n",
    // lspci looks for the interrupt in a bit of the link width.
    (c) => `\t\t\t   Interrupt Generated based on Trigger Event Count${c.u16(0x0e) & 4 ? "+" : "-"}`,
    ", FlitErr: {countSta.count}\n",
    "\t\tMeasCtl:   En{measureCtl.enable} Granularity: {measureCtl.granularity}\n",
    "\t\tMeasSts1:  Flit Counter: {flits.count}\n",
    "\t\tMeasSts2:  Invalid Flit Counter: {invalid.count}\n",
    ...laneLines(),
  ],
};
