/** The registers that every header type has (PCIe 6.2 §7.5.1.1). */

import type { Message } from "../../words/message.ts";
import { PCI_PROBLEM_WORDS } from "../../words/texts/pci-problems.ts";
import { PCI_VF_WORDS } from "../../words/texts/pci-vf.ts";
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
function latched(reason: Message): { access: "RW1C"; problem: (raw: number) => Message | null } {
  return { access: "RW1C", problem: (raw) => (raw ? reason : null) };
}

function line(raw: number | bigint): string {
  return Number(raw) === 0xff ? "none" : String(raw);
}

const COMMAND: readonly FieldDef[] = [
  flag("io", 0, "I/O Space Enable", { ...switched, note: zeroNote(PCI_VF_WORDS.noIoSpace) }),
  flag("mem", 1, "Memory Space Enable", {
    ...switched,
    note: zeroNote(PCI_VF_WORDS.vfMse),
  }),
  flag("master", 2, "Bus Master Enable", switched),
  ...above(flag("special", 3, "Special Cycle Enable", switched)),
  ...above(flag("mwi", 4, "Memory Write and Invalidate", switched)),
  ...above(flag("vga", 5, "VGA Palette Snoop", switched)),
  flag("parity", 6, "Parity Error Response", { ...switched, note: zeroNote(PCI_VF_WORDS.bitOfPf) }),
  ...above(flag("stepping", 7, "IDSEL Stepping/Wait Cycle Control", switched)),
  flag("serr", 8, "SERR# Enable", { ...switched, note: zeroNote(PCI_VF_WORDS.bitOfPf) }),
  ...above(flag("fastb2b", 9, "Fast Back-to-Back Transactions Enable", switched)),
  flag("intxdis", 10, "Interrupt Disable", {
    ...switched,
    note: zeroNote(PCI_VF_WORDS.noIntxToDisable),
  }),
];

const STATUS: readonly FieldDef[] = [
  flag("immediate", 0, "Immediate Readiness", { access: "RO" }),
  flag("intx", 3, "Interrupt Status", { access: "RO" }),
  flag("cap", 4, "Capabilities List", { access: "RO" }),
  flag("mhz66", 5, "66 MHz Capable", { access: "RO" }),
  flag("udf", 6, "User Definable Features", { access: "RO" }),
  flag("fastb2b", 7, "Fast Back-to-Back Transactions Capable", { access: "RO" }),
  flag("masterparity", 8, "Master Data Parity Error", latched(PCI_PROBLEM_WORDS.masterPoisoned)),
  pick("devsel", 10, 9, "DEVSEL Timing", DEVSEL, { access: "RO", other: "??" }),
  flag("sigtabort", 11, "Signaled Target Abort", latched(PCI_PROBLEM_WORDS.sentCompleterAbort)),
  flag("rectabort", 12, "Received Target Abort", latched(PCI_PROBLEM_WORDS.gotCompleterAbort)),
  flag("recmabort", 13, "Received Master Abort", { access: "RW1C" }),
  flag("sigserr", 14, "Signaled System Error", latched(PCI_PROBLEM_WORDS.sentErrorMessage)),
  flag("parity", 15, "Detected Parity Error", latched(PCI_PROBLEM_WORDS.receivedPoisoned)),
];

const COMMON_HELP: HelpTexts = {
  "vendor.value": "Manufacturer, assigned by PCI-SIG. Reads ffffh in a VF and where no function responds.",
  "device.value": "Device model, assigned by the vendor. Reads ffffh in a VF.",
  "command.io": "Enables response to I/O Space accesses.",
  "command.mem": "Enables response to Memory Space accesses. For a VF, VF MSE of its PF applies.",
  "command.master": "Allows the function to issue memory and I/O requests, MSI and MSI-X included.",
  "command.parity": "Enables logging of parity errors and poisoned TLPs in Master Data Parity Error.",
  "command.serr": "Enables reporting of non-fatal and fatal errors to the root complex.",
  "command.intxdis": "Prevents the function from asserting INTx.",
  "status.immediate": "The function is ready for configuration requests immediately after a reset.",
  "status.intx": "An INTx interrupt is pending.",
  "status.cap": "The function has a capability list.",
  "status.mhz66": "Conventional PCI only: supports a 66 MHz bus clock.",
  "status.udf": "Defined by PCI 2.1 for functions with user-definable features. Obsolete since PCI 2.2.",
  "status.fastb2b": "Conventional PCI only: accepts transactions with no idle clock between them.",
  "status.masterparity":
    "As the requester, the function sent a poisoned request or received a poisoned completion. Write 1 to clear.",
  "status.devsel": "Conventional PCI only: how quickly the device asserts DEVSEL#.",
  "status.sigtabort": "The function completed a request with Completer Abort. Write 1 to clear.",
  "status.rectabort": "A request from the function was completed with Completer Abort. Write 1 to clear.",
  "status.recmabort":
    "A request from the function was completed with Unsupported Request. Normal after bus enumeration. Write 1 to clear.",
  "status.sigserr": "The function sent ERR_FATAL or ERR_NONFATAL. Write 1 to clear.",
  "status.parity": "The function received a poisoned TLP. Write 1 to clear.",
  "revision.value": "Assigned by the vendor. Drivers use it to work around hardware flaws.",
  "class.progif": "Programming interface within the sub-class.",
  "class.subclass": "Type of function within the base class.",
  "class.base": "General type of the function.",
  "cacheline.value": "No effect in PCI Express.",
  "htype.layout": "Layout of the header from offset 10h on.",
  "htype.multi": "The device may have more functions, numbered 1 to 7.",
  "bist.code": "0 = the self-test passed.",
  "bist.start": "Write 1 to start the self-test. Reads 1 until it is done.",
  "bist.capable": "The function has a self-test.",
};

