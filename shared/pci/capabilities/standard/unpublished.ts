/** Capabilities of buses that are gone, whose registers no public document gives. */
import type { CapabilityDef } from "../../layout.ts";
import { withRawRegisters } from "../raw-registers.ts";

export const CENTRAL_RESOURCE: CapabilityDef = withRawRegisters(
  {
    key: "ccrc",
    space: "standard",
    id: 0x0b,
    short: "CompactPCI CRC",
    title: "CompactPCI central resource control",
    section: "PICMG 2.13",
    registers: [],
    text: ["CompactPCI central resource control <?>\n"],
  },
  4,
);

export const AGP_8X: CapabilityDef = withRawRegisters(
  {
    key: "agp3",
    space: "standard",
    id: 0x0e,
    short: "AGP 8x",
    title: "AGP 8x",
    section: "AGP 3.0 §6",
    registers: [],
    text: ["AGP3 <?>\n"],
  },
  4,
);
