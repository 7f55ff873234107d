import { hexDigits } from "../../hex-digits.ts";
import { type CapabilityContext, type CapabilityDef, hex, pick, register, uint } from "../../layout.ts";

const LOCATORS = 0x08;
const LOCATOR_SIZE = 8;
const BLOCKS: Readonly<Record<number, string>> = { 0: "Empty", 1: "MCAP", 255: "MDVS" };
const UNREADABLE = "\t\t<unreadable>\n";

const structureLength = (c: CapabilityContext): number => c.space.u16(c.at + 4) & 0xfff;
/** The length counts the header and the Capabilities register, which are one locator long. */
const locatorCount = (c: CapabilityContext): number => Math.floor(structureLength(c) / LOCATOR_SIZE) - 1;
const hex8 = (value: number): string => hexDigits(value, 8);

/** lspci goes on to the end of configuration space where the length is too short for any locator. */
function locatorLines(c: CapabilityContext): string {
  const stated = locatorCount(c);
  const count = stated < 0 ? Number.POSITIVE_INFINITY : stated;
  let out = "";
  for (let index = 0; index < count; index++) {
    const offset = LOCATORS + LOCATOR_SIZE * index;
    if (!c.has(offset, LOCATOR_SIZE)) return out + UNREADABLE;
    const low = c.u32(offset);
    const id = (low >>> 8) & 0xff;
    out += `\t\tLocator${index}: BIR: BAR${low & 7}, ID: ${BLOCKS[id] ?? `Reserved (${id})`}, `;
    out += `offset: ${hex8(c.u32(offset + 4))}${hex8((low & 0xffff0000) >>> 0)}\n`;
  }
  return out;
}

export const MMIO_RBL: CapabilityDef = {
  key: "rbl",
  space: "extended",
  id: 0x36,
  short: "MMIO RBL",
  title: "MMIO Register Block Locator",
  section: "PCIe 6.2 §7.9.30",
  length: (c) => Math.max(LOCATORS, structureLength(c)),
  registers: [
    register("cap", 0x04, 4, "MRBL Capabilities", [
      uint("length", 11, 0, "MRBL Structure Length", {
        access: "HwInit",
        unit: "bytes",
        help: "Size of this capability, which gives the number of locators.",
      }),
    ]),
  ],
  groups: [
    {
      id: "locator",
      name: (index) => `Locator ${index}:`,
      count: locatorCount,
      limit: 510,
      offset: (index) => LOCATORS + LOCATOR_SIZE * index,
      registers: [
        register("low", 0, 4, "Register Offset Low", [
          uint("bir", 2, 0, "BIR", { access: "HwInit", help: "BAR that contains the register block." }),
          pick("id", 15, 8, "Block ID", BLOCKS, {
            access: "HwInit",
            help: "Type of the registers in the block; skip Empty locators.",
          }),
          hex("offset", 31, 16, "Offset Low", {
            access: "HwInit",
            help: "Bits 31:16 of the block's offset in its BAR; lower bits are 0.",
          }),
        ]),
        register("high", 4, 4, "Register Offset High", [
          hex("offset", 31, 0, "Offset High", {
            access: "HwInit",
            help: "Bits 63:32 of the block's offset in its BAR.",
          }),
        ]),
      ],
    },
  ],
  text: [
    "MMIO Register Block Locator\n",
    { need: [0x04, 12], else: [UNREADABLE] },
    {
      when: (c) => structureLength(c) === 0 || c.has(LOCATORS, structureLength(c)),
      text: [locatorLines],
      else: [UNREADABLE],
    },
  ],
};
