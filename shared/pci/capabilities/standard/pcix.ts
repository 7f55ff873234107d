import { type HelpTexts, withHelp } from "../../field-help.ts";
import { type CapabilityDef, type FieldDef, flag, hex, pick, register, shown, uint } from "../../layout.ts";

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
  length: 8,
  registers: withHelp(PCIX_DEVICE_HELP, [
    register("command", 2, 2, "PCI-X Command", [
      flag("dpere", 0, "Data Parity Error Recovery Enable", { access: "RW", reset: 0 }),
      flag("ero", 1, "Enable Relaxed Ordering", { access: "RW", reset: 1 }),
      shown("rbc", 3, 2, "Maximum Memory Read Byte Count", byteCount, { access: "RW", reset: 0 }),
      shown("ost", 6, 4, "Maximum Outstanding Split Transactions", outstanding, { access: "RW" }),
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

const SECONDARY_CLOCK: Record<number, string> = {
  0: "conv",
  1: "66MHz",
  2: "100MHz",
  3: "133MHz",
  4: "?4",
  5: "?5",
  6: "?6",
  7: "?7",
};

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
  length: 16,
  registers: [
    register("secondary", 2, 2, "PCI-X Secondary Status", [
      flag("is64", 0, "64-bit Device", { access: "RO", help: "The bus below has 64 data lines." }),
      flag("mhz133", 1, "133 MHz Capable", { access: "RO", help: "The bus below can run at 133 MHz." }),
      flag("scd", 2, "Split Completion Discarded", DISCARDED),
      flag("usc", 3, "Unexpected Split Completion", UNEXPECTED),
      flag("sco", 4, "Split Completion Overrun", OVERRUN),
      flag("srd", 5, "Split Request Delayed", DELAYED),
      pick("frequency", 8, 6, "Secondary Clock Frequency", SECONDARY_CLOCK, {
        access: "RO",
        help: "Clock of the bus below; conv = it is in conventional PCI mode.",
      }),
    ]),
    register("status", 4, 4, "PCI-X Bridge Status", [
      ...LOCATION,
      flag("sco", 20, "Split Completion Overrun", OVERRUN),
      flag("srd", 21, "Split Request Delayed", DELAYED),
    ]),
    register("upstream", 8, 4, "Upstream Split Transaction Control", SPLIT_CONTROL),
    register("downstream", 12, 4, "Downstream Split Transaction Control", SPLIT_CONTROL),
  ],
  text: [
    "PCI-X bridge device\n",
    { need: [4, 12] },
    "\t\tSecondary Status: 64bit{secondary.is64} 133MHz{secondary.mhz133} SCD{secondary.scd} USC{secondary.usc} ",
    "SCO{secondary.sco} SRD{secondary.srd} Freq={secondary.frequency}\n",
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
