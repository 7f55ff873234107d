import { type CapabilityDef, hex, register, uint } from "../../layout.ts";

export const DEBUG_PORT: CapabilityDef = {
  key: "dbg",
  space: "standard",
  id: 0x0a,
  short: "Debug port",
  title: "USB 2.0 debug port",
  section: "EHCI 1.0 Appendix C.2",
  length: 4,
  registers: [
    register("port", 2, 2, "Debug Port", [
      hex("offset", 12, 0, "Offset", { access: "RO", help: "Offset of the debug port registers in that BAR." }),
      uint("bar", 15, 13, "BAR number", { access: "RO", help: "Counted from 1, the BAR at 10h." }),
    ]),
  ],
  text: ["Debug port: BAR={port.bar} offset={port.offset}\n"],
};
