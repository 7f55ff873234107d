import { hexDigits } from "../../hex-digits.ts";
import { type CapabilityDef, whole } from "../../layout.ts";

function hex4(value: number): string {
  return hexDigits(value, 4);
}

export const SUBSYSTEM_ID: CapabilityDef = {
  key: "ssvid",
  space: "standard",
  id: 0x0d,
  short: "SSVID",
  title: "Subsystem ID and Subsystem Vendor ID",
  section: "PCIe 6.2 §7.9.23",
  length: 8,
  registers: [
    whole("ssvid", 4, 2, "Subsystem Vendor ID", { access: "RO", help: "Manufacturer of the board with this bridge." }),
    whole("ssid", 6, 2, "Subsystem ID", { access: "RO", help: "Model of that board, assigned by its manufacturer." }),
  ],
  text: [
    { need: [0, 8] },
    (c) => {
      const [vendor, device] = [c.u16(4), c.u16(6)];
      return `Subsystem: ${c.fn.subsystemText?.(vendor, device) ?? `${hex4(vendor)}:${hex4(device)}`}\n`;
    },
  ],
};
