/** The registers that every header type has (PCIe 6.2 §7.5.1.1). */
import { type HelpTexts, withHelp } from "../field-help.ts";
import { type FieldDef, flag, hex, pick, type RegisterDef, register, shown, uint, whole } from "../layout.ts";
import { idNote, zeroNote } from "../vf-notes.ts";
import { above } from "./conventional.ts";

const CLASSES: Record<number, string> = {
  0: "before class codes",
  1: "mass storage controller",
  2: "network controller",
  3: "display controller",
  4: "multimedia device",
  5: "memory controller",
  6: "bridge",
  7: "communication controller",
  8: "base system peripheral",
  9: "input device",
  10: "docking station",
  11: "processor",
  12: "serial bus controller",
  13: "wireless controller",
  14: "intelligent I/O controller",
  15: "satellite communication controller",
  16: "encryption controller",
  17: "signal processing controller",
  18: "processing accelerator",
  19: "non-essential instrumentation",
  255: "none of the classes",
};

const HEADER_TYPES: Record<number, string> = { 0: "device", 1: "PCI-to-PCI bridge", 2: "CardBus bridge" };
const DEVSEL: Record<number, string> = { 0: "fast", 1: "medium", 2: "slow" };
const PINS: Record<number, string> = { 0: "none", 1: "INTA", 2: "INTB", 3: "INTC", 4: "INTD" };

const switched = { access: "RW", reset: 0 } as const;

/** An error bit that is cleared by writing 1, with what to tell when it is set. */
function latched(reason: string): { access: "RW1C"; problem: (raw: number) => string | null } {
  return { access: "RW1C", problem: (raw) => (raw ? reason : null) };
}

function line(raw: number | bigint): string {
  return Number(raw) === 0xff ? "none" : String(raw);
}

const COMMAND: readonly FieldDef[] = [
  flag("io", 0, "I/O Space Enable", { ...switched, note: zeroNote("VFs have no I/O space.") }),
  flag("mem", 1, "Memory Space Enable", {
    ...switched,
    note: zeroNote("VF MSE of its PF decides; Linux sets it together with VF Enable."),
  }),
  flag("master", 2, "Bus Master Enable", switched),
  ...above(flag("special", 3, "Special Cycle Enable", switched)),
  ...above(flag("mwi", 4, "Memory Write and Invalidate", switched)),
  ...above(flag("vga", 5, "VGA Palette Snoop", switched)),
  flag("parity", 6, "Parity Error Response", { ...switched, note: zeroNote("The bit of its PF counts for the VF.") }),
  ...above(flag("stepping", 7, "IDSEL Stepping/Wait Cycle Control", switched)),
  flag("serr", 8, "SERR# Enable", { ...switched, note: zeroNote("The bit of its PF counts for the VF.") }),
  ...above(flag("fastb2b", 9, "Fast Back-to-Back Transactions Enable", switched)),
  flag("intxdis", 10, "Interrupt Disable", {
    ...switched,
    note: zeroNote("VFs have no INTx, so there is nothing to disable."),
  }),
];

const STATUS: readonly FieldDef[] = [
  flag("immediate", 0, "Immediate Readiness", { access: "RO" }),
  flag("intx", 3, "Interrupt Status", { access: "RO" }),
  flag("cap", 4, "Capabilities List", { access: "RO" }),
  flag("mhz66", 5, "66 MHz Capable", { access: "RO" }),
  flag("udf", 6, "User Definable Features", { access: "RO" }),
  flag("fastb2b", 7, "Fast Back-to-Back Transactions Capable", { access: "RO" }),
  flag("masterparity", 8, "Master Data Parity Error", latched("Data of one of its own transactions was poisoned.")),
  pick("devsel", 10, 9, "DEVSEL Timing", DEVSEL, { access: "RO", other: "??" }),
  flag("sigtabort", 11, "Signaled Target Abort", latched("It ended a request with Completer Abort.")),
  flag("rectabort", 12, "Received Target Abort", latched("A request of its own was ended with Completer Abort.")),
  flag("recmabort", 13, "Received Master Abort", { access: "RW1C" }),
  flag("sigserr", 14, "Signaled System Error", latched("It sent a fatal or non-fatal error message.")),
  flag("parity", 15, "Detected Parity Error", latched("It received poisoned data.")),
];

