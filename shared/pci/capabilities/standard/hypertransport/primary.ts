import { type HelpTexts, withHelp } from "../../../field-help.ts";
import { type CapabilityContext, type CapabilityDef, flag, hex, register, uint, whole } from "../../../layout.ts";
import {
  ERROR_HANDLING,
  FEATURES,
  FREQUENCY_CAPABILITY,
  FREQUENCY_ERROR,
  HT_SECTION,
  highType,
  LINK_CONFIG,
  LINK_CONTROL,
  REVISION,
} from "./fields.ts";
import {
  errorHandlingText,
  FULL_REVISION,
  featuresText,
  frequencyCapabilityText,
  linkConfig2Text,
  linkConfigText,
  linkControl2Text,
  linkControlText,
  linkErrorText,
  revisionWarning,
} from "./texts.ts";

const isFull = (c: CapabilityContext): boolean => c.u8(12) >= FULL_REVISION;

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  command: "Numbers of the device on the chain, and what it does with packets for nobody.",
  lctr0: "State of the first link.",
  lcnf0: "Widths of the first link, possible and set.",
  lctr1: "State of the second link.",
  lcnf1: "Widths of the second link, possible and set.",
  rid: "Version of HyperTransport.",
  lfrer0: "Clock of the first link, and errors on it.",
  lfcap0: "Clocks that the first link can have.",
  feature: "What the interface can do beside.",
  lfrer1: "Clock of the second link, and errors on it.",
  lfcap1: "Clocks that the second link can have.",
  scratch: "For the software that numbers the chain.",
  errors: "Which errors flood the link, are fatal or are non-fatal.",
  membase: "Bits 39:32 of a bridge's prefetchable memory base.",
  memlimit: "Bits 39:32 of a bridge's prefetchable memory limit.",
  bus: "Bus number of the chain.",
};

/** Slave/Primary Interface Block: a device in a chain, with a link on either side. */
export const HT_PRIMARY: CapabilityDef = {
  key: "ht.pri",
  space: "standard",
  id: 0x08,
  short: "HT slave",
  title: "HyperTransport: Slave or Primary Interface",
  section: HT_SECTION,
  match: (c) => highType(c) === 0,
  length: 28,
  registers: withHelp(
    [
      register("command", 2, 2, "Command", [
        hex("buid", 4, 0, "Base UnitID", {
          access: "RW",
          reset: 0,
          help: "First of its ids on the chain, which is also its device number; 0 = not numbered yet.",
        }),
        uint("count", 9, 5, "Unit Count", { access: "RO", help: "Ids that it takes up on the chain." }),
        flag("master", 10, "Master Host", {
          access: "RO",
          help: "The link that leads to the host: clear = link 0, set = link 1.",
        }),
        flag("defdir", 11, "Default Direction", {
          access: "RW",
          reset: 0,
          help: "Its own requests go to the host (clear) or the other way (set).",
        }),
        flag("dul", 12, "Drop on Uninitialized Link", {
          access: "RW",
          reset: 0,
          help: "Packets for a link that is not up are dropped instead of waiting for it.",
        }),
        hex("type", 15, 13, "Capability Type", { access: "RO", help: "0 = slave or primary interface." }),
      ]),
      register("lctr0", 4, 2, "Link Control 0", LINK_CONTROL),
      register("lcnf0", 6, 2, "Link Configuration 0", LINK_CONFIG),
      register("lctr1", 8, 2, "Link Control 1", LINK_CONTROL),
      register("lcnf1", 10, 2, "Link Configuration 1", LINK_CONFIG),
      register("rid", 12, 1, "Revision ID", REVISION),
      register("lfrer0", 13, 1, "Link Frequency/Error 0", FREQUENCY_ERROR, { when: isFull }),
      register("lfcap0", 14, 2, "Link Frequency Capability 0", FREQUENCY_CAPABILITY, { when: isFull }),
      register("feature", 16, 1, "Feature Capability", FEATURES, { when: isFull }),
      register("lfrer1", 17, 1, "Link Frequency/Error 1", FREQUENCY_ERROR, { when: isFull }),
      register("lfcap1", 18, 2, "Link Frequency Capability 1", FREQUENCY_CAPABILITY, { when: isFull }),
      whole("scratch", 20, 2, "Enumeration Scratchpad", { access: "RW", reset: 0, when: isFull }),
      register("errors", 22, 2, "Error Handling", ERROR_HANDLING, { when: isFull }),
      whole("membase", 24, 1, "Memory Base Upper", { access: "RW", reset: 0, when: isFull }),
      whole("memlimit", 25, 1, "Memory Limit Upper", { access: "RW", reset: 0, when: isFull }),
      whole("bus", 26, 1, "Bus Number", { access: "RO", when: isFull }),
    ],
    HELP,
  ),
  text: [
    "HyperTransport: Slave or Primary Interface\n",
    { need: [4, 24] },
    (c) => revisionWarning(c.u8(12)),
    "\t\tCommand: BaseUnitID={command.buid:d} UnitCnt={command.count} MastHost{command.master} DefDir{command.defdir}",
    { when: isFull, text: [" DUL{command.dul}"] },
    `\n\t\tLink Control 0: ${linkControlText("lctr0")}`,
    { when: isFull, text: [linkControl2Text("lctr0")] },
    "\n\t\tLink Config 0: ",
    { when: isFull, text: [linkConfig2Text("lcnf0")], else: [linkConfigText("lcnf0")] },
    `\t\tLink Control 1: ${linkControlText("lctr1")}`,
    { when: isFull, text: [linkControl2Text("lctr1")] },
    "\n\t\tLink Config 1: ",
    { when: isFull, text: [linkConfig2Text("lcnf1")], else: [linkConfigText("lcnf1")] },
    "\t\tRevision ID: {rid.major}.{rid.minor}\n",
    {
      when: isFull,
      text: [
        "\t\tLink Frequency 0: {lfrer0.freq}\n",
        `\t\tLink Error 0: ${linkErrorText("lfrer0")}`,
        `\t\tLink Frequency Capability 0: ${frequencyCapabilityText("lfcap0")}`,
        `\t\tFeature Capability: ${featuresText("feature")}\n`,
        "\t\tLink Frequency 1: {lfrer1.freq}\n",
        `\t\tLink Error 1: ${linkErrorText("lfrer1")}`,
        `\t\tLink Frequency Capability 1: ${frequencyCapabilityText("lfcap1")}`,
        errorHandlingText("errors"),
        "\t\tPrefetchable memory behind bridge Upper: {membase}-{memlimit}\n",
        "\t\tBus Number: {bus}\n",
      ],
    },
  ],
};
