/** The HyperTransport capability blocks besides the two interfaces. */
import { withHelp } from "../../../field-help.ts";
import { hexDigits } from "../../../hex-digits.ts";
import {
  type CapabilityContext,
  type CapabilityDef,
  type FieldDef,
  flag,
  hex,
  pick,
  type RegisterDef,
  register,
  registersWhen,
  type TextPiece,
  uint,
  whole,
} from "../../../layout.ts";
import { BLOCK_HELP } from "./block-help.ts";
import { blockType, HT_SECTION, REVISION } from "./fields.ts";

const TYPE: FieldDef = hex("type", 15, 11, "Capability Type", {
  access: "RO",
  help: "Distinguishes the HyperTransport capabilities, which share one ID.",
});

function block(
  key: string,
  type: number,
  name: string,
  length: CapabilityDef["length"],
  registers: readonly RegisterDef[],
  text: readonly TextPiece[] = [`HyperTransport: ${name}\n`],
): CapabilityDef {
  return {
    key: `ht.${key}`,
    space: "standard",
    id: 0x08,
    short: `HT ${name}`,
    title: `HyperTransport: ${name}`,
    section: HT_SECTION,
    match: (c) => blockType(c) === type,
    length,
    registers: withHelp(BLOCK_HELP[key] ?? {}, registers),
    text,
  };
}

/** A command register of which only the type is of interest. */
const command = (fields: readonly FieldDef[] = []): RegisterDef =>
  register("command", 2, 2, "Command", [...fields, TYPE]);

const SWITCH = block("switch", 0x08, "Switch", 24, [
  command([
    flag("viberr", 7, "VIB Error", { access: "RW1C" }),
    flag("vibfl", 8, "VIB Flood Enable", { access: "RW" }),
    flag("vibft", 9, "VIB Fatal Enable", { access: "RW" }),
    flag("vibnft", 10, "VIB Nonfatal Enable", { access: "RW" }),
  ]),
  whole("pmask", 4, 4, "Partition Mask", { access: "RW" }),
  register("info", 8, 4, "Switch Info", [
    uint("port", 4, 0, "Default Port", { access: "RW" }),
    flag("decode", 5, "Enable Decode", { access: "RW" }),
    flag("coldrst", 6, "Cold Reset", { access: "RW" }),
    uint("counter", 11, 8, "Performance Counter Index", { access: "RW" }),
    uint("range", 17, 12, "Base/Limit Range Index", { access: "RW" }),
    flag("hotplug", 18, "Hot Plug", { access: "RW" }),
    flag("hide", 19, "Hide Port", { access: "RW" }),
  ]),
  whole("counter", 12, 4, "Performance Counter Data", { access: "RO" }),
  whole("range", 16, 4, "Base/Limit Range Data", { access: "RW" }),
  whole("secondary", 20, 4, "Secondary Base Data", { access: "RW" }),
]);

const INTERRUPTS = block("idc", 0x10, "Interrupt Discovery and Configuration", 8, [
  register("command", 2, 2, "Index", [hex("index", 7, 0, "Index", { access: "RW" }), TYPE]),
  whole("data", 4, 4, "Data", { access: "RW", help: "Interrupt register selected by Index." }),
]);

const REVISION_ID = block(
  "rid",
  0x11,
  "Revision ID",
  4,
  [register("command", 2, 2, "Revision", [...REVISION, TYPE])],
  ["HyperTransport: Revision ID: {command.major}.{command.minor}\n"],
);

const CLUMPING = block("uidc", 0x12, "UnitID Clumping", 12, [
  command(),
  whole("supported", 4, 4, "Clumping Support", { access: "RO" }),
  whole("enabled", 8, 4, "Clumping Enable", { access: "RW" }),
]);

const CONFIG_ACCESS = block("ecsa", 0x13, "Extended Configuration Space Access", 12, [
  command(),
  register("address", 4, 4, "Configuration Address", [
    hex("register", 11, 2, "Register", { access: "RW" }),
    uint("function", 14, 12, "Function", { access: "RW" }),
    hex("device", 19, 15, "Device", { access: "RW" }),
    hex("bus", 27, 20, "Bus Number", { access: "RW" }),
    flag("type", 28, "Access Type", { access: "RW" }),
  ]),
  whole("data", 8, 4, "Configuration Data", { access: "RW" }),
]);

const MAP_TYPES: Record<number, string> = { 0: "40-bit", 1: "64-bit" };

const ADDRESS_MAPPING = block("am", 0x14, "Address Mapping", 12, [
  command([
    uint("dma", 3, 0, "Number of DMA Mappings", { access: "RO" }),
    uint("iosize", 8, 4, "I/O Size", { access: "RW" }),
    pick("map", 10, 9, "Map Type", MAP_TYPES, { access: "RO" }),
  ]),
]);

const isMoving = (c: CapabilityContext): boolean => (c.u16(2) & 2) === 0;
const MSI_WINDOW = 0xfff00000;

function mappingBase(c: CapabilityContext): string {
  const address = (BigInt(c.u32(8)) << 32n) | BigInt((c.u32(4) & MSI_WINDOW) >>> 0);
  return `\t\tMapping Address Base: ${hexDigits(address, 16)}\n`;
}

