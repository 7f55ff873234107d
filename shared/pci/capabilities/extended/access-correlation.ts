import { type CapabilityDef, whole } from "../../layout.ts";

/** Deprecated, from the ECN "Trusted Configuration Space" of 2005. */
export const ACCESS_CORRELATION: CapabilityDef = {
  key: "cac",
  space: "extended",
  id: 0x0c,
  short: "CAC",
  title: "Configuration Access Correlation (deprecated)",
  section: "ECN 2005",
  length: 8,
  registers: [
    whole("correlation", 0x04, 4, "Device Correlation", {
      access: "RO",
      help: "Value that associates trusted configuration accesses with this device; deprecated.",
    }),
  ],
  text: ["Extended Capability ID 0xc\n"],
};
