import type { Message } from "../../../words/message.ts";
import { PCI_PROBLEM_WORDS } from "../../../words/texts/pci-problems.ts";
import { type HelpTexts, withHelp } from "../../field-help.ts";
import {
  type CapabilityContext,
  type CapabilityDef,
  type FieldDef,
  flag,
  hex,
  pick,
  type RegisterDef,
  register,
  shown,
  uint,
  whole,
} from "../../layout.ts";

const OUTSTANDING = [1, 2, 3, 4, 8, 12, 16, 32] as const;
const byteCount = (raw: number | bigint): string => String(512 << Number(raw));
const outstanding = (raw: number | bigint): string => String(OUTSTANDING[Number(raw)] ?? "");
const readSize = (raw: number | bigint): string => String(8 << Number(raw));
const SECTION = "PCI-X 2.0 §7";
const clearedByOne = { access: "RW1C" } as const;

/** @param help what the bit stands for. @param reason what to tell when it is set */
function error(help: string, reason: Message): Pick<FieldDef, "access" | "help" | "problem"> {
  return { ...clearedByOne, help, problem: (raw) => (raw ? reason : null) };
}

const DISCARDED = error(
  "The function discarded a split completion that its requester did not accept. Write 1 to clear.",
  PCI_PROBLEM_WORDS.splitDiscarded,
);
const UNEXPECTED = error(
  "The function received a split completion without a matching request. Write 1 to clear.",
  PCI_PROBLEM_WORDS.splitUnexpected,
);
const OVERRUN = error(
  "The bridge refused a split completion for lack of buffer space. Write 1 to clear.",
  PCI_PROBLEM_WORDS.splitOverrun,
);
const DELAYED = {
  ...clearedByOne,
  help: "The commitment limit delayed a split request. A higher limit may be faster. Write 1 to clear.",
} as const;

/** Where the device found itself on the bus, and the errors of split transactions. */
const LOCATION: readonly FieldDef[] = [
  uint("function", 2, 0, "Function Number", { access: "RO", help: "Function number of this function." }),
  hex("device", 7, 3, "Device Number", { access: "RO", help: "Captured from the last configuration write." }),
  hex("bus", 15, 8, "Bus Number", { access: "RO", help: "Captured from the last configuration write." }),
  flag("is64", 16, "64-bit Device", { access: "RO", help: "The function has a 64-bit bus interface." }),
  flag("mhz133", 17, "133 MHz Capable", { access: "RO", help: "When clear, the function limits the bus to 66 MHz." }),
  flag("scd", 18, "Split Completion Discarded", DISCARDED),
  flag("usc", 19, "Unexpected Split Completion", UNEXPECTED),
];

/** PCI_X_CMD_VERSION of the kernel's pci_regs.h: with ECC there are four more registers. */
const VERSION: FieldDef = pick(
  "version",
  13,
  12,
  "Capability Version",
  { 0: "no ECC", 1: "ECC in mode 2", 2: "ECC in modes 1 and 2" },
  { access: "RO", help: "Whether the capability has ECC registers, and for which modes." },
);
const hasVersion = (word: number): boolean => ((word >> 12) & 3) === 1 || ((word >> 12) & 3) === 2;
const hasEcc = (c: CapabilityContext): boolean => hasVersion(c.space.u16(c.at + 2));

const PHASES = {
  0: "no error",
  1: "first 32 bits of the address",
  2: "second 32 bits of the address",
  3: "attributes",
  4: "32 or 16 bits of data",
  5: "64 bits of data",
};

/** What the fields mean, one sentence each. */
const ECC_HELP: HelpTexts = {
  "ecc.secondary": "Bridges only: the registers show errors of the secondary bus.",
  "ecc.other": "Bridges only: the other side has logged an error as well.",
  "ecc.moreCorrected": "Another correctable error followed the logged one.",
  "ecc.moreUncorrected": "Another uncorrectable error followed the logged one.",
  "ecc.phase": "Phase of the transaction in which the error occurred. Write all ones to clear.",
  "ecc.corrected": "The logged error was corrected.",
  "ecc.syndrome": "Identifies the bits in error.",
  "ecc.first": "Command of the transaction, or the first of two.",
  "ecc.second": "Second command of a transaction with a 64-bit address.",
  "ecc.attributes": "Upper bits of the transaction's attributes.",
  "ecc.update": "The other two control bits change only when this bit is written as 1.",
  "ecc.disable": "Single-bit errors are reported but not corrected.",
  "ecc.mode": "ECC is used instead of parity.",
  eccfirst: "Lower 32 bits of the address of the transaction in error.",
  eccsecond: "Upper 32 bits of that address.",
  eccattr: "Attributes of that transaction.",
};