const MSI_MAPPING = block(
  "msim",
  0x15,
  "MSI Mapping",
  // A window that cannot be moved has no registers for its address.
  (c) => (isMoving(c) ? 12 : 4),
  [
    command([
      flag("enable", 0, "Enable", {
        access: "RW",
        reset: 0,
        help: "Converts writes to the window into interrupts on the chain.",
      }),
      flag("fixed", 1, "Fixed", { access: "RO", help: "The window is fixed at fee00000h." }),
    ]),
    ...registersWhen(isMoving, [
      register("addr", 4, 4, "Mapping Address Low", [hex("base", 31, 20, "Base [31:20]", { access: "RW" })]),
      whole("addrhi", 8, 4, "Mapping Address High", { access: "RW" }),
    ]),
  ],
  [
    "HyperTransport: MSI Mapping Enable{command.enable} Fixed{command.fixed}\n",
    { when: isMoving, text: [{ need: [4, 8] }, mappingBase] },
  ],
);

const DIRECT_ROUTE = block("dr", 0x16, "DirectRoute", 12, [
  command([
    uint("spaces", 3, 0, "Number of DirectRoute Spaces", { access: "RO" }),
    uint("index", 8, 4, "Index", { access: "RW" }),
  ]),
  whole("enable", 4, 4, "Enable Vector", { access: "RW" }),
  whole("data", 8, 4, "Data", { access: "RW" }),
]);

const VC_SETS = block("vcs", 0x17, "VCSet", 16, [
  command(),
  whole("supported", 4, 1, "VCSets Supported", { access: "RO" }),
  whole("link1", 5, 1, "Link 1 VCSets Enabled", { access: "RW" }),
  whole("link0", 6, 1, "Link 0 VCSets Enabled", { access: "RW" }),
  whole("depth", 8, 1, "Stream Bucket Depth", { access: "RW" }),
  whole("interval", 9, 1, "Stream Interval", { access: "RW" }),
  whole("streaming", 10, 1, "Streaming VCs Supported", { access: "RO" }),
  whole("nfcdepth", 12, 1, "Non-FC Bucket Depth", { access: "RW" }),
  whole("nfcinterval", 13, 1, "Non-FC Bucket Interval", { access: "RW" }),
]);

const RETRY_CONTROL: readonly FieldDef[] = [
  flag("enable", 0, "Link Retry Enable", { access: "RW", reset: 0 }),
  flag("single", 1, "Force Single Error", { access: "RW", reset: 0 }),
  flag("rollover", 2, "Rollover Nonfatal Enable", { access: "RW", reset: 0 }),
  flag("stomp", 3, "Force Single Stomp", { access: "RW", reset: 0 }),
  flag("nonfatal", 4, "Retry Nonfatal Enable", { access: "RW", reset: 0 }),
  flag("fatal", 5, "Retry Fatal Enable", { access: "RW", reset: 0 }),
  uint("attempts", 7, 6, "Allowed Attempts", { access: "RW" }),
];
const RETRY_STATUS: readonly FieldDef[] = [
  flag("sent", 0, "Retry Sent", { access: "RW1C" }),
  flag("rollover", 1, "Count Rollover", { access: "RW1C" }),
  flag("stomp", 2, "Stomp Received", { access: "RW1C" }),
];

const RETRY_MODE = block("rm", 0x18, "Retry Mode", 12, [
  command(),
  register("ctl0", 4, 1, "Control 0", RETRY_CONTROL),
  register("sta0", 5, 1, "Status 0", RETRY_STATUS),
  register("ctl1", 6, 1, "Control 1", RETRY_CONTROL),
  register("sta1", 7, 1, "Status 1", RETRY_STATUS),
  register("count0", 8, 2, "Retry Count 0", [uint("value", 15, 0, "Retry Count 0", { access: "RW" })]),
  register("count1", 10, 2, "Retry Count 1", [uint("value", 15, 0, "Retry Count 1", { access: "RW" })]),
]);

const X86 = block("x86", 0x19, "X86 (reserved)", 4, [command()]);

/** Types without a published layout of their own. */
const OTHER_TYPES: Record<number, string> = {
  9: "reserved host",
  26: "Gen3",
  27: "function and link extension",
  28: "power management",
  29: "high node count",
};

const OTHER: CapabilityDef = {
  key: "ht.other",
  space: "standard",
  id: 0x08,
  short: "HyperTransport",
  title: "HyperTransport",
  section: HT_SECTION,
  length: 4,
  registers: [
    register("command", 2, 2, "Command", [
      pick("type", 15, 11, "Capability Type", OTHER_TYPES, {
        access: "RO",
        help: "Distinguishes the HyperTransport capabilities, which share one ID.",
      }),
    ]),
  ],
  text: ["HyperTransport: #{command.type:02x}\n"],
};

/** `OTHER` stands for every type without a name, so it must be the last. */
export const HT_BLOCKS: readonly CapabilityDef[] = [
  SWITCH,
  INTERRUPTS,
  REVISION_ID,
  CLUMPING,
  CONFIG_ACCESS,
  ADDRESS_MAPPING,
  MSI_MAPPING,
  DIRECT_ROUTE,
  VC_SETS,
  RETRY_MODE,
  X86,
  OTHER,
];
