import { PCI_PROBLEM_WORDS } from "../../../../words/texts/pci-problems.ts";
import { type HelpTexts, withHelp } from "../../../field-help.ts";
import {
  type CapabilityContext,
  type CapabilityDef,
  type FieldDef,
  flag,
  pick,
  type RegisterDef,
  register,
  uint,
} from "../../../layout.ts";
import { statedLength, VSEC_HEADER, VSEC_TEXT, vsecId, withinLength } from "../vendor-header.ts";

/** Alibaba, Ampere, Qualcomm, Rockchip, Samsung: whose controllers the kernel takes for DesignWare's. */
const KNOWN: readonly number[] = [0x1ded, 0x1def, 0x17cb, 0x1d87, 0x144d];
/** Vendors that have something else behind the same id. */
const OTHERS: readonly number[] = [0x1002, 0x8086];
const REVISION = 4;
const LENGTH = 0x100;

/** `group * 256 + event` → what is counted (dwc_pcie_event_counter, dwc_pcie_pmu_time_event_attrs). */
const EVENTS: Readonly<Record<number, string>> = {
  0: "elastic buffer overflow",
  1: "elastic buffer underrun",
  2: "decode error",
  3: "running disparity error",
  4: "SKP parity error",
  5: "sync header error",
  6: "receiver valid de-asserted",
  7: "control SKP parity error",
  8: "parity error of the first retimer",
  9: "parity error of the second retimer",
  10: "margin CRC or parity error",
  261: "electrical idle inferred",
  262: "receiver error",
  263: "recovery asked for by the receiver",
  264: "N_FTS timeout",
  265: "framing error",
  266: "deskew error",
  268: "framing error in L0",
  269: "deskew not completed",
  512: "bad TLP",
  513: "LCRC error",
  514: "bad DLLP",
  515: "replay number rollover",
  516: "replay timeout",
  517: "Nak received",
  518: "Nak sent",
  519: "TLP sent again",
  768: "flow control timeout",
  769: "poisoned TLP",
  770: "ECRC error",
  771: "unsupported request",
  772: "completer abort",
  773: "completion timeout",
  1024: "SKP added by the elastic buffer",
  1025: "SKP removed by the elastic buffer",
};
const DURATIONS = { 0: "until stopped", 1: "1 ms", 2: "10 ms", 3: "100 ms", 4: "1 s", 5: "2 s", 6: "4 s", 255: "4 us" };
const REPORTS: Readonly<Record<number, string>> = {
  0: "one cycle",
  1: "transmitter in L0s",
  2: "receiver in L0s",
  3: "L0",
  4: "L1",
  5: "L1.1",
  6: "L1.2",
  7: "configuration or recovery",
  8: "both in L0s",
  9: "L1 on auxiliary power",
  32: "data sent, in units of 16 bytes",
  33: "data received, in units of 16 bytes",
  34: "CCIX data sent, in units of 16 bytes",
  35: "CCIX data received, in units of 16 bytes",
};
const INJECTIONS: readonly (readonly [id: string, name: string, msb: number])[] = [
  ["crc", "CRC", 11],
  ["sequence", "Sequence Number", 8],
  ["dllp", "DLLP", 9],
  ["symbol", "Symbol", 10],
  ["credit", "Flow Control Credit", 10],
  ["tlp", "TLP", 8],
];

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  "counter.clear": "1: clears the selected counter; 3: clears all counters. Always reads 0.",
  "counter.enable": "1: stops the selected counter; 3: starts it. Always reads 0.",
  "counter.running": "Set: the selected counter is running.",
  "counter.lane": "Lane of the selected counter, for events counted per lane.",
  "counter.event": "Event within the selected group.",
  "counter.group":
    "Event group: 0 = lane, 1 = link, 2 = data link, 3 = transactions, 4 and above = further lane and link events.",
  "events.value": "Number of times the selected event occurred since the counter was cleared.",
  "time.start": "Set: the measurement is running.",
  "time.duration": "Duration of one measurement.",
  "time.report": "Quantity to be measured.",
  "measured.value": "Result of the last measurement: cycles or amount of data.",
  "lane.lane": "Lane that the other two fields describe.",
  "lane.detected": "Set: a receiver was detected on the selected lane.",
  "lane.valid": "Set: the selected lane receives a valid signal.",
};