/** The registers of error correction (PCI-X 2.0 §7.2.6; places: pcics, PCI_X_ECC_CSR of the kernel). */
function errorCorrection(offset: number): RegisterDef[] {
  const [access, when] = ["RO", hasEcc] as const;
  const fields = [
    flag("secondary", 0, "Select Secondary ECC Registers", { access: "RW", reset: 0 }),
    flag("other", 1, "Error Present in Other ECC Register Bank", { access }),
    flag("moreCorrected", 2, "Additional Correctable ECC Error", clearedByOne),
    flag("moreUncorrected", 3, "Additional Uncorrectable ECC Error", clearedByOne),
    pick("phase", 6, 4, "ECC Error Phase", PHASES, clearedByOne),
    flag("corrected", 7, "ECC Error Corrected", { access }),
    hex("syndrome", 15, 8, "Syndrome", { access }),
    hex("first", 19, 16, "Error First (or only) Command", { access }),
    hex("second", 23, 20, "Error Second Command", { access }),
    hex("attributes", 27, 24, "Error Upper Attributes", { access }),
    flag("update", 28, "ECC Control Update Enable", { access: "RW", reset: 0 }),
    flag("disable", 30, "Disable Single-Bit-Error Correction", { access: "RW", reset: 0 }),
    flag("mode", 31, "ECC Mode", { access: "RW" }),
  ];
  return withHelp(ECC_HELP, [
    register("ecc", offset, 4, "ECC Control and Status", fields, { when }),
    whole("eccfirst", offset + 4, 4, "ECC First Address", { access, when }),
    whole("eccsecond", offset + 8, 4, "ECC Second Address", { access, when }),
    whole("eccattr", offset + 12, 4, "ECC Attribute", { access, when }),
  ]);
}

/** What the fields mean, one sentence each. */
const PCIX_DEVICE_HELP: HelpTexts = {
  "command.dpere": "The driver recovers from data parity errors. When clear, they become system errors.",
  "command.ero": "Allows the function to set Relaxed Ordering in its requests.",
  "command.rbc": "Maximum byte count of one memory read.",
  "command.ost": "Maximum number of outstanding split transactions.",
  "status.complexity": "A bridge forwards transactions of other devices.",
  "status.dmmrbc": "Maximum read byte count of the design. A higher value in Command brings no benefit.",
  "status.dmost": "Maximum number of outstanding split transactions of the design.",
  "status.dmcrs": "Maximum total size of all outstanding reads, in units of 128 bytes.",
  "status.mhz266": "Supports PCI-X mode 2 at 266 MT/s.",
  "status.mhz533": "Supports PCI-X mode 2 at 533 MT/s.",
};

export const PCIX_DEVICE: CapabilityDef = {
  key: "pcix",
  space: "standard",
  id: 0x07,
  short: "PCI-X",
  title: "PCI-X",
  section: SECTION,
  match: (c) => c.fn.headerType === 0,
  length: (c) => (hasEcc(c) ? 24 : 8),
  registers: withHelp(PCIX_DEVICE_HELP, [
    register("command", 2, 2, "PCI-X Command", [
      flag("dpere", 0, "Data Parity Error Recovery Enable", { access: "RW", reset: 0 }),
      flag("ero", 1, "Enable Relaxed Ordering", { access: "RW", reset: 1 }),
      shown("rbc", 3, 2, "Maximum Memory Read Byte Count", byteCount, { access: "RW", reset: 0 }),
      shown("ost", 6, 4, "Maximum Outstanding Split Transactions", outstanding, { access: "RW" }),
      VERSION,
    ]),
    register("status", 4, 4, "PCI-X Status", [
      ...LOCATION,
      pick("complexity", 20, 20, "Device Complexity", { 0: "simple", 1: "bridge" }, { access: "RO" }),
      shown("dmmrbc", 22, 21, "Designed Maximum Memory Read Byte Count", byteCount, { access: "RO" }),
      shown("dmost", 25, 23, "Designed Maximum Outstanding Split Transactions", outstanding, { access: "RO" }),
      shown("dmcrs", 28, 26, "Designed Maximum Cumulative Read Size", readSize, { access: "RO" }),
      flag(
        "rscem",
        29,
        "Received Split Completion Error Message",
        error(
          "The function received a split completion error message. Write 1 to clear.",
          PCI_PROBLEM_WORDS.splitError,
        ),
      ),
      flag("mhz266", 30, "PCI-X 266 Capable", { access: "RO" }),
      flag("mhz533", 31, "PCI-X 533 Capable", { access: "RO" }),
    ]),
    ...errorCorrection(8),
  ]),
  text: [
    "PCI-X non-bridge device\n",
    { need: [4, 4] },
    "\t\tCommand: DPERE{command.dpere} ERO{command.ero} RBC={command.rbc} OST={command.ost}\n",
    "\t\tStatus: Dev={status.bus}:{status.device}.{status.function} 64bit{status.is64} 133MHz{status.mhz133} ",
    "SCD{status.scd} USC{status.usc} DC={status.complexity} DMMRBC={status.dmmrbc} DMOST={status.dmost} ",
    "DMCRS={status.dmcrs} RSCEM{status.rscem} 266MHz{status.mhz266} 533MHz{status.mhz533}\n",
  ],
};

