import { type CapabilityDef, whole } from "../../layout.ts";
import { withRawRegisters } from "../raw-registers.ts";

/** The instance register entries follow; how many there are, and their bits, no public document says. */
export const SHADOW_FUNCTIONS: CapabilityDef = withRawRegisters(
  {
    key: "shadow",
    space: "extended",
    id: 0x2d,
    short: "Shadow Functions",
    title: "Shadow Functions",
    section: "PCIe 6.2 §7.9.25",
    registers: [
      whole("cap", 0x04, 4, "Shadow Functions Capability", {
        access: "RO",
        help: "Number of shadow functions minus 1. Their function numbers let this function have more requests outstanding.",
      }),
      whole("ctl", 0x08, 4, "Shadow Functions Control", {
        access: "RW",
        help: "Bit 0 enables the shadow functions.",
      }),
    ],
    text: ["Extended Capability ID 0x2d\n"],
  },
  0x0c,
);