const COMMON_HELP: HelpTexts = {
  "vendor.value": "Its maker by the PCI-SIG's list; ffff = nobody answers, or a VF.",
  "device.value": "What it is, numbered by its maker; a VF reads ffff.",
  "command.io": "Its I/O BARs answer.",
  "command.mem": "Its memory BARs answer; a VF follows VF MSE of its PF.",
  "command.master": "It may read and write memory and send interrupts.",
  "command.parity": "It acts on poisoned data: it reports it and sets Master Data Parity Error.",
  "command.serr": "It reports non-fatal and fatal errors to the root complex.",
  "command.intxdis": "It does not assert INTx.",
  "status.immediate": "It can be accessed at once after a reset.",
  "status.intx": "An INTx interrupt is waiting.",
  "status.cap": "There is a list of capabilities.",
  "status.mhz66": "Conventional PCI only: it works with a bus clock of 66 MHz.",
  "status.udf": "Of PCI 2.1: settings of its own wait to be filled in; obsolete since.",
  "status.fastb2b": "Conventional PCI only: it takes requests without an idle clock between them.",
  "status.masterparity": "It sent or received poisoned data as the requester; cleared by writing 1.",
  "status.devsel": "Conventional PCI only: how fast it claims an address.",
  "status.sigtabort": "It refused to carry out a request; cleared by writing 1.",
  "status.rectabort": "Somebody refused to carry out its request; cleared by writing 1.",
  "status.recmabort": "A request of its own found nobody; usual above buses that were searched for devices.",
  "status.sigserr": "It sent an error message; cleared by writing 1.",
  "status.parity": "Poisoned data reached it; cleared by writing 1.",
  "revision.value": "Given by its maker; drivers work around flaws by it.",
  "class.progif": "The programming interface within the sub-class.",
  "class.subclass": "What it is within its base class.",
  "class.base": "What it is, roughly.",
  "cacheline.value": "Has no effect in PCI Express.",
  "htype.layout": "Which registers the header has from 10h on.",
  "htype.multi": "There may be functions 1 to 7 beside this one.",
  "bist.code": "0 = the self test passed.",
  "bist.start": "Stays set while the self test runs.",
  "bist.capable": "It has a self test.",
};

/** Offsets 00h–0Fh. */
export const COMMON_REGISTERS: readonly RegisterDef[] = withHelp(COMMON_HELP, [
  register("vendor", 0x00, 2, "Vendor ID", [
    hex("value", 15, 0, "Vendor ID", { access: "RO", note: idNote("vendor", "Vendor ID", "Vendor ID") }),
  ]),
  register("device", 0x02, 2, "Device ID", [
    hex("value", 15, 0, "Device ID", { access: "RO", note: idNote("device", "Device ID", "VF Device ID in SR-IOV") }),
  ]),
  register("command", 0x04, 2, "Command", COMMAND),
  register("status", 0x06, 2, "Status", STATUS),
  whole("revision", 0x08, 1, "Revision ID", { access: "RO" }),
  register("class", 0x09, 3, "Class Code", [
    hex("progif", 7, 0, "Programming Interface", { access: "RO" }),
    hex("subclass", 15, 8, "Sub-Class Code", { access: "RO" }),
    pick("base", 23, 16, "Base Class Code", CLASSES, { access: "RO", other: "reserved" }),
  ]),
  register("cacheline", 0x0c, 1, "Cache Line Size", [
    shown("value", 7, 0, "Cache Line Size", (raw) => `${Number(raw) * 4} bytes`, { access: "RW", reset: 0 }),
  ]),
  register("latency", 0x0d, 1, "Latency Timer", above(uint("value", 7, 0, "Latency Timer", switched))),
  register("htype", 0x0e, 1, "Header Type", [
    pick("layout", 6, 0, "Header Layout", HEADER_TYPES, { access: "RO" }),
    flag("multi", 7, "Multi-Function Device", { access: "RO" }),
  ]),
  register("bist", 0x0f, 1, "BIST", [
    hex("code", 3, 0, "Completion Code", { access: "RO" }),
    flag("start", 6, "Start BIST", { access: "RW" }),
    flag("capable", 7, "BIST Capable", { access: "HwInit" }),
  ]),
]);

