import { type HelpTexts, withHelp } from "../../field-help.ts";
import { hexDigits } from "../../hex-digits.ts";
import { type CapabilityContext, type CapabilityDef, flag, hex, pick, register, uint } from "../../layout.ts";

const FIRST_LINK = 0x10;
const LINK_SIZE = 16;
const ELEMENT_TYPES: Readonly<Record<number, string>> = { 0: "Config", 1: "Egress", 2: "Internal" };

const linkCount = (c: CapabilityContext): number => c.space.u8(c.at + 5);
const hex2 = (value: number): string => hexDigits(value, 2);
const hex8 = (value: number): string => hexDigits(value, 8);

/** The 64 bits of a link's address, upper half first. */
const address = (c: CapabilityContext): string => hex8(c.u32(12)) + hex8(c.u32(8));

/** Where a link to another RCRB's configuration space leads; the bus field has as many bits as the address says. */
function configTarget(c: CapabilityContext): string {
  const low = c.u32(8);
  const bits = low & 7 || 8;
  const bus = (low >>> 20) & ((1 << bits) - 1);
  return `${hex2(bus)}:${hex2((low >>> 15) & 0x1f)}.${(low >>> 12) & 7}`;
}

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  "esd.type":
    "Type of this root complex element: configuration space element, egress port to memory, or internal link.",
  "esd.count": "Number of link entries that follow.",
  "esd.component": "Root complex component that contains this element; 0 is reserved.",
  "esd.port": "Port number of this element within its component; link entries refer to it by this number.",
};

/** What the fields of a link entry mean, one sentence each. */
const LINK_HELP: HelpTexts = {
  "desc.valid": "Set: the entry describes a valid link.",
  "desc.type": "Config: the link address points to configuration space; MemMapped: it points to a memory-mapped RCRB.",
  "desc.rcrb": "Set: this element is associated with the RCRB Header in the target RCRB.",
  "desc.component": "Root complex component at the other end of the link.",
  "desc.port": "Port number of the element at the other end of the link.",
  "addr.value": "Base address of the target's RCRB, or the location of its configuration space.",
};

export const RC_LINK: CapabilityDef = {
  key: "rclink",
  space: "extended",
  id: 0x05,
  short: "RC Link",
  title: "Root Complex Link Declaration",
  section: "PCIe 6.2 §7.9.8",
  length: (c) => FIRST_LINK + LINK_SIZE * linkCount(c),
  registers: withHelp(HELP, [
    register("esd", 0x04, 4, "Element Self Description", [
      pick(
        "type",
        3,
        0,
        "Element Type",
        { 0: "configuration space element", 1: "system egress port or internal sink", 2: "internal root complex link" },
        { access: "RO" },
      ),
      uint("count", 15, 8, "Number of Link Entries", { access: "HwInit" }),
      hex("component", 23, 16, "Component ID", { access: "HwInit" }),
      hex("port", 31, 24, "Port Number", { access: "HwInit" }),
    ]),
  ]),
  groups: [
    {
      id: "link",
      name: (index) => `Link ${index}`,
      count: linkCount,
      limit: 255,
      offset: (index) => FIRST_LINK + LINK_SIZE * index,
      registers: withHelp(LINK_HELP, [
        register("desc", 0, 4, "Description", [
          flag("valid", 0, "Link Valid", { access: "HwInit" }),
          pick("type", 1, 1, "Link Type", { 0: "MemMapped", 1: "Config" }, { access: "HwInit" }),
          flag("rcrb", 2, "Associate RCRB Header", { access: "HwInit" }),
          hex("component", 23, 16, "Target Component ID", { access: "HwInit" }),
          hex("port", 31, 24, "Target Port Number", { access: "HwInit" }),
        ]),
        register("addr", 8, 8, "Address", [hex("value", 63, 0, "Link Address", { access: "HwInit" })]),
      ]),
    },
  ],
  text: [
    "Root Complex Link\n",
    { need: [0x04, 0x0c] },
    "\t\tDesc:\tPortNumber={esd.port} ComponentID={esd.component} EltType=",
    // lspci takes the whole byte for the type.
    (c) => ELEMENT_TYPES[c.u8(4)] ?? `??${c.u8(4)}`,
    "\n",
    {
      each: "link",
      text: [
        "\t\tLink{index}:\t",
        { need: [0, LINK_SIZE], else: ["<unreadable>\n"] },
        "Desc:\tTargetPort={link.desc.port} TargetComponent={link.desc.component} AssocRCRB{link.desc.rcrb} ",
        "LinkType={link.desc.type} LinkValid{link.desc.valid}\n",
        {
          when: "link.desc.type",
          text: ["\t\t\tAddr:\t", configTarget, "  CfgSpace=", address, "\n"],
          else: ["\t\t\tAddr:\t", address, "\n"],
        },
      ],
    },
  ],
};
