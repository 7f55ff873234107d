import {
  type CapabilityDef,
  type FieldDef,
  flag,
  hex,
  pick,
  type RegisterDef,
  register,
  uint,
  whole,
} from "../layout.ts";
import { barRegisters, barSummaries } from "./bar-registers.ts";
import { COMMON_REGISTERS, capabilityPointer, INTERRUPT_REGISTERS, SECONDARY_STATUS } from "./common-registers.ts";

const switched = { access: "RW", reset: 0 } as const;

function memoryWindow(id: string, offset: number, name: string): RegisterDef {
  return register(id, offset, 4, name, [hex("address", 31, 12, `${name} [31:12]`, { access: "RW" })]);
}
const IO_WIDTH: FieldDef = pick(
  "type",
  1,
  0,
  "Width",
  { 0: "16-bit", 1: "32-bit" },
  { access: "RO", other: "reserved" },
);
function ioWindow(id: string, offset: number, name: string): RegisterDef {
  return register(id, offset, 4, name, [IO_WIDTH, hex("address", 31, 2, `${name} [31:2]`, { access: "RW" })]);
}

export const CARDBUS_HEADER: CapabilityDef = {
  key: "header2",
  space: "header",
  id: 2,
  short: "Header",
  title: "Type 2 header (CardBus bridge)",
  section: "PC Card Standard 8.0, volume 6",
  length: 0x48,
  registers: [
    ...COMMON_REGISTERS,
    ...barRegisters(1),
    capabilityPointer(0x14),
    register("secstatus", 0x16, 2, "Secondary Status", SECONDARY_STATUS),
    whole("primary", 0x18, 1, "PCI Bus Number", { access: "RW" }),
    whole("secondary", 0x19, 1, "CardBus Bus Number", { access: "RW" }),
    whole("subordinate", 0x1a, 1, "Subordinate Bus Number", { access: "RW" }),
    register("seclatency", 0x1b, 1, "CardBus Latency Timer", [uint("value", 7, 0, "CardBus Latency Timer")]),
    memoryWindow("membase0", 0x1c, "Memory Base 0"),
    memoryWindow("memlimit0", 0x20, "Memory Limit 0"),
    memoryWindow("membase1", 0x24, "Memory Base 1"),
    memoryWindow("memlimit1", 0x28, "Memory Limit 1"),
    ioWindow("iobase0", 0x2c, "I/O Base 0"),
    ioWindow("iolimit0", 0x30, "I/O Limit 0"),
    ioWindow("iobase1", 0x34, "I/O Base 1"),
    ioWindow("iolimit1", 0x38, "I/O Limit 1"),
    ...INTERRUPT_REGISTERS,
    register("control", 0x3e, 2, "Bridge Control", [
      flag("parity", 0, "Parity Error Response Enable", switched),
      flag("serr", 1, "SERR# Enable", switched),
      flag("isa", 2, "ISA Enable", switched),
      flag("vga", 3, "VGA Enable", switched),
      flag("mabort", 5, "Master Abort Mode", switched),
      flag("reset", 6, "CardBus Reset", {
        access: "RW",
        problem: (raw) => (raw ? "The card is held in reset." : null),
      }),
      flag("int16", 7, "IREQ-INT Enable", { access: "RW", help: "Interrupts of 16-bit cards go the ISA way." }),
      flag("prefetch0", 8, "Memory 0 Prefetch Enable", { access: "RW", reset: 1 }),
      flag("prefetch1", 9, "Memory 1 Prefetch Enable", { access: "RW", reset: 1 }),
      flag("posting", 10, "Write Posting Enable", switched),
    ]),
    whole("subvendor", 0x40, 2, "Subsystem Vendor ID", { access: "RO" }),
    whole("subsystem", 0x42, 2, "Subsystem ID", { access: "RO" }),
    whole("legacy", 0x44, 4, "PC Card 16-bit Legacy Mode Base Address", { access: "RW" }),
  ],
  derived: barSummaries(1),
  text: [],
};
