import { type HelpTexts, withHelp } from "../field-help.ts";
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
  { access: "RO", other: "reserved", help: "How many address bits the window compares." },
);
function ioWindow(id: string, offset: number, name: string): RegisterDef {
  return register(id, offset, 4, name, [IO_WIDTH, hex("address", 31, 2, `${name} [31:2]`, { access: "RW" })]);
}

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  "secstatus.masterparity": "Data that the bridge sent or asked for on the card's side was damaged.",
  "secstatus.devsel": "How fast the bridge claims an address on the card's side.",
  "secstatus.sigtabort": "The bridge ended a request of the card with an abort.",
  "secstatus.rectabort": "The card ended a request of the bridge with an abort.",
  "secstatus.recserr": "The card reported a system error.",
  "secstatus.parity": "Damaged data came from the card.",
  "primary.value": "The bus right above the bridge.",
  "secondary.value": "The bus of the card in the socket.",
  "subordinate.value": "The highest bus below the bridge; kept free for cards that bring bridges.",
  "seclatency.value": "Clocks for which the bridge may keep the card's bus once others want it.",
  "membase0.address": "First memory address that goes to the card, in steps of 4 KB.",
  "memlimit0.address": "Last memory address that goes to the card.",
  "membase1.address": "First address of a second piece of memory that goes to the card.",
  "memlimit1.address": "Last address of the second piece of memory.",
  "iobase0.address": "First I/O port that goes to the card, in steps of 4.",
  "iolimit0.address": "Last I/O port that goes to the card.",
  "iobase1.address": "First of a second range of I/O ports that goes to the card.",
  "iolimit1.address": "Last port of the second range.",
  "control.parity": "The bridge acts on damaged data on the card's side.",
  "control.serr": "System errors of the card are passed up.",
  "control.isa": "The upper 768 bytes of each 1 KB of the I/O windows stay above.",
  "control.vga": "The VGA addresses go to the card.",
  "control.mabort": "Set: a request to nobody is reported as an error; clear: reads give all ones.",
  "control.reset": "The card in the socket is held in reset.",
  "control.int16": "Interrupts of 16-bit cards go the ISA way.",
  "control.prefetch0": "The bridge may read ahead in the first memory window.",
  "control.prefetch1": "The bridge may read ahead in the second memory window.",
  "control.posting": "Writes to the card are done for the processor before the card has them.",
  "subvendor.value": "Maker of the board that the bridge sits on.",
  "subsystem.value": "Model of that board, numbered by its maker.",
  "legacy.value": "I/O port at which old software finds the registers of 16-bit cards; bit 0 reads 1.",
};

export const CARDBUS_HEADER: CapabilityDef = {
  key: "header2",
  space: "header",
  id: 2,
  short: "Header",
  title: "Type 2 header (CardBus bridge)",
  section: "PC Card Standard 8.0, volume 6",
  length: 0x48,
  registers: withHelp(HELP, [
    ...COMMON_REGISTERS,
    ...barRegisters(1),
    capabilityPointer(0x14),
    register("secstatus", 0x16, 2, "Secondary Status", SECONDARY_STATUS),
    whole("primary", 0x18, 1, "PCI Bus Number", switched),
    whole("secondary", 0x19, 1, "CardBus Bus Number", switched),
    whole("subordinate", 0x1a, 1, "Subordinate Bus Number", switched),
    register("seclatency", 0x1b, 1, "CardBus Latency Timer", [uint("value", 7, 0, "CardBus Latency Timer", switched)]),
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
        reset: 1,
        problem: (raw) => (raw ? "The card is held in reset." : null),
      }),
      flag("int16", 7, "IREQ-INT Enable", switched),
      flag("prefetch0", 8, "Memory 0 Prefetch Enable", { access: "RW", reset: 1 }),
      flag("prefetch1", 9, "Memory 1 Prefetch Enable", { access: "RW", reset: 1 }),
      flag("posting", 10, "Write Posting Enable", switched),
    ]),
    whole("subvendor", 0x40, 2, "Subsystem Vendor ID", { access: "RO" }),
    whole("subsystem", 0x42, 2, "Subsystem ID", { access: "RO" }),
    whole("legacy", 0x44, 4, "PC Card 16-bit Legacy Mode Base Address", { access: "RW" }),
  ]),
  derived: barSummaries(1),
  text: [],
};
