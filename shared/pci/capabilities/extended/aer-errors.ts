/** The error bits of AER (PCIe 6.2 §7.8.4), one list for each kind: status, mask and severity share the positions. */

import type { Message } from "../../../words/message.ts";
import { PCI_PROBLEM_WORDS } from "../../../words/texts/pci-problems.ts";
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
  dlp: "The data link layer protocol was violated, for example by an Ack with an invalid sequence number.",
  sdes: "The link went down unexpectedly.",
  poison: "A TLP arrived whose data is marked as corrupt (EP bit set).",
  fcp: "The link partner violated the flow control rules.",
  cto: "A request received no completion before the timeout.",
  abort: "The function recognized a request but could not complete it and returned Completer Abort.",
  unexpected: "A completion arrived that matches no outstanding request.",
  overflow: "A TLP arrived for which the receive buffer had no space.",
  malformed: "A TLP arrived that violates the formatting rules, for example by its length, type or traffic class.",
  ecrc: "The end-to-end CRC of a TLP was wrong.",
  ur: "A request arrived that the function does not support, such as an access to a disabled BAR.",
  acs: "Access Control Services blocked a request.",
  internal: "The function detected an internal error that it could not correct.",
  multicast: "A multicast TLP was blocked by MC_Block_All or MC_Block_Untranslated.",
  atomic: "An AtomicOp was blocked at an egress port with AtomicOp Egress Blocking enabled.",
  prefix: "A TLP with an End-End TLP Prefix was blocked at an egress port that does not forward such prefixes.",
  poisonEgress: "A poisoned TLP was blocked at the egress port (part of DPC).",
  dmwr: "A Deferrable Memory Write was blocked at an egress port with DMWr Egress Blocking enabled.",
  ide: "An IDE TLP failed its integrity check: it was altered in transit, or the keys differ.",
  misrouted: "An IDE TLP arrived at a port where its stream does not terminate.",
  pcrc: "The CRC of the plaintext data (PCRC) was wrong after decryption.",
  translation:
    "A TLP was blocked at the egress port because it cannot be translated between Flit Mode and Non-Flit Mode.",
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
  receiver:
    "The receiver detected invalid symbols or framing. Frequent errors point to the cable, the slot or signal integrity.",
  badTlp: "A TLP arrived with a wrong LCRC or sequence number and is retransmitted.",
  badDllp: "A DLLP arrived with a wrong CRC and was dropped.",
  rollover: "A TLP was retransmitted several times without success, so the link is retrained.",
  timeout: "No Ack or Nak arrived in time, so unacknowledged TLPs are retransmitted.",
  advisory: "A non-fatal error reported as correctable because another component is expected to handle it.",
  internal: "The function detected an internal error and corrected it.",
  logOverflow: "A TLP header could not be logged because the Header Log was full.",
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

function uncorrected(error: ErrorBit): (raw: number, c: CapabilityContext) => Message | null {
  return (raw, c) => {
    if (raw === 0 || (c.u32(MASK) >>> error.bit) & 1) return null;
    const isFatal = ((c.u32(SEVERITY) >>> error.bit) & 1) === 1;
    return (isFatal ? PCI_PROBLEM_WORDS.uncorrectableFatal : PCI_PROBLEM_WORDS.uncorrectableNonFatal)({
      error: error.name,
    });
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