/** Offsets 3Ch and 3Dh. */
export const INTERRUPT_REGISTERS: readonly RegisterDef[] = [
  register("intline", 0x3c, 1, "Interrupt Line", [
    shown("value", 7, 0, "Interrupt Line", line, {
      access: "RW",
      help: "A note of the firmware; hardware ignores it.",
    }),
  ]),
  register("intpin", 0x3d, 1, "Interrupt Pin", [
    pick("value", 7, 0, "Interrupt Pin", PINS, {
      access: "RO",
      other: "reserved",
      help: "The INTx message that it sends.",
      note: zeroNote("VFs have no INTx; they use MSI or MSI-X."),
    }),
  ]),
];

/** The pointer to the first standard capability. */
export function capabilityPointer(offset: number): RegisterDef {
  return register("cappointer", offset, 1, "Capabilities Pointer", [
    hex("value", 7, 0, "Capabilities Pointer", { access: "RO", help: "The two lowest bits do not count." }),
  ]);
}

/** PCIe 6.2 §7.5.1.2.4; places: Intel's PCIe register map, EXP_ROM_BASE_ADDR_REG. */
const ROM_VALIDATION: Record<number, string> = {
  0: "not supported",
  1: "in progress",
  2: "valid contents, trust not tested",
  3: "valid and trusted",
  4: "invalid contents",
  5: "valid, not trusted",
  6: "valid with a warning, trust not tested",
  7: "valid with a warning, and trusted",
};

/** Expansion ROM base, at 30h or 38h. */
export function romRegister(offset: number): RegisterDef {
  return register("rom", offset, 4, "Expansion ROM Base Address", [
    flag("enable", 0, "Expansion ROM Enable", { access: "RW", reset: 0, help: "Its ROM answers at the address." }),
    pick("validation", 3, 1, "Expansion ROM Validation Status", ROM_VALIDATION, {
      access: "HwInit",
      help: "What the device found when it checked the ROM's content, where it does so (PCIe 5.0 and later).",
    }),
    hex("details", 7, 4, "Expansion ROM Validation Details", {
      access: "HwInit",
      help: "What the device says beside the status; each maker has codes of its own.",
    }),
    hex("address", 31, 11, "Expansion ROM Base Address [31:11]", {
      access: "RW",
      help: "Where its ROM lies, from which firmware boots.",
    }),
  ]);
}

/** Secondary Status of a bridge: the Status bits that the secondary side has. */
export const SECONDARY_STATUS: readonly FieldDef[] = [
  flag("mhz66", 5, "66 MHz Capable", {
    access: "RO",
    help: "Conventional PCI only: it works with a bus clock of 66 MHz.",
  }),
  flag("fastb2b", 7, "Fast Back-to-Back Transactions Capable", {
    access: "RO",
    help: "Conventional PCI only: it takes requests without an idle clock between them.",
  }),
  flag("masterparity", 8, "Master Data Parity Error", latched("Data that it sent or asked for below was poisoned.")),
  pick("devsel", 10, 9, "DEVSEL Timing", DEVSEL, { access: "RO", other: "??" }),
  flag("sigtabort", 11, "Signaled Target Abort", latched("It ended a request from below with Completer Abort.")),
  flag("rectabort", 12, "Received Target Abort", latched("A request to below was ended with Completer Abort.")),
  flag("recmabort", 13, "Received Master Abort", {
    access: "RW1C",
    help: "A request to below found nobody; usual once the bus was searched for devices.",
  }),
  flag("recserr", 14, "Received System Error", latched("An error message came from below.")),
  flag("parity", 15, "Detected Parity Error", latched("Poisoned data came from below.")),
];
