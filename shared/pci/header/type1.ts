import { PCI_PROBLEM_WORDS } from "../../words/texts/pci-problems.ts";
import { type HelpTexts, withHelp } from "../field-help.ts";
import {
  type CapabilityContext,
  type CapabilityDef,
  type DerivedDef,
  flag,
  hex,
  pick,
  type RegisterDef,
  register,
  uint,
  whole,
} from "../layout.ts";
import { barRegisters, barSummaries, ROM_SUMMARY } from "./bar-registers.ts";
import {
  COMMON_REGISTERS,
  capabilityPointer,
  INTERRUPT_REGISTERS,
  romRegister,
  SECONDARY_STATUS,
} from "./common-registers.ts";
import { above, below } from "./conventional.ts";

const IO_TYPES: Record<number, string> = { 0: "16-bit", 1: "32-bit" };
const PREFETCHABLE_TYPES: Record<number, string> = { 0: "32-bit", 1: "64-bit" };
const switched = { access: "RW", reset: 0 } as const;

function ioRegister(id: string, offset: number, name: string): RegisterDef {
  return register(id, offset, 1, name, [
    pick("type", 3, 0, "I/O Addressing Capability", IO_TYPES, {
      access: "RO",
      help: "16-bit: the window is below 64 KB. 32-bit: the upper 16 bits apply as well.",
    }),
    hex("address", 7, 4, `${name} [15:12]`, { access: "RW" }),
  ]);
}
function memoryRegister(id: string, offset: number, name: string): RegisterDef {
  return register(id, offset, 2, name, [hex("address", 15, 4, `${name} [31:20]`, { access: "RW" })]);
}
function prefetchableRegister(id: string, offset: number, name: string): RegisterDef {
  return register(id, offset, 2, name, [
    pick("type", 3, 0, "Addressing Capability", PREFETCHABLE_TYPES, {
      access: "RO",
      help: "32-bit: the window is below 4 GB. 64-bit: the upper 32 bits apply as well.",
    }),
    hex("address", 15, 4, `${name} [31:20]`, { access: "RW" }),
  ]);
}

function hexRange(base: bigint, last: bigint): string {
  if (base > last) return "closed";
  return `${base.toString(16)}h to ${last.toString(16)}h`;
}

function ioWindow(c: CapabilityContext): string {
  const wide = (c.u8(0x1c) & 0xf) === 1;
  const address = (low: number, high: number): bigint =>
    BigInt((c.u8(low) & 0xf0) << 8) | (wide ? BigInt(c.u16(high)) << 16n : 0n);
  return hexRange(address(0x1c, 0x30), address(0x1d, 0x32) | 0xfffn);
}
function memoryWindow(c: CapabilityContext): string {
  const address = (offset: number): bigint => BigInt(c.u16(offset) & 0xfff0) << 16n;
  return hexRange(address(0x20), address(0x22) | 0xfffffn);
}
function prefetchableWindow(c: CapabilityContext): string {
  const wide = (c.u16(0x24) & 0xf) === 1;
  const address = (low: number, high: number): bigint =>
    (BigInt(c.u16(low) & 0xfff0) << 16n) | (wide ? BigInt(c.u32(high)) << 32n : 0n);
  return hexRange(address(0x24, 0x28), address(0x26, 0x2c) | 0xfffffn);
}

const WINDOWS: readonly DerivedDef[] = [
  {
    id: "iowindow",
    name: "I/O window",
    of: ["iobase", "iolimit", "iobasehi", "iolimithi"],
    help: "I/O addresses that the bridge forwards downstream.",
    show: ioWindow,
  },
  {
    id: "memwindow",
    name: "Memory window",
    of: ["membase", "memlimit"],
    help: "Memory addresses that the bridge forwards downstream.",
    show: memoryWindow,
  },
  {
    id: "prefwindow",
    name: "Prefetchable memory window",
    of: ["prefbase", "preflimit", "prefbasehi", "preflimithi"],
    help: "The only window that can lie above 4 GB. 64-bit prefetchable VF BARs are placed in it.",
    show: prefetchableWindow,
  },
];

