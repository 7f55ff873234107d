import { type CapabilityDef, flag, hex, register, whole } from "../../layout.ts";
import { vpdLines } from "./vpd-content.ts";

export const VPD: CapabilityDef = {
  key: "vpd",
  space: "standard",
  id: 0x03,
  short: "VPD",
  title: "Vital Product Data",
  section: "PCIe 6.2 §7.9.18",
  length: 8,
  registers: [
    register("addr", 2, 2, "VPD Address", [
      hex("addr", 14, 0, "VPD Address", { access: "RW", help: "Byte offset of the four bytes to read or write." }),
      flag("flag", 15, "F", {
        access: "RW",
        help: "Written as 0 to start a read, which is over when it reads 1; the other way round for a write.",
      }),
    ]),
    whole("data", 4, 4, "VPD Data", { access: "RW", help: "Four bytes of product data, lowest address first." }),
  ],
  // The data itself is behind these two registers: only a kernel that reads it for us can show it.
  text: ["Vital Product Data\n", (c) => vpdLines(c.fn.kernel?.vpd ?? new Uint8Array(0))],
};