/** An injection's count, and what is damaged: some groups have more to say. */
function injection([id, name, msb]: (typeof INJECTIONS)[number], group: number): RegisterDef {
  const fields: FieldDef[] = [
    uint("count", 7, 0, "Count", { access: "RW", reset: 0, help: "Number of errors to inject; 0 = no limit." }),
    uint("type", msb, 8, "Type", { access: "RW", reset: 0, help: "Kind of error, or the part that is corrupted." }),
  ];
  if (group === 4)
    fields.push(
      uint("vc", 14, 12, "VC Number", { access: "RW", reset: 0, help: "Virtual channel whose credits are corrupted." }),
    );
  if (group === 1 || group === 4) {
    fields.push(
      uint("difference", 28, 16, "Difference", {
        access: "RW",
        reset: 0,
        help: "Signed 13-bit value that is added to the correct number.",
      }),
    );
  }
  return register(`inject${group}`, 0x34 + 4 * group, 4, `Error Injection ${group}: ${name} (${id})`, fields);
}

const ENABLES = INJECTIONS.map(([id, name], group) =>
  flag(id, group, `${name} Errors`, {
    access: "RW",
    reset: 0,
    help: `Set: ${name} errors are injected.`,
    problem: (raw) => (raw ? PCI_PROBLEM_WORDS.injecting : null),
  }),
);

/**
 * Counters, measurements and error injection of a DesignWare controller (kernel: drivers/perf/dwc_pcie_pmu.c,
 * drivers/pci/controller/dwc/pcie-designware-debugfs.c). The kernel knows it by five vendors; others build with the same
 * controller, and their capability has the same id, revision and length.
 */
export const DWC_RAS_DES: CapabilityDef = {
  key: "vsec.dwc-ras-des",
  space: "extended",
  id: 0x0b,
  short: "DesignWare RAS DES",
  title: "Synopsys DesignWare RAS DES",
  section: "kernel: include/linux/pcie-dwc.h, drivers/perf/dwc_pcie_pmu.c",
  match: (c) => {
    const header = c.space.u32(c.at + 4);
    if (vsecId(c) !== 0x02 || ((header >>> 16) & 0xf) !== REVISION || OTHERS.includes(c.fn.vendor)) return false;
    return KNOWN.includes(c.fn.vendor) || statedLength(c) === LENGTH;
  },
  length: statedLength,
  registers: [
    VSEC_HEADER,
    ...withinLength([
      ...withHelp(HELP, [
        register("counter", 0x08, 4, "Event Counter Control", [
          uint("clear", 1, 0, "Clear", { access: "RW", reset: 0 }),
          uint("enable", 4, 2, "Enable", { access: "RW", reset: 0 }),
          flag("running", 7, "Counter Status", { access: "RO" }),
          uint("lane", 11, 8, "Lane Select", { access: "RW", reset: 0 }),
          uint("event", 23, 16, "Event Select", { access: "RW", reset: 0 }),
          uint("group", 27, 24, "Group Select", { access: "RW", reset: 0 }),
        ]),
        register("events", 0x0c, 4, "Event Counter Data", [uint("value", 31, 0, "Count", { access: "RO" })]),
        register("time", 0x10, 4, "Time Based Analysis Control", [
          flag("start", 0, "Timer Start", { access: "RW", reset: 0 }),
          pick("duration", 15, 8, "Duration Select", DURATIONS, { access: "RW", other: "reserved" }),
          pick("report", 31, 24, "Report Select", REPORTS, { access: "RW", reset: 0, other: "not known" }),
        ]),
        register("measured", 0x14, 8, "Time Based Analysis Data", [uint("value", 63, 0, "Measured", { access: "RO" })]),
        register("lane", 0xb0, 4, "Silicon Debug: Lane Status", [
          uint("lane", 3, 0, "Lane Select", { access: "RW", reset: 0 }),
          flag("detected", 17, "Receiver Detected", { access: "RO" }),
          flag("valid", 18, "Receive Valid", { access: "RO" }),
        ]),
      ]),
      register("inject", 0x30, 4, "Error Injection Enable", ENABLES),
      ...INJECTIONS.map(injection),
    ]),
  ],
  derived: [
    {
      id: "event",
      name: "Selected event",
      of: ["counter.event", "counter.group"],
      help: "Event that the selected counter counts.",
      show: (c: CapabilityContext) => EVENTS[c.get("counter.group") * 256 + c.get("counter.event")] ?? null,
    },
    {
      id: "origin",
      name: "Known by",
      of: ["header"],
      help: "The kernel lists five vendors; other vendors may use the same ID for a different structure.",
      show: (c: CapabilityContext) =>
        KNOWN.includes(c.fn.vendor) ? "its vendor, which the kernel lists" : "id, revision and length alone",
    },
  ],
  text: VSEC_TEXT,
};
