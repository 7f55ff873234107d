import { type HelpTexts, withHelp } from "../../field-help.ts";
import { type CapabilityContext, type CapabilityDef, flag, hex, pick, register, uint, whole } from "../../layout.ts";

const TABLE = 0x10;
const UNITS_MS = [1, 10, 100];
const SCALES = [10, 1, 0.1, 0.01];

const substates = (c: CapabilityContext): number => (c.space.u8(c.at + 4) & 0x1f) + 1;

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  "cap.max": "Number of the highest substate; substates count from 0.",
  "cap.unit": "Unit of both transition latencies.",
  "cap.scale": "Multiplier that converts a substate's power allocation to watts.",
  "cap.latency0": "Maximum time to enter a substate that uses latency value 0, in the unit above.",
  "cap.latency1": "Maximum time to enter a substate that uses latency value 1, in the unit above.",
  indicator: "Bit n: whether substate n uses latency value 0 or 1.",
  "sta.substate": "Current substate; substate 0 draws the most power.",
  "sta.enabled": "Set: the Control register selects the substate; writing 1 disables this.",
  "ctl.substate": "Requested substate; higher numbers draw less power.",
};

/** What a substate's register means. */
const SUBSTATE_HELP: HelpTexts = {
  "power.value": "Maximum power that the function draws in this substate, before scaling.",
};

export const DPA: CapabilityDef = {
  key: "dpa",
  space: "extended",
  id: 0x16,
  short: "DPA",
  title: "Dynamic Power Allocation",
  section: "PCIe 6.2 §7.9.12",
  length: (c) => TABLE + substates(c),
  registers: withHelp(HELP, [
    register("cap", 0x04, 4, "DPA Capability", [
      uint("max", 4, 0, "Substate_Max", { access: "RO" }),
      pick("unit", 9, 8, "Transition Latency Unit", { 0: "1 ms", 1: "10 ms", 2: "100 ms" }, { access: "RO" }),
      pick(
        "scale",
        13,
        12,
        "Power Allocation Scale",
        { 0: "10.0x", 1: "1.0x", 2: "0.1x", 3: "0.01x" },
        { access: "RO" },
      ),
      uint("latency0", 23, 16, "Transition Latency Value 0", { access: "RO" }),
      uint("latency1", 31, 24, "Transition Latency Value 1", { access: "RO" }),
    ]),
    whole("indicator", 0x08, 4, "DPA Latency Indicator", { access: "RO" }),
    register("sta", 0x0c, 2, "DPA Status", [
      uint("substate", 4, 0, "Substate Status", { access: "RO" }),
      flag("enabled", 8, "Substate Control Enabled", { access: "RW1C", reset: 1 }),
    ]),
    register("ctl", 0x0e, 2, "DPA Control", [uint("substate", 4, 0, "Substate Control", { access: "RW", reset: 0 })]),
  ]),
  groups: [
    {
      id: "substate",
      name: (index) => `Substate ${index}:`,
      count: substates,
      limit: 32,
      offset: (index) => TABLE + index,
      registers: withHelp(SUBSTATE_HELP, [
        register("power", 0, 1, "Power Allocation", [hex("value", 7, 0, "Power Allocation", { access: "RO" })]),
      ]),
    },
  ],
  derived: [
    {
      id: "power",
      name: "Power of the current substate",
      of: ["sta.substate", "cap.scale"],
      show: (c) => {
        const scale = SCALES[c.get("cap.scale")] ?? 1;
        return `${Number((c.u8(TABLE + c.get("sta.substate")) * scale).toFixed(2))} W`;
      },
    },
    {
      id: "latency",
      name: "Transition latencies",
      of: ["cap.unit", "cap.latency0", "cap.latency1"],
      show: (c) => {
        const unit = UNITS_MS[c.get("cap.unit")];
        return unit === undefined ? null : `${c.get("cap.latency0") * unit} ms, ${c.get("cap.latency1") * unit} ms`;
      },
    },
  ],
  text: ["Dynamic Power Allocation <?>\n"],
};
