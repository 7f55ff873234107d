import { type HelpTexts, withHelp } from "../../field-help.ts";
import { type CapabilityContext, type CapabilityDef, flag, pick, register, whole } from "../../layout.ts";

const is64 = (c: CapabilityContext): boolean => (c.u16(2) & 0x80) !== 0;
/** Without the capability, and without masks behind it, the two bytes need not be there. */
const isExtended = (c: CapabilityContext): boolean => (c.u16(2) & 0x200) !== 0;
const isMaskable = (c: CapabilityContext): boolean => (c.u16(2) & 0x100) !== 0;
/** Codes 6 and 7 are reserved; lspci counts on. */
const VECTORS: Record<number, string> = { 0: "1", 1: "2", 2: "4", 3: "8", 4: "16", 5: "32" };
const LSPCI_VECTORS: Record<number, string> = { 6: "64", 7: "128" };

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  "ctl.enable": "Interrupts are sent as messages; INTx is off.",
  "ctl.capable": "Vectors the function asks for.",
  "ctl.enabled": "Vectors that software granted.",
  "ctl.is64": "It can send its message to an address above 4 GB.",
  "ctl.maskable": "Each vector can be masked alone.",
  "ctl.extcap": "Its message can carry 32 bits of data.",
  "ctl.exten": "Its message carries 32 bits of data.",
  "addr.value": "Where the message is written, which is the interrupt controller.",
  "addrhi.value": "The address's upper half.",
  "data32.value": "What is written; the lowest bits tell the vector.",
  "data64.value": "What is written; the lowest bits tell the vector.",
  ext32: "Upper half of the 32 bits of data, where they are enabled.",
  ext64: "Upper half of the 32 bits of data, where they are enabled.",
  "mask32.value": "Bit n: vector n is held back.",
  "pending32.value": "Bit n: vector n waits behind its mask.",
  "mask64.value": "Bit n: vector n is held back.",
  "pending64.value": "Bit n: vector n waits behind its mask.",
};

export const MSI: CapabilityDef = {
  key: "msi",
  space: "standard",
  id: 0x05,
  short: "MSI",
  title: "Message Signaled Interrupts",
  section: "PCIe 6.2 §7.7.1",
  length: (c) => (is64(c) ? 14 : 10) + (isMaskable(c) ? 10 : isExtended(c) ? 2 : 0),
  registers: withHelp(HELP, [
    register("ctl", 2, 2, "Message Control", [
      flag("enable", 0, "MSI Enable", { access: "RW", reset: 0 }),
      pick("capable", 3, 1, "Multiple Message Capable", VECTORS, { access: "RO", printed: LSPCI_VECTORS }),
      pick("enabled", 6, 4, "Multiple Message Enable", VECTORS, { access: "RW", reset: 0, printed: LSPCI_VECTORS }),
      flag("is64", 7, "64-bit Address Capable", { access: "RO" }),
      flag("maskable", 8, "Per-Vector Masking Capable", { access: "RO" }),
      flag("extcap", 9, "Extended Message Data Capable", { access: "RO" }),
      flag("exten", 10, "Extended Message Data Enable", { access: "RW", reset: 0 }),
    ]),
    whole("addr", 4, 4, "Message Address", { access: "RW" }),
    whole("addrhi", 8, 4, "Message Upper Address", { access: "RW", when: is64 }),
    whole("data32", 8, 2, "Message Data", { access: "RW", when: (c) => !is64(c) }),
    whole("data64", 12, 2, "Message Data", { access: "RW", when: is64 }),
    whole("ext32", 10, 2, "Extended Message Data", { access: "RW", reset: 0, when: (c) => !is64(c) && isExtended(c) }),
    whole("ext64", 14, 2, "Extended Message Data", { access: "RW", reset: 0, when: (c) => is64(c) && isExtended(c) }),
    whole("mask32", 12, 4, "Mask Bits", { access: "RW", reset: 0, when: (c) => !is64(c) && isMaskable(c) }),
    whole("pending32", 16, 4, "Pending Bits", { access: "RO", when: (c) => !is64(c) && isMaskable(c) }),
    whole("mask64", 16, 4, "Mask Bits", { access: "RW", reset: 0, when: (c) => is64(c) && isMaskable(c) }),
    whole("pending64", 20, 4, "Pending Bits", { access: "RO", when: (c) => is64(c) && isMaskable(c) }),
  ]),
  text: [
    "MSI: Enable{ctl.enable} Count={ctl.enabled}/{ctl.capable} Maskable{ctl.maskable} 64bit{ctl.is64}\n",
    { need: (c) => [4, is64(c) ? 10 : 6] },
    {
      when: "ctl.is64",
      text: ["\t\tAddress: {addrhi}{addr}  Data: {data64}\n"],
      else: ["\t\tAddress: {addr}  Data: {data32}\n"],
    },
    {
      when: "ctl.maskable",
      text: [
        { need: (c) => [is64(c) ? 16 : 12, 8] },
        {
          when: "ctl.is64",
          text: ["\t\tMasking: {mask64}  Pending: {pending64}\n"],
          else: ["\t\tMasking: {mask32}  Pending: {pending32}\n"],
        },
      ],
    },
  ],
};