/** Offsets 00h–0Fh. */
export const COMMON_REGISTERS: readonly RegisterDef[] = withHelp(COMMON_HELP, [
  register("vendor", 0x00, 2, "Vendor ID", [
    hex("value", 15, 0, "Vendor ID", { access: "RO", note: idNote("vendor", "Vendor ID", "Vendor ID") }),
  ]),
  register("device", 0x02, 2, "Device ID", [
    hex("value", 15, 0, "Device ID", { access: "RO", note: idNote("device", "Device ID", "VF Device ID") }),
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
      help: "Interrupt routing, recorded by firmware. Hardware does not use it.",
    }),
  ]),
  register("intpin", 0x3d, 1, "Interrupt Pin", [
    pick("value", 7, 0, "Interrupt Pin", PINS, {
      access: "RO",
      other: "reserved",
      help: "INTx message that the function uses.",
      note: zeroNote(PCI_VF_WORDS.noIntx),
    }),
  ]),
];

/** The pointer to the first standard capability. */
export function capabilityPointer(offset: number): RegisterDef {
  return register("cappointer", offset, 1, "Capabilities Pointer", [
    hex("value", 7, 0, "Capabilities Pointer", {
      access: "RO",
      help: "Offset of the first capability. The two lowest bits are reserved.",
    }),
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
    flag("enable", 0, "Expansion ROM Enable", {
      access: "RW",
      reset: 0,
      help: "Enables response to accesses to the expansion ROM.",
    }),
    pick("validation", 3, 1, "Expansion ROM Validation Status", ROM_VALIDATION, {
      access: "HwInit",
      help: "Result of the device's check of the ROM contents, where supported (PCIe 5.0 and later).",
    }),
    hex("details", 7, 4, "Expansion ROM Validation Details", {
      access: "HwInit",
      help: "Vendor-specific details of the validation status.",
    }),
    hex("address", 31, 11, "Expansion ROM Base Address [31:11]", {
      access: "RW",
      help: "Address of the expansion ROM, which holds boot code.",
    }),
  ]);
}

/** Secondary Status of a bridge: the Status bits that the secondary side has. */
export const SECONDARY_STATUS: readonly FieldDef[] = [
  flag("mhz66", 5, "66 MHz Capable", {
    access: "RO",
    help: "Conventional PCI only: supports a 66 MHz bus clock.",
  }),
  flag("fastb2b", 7, "Fast Back-to-Back Transactions Capable", {
    access: "RO",
    help: "Conventional PCI only: accepts transactions with no idle clock between them.",
  }),
  flag("masterparity", 8, "Master Data Parity Error", latched(PCI_PROBLEM_WORDS.masterPoisonedBelow)),
  pick("devsel", 10, 9, "DEVSEL Timing", DEVSEL, { access: "RO", other: "??" }),
  flag("sigtabort", 11, "Signaled Target Abort", latched(PCI_PROBLEM_WORDS.sentCompleterAbortBelow)),
  flag("rectabort", 12, "Received Target Abort", latched(PCI_PROBLEM_WORDS.gotCompleterAbortBelow)),
  flag("recmabort", 13, "Received Master Abort", {
    access: "RW1C",
    help: "No device claimed a request sent downstream. Normal after bus enumeration. Write 1 to clear.",
  }),
  flag("recserr", 14, "Received System Error", latched(PCI_PROBLEM_WORDS.gotErrorMessageBelow)),
  flag("parity", 15, "Detected Parity Error", latched(PCI_PROBLEM_WORDS.receivedPoisonedBelow)),
];
