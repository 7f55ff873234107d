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
function error(help: string, reason: string): Pick<FieldDef, "access" | "help" | "problem"> {
  return { ...clearedByOne, help, problem: (raw) => (raw ? reason : null) };
}

const DISCARDED = error(
  "It threw an answer away that nobody took; cleared by writing 1.",
  "A split completion was thrown away.",
);
const UNEXPECTED = error(
  "An answer came to which it had no request; cleared by writing 1.",
  "A split completion came that nobody had asked for.",
);
const OVERRUN = error(
  "An answer was turned away for want of room; cleared by writing 1.",
  "A split completion found no room.",
);
const DELAYED = {
  ...clearedByOne,
  help: "A request had to wait for the commitment limit, so a higher one may be faster; cleared by writing 1.",
} as const;

/** Where the device found itself on the bus, and the errors of split transactions. */
const LOCATION: readonly FieldDef[] = [
  uint("function", 2, 0, "Function Number", { access: "RO", help: "Which function of the device this is." }),
  hex("device", 7, 3, "Device Number", { access: "RO", help: "Caught from the last configuration write." }),
  hex("bus", 15, 8, "Bus Number", { access: "RO", help: "Caught from the last configuration write." }),
  flag("is64", 16, "64-bit Device", { access: "RO", help: "Its side of the bus has 64 data lines." }),
  flag("mhz133", 17, "133 MHz Capable", { access: "RO", help: "Clear: it holds the bus at 66 MHz." }),
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
  { access: "RO", help: "Whether the capability has registers for error correction, and in which modes it works." },
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
  "ecc.secondary": "Bridge: the registers show errors of the bus below.",
  "ecc.other": "Bridge: the other side has logged an error as well.",
  "ecc.moreCorrected": "A further error that could be corrected came after the logged one.",
  "ecc.moreUncorrected": "A further error that could not be corrected came after the logged one.",
  "ecc.phase": "Part of the transaction in which the error was; write all ones to clear it.",
  "ecc.corrected": "The logged error was corrected.",
  "ecc.syndrome": "Tells which bits were wrong.",
  "ecc.first": "Command of the transaction, or its first one.",
  "ecc.second": "Second command of the transaction, of an address of 64 bits.",
  "ecc.attributes": "Upper bits of the transaction's attributes.",
  "ecc.update": "A write changes the two bits above only while this bit is written 1.",
  "ecc.disable": "Errors of one bit are reported and not corrected.",
  "ecc.mode": "ECC is in use instead of parity.",
  eccfirst: "Lower half of the address of the transaction with the error.",
  eccsecond: "Upper half of that address.",
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
  "command.dpere": "Its driver deals with damaged data; clear: it becomes a system error.",
  "command.ero": "It may mark requests that other requests may pass.",
  "command.rbc": "The most bytes that one of its reads may ask for.",
  "command.ost": "Requests of its own that may wait for their answer at once.",
  "status.complexity": "Bridge: it forwards transactions of other devices.",
  "status.dmmrbc": "The longest read it was built for; more in the Command register brings nothing.",
  "status.dmost": "The most waiting requests it was built for.",
  "status.dmcrs": "Bytes that all its waiting reads may ask for together, in units of 128 bytes.",
  "status.mhz266": "It can run in PCI-X mode 2 at 266 MT/s.",
  "status.mhz533": "It can run in PCI-X mode 2 at 533 MT/s.",
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
          "The answer to its request was an error; cleared by writing 1.",
          "A split completion error message came.",
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
    help: "Room for completions, in units of 128 bytes.",
  }),
  uint("limit", 31, 16, "Split Transaction Commitment Limit", {
    access: "RW",
    help: "Answers that it may have asked for at once, in units of 128 bytes; the capacity or more.",
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
      flag("is64", 0, "64-bit Device", { access: "RO", help: "The bus below has 64 data lines." }),
      flag("mhz133", 1, "133 MHz Capable", { access: "RO", help: "The bus below can run at 133 MHz." }),
      flag("scd", 2, "Split Completion Discarded", DISCARDED),
      flag("usc", 3, "Unexpected Split Completion", UNEXPECTED),
      flag("sco", 4, "Split Completion Overrun", OVERRUN),
      flag("srd", 5, "Split Request Delayed", DELAYED),
      pick("frequency", 9, 6, "Secondary Bus Mode and Frequency", SECONDARY_CLOCK, {
        access: "RO",
        help: "How the bus below runs.",
      }),
      VERSION,
      flag("mhz266", 14, "PCI-X 266 Capable", { access: "RO", help: "The bus below can run at 266 MT/s." }),
      flag("mhz533", 15, "PCI-X 533 Capable", { access: "RO", help: "The bus below can run at 533 MT/s." }),
    ]),
    register("status", 4, 4, "PCI-X Bridge Status", [
      ...LOCATION,
      flag("sco", 20, "Split Completion Overrun", OVERRUN),
      flag("srd", 21, "Split Request Delayed", DELAYED),
      flag("deviceId", 29, "Device ID Messaging Capable", {
        access: "RO",
        help: "It passes messages on that are addressed by device id.",
      }),
      flag("mhz266", 30, "PCI-X 266 Capable", { access: "RO", help: "Its own side can run at 266 MT/s." }),
      flag("mhz533", 31, "PCI-X 533 Capable", { access: "RO", help: "Its own side can run at 533 MT/s." }),
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
