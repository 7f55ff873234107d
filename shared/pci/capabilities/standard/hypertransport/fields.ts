/** Registers that both HyperTransport interface blocks have (HyperTransport 3.10 §7). */
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
function failed(reason: string, help: string): Pick<FieldDef, "access" | "help" | "problem"> {
  return { access: "RW1C", help, problem: (raw) => (raw ? reason : null) };
}

const LINK_CONTROL_HELP: HelpTexts = {
  source: "Packets carry the id of their sender.",
  cfle: "A CRC error floods the link with sync packets, which stops the whole chain.",
  cst: "Writing 1 starts a test of the link with CRC patterns; reads 1 until it is over.",
  cfe: "Wrong CRCs are sent on purpose, to test how errors are dealt with.",
  init: "The link is up and trained; clear for good = nothing is attached, or it does not train.",
  eoc: "Nothing is attached behind this link.",
  txo: "The transmitter is switched off, to save power on a link without use.",
  isocen: "Isochronous packets have buffers of their own; both ends must agree.",
  lsen: "The link lets its lines float during LDTSTOP#, which saves power.",
  extctl: "Training holds the CTL line longer, for the sake of the other end.",
  b64: "Requests with 64-bit addresses may be sent; else 40 bits.",
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
      "The link failed.",
      "The link failed to come up or saw an error that it cannot recover from; cleared by writing 1.",
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
    failed(
      "CRC errors were found on the link.",
      "One bit for each 8 lanes that saw a wrong CRC; cleared by writing 1.",
    ),
  ),
  flag("isocen", 12, "Isochronous Flow Control Enable", { access: "RW", reset: 0 }),
  flag("lsen", 13, "LDTSTOP# Tristate Enable", { access: "RW", reset: 0 }),
  flag("extctl", 14, "Extended CTL Time", { access: "RW", reset: 0 }),
  flag("b64", 15, "64-bit Addressing Enable", { access: "RW", reset: 0 }),
]);

const LINK_CONFIG_HELP: HelpTexts = {
  mlwi: "Most lanes that it can receive on.",
  dfi: "It can receive with flow control in doublewords, so short packets waste less buffer.",
  mlwo: "Most lanes that it can send on.",
  dfo: "It can send with flow control in doublewords.",
  lwi: "Lanes it receives on; a new value counts from the next reset or LDTSTOP#.",
  dfie: "It receives with flow control in doublewords.",
  lwo: "Lanes it sends on; a new value counts from the next reset or LDTSTOP#.",
  dfoe: "It sends with flow control in doublewords.",
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
    help: "Minor version of HyperTransport that the registers follow.",
  }),
  uint("major", 7, 5, "Major Revision", {
    access: "RO",
    help: "Major version of HyperTransport that the registers follow.",
  }),
];

export const FREQUENCY_ERROR: readonly FieldDef[] = [
  pick("freq", 3, 0, "Transmitter Clock Frequency", FREQUENCIES, {
    printed: LSPCI_FREQUENCIES,
    access: "RW",
    reset: 0,
    help: "Clock of the link; a new value counts from the next warm reset or LDTSTOP#.",
  }),
  flag(
    "prot",
    4,
    "Protocol Error",
    failed(
      "A protocol error was found on the link.",
      "A packet broke the rules of the protocol; cleared by writing 1.",
    ),
  ),
  flag(
    "ovfl",
    5,
    "Overflow Error",
    failed(
      "A receive buffer of the link overflowed.",
      "More packets came than there were buffers for; cleared by writing 1.",
    ),
  ),
  flag(
    "eoc",
    6,
    "End of Chain Error",
    failed(
      "A packet came to the end of the chain.",
      "A packet reached the end of the chain without being taken; cleared by writing 1.",
    ),
  ),
  flag("ctltm", 7, "CTL Timeout", {
    access: "RW",
    reset: 0,
    help: "How long CTL may stay low before it counts as a protocol error: clear 1 ms, set 1 s.",
  }),
];

