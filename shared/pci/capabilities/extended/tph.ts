import { type HelpTexts, withHelp } from "../../field-help.ts";
import { type CapabilityContext, type CapabilityDef, flag, hex, pick, register, shown } from "../../layout.ts";

const IN_CAPABILITY = 1;

const tableLocation = (c: CapabilityContext): number => (c.space.u32(c.at + 4) >>> 9) & 3;
/** Entries of a steering table that lies in the capability itself. */
const tableEntries = (c: CapabilityContext): number =>
  tableLocation(c) === IN_CAPABILITY ? ((c.space.u32(c.at + 4) >>> 16) & 0x7ff) + 1 : 0;

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  "cap.none": "Set: requests can carry processing hints without a steering tag.",
  "cap.vector": "Set: the steering tag of a request can be selected by its interrupt vector.",
  "cap.specific": "Set: the device can choose steering tags by its own rules.",
  "cap.extended": "Set: steering tags can be 16 bits wide instead of 8.",
  "cap.location": "Where the table of steering tags assigned by the system is located.",
  "cap.size": "Number of steering tags that the table holds.",
  "ctl.mode": "How the steering tag of a request is selected.",
  "ctl.enable": "Whether requests may carry processing hints, which tell the host which cache the data belongs in.",
};

/** What an entry of the steering table means. */
const ENTRY_HELP: HelpTexts = {
  "entry.lower": "Steering tag that directs data to a cache; 0 means no preference.",
  "entry.upper": "Upper byte of the steering tag; used only with extended TPH.",
};

export const TPH: CapabilityDef = {
  key: "tph",
  space: "extended",
  id: 0x17,
  short: "TPH",
  title: "TPH Requester",
  section: "PCIe 6.2 §7.9.13",
  length: (c) => 12 + 2 * Math.min(tableEntries(c), 64),
  registers: withHelp(HELP, [
    register("cap", 0x04, 4, "TPH Requester Capability", [
      flag("none", 0, "No ST Mode Supported", { access: "RO" }),
      flag("vector", 1, "Interrupt Vector Mode Supported", { access: "RO" }),
      flag("specific", 2, "Device Specific Mode Supported", { access: "RO" }),
      flag("extended", 8, "Extended TPH Requester Supported", { access: "RO" }),
      pick(
        "location",
        10,
        9,
        "ST Table Location",
        { 0: "not present", 1: "in this capability", 2: "in the MSI-X table" },
        { access: "RO" },
      ),
      shown("size", 26, 16, "ST Table Size", (raw) => `${Number(raw) + 1} entries`, { access: "RO" }),
    ]),
    register("ctl", 0x08, 4, "TPH Requester Control", [
      pick(
        "mode",
        2,
        0,
        "ST Mode Select",
        { 0: "no ST", 1: "interrupt vector", 2: "device specific" },
        { access: "RW", reset: 0 },
      ),
      pick(
        "enable",
        9,
        8,
        "TPH Requester Enable",
        { 0: "not allowed", 1: "TPH", 3: "TPH and extended TPH" },
        { access: "RW", reset: 0 },
      ),
    ]),
  ]),
  groups: [
    {
      id: "st",
      name: (index) => `Entry ${index}:`,
      count: tableEntries,
      limit: 64,
      offset: (index) => 12 + 2 * index,
      registers: withHelp(ENTRY_HELP, [
        register("entry", 0, 2, "Steering Tag", [
          hex("lower", 7, 0, "ST Lower", { access: "RW", reset: 0 }),
          hex("upper", 15, 8, "ST Upper", { access: "RW", reset: 0 }),
        ]),
      ]),
    },
  ],
  text: [
    "Transaction Processing Hints\n",
    { need: [0x04, 4] },
    { when: "cap.vector", text: ["\t\tInterrupt vector mode supported\n"] },
    { when: "cap.specific", text: ["\t\tDevice specific mode supported\n"] },
    { when: "cap.extended", text: ["\t\tExtended requester support\n"] },
    (c) => STEERING_LINES[tableLocation(c)] ?? "",
  ],
};

const STEERING_LINES = [
  "\t\tNo steering table available\n",
  "\t\tSteering table in TPH capability structure\n",
  "\t\tSteering table in MSI-X table\n",
  "\t\tReserved steering table location\n",
];
