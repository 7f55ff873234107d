import { type HelpTexts, withHelp } from "../../field-help.ts";
import { hexDigits } from "../../hex-digits.ts";
import { type CapabilityContext, type CapabilityDef, whole } from "../../layout.ts";

/** The EUI-64, most significant byte first. */
function eui64(c: CapabilityContext): string {
  let out = "";
  for (let offset = 11; offset >= 4; offset--) {
    out += hexDigits(c.u8(offset), 2);
    if (offset > 4) out += "-";
  }
  return out;
}

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  low: "Assigned by the manufacturer; distinguishes one board from another.",
  high: "Starts with the manufacturer's identifier (OUI), which the IEEE assigns.",
};

export const SERIAL_NUMBER: CapabilityDef = {
  key: "dsn",
  space: "extended",
  id: 0x03,
  short: "DSN",
  title: "Device Serial Number",
  section: "PCIe 6.2 §7.9.3",
  length: 12,
  registers: withHelp(HELP, [
    whole("low", 4, 4, "Serial Number, lower half", { access: "RO" }),
    whole("high", 8, 4, "Serial Number, upper half", { access: "RO" }),
  ]),
  derived: [
    {
      id: "serial",
      name: "Serial number",
      of: ["low", "high"],
      help: "An EUI-64 whose first three bytes identify the manufacturer; the same in all functions of a device.",
      show: eui64,
    },
  ],
  // Without its bytes lspci prints nothing here, not even the end of the line.
  text: [{ need: [4, 8] }, "Device Serial Number ", eui64, "\n"],
};