const MASTER_ABORT = "when set, a Master Abort is reported as an error. When clear, reads return all ones.";
const TIMER = "how long a delayed completion is kept, 2^15 clocks when clear, 2^10 when set.";
const DISCARDED = "a delayed completion was discarded because the initiator did not retry in time. Write 1 to clear.";

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  "iobase.address": "First I/O port forwarded downstream, in units of 4 KB.",
  "iolimit.address": "Last I/O port forwarded downstream. A limit below the base closes the window.",
  "membase.address": "First address forwarded downstream, in units of 1 MB.",
  "memlimit.address": "Last address forwarded downstream. A limit below the base closes the window.",
  "prefbase.address": "First prefetchable address forwarded downstream, in units of 1 MB.",
  "preflimit.address": "Last prefetchable address forwarded downstream. A limit below the base closes the window.",
  primary: "Bus directly above the bridge. Not used in PCI Express.",
  secondary: "Bus directly below the bridge. While it is 0, nothing below can be reached.",
  subordinate: "Highest bus number below the bridge. The buses of VFs must not exceed it.",
  "prefbasehi.value": "Bits 63:32 of the first address in the prefetchable window.",
  "preflimithi.value": "Bits 63:32 of the last address in the prefetchable window.",
  "iobasehi.value": "Bits 31:16 of the first port in the I/O window.",
  "iolimithi.value": "Bits 31:16 of the last port in the I/O window.",
  "secstatus.masterparity":
    "The port sent a poisoned request downstream or received a poisoned completion from below. Write 1 to clear.",
  "secstatus.devsel": "Conventional PCI only: how quickly the device asserts DEVSEL#.",
  "secstatus.sigtabort": "The port completed a request from below with Completer Abort. Write 1 to clear.",
  "secstatus.rectabort": "A request sent downstream was completed with Completer Abort. Write 1 to clear.",
  "secstatus.recserr": "The port received an error message from below. Write 1 to clear.",
  "secstatus.parity": "The port received a poisoned TLP from below. Write 1 to clear.",
  "control.parity": "Enables logging of poisoned TLPs on the secondary side.",
  "control.serr": "Enables forwarding of error messages from below.",
  "control.isa": "The last 768 bytes of each 1 KB in the I/O window are not forwarded downstream.",
  "control.vga": "Forwards the VGA addresses downstream.",
  "control.vga16": "VGA ports are decoded with 16 address bits, without aliases.",
  "control.reset": "Set: everything below is held in reset.",
};

export const TYPE1_HEADER: CapabilityDef = {
  key: "header1",
  space: "header",
  id: 1,
  short: "Header",
  title: "Type 1 header (bridge)",
  section: "PCIe 6.2 §7.5.1.3",
  length: 0x40,
  registers: withHelp(HELP, [
    ...COMMON_REGISTERS,
    ...barRegisters(2),
    whole("primary", 0x18, 1, "Primary Bus Number", { access: "RW", reset: 0 }),
    whole("secondary", 0x19, 1, "Secondary Bus Number", { access: "RW", reset: 0 }),
    whole("subordinate", 0x1a, 1, "Subordinate Bus Number", { access: "RW", reset: 0 }),
    register(
      "seclatency",
      0x1b,
      1,
      "Secondary Latency Timer",
      below(uint("value", 7, 0, "Secondary Latency Timer", switched)),
    ),
    ioRegister("iobase", 0x1c, "I/O Base"),
    ioRegister("iolimit", 0x1d, "I/O Limit"),
    register("secstatus", 0x1e, 2, "Secondary Status", SECONDARY_STATUS),
    memoryRegister("membase", 0x20, "Memory Base"),
    memoryRegister("memlimit", 0x22, "Memory Limit"),
    prefetchableRegister("prefbase", 0x24, "Prefetchable Memory Base"),
    prefetchableRegister("preflimit", 0x26, "Prefetchable Memory Limit"),
    whole("prefbasehi", 0x28, 4, "Prefetchable Base Upper 32 Bits", { access: "RW" }),
    whole("preflimithi", 0x2c, 4, "Prefetchable Limit Upper 32 Bits", { access: "RW" }),
    whole("iobasehi", 0x30, 2, "I/O Base Upper 16 Bits", { access: "RW" }),
    whole("iolimithi", 0x32, 2, "I/O Limit Upper 16 Bits", { access: "RW" }),
    capabilityPointer(0x34),
    romRegister(0x38),
    ...INTERRUPT_REGISTERS,
    register("control", 0x3e, 2, "Bridge Control", [
      flag("parity", 0, "Parity Error Response Enable", switched),
      flag("serr", 1, "SERR# Enable", switched),
      flag("isa", 2, "ISA Enable", switched),
      flag("vga", 3, "VGA Enable", switched),
      flag("vga16", 4, "VGA 16-bit Decode", switched),
      ...below(flag("mabort", 5, "Master Abort Mode", { ...switched, help: MASTER_ABORT })),
      flag("reset", 6, "Secondary Bus Reset", {
        ...switched,
        problem: (raw) => (raw ? PCI_PROBLEM_WORDS.busInReset : null),
      }),
      ...below(flag("fastb2b", 7, "Fast Back-to-Back Transactions Enable", switched)),
      ...above(flag("pridisc", 8, "Primary Discard Timer", { ...switched, help: TIMER })),
      ...below(flag("secdisc", 9, "Secondary Discard Timer", { ...switched, help: TIMER })),
      ...below(flag("discstatus", 10, "Discard Timer Status", { access: "RW1C", help: DISCARDED })),
      ...below(flag("discserr", 11, "Discard Timer SERR# Enable", switched)),
    ]),
  ]),
  derived: [...barSummaries(2), ROM_SUMMARY, ...WINDOWS],
  text: [],
};
