import { type CapabilityDef, flag, register, uint, whole } from "../../layout.ts";

export const HOT_PLUG: CapabilityDef = {
  key: "hotplug",
  space: "standard",
  id: 0x0c,
  short: "Hot-plug",
  title: "PCI Standard Hot-Plug Controller",
  section: "SHPC 1.0 §4.1",
  length: 8,
  registers: [
    register("select", 2, 1, "DWORD Select", [
      uint("value", 7, 0, "DWORD Select", { access: "RW", help: "Number of the working register that Data shows." }),
    ]),
    register("pending", 3, 1, "Controller Interrupt and System Error Pending", [
      flag("serr", 2, "Controller System Error Pending", {
        access: "RO",
        help: "The controller has a system error to report. Its working registers give the cause.",
      }),
      flag("interrupt", 3, "Controller Interrupt Pending", {
        access: "RO",
        help: "A slot needs the hot-plug driver. The controller's working registers identify it.",
      }),
    ]),
    whole("data", 4, 4, "DWORD Data", { access: "RW", help: "Working register selected by DWORD Select." }),
  ],
  text: ["Hot-plug capable\n"],
};
