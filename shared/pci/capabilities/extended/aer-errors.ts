/** The error bits of AER (PCIe 6.2 §7.8.4), one list for each kind: status, mask and severity share the positions. */
import type { HelpTexts } from "../../field-help.ts";
import { type Access, type CapabilityContext, type FieldDef, flag } from "../../layout.ts";

const MASK = 0x08;
const SEVERITY = 0x0c;

interface ErrorBit {
  readonly bit: number;
  readonly id: string;
  readonly name: string;
  /** Severity after reset: reported as fatal. Left out where the specification's default was not at hand. */
  readonly fatal?: boolean;
  /** Masked after reset. */
  readonly masked?: boolean;
  /** What happened, in one sentence. */
  readonly help: string;
}

/** @param help by the id of the error */
function errors(help: HelpTexts, bits: readonly Omit<ErrorBit, "help">[]): readonly ErrorBit[] {
  return bits.map((error) => ({ ...error, help: help[error.id] ?? "" }));
}

/** What happened, one sentence for each. */
const UNCORRECTABLE_HELP: HelpTexts = {
  dlp: "The two ends disagree about which packets were acknowledged.",
  sdes: "The link went down without being told to.",
  poison: "A packet arrived whose sender marked its data as bad.",
  fcp: "The other end broke the rules of flow control credits.",
  cto: "A request was not answered in time.",
  abort: "The function refused a request that it understood.",
  unexpected: "An answer arrived that nobody had asked for.",
  overflow: "A packet arrived for which no buffer was free.",
  malformed: "A packet arrived that no rule allows: wrong length, type or traffic class.",
  ecrc: "The end-to-end checksum was wrong.",
  ur: "A request came that the function does not handle, for example to a disabled BAR.",
  acs: "Access Control Services turned a request away.",
  internal: "The function met an error inside itself that it could not repair.",
  multicast: "A multicast packet was stopped by the block bits of the Multicast capability.",
  atomic: "An AtomicOp met a port that blocks those (AtomicOp Egress Blocking).",
  prefix: "A packet with an end-end prefix met a port that does not forward those.",
  poisonEgress: "A packet marked as bad was stopped on its way out of the port (part of DPC).",
  dmwr: "A Deferrable Memory Write met a port that blocks those (DMWr Egress Blocking).",
  ide: "An encrypted packet failed its check: changed on its way, or keys that differ.",
  misrouted: "An encrypted packet came to a function that its stream does not end at.",
  pcrc: "After decryption the checksum of the plain data was wrong.",
  translation: "A packet was stopped at a port for what it says of its address's translation.",
};

/** Uncorrectable errors. */
export const UNCORRECTABLE: readonly ErrorBit[] = errors(UNCORRECTABLE_HELP, [
  { bit: 4, id: "dlp", name: "Data Link Protocol Error", fatal: true, masked: false },
  { bit: 5, id: "sdes", name: "Surprise Down Error", fatal: true, masked: false },
  { bit: 12, id: "poison", name: "Poisoned TLP Received", fatal: false, masked: false },
  { bit: 13, id: "fcp", name: "Flow Control Protocol Error", fatal: true, masked: false },
  { bit: 14, id: "cto", name: "Completion Timeout", fatal: false, masked: false },
  { bit: 15, id: "abort", name: "Completer Abort", fatal: false, masked: false },
  { bit: 16, id: "unexpected", name: "Unexpected Completion", fatal: false, masked: false },
  { bit: 17, id: "overflow", name: "Receiver Overflow", fatal: true, masked: false },
  { bit: 18, id: "malformed", name: "Malformed TLP", fatal: true, masked: false },
  { bit: 19, id: "ecrc", name: "ECRC Error", fatal: false, masked: false },
  { bit: 20, id: "ur", name: "Unsupported Request Error", fatal: false, masked: false },
  { bit: 21, id: "acs", name: "ACS Violation", fatal: false, masked: false },
  { bit: 22, id: "internal", name: "Uncorrectable Internal Error", fatal: true, masked: true },
  { bit: 23, id: "multicast", name: "MC Blocked TLP", fatal: false, masked: false },
  { bit: 24, id: "atomic", name: "AtomicOp Egress Blocked", fatal: false, masked: false },
  { bit: 25, id: "prefix", name: "TLP Prefix Blocked Error", fatal: false },
  { bit: 26, id: "poisonEgress", name: "Poisoned TLP Egress Blocked", fatal: false, masked: true },
  { bit: 27, id: "dmwr", name: "DMWr Request Egress Blocked" },
  { bit: 28, id: "ide", name: "IDE Check Failed" },
  { bit: 29, id: "misrouted", name: "Misrouted IDE TLP" },
  { bit: 30, id: "pcrc", name: "PCRC Check Failed" },
  { bit: 31, id: "translation", name: "TLP Translation Egress Blocked" },
]);

