import { PCI_PROBLEM_WORDS } from "../../../../words/texts/pci-problems.ts";
import { type HelpTexts, withHelp } from "../../../field-help.ts";
import {
  type CapabilityContext,
  type CapabilityDef,
  flag,
  hex,
  register,
  registersWhen,
  uint,
  whole,
} from "../../../layout.ts";
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

const EXTENDED_SET = 0x100;
const isFull = (c: CapabilityContext): boolean => c.u8(8) >= FULL_REVISION;
const isExtended = (c: CapabilityContext): boolean => isFull(c) && (c.u16(12) & EXTENDED_SET) !== 0;

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  "command.warmrst": "Type of reset that Secondary Bus Reset gives the chain: cold when clear, warm when set.",
  "command.dblend": "The far end of the chain has another host.",
  "command.devnum": "Device number of this host as seen from the host at the far end.",
  "command.side": "Side from which the register is accessed: this host when clear, the chain when set.",
  "command.hide": "Hides this host's configuration space from the chain.",
  "command.slave": "The host issues requests under its Base UnitID, as a device does. Used at the far end.",
  "command.eocerr": "A packet from the chain was unclaimed, even by this host. Write 1 to clear.",
  "command.dul": "Packets for an uninitialized link are dropped instead of held until it is up.",
  "command.type": "1 = host or secondary interface.",
  "feature.extrs": "The registers from Enumeration Scratchpad on are present.",
  "feature.ucnfe": "Allows devices on the chain to send configuration requests to the host.",
  scratch: "Scratchpad for the software that enumerates the chain. Hardware ignores it.",
  membase: "Bits 39:32 of the bridge's prefetchable memory base.",
  memlimit: "Bits 39:32 of the bridge's prefetchable memory limit.",
};

/** Host/Secondary Interface Block: a bridge, with the chain below it. */
export const HT_SECONDARY: CapabilityDef = {
  key: "ht.sec",
  space: "standard",
  id: 0x08,
  short: "HT host",
  title: "HyperTransport: Host or Secondary Interface",
  section: HT_SECTION,
  match: (c) => highType(c) === 1,
  length: 24,
  registers: withHelp(HELP, [
    register("command", 2, 2, "Command", [
      flag("warmrst", 0, "Warm Reset", { access: "RW" }),
      flag("dblend", 1, "Double-Ended", { access: "RW" }),
      uint("devnum", 6, 2, "Device Number", { access: "RW", reset: 0 }),
      flag("side", 7, "Chain Side", { access: "RO" }),
      flag("hide", 8, "Host Hide", { access: "RW" }),
      flag("slave", 10, "Act as Slave", { access: "RW" }),
      flag("eocerr", 11, "Host Inbound End of Chain Error", {
        access: "RW1C",
        problem: (raw) => (raw ? PCI_PROBLEM_WORDS.htUnclaimed : null),
      }),
      flag("dul", 12, "Drop on Uninitialized Link", { access: "RW", reset: 0 }),
      hex("type", 15, 13, "Capability Type", { access: "RO" }),
    ]),
    register("lctr", 4, 2, "Link Control", LINK_CONTROL),
    register("lcnf", 6, 2, "Link Configuration", LINK_CONFIG),
    register("rid", 8, 1, "Revision ID", REVISION),
    ...registersWhen(isFull, [
      register("lfrer", 9, 1, "Link Frequency/Error", FREQUENCY_ERROR),
      register("lfcap", 10, 2, "Link Frequency Capability", FREQUENCY_CAPABILITY),
      register("feature", 12, 2, "Feature", [
        ...FEATURES,
        flag("extrs", 8, "Extended Register Set", { access: "RO" }),
        flag("ucnfe", 9, "Upstream Configuration Enable", { access: "RW" }),
      ]),
    ]),
    whole("scratch", 16, 2, "Enumeration Scratchpad", { access: "RW", reset: 0, when: isExtended }),
    register("errors", 18, 2, "Error Handling", ERROR_HANDLING, { when: isExtended }),
    whole("membase", 20, 1, "Memory Base Upper", { access: "RW", reset: 0, when: isExtended }),
    whole("memlimit", 21, 1, "Memory Limit Upper", { access: "RW", reset: 0, when: isExtended }),
  ]),
  text: [
    "HyperTransport: Host or Secondary Interface\n",
    { need: [4, 20] },
    (c) => revisionWarning(c.u8(8)),
    "\t\tCommand: WarmRst{command.warmrst} DblEnd{command.dblend}",
    {
      when: isFull,
      text: [
        " DevNum={command.devnum} ChainSide{command.side} HostHide{command.hide} Slave{command.slave} ",
        "<EOCErr{command.eocerr} DUL{command.dul}",
      ],
    },
    `\n\t\tLink Control: ${linkControlText("lctr")}`,
    { when: isFull, text: [linkControl2Text("lctr")] },
    "\n\t\tLink Config: ",
    { when: isFull, text: [linkConfig2Text("lcnf")], else: [linkConfigText("lcnf")] },
    "\t\tRevision ID: {rid.major}.{rid.minor}\n",
    {
      when: isFull,
      text: [
        "\t\tLink Frequency: {lfrer.freq}\n",
        `\t\tLink Error: ${linkErrorText("lfrer")}`,
        `\t\tLink Frequency Capability: ${frequencyCapabilityText("lfcap")}`,
        `\t\tFeature Capability: ${featuresText("feature")} ExtRS{feature.extrs} UCnfE{feature.ucnfe}\n`,
        {
          when: isExtended,
          text: [errorHandlingText("errors"), "\t\tPrefetchable memory behind bridge Upper: {membase}-{memlimit}\n"],
        },
      ],
    },
  ],
};
