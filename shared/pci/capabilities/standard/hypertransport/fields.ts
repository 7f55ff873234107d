/** Registers that both HyperTransport interface blocks have (HyperTransport 3.10 §7). */

import type { Message } from "../../../../words/message.ts";
import { PCI_PROBLEM_WORDS } from "../../../../words/texts/pci-problems.ts";
import { type HelpTexts, withFieldHelp } from "../../../field-help.ts";
import { type CapabilityContext, type FieldDef, flag, hex, pick, shown, uint } from "../../../layout.ts";

export const HT_SECTION = "HyperTransport 3.10 §7";

const WIDTHS: Record<number, string> = {
  0: "8bit",
  1: "16bit",
  3: "32bit",
  4: "2bit",
  5: "4bit",
  7: "N/C",
};
/** What lspci has for codes without a width, and for clocks that came after it. */
const LSPCI_WIDTHS: Record<number, string> = { 2: "[2]", 6: "[6]" };
const LSPCI_FREQUENCIES: Record<number, string> = {
  10: "[a]",
  11: "[b]",
  12: "[c]",
  13: "[d]",
  14: "[e]",
  15: "Vend",
};
const FREQUENCIES: Record<number, string> = {
  0: "200MHz",
  1: "300MHz",
  2: "400MHz",
  3: "500MHz",
  4: "600MHz",
  5: "800MHz",
  6: "1.0GHz",
  7: "1.2GHz",
  8: "1.4GHz",
  9: "1.6GHz",
  10: "1.8GHz",
  11: "2.0GHz",
  12: "2.2GHz",
  13: "2.4GHz",
  14: "2.6GHz",
  15: "vendor specific",
};

/** @param reason what to tell when the bit is set. @param help what the bit stands for */
function failed(reason: Message, help: string): Pick<FieldDef, "access" | "help" | "problem"> {
  return { access: "RW1C", help, problem: (raw) => (raw ? reason : null) };
}

const LINK_CONTROL_HELP: HelpTexts = {
  source: "Packets carry the ID of their source.",
  cfle: "A CRC error floods the link with sync packets, which stops the whole chain.",
  cst: "Write 1 to start a CRC test of the link. Reads 1 until it is done.",
  cfe: "Sends wrong CRCs on purpose, to test error handling.",
  init: "The link is up and trained. If it stays clear, nothing is attached or training fails.",
  eoc: "Nothing is attached beyond this link.",
  txo: "The transmitter is off, which saves power on an unused link.",
  isocen: "Isochronous packets have separate buffers. Both ends must agree.",
  lsen: "The link tristates its lines during LDTSTOP#, which saves power.",
  extctl: "Training holds CTL longer, as the other end requires.",
  b64: "Allows requests with 64-bit addresses. When clear, addresses have 40 bits.",
};

export const LINK_CONTROL: readonly FieldDef[] = withFieldHelp(LINK_CONTROL_HELP, [
  flag("source", 0, "Source ID Enable", { access: "RW", reset: 0 }),
  flag("cfle", 1, "CRC Flood Enable", { access: "RW", reset: 0 }),
  flag("cst", 2, "CRC Start Test", { access: "RW", reset: 0 }),
  flag("cfe", 3, "CRC Force Error", { access: "RW", reset: 0 }),
  flag(
    "lkfail",
    4,
    "Link Failure",
    failed(
      PCI_PROBLEM_WORDS.htLinkFailed,
      "The link failed to initialize or had an unrecoverable error. Write 1 to clear.",
    ),
  ),
  flag("init", 5, "Initialization Complete", { access: "RO" }),
  flag("eoc", 6, "End of Chain", { access: "RW", reset: 0 }),
  flag("txo", 7, "Transmitter Off", { access: "RW", reset: 0 }),
  hex(
    "crcerr",
    11,
    8,
    "CRC Error",
    failed(PCI_PROBLEM_WORDS.htCrc, "One bit per 8 lanes that detected a wrong CRC. Write 1 to clear."),
  ),
  flag("isocen", 12, "Isochronous Flow Control Enable", { access: "RW", reset: 0 }),
  flag("lsen", 13, "LDTSTOP# Tristate Enable", { access: "RW", reset: 0 }),
  flag("extctl", 14, "Extended CTL Time", { access: "RW", reset: 0 }),
  flag("b64", 15, "64-bit Addressing Enable", { access: "RW", reset: 0 }),
]);

const LINK_CONFIG_HELP: HelpTexts = {
  mlwi: "Maximum number of receive lanes.",
  dfi: "Can receive with doubleword flow control, so short packets waste less buffer space.",
  mlwo: "Maximum number of transmit lanes.",
  dfo: "Can transmit with doubleword flow control.",
  lwi: "Receive lanes in use. A new value takes effect at the next reset or LDTSTOP#.",
  dfie: "Receives with doubleword flow control.",
  lwo: "Transmit lanes in use. A new value takes effect at the next reset or LDTSTOP#.",
  dfoe: "Transmits with doubleword flow control.",
};

