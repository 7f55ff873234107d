import { withHelp } from "../../../field-help.ts";
import { type CapabilityContext, type CapabilityDef, flag, pick, register, uint } from "../../../layout.ts";
import { DEVICE_DERIVED, DEVICE_REGISTERS, DEVICE_TEXT } from "./device.ts";
import { DEVICE2_REGISTERS, DEVICE2_TEXT } from "./device2.ts";
import { EXPRESS_HELP } from "./help.ts";
import { LINK_REGISTERS, LINK_TEXT, rcdLinkText } from "./link.ts";
import { LINK2_REGISTERS, LINK2_TEXT } from "./link2.ts";
import { ROOT_REGISTERS, ROOT_TEXT } from "./root.ts";
import { SLOT_DERIVED, SLOT_REGISTERS, SLOT_TEXT } from "./slot.ts";
import { hasLink, hasRoot, hasSlot, isVersion2, PORT_TYPES, portType, sign } from "./words.ts";

const SLOT_IMPLEMENTED = 0x100;
const FLIT_MODE = 0x8000;

/** Version 1 has only the registers that the type of port needs. */
function lengthOf(c: CapabilityContext): number {
  if (isVersion2(c)) return 0x3c;
  if (hasRoot(c)) return 0x24;
  if (hasSlot(c)) return 0x1c;
  return hasLink(c) ? 0x14 : 0x0c;
}

function headline(c: CapabilityContext): string {
  const flags = c.u16(2);
  const slot = ` (Slot${sign(flags, SLOT_IMPLEMENTED)})`;
  const type = portType(c);
  let name = PORT_TYPES[type] ?? `Unknown type ${type}`;
  if (type === 7) name = "PCI-Express to PCI/PCI-X Bridge";
  if (type === 8) name = "PCI/PCI-X to PCI-Express Bridge";
  if (type === 4 || type === 6 || type === 8) name += slot;
  const flit = flags & FLIT_MODE ? ", FLIT Mode Supported" : "";
  return `Express (v${flags & 0xf}) ${name}, IntMsgNum ${(flags >> 9) & 0x1f}${flit}\n`;
}

/** Bytes that lspci wants to have before it shows the first group of registers, from 04h on. */
function firstBytes(c: CapabilityContext): number {
  if (hasRoot(c)) return 32;
  return hasSlot(c) ? 24 : 16;
}

export const EXPRESS: CapabilityDef = {
  key: "exp",
  space: "standard",
  id: 0x10,
  short: "PCI Express",
  title: "PCI Express",
  section: "PCIe 6.2 §7.5.3",
  length: lengthOf,
  registers: withHelp(EXPRESS_HELP, [
    register("flags", 2, 2, "PCI Express Capabilities", [
      uint("version", 3, 0, "Capability Version", { access: "RO" }),
      pick("type", 7, 4, "Device/Port Type", PORT_TYPES, { access: "RO", other: "reserved" }),
      flag("slot", 8, "Slot Implemented", { access: "HwInit" }),
      uint("intmsg", 13, 9, "Interrupt Message Number", { access: "RO" }),
      flag("flit", 15, "Flit Mode Supported", { access: "HwInit" }),
    ]),
    ...DEVICE_REGISTERS,
    ...LINK_REGISTERS,
    ...SLOT_REGISTERS,
    ...ROOT_REGISTERS,
    ...DEVICE2_REGISTERS,
    ...LINK2_REGISTERS,
  ]),
  derived: [...DEVICE_DERIVED, ...SLOT_DERIVED],
  text: [
    headline,
    { need: (c) => [4, firstBytes(c)] },
    ...DEVICE_TEXT,
    { when: hasLink, text: LINK_TEXT, else: [(c) => (c.fn.kernel?.rcdLink ? rcdLinkText(c.fn.kernel.rcdLink) : "")] },
    { when: hasSlot, text: SLOT_TEXT },
    { when: hasRoot, text: ROOT_TEXT },
    {
      when: isVersion2,
      text: [{ need: (c) => [0x24, hasSlot(c) ? 24 : 16] }, ...DEVICE2_TEXT, { when: hasLink, text: LINK2_TEXT }],
    },
  ],
};