/** What happened, one sentence for each. */
const CORRECTABLE_HELP: HelpTexts = {
  receiver: "Symbols could not be decoded; many of these point to cable, slot or signal.",
  badTlp: "A packet arrived damaged and was sent again.",
  badDllp: "A link control packet arrived damaged and was dropped; the link repairs that.",
  rollover: "The same packet was sent four times in vain, so the link was trained again.",
  timeout: "No acknowledgement came in time, so the packet was sent again.",
  advisory: "A non-fatal error that somebody else will deal with, told as a correctable one.",
  internal: "The function met an error inside itself and repaired it.",
  logOverflow: "The header of an error could not be logged because the log was full.",
};

/** Correctable errors. */
const CORRECTABLE: readonly ErrorBit[] = errors(CORRECTABLE_HELP, [
  { bit: 0, id: "receiver", name: "Receiver Error", masked: false },
  { bit: 6, id: "badTlp", name: "Bad TLP", masked: false },
  { bit: 7, id: "badDllp", name: "Bad DLLP", masked: false },
  { bit: 8, id: "rollover", name: "REPLAY_NUM Rollover", masked: false },
  { bit: 12, id: "timeout", name: "Replay Timer Timeout", masked: false },
  { bit: 13, id: "advisory", name: "Advisory Non-Fatal Error", masked: true },
  { bit: 14, id: "internal", name: "Corrected Internal Error", masked: true },
  { bit: 15, id: "logOverflow", name: "Header Log Overflow", masked: true },
]);

function build(list: readonly ErrorBit[], access: Access, extras: (error: ErrorBit) => Partial<FieldDef>): FieldDef[] {
  return list.map((error) => {
    return flag(error.id, error.bit, error.name, { access, help: error.help, ...extras(error) });
  });
}

function uncorrected(error: ErrorBit): (raw: number, c: CapabilityContext) => string | null {
  return (raw, c) => {
    if (raw === 0 || (c.u32(MASK) >>> error.bit) & 1) return null;
    const severity = (c.u32(SEVERITY) >>> error.bit) & 1 ? "fatal" : "non-fatal";
    return `An uncorrectable error was logged and is reported as ${severity}: ${error.name}.`;
  };
}

function resetTo(value: boolean | undefined): Partial<FieldDef> {
  return value === undefined ? {} : { reset: Number(value) };
}

function maskOf({ help, masked }: ErrorBit): Partial<FieldDef> {
  return { help: `Set: not reported. ${help}`, ...resetTo(masked) };
}

function severityOf({ help, fatal }: ErrorBit): Partial<FieldDef> {
  return { help: `Set: fatal; clear: non-fatal. ${help}`, ...resetTo(fatal) };
}

/** The fields of the Uncorrectable Error Status, Mask and Severity registers. */
export const UNCORRECTABLE_FIELDS = {
  status: build(UNCORRECTABLE, "RW1CS", (error) => ({ reset: 0, problem: uncorrected(error) })),
  mask: build(UNCORRECTABLE, "RWS", maskOf),
  severity: build(UNCORRECTABLE, "RWS", severityOf),
};

/** The fields of the Correctable Error Status and Mask registers. */
export const CORRECTABLE_FIELDS = {
  status: build(CORRECTABLE, "RW1CS", () => ({ reset: 0 })),
  mask: build(CORRECTABLE, "RWS", maskOf),
};