export const LINK_CONFIG: readonly FieldDef[] = withFieldHelp(LINK_CONFIG_HELP, [
  pick("mlwi", 2, 0, "Max Link Width In", WIDTHS, { access: "RO", printed: LSPCI_WIDTHS }),
  flag("dfi", 3, "Doubleword Flow Control In", { access: "RO" }),
  pick("mlwo", 6, 4, "Max Link Width Out", WIDTHS, { access: "RO", printed: LSPCI_WIDTHS }),
  flag("dfo", 7, "Doubleword Flow Control Out", { access: "RO" }),
  pick("lwi", 10, 8, "Link Width In", WIDTHS, { access: "RW", printed: LSPCI_WIDTHS }),
  flag("dfie", 11, "Doubleword Flow Control In Enable", { access: "RW", reset: 0 }),
  pick("lwo", 14, 12, "Link Width Out", WIDTHS, { access: "RW", printed: LSPCI_WIDTHS }),
  flag("dfoe", 15, "Doubleword Flow Control Out Enable", { access: "RW", reset: 0 }),
]);

export const REVISION: readonly FieldDef[] = [
  shown("minor", 4, 0, "Minor Revision", (raw) => String(raw).padStart(2, "0"), {
    access: "RO",
    help: "Minor version of the HyperTransport specification.",
  }),
  uint("major", 7, 5, "Major Revision", {
    access: "RO",
    help: "Major version of the HyperTransport specification.",
  }),
];

export const FREQUENCY_ERROR: readonly FieldDef[] = [
  pick("freq", 3, 0, "Transmitter Clock Frequency", FREQUENCIES, {
    printed: LSPCI_FREQUENCIES,
    access: "RW",
    reset: 0,
    help: "Link clock. A new value takes effect at the next warm reset or LDTSTOP#.",
  }),
  flag(
    "prot",
    4,
    "Protocol Error",
    failed(PCI_PROBLEM_WORDS.htProtocol, "A packet violated the protocol. Write 1 to clear."),
  ),
  flag(
    "ovfl",
    5,
    "Overflow Error",
    failed(PCI_PROBLEM_WORDS.htOverflow, "Packets arrived with no buffer free. Write 1 to clear."),
  ),
  flag(
    "eoc",
    6,
    "End of Chain Error",
    failed(PCI_PROBLEM_WORDS.htEndOfChain, "A packet reached the end of the chain unclaimed. Write 1 to clear."),
  ),
  flag("ctltm", 7, "CTL Timeout", {
    access: "RW",
    reset: 0,
    help: "How long CTL may stay low before it is a protocol error: 1 ms when clear, 1 s when set.",
  }),
];

const FREQUENCY_CAPABILITY_HELP: HelpTexts = {
  f200: "Supports 200 MHz (400 MT/s per lane).",
  f300: "Supports 300 MHz (600 MT/s per lane).",
  f400: "Supports 400 MHz (800 MT/s per lane).",
  f500: "Supports 500 MHz (1000 MT/s per lane).",
  f600: "Supports 600 MHz (1200 MT/s per lane).",
  f800: "Supports 800 MHz (1600 MT/s per lane).",
  f1000: "Supports 1.0 GHz (2000 MT/s per lane).",
  f1200: "Supports 1.2 GHz (2400 MT/s per lane).",
  f1400: "Supports 1.4 GHz (2800 MT/s per lane).",
  f1600: "Supports 1.6 GHz (3200 MT/s per lane).",
  f1800: "Supports 1.8 GHz (3600 MT/s per lane).",
  f2000: "Supports 2.0 GHz (4000 MT/s per lane).",
  f2200: "Supports 2.2 GHz (4400 MT/s per lane).",
  f2400: "Supports 2.4 GHz (4800 MT/s per lane).",
  f2600: "Supports 2.6 GHz (5200 MT/s per lane).",
  vendor: "Supports a vendor-specific clock.",
};

export const FREQUENCY_CAPABILITY: readonly FieldDef[] = withFieldHelp(FREQUENCY_CAPABILITY_HELP, [
  flag("f200", 0, "200 MHz", { access: "RO" }),
  flag("f300", 1, "300 MHz", { access: "RO" }),
  flag("f400", 2, "400 MHz", { access: "RO" }),
  flag("f500", 3, "500 MHz", { access: "RO" }),
  flag("f600", 4, "600 MHz", { access: "RO" }),
  flag("f800", 5, "800 MHz", { access: "RO" }),
  flag("f1000", 6, "1.0 GHz", { access: "RO" }),
  flag("f1200", 7, "1.2 GHz", { access: "RO" }),
  flag("f1400", 8, "1.4 GHz", { access: "RO" }),
  flag("f1600", 9, "1.6 GHz", { access: "RO" }),
  flag("f1800", 10, "1.8 GHz", { access: "RO" }),
  flag("f2000", 11, "2.0 GHz", { access: "RO" }),
  flag("f2200", 12, "2.2 GHz", { access: "RO" }),
  flag("f2400", 13, "2.4 GHz", { access: "RO" }),
  flag("f2600", 14, "2.6 GHz", { access: "RO" }),
  flag("vendor", 15, "Vendor Specific", { access: "RO" }),
]);

