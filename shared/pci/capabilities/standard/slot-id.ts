import { type CapabilityDef, flag, hex, register, uint } from "../../layout.ts";

export const SLOT_ID: CapabilityDef = {
  key: "slotid",
  space: "standard",
  id: 0x04,
  short: "Slot ID",
  title: "Slot Identification",
  section: "PCI-to-PCI Bridge 1.2 §13",
  length: 4,
  registers: [
    register("slot", 2, 1, "Expansion Slot", [
      uint("slots", 4, 0, "Expansion Slots Provided", {
        access: "HwInit",
        help: "Number of slots on the secondary bus of the bridge.",
      }),
      flag("first", 5, "First in Chassis", { access: "HwInit", help: "This is the first bridge of the chassis." }),
    ]),
    register("chassis", 3, 1, "Chassis Number", [
      hex("value", 7, 0, "Chassis Number", { access: "RW", help: "Chassis that the bridge's slots belong to." }),
    ]),
  ],
  text: ["Slot ID: {slot.slots} slots, First{slot.first}, chassis {chassis}\n"],
};
