import { type HelpTexts, withHelp } from "../../field-help.ts";
import { type CapabilityDef, flag, register, shown } from "../../layout.ts";

/** Nine bits of value and three of scale, 32^scale ns each (PCIe 6.2 §7.9.16). */
function time(raw: number | bigint): string {
  const scale = Number(raw) >> 9;
  if (scale > 5) return "reserved scale";
  return `${(Number(raw) & 0x1ff) * 32 ** scale} ns`;
}

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  "times1.reset": "Time from a reset until the function is ready.",
  "times1.dlUp": "Time from DL_Up until the function is ready.",
  "times1.valid": "Set: these times are valid; clear: wait as long as the specification requires.",
  "times2.flr": "Time from a function-level reset until the function is ready.",
  "times2.d3hot": "Time from leaving D3hot until the function is ready.",
};

export const RTR: CapabilityDef = {
  key: "rtr",
  space: "extended",
  id: 0x22,
  short: "RTR",
  title: "Readiness Time Reporting",
  section: "PCIe 6.2 §7.9.16",
  length: 12,
  registers: withHelp(HELP, [
    register("times1", 0x04, 4, "Readiness Time Reporting 1", [
      shown("reset", 11, 0, "Reset Time", time, { access: "RO" }),
      shown("dlUp", 23, 12, "DL_Up Time", time, { access: "RO" }),
      flag("valid", 31, "Valid", { access: "RO" }),
    ]),
    register("times2", 0x08, 4, "Readiness Time Reporting 2", [
      shown("flr", 11, 0, "FLR Time", time, { access: "RO" }),
      shown("d3hot", 23, 12, "D3hot to D0 Time", time, { access: "RO" }),
    ]),
  ]),
  text: ["Readiness Time Reporting <?>\n"],
};
