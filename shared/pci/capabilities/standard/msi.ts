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
  "ctl.enable": "Enables MSI. The function then does not use INTx.",
  "ctl.capable": "Vectors that the function requests.",
  "ctl.enabled": "Vectors that software allocated.",
  "ctl.is64": "Supports a 64-bit message address.",
  "ctl.maskable": "Supports a mask per vector.",
  "ctl.extcap": "Supports 32-bit message data.",
  "ctl.exten": "Enables 32-bit message data.",
  "addr.value": "Address that the message is written to, in the interrupt controller.",
  "addrhi.value": "Upper 32 bits of the message address.",
  "data32.value": "Data of the message. The lowest bits select the vector.",
  "data64.value": "Data of the message. The lowest bits select the vector.",
  ext32: "Upper 16 bits of the 32-bit message data, where enabled.",
  ext64: "Upper 16 bits of the 32-bit message data, where enabled.",
  "mask32.value": "Bit n set: vector n is masked.",
  "pending32.value": "Bit n set: vector n is pending behind its mask.",
  "mask64.value": "Bit n set: vector n is masked.",
  "pending64.value": "Bit n set: vector n is pending behind its mask.",
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
