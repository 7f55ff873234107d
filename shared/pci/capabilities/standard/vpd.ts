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
      hex("addr", 14, 0, "VPD Address", { access: "RW", help: "Byte offset of the 4 bytes to read or write." }),
      flag("flag", 15, "F", {
        access: "RW",
        help: "To read, write 0 and wait for 1. To write, write 1 and wait for 0.",
      }),
    ]),
    whole("data", 4, 4, "VPD Data", { access: "RW", help: "4 bytes of VPD, lowest address first." }),
  ],
  // The data itself is behind these two registers: only a kernel that reads it for us can show it.
  text: ["Vital Product Data\n", (c) => vpdLines(c.fn.kernel?.vpd ?? new Uint8Array(0))],
};
