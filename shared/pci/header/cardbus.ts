import { PCI_PROBLEM_WORDS } from "../../words/texts/pci-problems.ts";
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
  { access: "RO", other: "reserved", help: "How many address bits the window decodes." },
);
function ioWindow(id: string, offset: number, name: string): RegisterDef {
  return register(id, offset, 4, name, [IO_WIDTH, hex("address", 31, 2, `${name} [31:2]`, { access: "RW" })]);
}

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  "secstatus.masterparity": "A data parity error occurred on the card side while the bridge was the initiator.",
  "secstatus.devsel": "How quickly the bridge asserts DEVSEL# on the card side.",
  "secstatus.sigtabort": "The bridge ended a transaction of the card with Target Abort.",
  "secstatus.rectabort": "The card ended a transaction of the bridge with Target Abort.",
  "secstatus.recserr": "The card asserted SERR#.",
  "secstatus.parity": "The bridge detected a parity error in data from the card.",
  "primary.value": "Bus directly above the bridge.",
  "secondary.value": "Bus of the card in the socket.",
  "subordinate.value": "Highest bus number below the bridge, reserved for cards with bridges.",
  "seclatency.value": "Clocks for which the bridge may keep the card bus after losing its grant.",
  "membase0.address": "First memory address forwarded to the card, in units of 4 KB.",
  "memlimit0.address": "Last memory address forwarded to the card.",
  "membase1.address": "First address of the second memory window of the card.",
  "memlimit1.address": "Last address of the second memory window.",
  "iobase0.address": "First I/O port forwarded to the card, in units of 4.",
  "iolimit0.address": "Last I/O port forwarded to the card.",
  "iobase1.address": "First port of the second I/O window of the card.",
  "iolimit1.address": "Last port of the second I/O window.",
  "control.parity": "Enables the bridge's response to parity errors on the card side.",
  "control.serr": "Enables forwarding of SERR# from the card.",
  "control.isa": "The last 768 bytes of each 1 KB in the I/O windows are not forwarded to the card.",
  "control.vga": "Forwards the VGA addresses to the card.",
  "control.mabort": "Set: a Master Abort is reported as an error. Clear: reads return all ones.",
  "control.reset": "Set: the card in the socket is held in reset.",
  "control.int16": "Interrupts of 16-bit cards are routed to ISA interrupts.",
  "control.prefetch0": "Allows the bridge to prefetch in the first memory window.",
  "control.prefetch1": "Allows the bridge to prefetch in the second memory window.",
  "control.posting": "Allows the bridge to post writes to the card.",
  "subvendor.value": "Manufacturer of the board with the bridge.",
  "subsystem.value": "Model of that board, assigned by its manufacturer.",
  "legacy.value": "I/O port at which legacy software finds the registers of 16-bit cards. Bit 0 reads 1.",
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
        problem: (raw) => (raw ? PCI_PROBLEM_WORDS.cardInReset : null),
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
