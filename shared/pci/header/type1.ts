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
      help: "16-bit: the window lies below 64 KB; 32-bit: the upper 16 bits count too.",
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
      help: "32-bit: the window lies below 4 GB; 64-bit: the upper 32 bits count too.",
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
    help: "I/O addresses that the bridge passes down.",
    show: ioWindow,
  },
  {
    id: "memwindow",
    name: "Memory window",
    of: ["membase", "memlimit"],
    help: "Memory addresses that the bridge passes down.",
    show: memoryWindow,
  },
  {
    id: "prefwindow",
    name: "Prefetchable memory window",
    of: ["prefbase", "preflimit", "prefbasehi", "preflimithi"],
    help: "The only window that can lie above 4 GB; 64-bit VF BARs need it.",
    show: prefetchableWindow,
  },
];

const MASTER_ABORT = "set, a request that no device takes is reported as an error; clear, reads give all ones.";
const TIMER = "how long an answer waits to be fetched; clear 2^15 clocks, set 2^10.";
const DISCARDED = "an answer that was not fetched in time was discarded; cleared by writing 1.";

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  "iobase.address": "First I/O port that goes down, in steps of 4 KB.",
  "iolimit.address": "Last I/O port that goes down; below the base = the window is closed.",
  "membase.address": "First address that goes down, in steps of 1 MB.",
  "memlimit.address": "Last address that goes down; below the base = the window is closed.",
  "prefbase.address": "First prefetchable address that goes down, in steps of 1 MB.",
  "preflimit.address": "Last prefetchable address that goes down; below the base = the window is closed.",
  primary: "The bus right above the bridge; PCI Express itself does not use it.",
  secondary: "The bus right below the bridge; 0 = nothing below can be reached.",
  subordinate: "The highest bus below the bridge: VFs on later buses must fit under it.",
  "prefbasehi.value": "Bits 63:32 of the prefetchable window's first address.",
  "preflimithi.value": "Bits 63:32 of the prefetchable window's last address.",
  "iobasehi.value": "Bits 31:16 of the I/O window's first port.",
  "iolimithi.value": "Bits 31:16 of the I/O window's last port.",
  "secstatus.masterparity": "Poisoned data passed as the requester; cleared by writing 1.",
  "secstatus.devsel": "Conventional PCI only: how fast it claims an address.",
  "secstatus.sigtabort": "It refused a request from below; cleared by writing 1.",
  "secstatus.rectabort": "A request to below was refused; cleared by writing 1.",
  "secstatus.recserr": "An error message came from below; cleared by writing 1.",
  "secstatus.parity": "Poisoned data came from below; cleared by writing 1.",
  "control.parity": "It acts on poisoned data from below.",
  "control.serr": "Error messages from below are passed up.",
  "control.isa": "The upper 768 bytes of each 1 KB of the I/O window stay above.",
  "control.vga": "The VGA addresses are passed down.",
  "control.vga16": "VGA ports are told by 16 address bits, without aliases.",
  "control.reset": "Everything below is held in reset.",
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
        problem: (raw) => (raw ? "The secondary bus is held in reset." : null),
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
