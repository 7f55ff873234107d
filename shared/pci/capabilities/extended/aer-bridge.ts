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
  [
    0,
    "targetSplit",
    "Target Abort on Split Completion",
    "A split completion on the secondary bus ended in Target Abort.",
  ],
  [
    1,
    "masterSplit",
    "Master Abort on Split Completion",
    "A split completion on the secondary bus ended in Master Abort.",
  ],
  [2, "targetAbort", "Received Target Abort", "A request on the secondary bus ended in Target Abort."],
  [
    3,
    "masterAbort",
    "Received Master Abort",
    "A request on the secondary bus ended in Master Abort: no device claimed it.",
  ],
  [
    5,
    "unexpectedSplit",
    "Unexpected Split Completion Error",
    "A split completion arrived that matches no outstanding request.",
  ],
  [
    6,
    "splitMessage",
    "Uncorrectable Split Completion Message Data Error",
    "The data of a Split Completion Message had an uncorrectable error.",
  ],
  [7, "data", "Uncorrectable Data Error", "Data on the secondary bus had an uncorrectable error."],
  [8, "attribute", "Uncorrectable Attribute Error", "The attributes of a transaction had an uncorrectable error."],
  [9, "address", "Uncorrectable Address Error", "An address on the secondary bus had an uncorrectable error."],
  [
    10,
    "discard",
    "Delayed Transaction Discard Timer Expired",
    "The requester did not retry a delayed transaction before the discard timer expired.",
  ],
  [11, "perr", "PERR# Assertion Detected", "A device on the secondary bus asserted PERR#: it detected a data error."],
  [12, "serr", "SERR# Assertion Detected", "A device on the secondary bus asserted SERR#: it reported a system error."],
  [13, "internal", "Internal Bridge Error", "The bridge detected an internal error."],
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
  "secap.first": "Bit number of the first error recorded in Secondary Uncorrectable Error Status.",
  seclog0: "Attributes of the transaction with the first error.",
  seclog1: "Command of the logged transaction.",
  seclog2: "Lower 32 bits of the address of the logged transaction.",
  seclog3: "Upper 32 bits of the address of the logged transaction.",
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
