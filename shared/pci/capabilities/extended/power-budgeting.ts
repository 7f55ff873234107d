import { type HelpTexts, withHelp } from "../../field-help.ts";
import { type CapabilityDef, flag, hex, pick, register, shown, uint } from "../../layout.ts";

/** Values above EFh stand for ranges instead of watts (PCIe 6.2 §7.8.1.3). */
const LARGE: Readonly<Record<number, string>> = { 240: "239–250 W", 241: "250–275 W", 242: "275–300 W" };
const SCALES = [1, 0.1, 0.01, 0.001];

/** Base power times scale, in watts; with a scale of 1.0 the codes from F0h on have meanings of their own. */
function watts(base: number, scale: number): string {
  if (scale === 0 && base >= 240) return LARGE[base] ?? "above 300 W";
  return `${Number((base * (SCALES[scale] ?? 1)).toFixed(3))} W`;
}

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  "select.value": "Operating condition shown in Power Budgeting Data.",
  "data.base":
    "Power drawn in this condition, before scaling; with a scale of 1.0x, values from f0h up stand for ranges.",
  "data.scale": "Factor that converts Base Power to watts.",
  "data.substate": "Device-specific power substate that this entry describes.",
  "data.state": "Power state that this entry describes.",
  "data.type": "Type of load that this entry describes, such as idle, sustained or maximum.",
  "data.rail": "Power rail that supplies this power; thermal = heat that cooling must remove.",
  "cap.allocated": "Set: the system's power budget already includes this device; software must not count it again.",
};

export const POWER_BUDGETING: CapabilityDef = {
  key: "pb",
  space: "extended",
  id: 0x04,
  short: "Power Budgeting",
  title: "Power Budgeting",
  section: "PCIe 6.2 §7.8.1",
  length: 16,
  registers: withHelp(HELP, [
    register("select", 0x04, 1, "Power Budgeting Data Select", [uint("value", 7, 0, "Data Select", { access: "RW" })]),
    register("data", 0x08, 4, "Power Budgeting Data", [
      hex("base", 7, 0, "Base Power", { access: "RO" }),
      pick("scale", 9, 8, "Data Scale", { 0: "1.0x", 1: "0.1x", 2: "0.01x", 3: "0.001x" }, { access: "RO" }),
      shown("substate", 12, 10, "PM Sub State", (raw) => (Number(raw) === 0 ? "default" : `device specific ${raw}`), {
        access: "RO",
      }),
      pick("state", 14, 13, "PM State", { 0: "D0", 1: "D1", 2: "D2", 3: "D3" }, { access: "RO" }),
      pick(
        "type",
        17,
        15,
        "Type",
        {
          0: "PME Aux",
          1: "Auxiliary",
          2: "Idle",
          3: "Sustained",
          4: "Sustained, emergency power reduction",
          5: "Maximum, emergency power reduction",
          7: "Maximum",
        },
        { access: "RO" },
      ),
      pick(
        "rail",
        20,
        18,
        "Power Rail",
        { 0: "12 V", 1: "3.3 V", 2: "1.5 V or 1.8 V", 7: "thermal" },
        { access: "RO" },
      ),
    ]),
    register("cap", 0x0c, 1, "Power Budget Capability", [
      flag("allocated", 0, "System Allocated", { access: "HwInit" }),
    ]),
  ]),
  derived: [
    {
      id: "power",
      name: "Power in the selected condition",
      of: ["data.base", "data.scale"],
      show: (c) => (c.get("data") === 0 ? null : watts(c.get("data.base"), c.get("data.scale"))),
    },
  ],
  text: ["Power Budgeting <?>\n"],
};
