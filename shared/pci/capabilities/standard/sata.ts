import { hexDigits } from "../../hex-digits.ts";
import { type CapabilityContext, type CapabilityDef, hex, pick, register, uint } from "../../layout.ts";

/** BAR 0–5 are numbered 4–9 here: by the position of their register in the header, in doublewords. */
const FIRST_BAR = 4;
const LAST_BAR = 9;
const IN_CONFIG_SPACE = 15;
const PLACES: Record<number, string> = {
  4: "BAR0",
  5: "BAR1",
  6: "BAR2",
  7: "BAR3",
  8: "BAR4",
  9: "BAR5",
  15: "configuration space, behind this capability",
};

function placeText(c: CapabilityContext): string {
  const bar = c.get("bars.location");
  if (bar === IN_CONFIG_SPACE) return " InCfgSpace\n";
  if (bar < FIRST_BAR || bar > LAST_BAR) return ` BAR??${bar}\n`;
  return ` BAR${bar - FIRST_BAR} Offset=${hexDigits(c.get("bars.offset"), 8)}\n`;
}

export const SATA: CapabilityDef = {
  key: "sata",
  space: "standard",
  id: 0x12,
  short: "SATA",
  title: "Serial ATA HBA",
  section: "AHCI 1.3.1 §2.4",
  length: 8,
  registers: [
    register("revision", 2, 2, "SATA Capability 0", [
      uint("minor", 3, 0, "Minor Revision", { access: "RO", help: "Minor version of the capability layout." }),
      uint("major", 7, 4, "Major Revision", {
        access: "RO",
        help: "Major version of the capability layout. 1 in AHCI 1.x.",
      }),
    ]),
    register("bars", 4, 4, "SATA Capability 1", [
      pick("location", 3, 0, "BAR Location", PLACES, {
        access: "RO",
        help: "Location of the index and data registers.",
      }),
      hex("offset", 23, 4, "BAR Offset", { access: "RO", help: "Offset from the start of that BAR, in doublewords." }),
    ]),
  ],
  text: ["SATA HBA v{revision.major}.{revision.minor}", { need: [4, 4], else: ["\n"] }, placeText],
};