export const FEATURES: readonly FieldDef[] = [
  flag("isocfc", 0, "Isochronous Flow Control Mode", {
    access: "RO",
    help: "Supports separate buffers for isochronous packets.",
  }),
  flag("ldtstop", 1, "LDTSTOP# Supported", {
    access: "RO",
    help: "Supports LDTSTOP#: the link can be stopped to save power or to change its width or clock.",
  }),
  flag("crctm", 2, "CRC Test Mode", { access: "RO", help: "Supports the CRC test that Link Control starts." }),
  flag("ectlt", 3, "Extended CTL Time Required", {
    access: "RO",
    help: "The other end must hold CTL longer during training.",
  }),
  flag("ba64", 4, "64-bit Addressing", { access: "RO", help: "Supports requests with 64-bit addresses." }),
  flag("uidrd", 5, "UnitID Reorder Disable", {
    access: "RW",
    reset: 0,
    help: "Requests under the device's different UnitIDs can be kept in order.",
  }),
  flag("sourceid", 6, "Source Identification Extension", {
    access: "RO",
    help: "Accepts packets that carry the ID of their source.",
  }),
];

const ERROR_HANDLING_HELP: HelpTexts = {
  pfle: "A protocol error causes a sync flood, which stops the whole chain.",
  ofle: "An overflow error causes a sync flood, which stops the whole chain.",
  pfe: "A protocol error raises the fatal error interrupt.",
  ofe: "An overflow error raises the fatal error interrupt.",
  eocfe: "A packet that reaches the end of the chain raises the fatal error interrupt.",
  rfe: "A response without a matching request raises the fatal error interrupt.",
  crcfe: "A CRC error raises the fatal error interrupt.",
  serrfe: "A system error from the secondary side raises the fatal error interrupt.",
  cf: "A sync flood has stopped the chain. Only a reset recovers it.",
  pnfe: "A protocol error raises the non-fatal error interrupt.",
  onfe: "An overflow error raises the non-fatal error interrupt.",
  eocnfe: "A packet that reaches the end of the chain raises the non-fatal error interrupt.",
  rnfe: "A response without a matching request raises the non-fatal error interrupt.",
  crcnfe: "A CRC error raises the non-fatal error interrupt.",
  serrnfe: "A system error from the secondary side raises the non-fatal error interrupt.",
};

export const ERROR_HANDLING: readonly FieldDef[] = withFieldHelp(ERROR_HANDLING_HELP, [
  flag("pfle", 0, "Protocol Error Flood Enable", { access: "RW", reset: 0 }),
  flag("ofle", 1, "Overflow Error Flood Enable", { access: "RW", reset: 0 }),
  flag("pfe", 2, "Protocol Error Fatal Enable", { access: "RW", reset: 0 }),
  flag("ofe", 3, "Overflow Error Fatal Enable", { access: "RW", reset: 0 }),
  flag("eocfe", 4, "End of Chain Error Fatal Enable", { access: "RW", reset: 0 }),
  flag("rfe", 5, "Response Error Fatal Enable", { access: "RW", reset: 0 }),
  flag("crcfe", 6, "CRC Error Fatal Enable", { access: "RW", reset: 0 }),
  flag("serrfe", 7, "System Error Fatal Enable", { access: "RW", reset: 0 }),
  flag("cf", 8, "Chain Fail", {
    access: "RO",
    problem: (raw) => (raw ? PCI_PROBLEM_WORDS.htFlooded : null),
  }),
  flag(
    "re",
    9,
    "Response Error",
    failed(PCI_PROBLEM_WORDS.htResponse, "A response matched no outstanding request. Write 1 to clear."),
  ),
  flag("pnfe", 10, "Protocol Error Nonfatal Enable", { access: "RW", reset: 0 }),
  flag("onfe", 11, "Overflow Error Nonfatal Enable", { access: "RW", reset: 0 }),
  flag("eocnfe", 12, "End of Chain Error Nonfatal Enable", { access: "RW", reset: 0 }),
  flag("rnfe", 13, "Response Error Nonfatal Enable", { access: "RW", reset: 0 }),
  flag("crcnfe", 14, "CRC Error Nonfatal Enable", { access: "RW", reset: 0 }),
  flag("serrnfe", 15, "System Error Nonfatal Enable", { access: "RW", reset: 0 }),
]);

/** The capability type: three bits for the interface blocks, five for all others. */
export function highType(c: CapabilityContext): number {
  return c.u16(2) >> 13;
}
export function blockType(c: CapabilityContext): number {
  return c.u16(2) >> 11;
}
