import { type HelpTexts, withHelp } from "../../field-help.ts";
import { type CapabilityContext, type CapabilityDef, flag, hex, register, uint, whole } from "../../layout.ts";

const MASK = 0x14;

const isSelective = (c: CapabilityContext): boolean => (c.space.u16(c.at + 4) & 0x100) !== 0;
/** Dwords of the Selective Enable Mask: a bit for each alternate protocol. */
const maskDwords = (c: CapabilityContext): number =>
  isSelective(c) ? Math.max(1, Math.ceil(c.space.u8(c.at + 4) / 32)) : 0;

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  "cap.count": "Number of protocols that this end supports, PCI Express included.",
  "cap.selective": "Set: each protocol can be disabled individually, in the mask below.",
  "ctl.index": "Lane and protocol that the data registers show.",
  "ctl.global": "Set: link training may negotiate a protocol other than PCI Express.",
  "data1.vendor": "Vendor ID of the company or consortium that defined the selected protocol; 1e98 is CXL.",
  "data1.usage": "How the modified training sets are used; 2 = alternate protocol.",
  "data1.details": "Details of the selected protocol, as sent in the training sets.",
  "data2.info": "Details of the selected protocol, as defined by its vendor.",
};

export const ALTERNATE_PROTOCOL: CapabilityDef = {
  key: "altprot",
  space: "extended",
  id: 0x2b,
  short: "Alternate Protocol",
  title: "Alternate Protocol",
  section: "PCIe 6.2 §7.9.20",
  length: (c) => MASK + 4 * maskDwords(c),
  registers: withHelp(HELP, [
    register("cap", 0x04, 4, "Alternate Protocol Capabilities", [
      uint("count", 7, 0, "Alternate Protocol Count", { access: "HwInit" }),
      flag("selective", 8, "Alternate Protocol Selective Enable Supported", { access: "HwInit" }),
    ]),
    register("ctl", 0x08, 4, "Alternate Protocol Control", [
      uint("index", 7, 0, "Alternate Protocol Index Select", { access: "RW" }),
      flag("global", 8, "Alternate Protocol Negotiation Global Enable", { access: "RWS" }),
    ]),
    register("data1", 0x0c, 4, "Alternate Protocol Data 1", [
      hex("usage", 2, 0, "Alternate Protocol Usage Information", { access: "RO" }),
      hex("details", 15, 5, "Alternate Protocol Details", { access: "RO" }),
      hex("vendor", 31, 16, "Alternate Protocol Vendor ID", { access: "RO" }),
    ]),
    register("data2", 0x10, 4, "Alternate Protocol Data 2", [
      hex("info", 23, 0, "Modified TS Information 2", { access: "RO" }),
    ]),
  ]),
  groups: [
    {
      id: "mask",
      name: (index) => `Protocols ${32 * index}–${32 * index + 31}:`,
      count: maskDwords,
      limit: 8,
      offset: (index) => MASK + 4 * index,
      registers: [
        whole("bits", 0, 4, "Alternate Protocol Selective Enable Mask", {
          access: "RW",
          help: "Bit n: link training may negotiate protocol n.",
        }),
      ],
    },
  ],
  text: ["Extended Capability ID 0x2b\n"],
};
