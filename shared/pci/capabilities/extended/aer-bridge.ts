/**
 * What Advanced Error Reporting has of the PCI or PCI-X side of a bridge (PCI Express to PCI/PCI-X Bridge 1.0 §5.2.3;
 * bits: Microsoft wdm.h, PCI_EXPRESS_BRIDGE_AER_CAPABILITY). They lie where a root port has its own registers.
 */
import { type HelpTexts, withHelp } from "../../field-help.ts";
import {
  type Access,
  type CapabilityContext,
  type FieldDef,
  flag,
  hex,
  type RegisterDef,
  register,
  registersWhen,
  whole,
} from "../../layout.ts";

const PCI_BRIDGE = 7;
const PCIE_BRIDGE = 8;

/** Bytes of the capability in such a bridge. */
export const BRIDGE_LENGTH = 0x4c;

export const isBridge = (c: CapabilityContext): boolean =>
  c.fn.portType === PCI_BRIDGE || c.fn.portType === PCIE_BRIDGE;

const ERRORS: readonly (readonly [bit: number, id: string, name: string, help: string])[] = [
  [0, "targetSplit", "Target Abort on Split Completion", "The answer to a request was ended with Target Abort."],
  [1, "masterSplit", "Master Abort on Split Completion", "No device on the bus took the answer to a request."],
  [2, "targetAbort", "Received Target Abort", "A device on the bus refused a request."],
  [3, "masterAbort", "Received Master Abort", "No device on the bus took a request."],
  [5, "unexpectedSplit", "Unexpected Split Completion Error", "An answer came for which there was no request."],
  [6, "splitMessage", "Uncorrectable Split Completion Message Data Error", "The data of an error message was damaged."],
  [7, "data", "Uncorrectable Data Error", "Data on the bus was damaged."],
  [8, "attribute", "Uncorrectable Attribute Error", "The attributes of a transaction were damaged."],
  [9, "address", "Uncorrectable Address Error", "An address on the bus was damaged."],
  [10, "discard", "Delayed Transaction Discard Timer Expired", "A device did not come back for its answer in time."],
  [11, "perr", "PERR# Assertion Detected", "A device on the bus reported damaged data."],
  [12, "serr", "SERR# Assertion Detected", "A device on the bus reported a system error."],
  [13, "internal", "Internal Bridge Error", "The bridge met an error inside itself."],
];

/** After reset, one bit for each error: masked, and reported as fatal (as in TI's XIO2001 data sheet). */
const MASKED = 0x17a8;
const FATAL = 0x1340;

function errorFields(access: Access, prefix: string, reset: number): FieldDef[] {
  return ERRORS.map(([bit, id, name, help]) =>
    flag(id, bit, name, { access, help: prefix + help, reset: (reset >> bit) & 1 }),
  );
}

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  "secap.first": "Bit of the first error in the Secondary Uncorrectable Error Status register.",
  seclog0: "Attributes of the transaction that the first error was found in.",
  seclog1: "Command of that transaction.",
  seclog2: "Lower half of its address.",
  seclog3: "Upper half of its address.",
};

export const AER_BRIDGE: readonly RegisterDef[] = registersWhen(
  isBridge,
  withHelp(HELP, [
    register("secsta", 0x2c, 4, "Secondary Uncorrectable Error Status", errorFields("RW1CS", "", 0)),
    register(
      "secmsk",
      0x30,
      4,
      "Secondary Uncorrectable Error Mask",
      errorFields("RWS", "Set: not reported. ", MASKED),
    ),
    register(
      "secsvrt",
      0x34,
      4,
      "Secondary Uncorrectable Error Severity",
      errorFields("RWS", "Set: fatal; clear: non-fatal. ", FATAL),
    ),
    register("secap", 0x38, 4, "Secondary Error Capabilities and Control", [
      hex("first", 4, 0, "Secondary Uncorrectable First Error Pointer", { access: "ROS" }),
    ]),
    ...[0, 1, 2, 3].map((n) =>
      whole(`seclog${n}`, 0x3c + 4 * n, 4, `Secondary Header Log ${n + 1}`, { access: "ROS" }),
    ),
  ]),
);