const FREQUENCY_CAPABILITY_HELP: HelpTexts = {
  f200: "The link can be clocked at 200 MHz, which is 400 MT/s on each lane.",
  f300: "The link can be clocked at 300 MHz, which is 600 MT/s on each lane.",
  f400: "The link can be clocked at 400 MHz, which is 800 MT/s on each lane.",
  f500: "The link can be clocked at 500 MHz, which is 1000 MT/s on each lane.",
  f600: "The link can be clocked at 600 MHz, which is 1200 MT/s on each lane.",
  f800: "The link can be clocked at 800 MHz, which is 1600 MT/s on each lane.",
  f1000: "The link can be clocked at 1.0 GHz, which is 2000 MT/s on each lane.",
  f1200: "The link can be clocked at 1.2 GHz, which is 2400 MT/s on each lane.",
  f1400: "The link can be clocked at 1.4 GHz, which is 2800 MT/s on each lane.",
  f1600: "The link can be clocked at 1.6 GHz, which is 3200 MT/s on each lane.",
  f1800: "The link can be clocked at 1.8 GHz, which is 3600 MT/s on each lane.",
  f2000: "The link can be clocked at 2.0 GHz, which is 4000 MT/s on each lane.",
  f2200: "The link can be clocked at 2.2 GHz, which is 4400 MT/s on each lane.",
  f2400: "The link can be clocked at 2.4 GHz, which is 4800 MT/s on each lane.",
  f2600: "The link can be clocked at 2.6 GHz, which is 5200 MT/s on each lane.",
  vendor: "The link has a clock of its maker's own.",
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
    help: "It can keep buffers for isochronous packets apart.",
  }),
  flag("ldtstop", 1, "LDTSTOP# Supported", {
    access: "RO",
    help: "The link can be stopped for power saving and for a change of its width or clock.",
  }),
  flag("crctm", 2, "CRC Test Mode", { access: "RO", help: "It can run the CRC test that Link Control starts." }),
  flag("ectlt", 3, "Extended CTL Time Required", {
    access: "RO",
    help: "The other end must hold CTL longer in training.",
  }),
  flag("ba64", 4, "64-bit Addressing", { access: "RO", help: "It takes and sends requests with 64-bit addresses." }),
  flag("uidrd", 5, "UnitID Reorder Disable", {
    access: "RW",
    reset: 0,
    help: "Requests under its different UnitIDs stay in order.",
  }),
  flag("sourceid", 6, "Source Identification Extension", {
    access: "RO",
    help: "It takes packets that carry the id of their sender.",
  }),
];

const ERROR_HANDLING_HELP: HelpTexts = {
  pfle: "A protocol error floods the link, which stops the whole chain.",
  ofle: "An overflow error floods the link, which stops the whole chain.",
  pfe: "A protocol error raises the fatal error interrupt.",
  ofe: "An overflow error raises the fatal error interrupt.",
  eocfe: "A packet at the end of the chain raises the fatal error interrupt.",
  rfe: "A response without a request raises the fatal error interrupt.",
  crcfe: "A CRC error raises the fatal error interrupt.",
  serrfe: "A system error from below raises the fatal error interrupt.",
  cf: "A sync flood has stopped the chain; only a reset brings it back.",
  pnfe: "A protocol error raises the non-fatal error interrupt.",
  onfe: "An overflow error raises the non-fatal error interrupt.",
  eocnfe: "A packet at the end of the chain raises the non-fatal error interrupt.",
  rnfe: "A response without a request raises the non-fatal error interrupt.",
  crcnfe: "A CRC error raises the non-fatal error interrupt.",
  serrnfe: "A system error from below raises the non-fatal error interrupt.",
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
    problem: (raw) => (raw ? "The chain is flooded after a failure." : null),
  }),
  flag(
    "re",
    9,
    "Response Error",
    failed("A response came that nobody had asked for.", "A response came that fits no request; cleared by writing 1."),
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