/** Mode and clock of the bus below (kernel: drivers/pci/probe.c, pcix_bus_speed). */
const SECONDARY_CLOCK: Record<number, string> = {
  0: "conventional PCI",
  1: "66 MHz",
  2: "100 MHz",
  3: "133 MHz",
  5: "66 MHz with ECC",
  6: "100 MHz with ECC",
  7: "133 MHz with ECC",
  9: "PCI-X 266 at 66 MHz",
  10: "PCI-X 266 at 100 MHz",
  11: "PCI-X 266 at 133 MHz",
  13: "PCI-X 533 at 66 MHz",
  14: "PCI-X 533 at 100 MHz",
  15: "PCI-X 533 at 133 MHz",
};
/** lspci looks at the lowest three bits and names four codes. */
const LSPCI_CLOCK = ["conv", "66MHz", "100MHz", "133MHz", "?4", "?5", "?6", "?7"] as const;
const lspciClock = (c: CapabilityContext): string => ` Freq=${LSPCI_CLOCK[(c.u16(2) >> 6) & 7] ?? ""}\n`;

const SPLIT_CONTROL: readonly FieldDef[] = [
  uint("capacity", 15, 0, "Split Transaction Capacity", {
    access: "RO",
    help: "Buffer space for completions, in units of 128 bytes.",
  }),
  uint("limit", 31, 16, "Split Transaction Commitment Limit", {
    access: "RW",
    help: "Completion data that the bridge may request at once, in units of 128 bytes. At least the capacity.",
  }),
];

export const PCIX_BRIDGE: CapabilityDef = {
  key: "pcix.bridge",
  space: "standard",
  id: 0x07,
  short: "PCI-X",
  title: "PCI-X bridge",
  section: SECTION,
  match: (c) => c.fn.headerType === 1,
  length: (c) => (hasEcc(c) ? 32 : 16),
  registers: [
    register("secondary", 2, 2, "PCI-X Secondary Status", [
      flag("is64", 0, "64-bit Device", { access: "RO", help: "The secondary bus is 64 bits wide." }),
      flag("mhz133", 1, "133 MHz Capable", { access: "RO", help: "The secondary bus supports 133 MHz." }),
      flag("scd", 2, "Split Completion Discarded", DISCARDED),
      flag("usc", 3, "Unexpected Split Completion", UNEXPECTED),
      flag("sco", 4, "Split Completion Overrun", OVERRUN),
      flag("srd", 5, "Split Request Delayed", DELAYED),
      pick("frequency", 9, 6, "Secondary Bus Mode and Frequency", SECONDARY_CLOCK, {
        access: "RO",
        help: "Mode and frequency of the secondary bus.",
      }),
      VERSION,
      flag("mhz266", 14, "PCI-X 266 Capable", { access: "RO", help: "The secondary bus supports 266 MT/s." }),
      flag("mhz533", 15, "PCI-X 533 Capable", { access: "RO", help: "The secondary bus supports 533 MT/s." }),
    ]),
    register("status", 4, 4, "PCI-X Bridge Status", [
      ...LOCATION,
      flag("sco", 20, "Split Completion Overrun", OVERRUN),
      flag("srd", 21, "Split Request Delayed", DELAYED),
      flag("deviceId", 29, "Device ID Messaging Capable", {
        access: "RO",
        help: "Forwards messages routed by device ID.",
      }),
      flag("mhz266", 30, "PCI-X 266 Capable", { access: "RO", help: "The primary bus supports 266 MT/s." }),
      flag("mhz533", 31, "PCI-X 533 Capable", { access: "RO", help: "The primary bus supports 533 MT/s." }),
    ]),
    register("upstream", 8, 4, "Upstream Split Transaction Control", SPLIT_CONTROL),
    register("downstream", 12, 4, "Downstream Split Transaction Control", SPLIT_CONTROL),
    ...errorCorrection(0x10),
  ],
  text: [
    "PCI-X bridge device\n",
    { need: [4, 12] },
    "\t\tSecondary Status: 64bit{secondary.is64} 133MHz{secondary.mhz133} SCD{secondary.scd} USC{secondary.usc} ",
    "SCO{secondary.sco} SRD{secondary.srd}",
    lspciClock,
    "\t\tStatus: Dev={status.bus}:{status.device}.{status.function} 64bit{status.is64} 133MHz{status.mhz133} ",
    "SCD{status.scd} USC{status.usc} SCO{status.sco} SRD{status.srd}\n",
    "\t\tUpstream: Capacity={upstream.capacity} CommitmentLimit={upstream.limit}\n",
    "\t\tDownstream: Capacity={downstream.capacity} CommitmentLimit={downstream.limit}\n",
  ],
};

/** No specification has PCI-X below another header; lspci prints nothing then, not even the line's end. */
export const PCIX_OTHER: CapabilityDef = {
  key: "pcix.other",
  space: "standard",
  id: 0x07,
  short: "PCI-X",
  title: "PCI-X",
  section: SECTION,
  length: 4,
  registers: [],
  text: [],
};
