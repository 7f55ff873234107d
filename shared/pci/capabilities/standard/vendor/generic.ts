import { type CapabilityDef, register, uint } from "../../../layout.ts";

/** What every vendor-specific capability has; the rest is the vendor's own. */
export const VENDOR_LENGTH = register("length", 2, 1, "Capability Length", [
  uint("value", 7, 0, "Capability Length", {
    access: "RO",
    unit: "bytes",
    help: "Length of the whole capability in bytes. Everything after this byte is defined by the vendor.",
  }),
]);

/** The text for content that lspci cannot read. */
export const UNKNOWN_CONTENT = "Len={length:02x} <?>\n";

export const VENDOR_SPECIFIC: CapabilityDef = {
  key: "vndr",
  space: "standard",
  id: 0x09,
  short: "Vendor",
  title: "Vendor Specific Information",
  section: "PCIe 6.2 §7.9.4",
  length: (c) => Math.max(3, c.u8(2)),
  registers: [VENDOR_LENGTH],
  text: [`Vendor Specific Information: ${UNKNOWN_CONTENT}`],
};
