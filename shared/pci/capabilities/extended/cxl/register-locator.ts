import { hexDigits } from "../../../hex-digits.ts";
import { type CapabilityContext, hex, pick, register, uint } from "../../../layout.ts";
import { statedLength } from "../vendor-header.ts";
import { cxlDvsec } from "./dvsec.ts";

const FIRST = 0x0c;
const SIZE = 8;

/** Kinds of register block that lspci knows (CXL 3.1 §8.1.9.1). */
const LSPCI_BLOCKS: Readonly<Record<number, string>> = {
  0: "empty",
  1: "component registers",
  2: "BAR virtualization",
  3: "CXL device registers",
  4: "CPMU registers",
  255: "vendor-specific",
};
/** And the hotness monitoring unit (CXL 3.2 §8.1.9.1). */
const BLOCKS = { ...LSPCI_BLOCKS, 5: "CHMU registers" };

const blockCount = (c: CapabilityContext): number => Math.max(0, Math.floor((statedLength(c) - FIRST) / SIZE));
const hex8 = (value: number): string => hexDigits(value, 8);

export const CXL_REGISTER_LOCATOR = cxlDvsec({
  key: "register-locator",
  id: 8,
  title: "CXL: Register Locator",
  section: "CXL 3.1 §8.1.9",
  registers: [],
  groups: [
    {
      id: "block",
      name: (index) => `Block ${index + 1}:`,
      count: blockCount,
      limit: 511,
      offset: (index) => FIRST + SIZE * index,
      registers: [
        register("low", 0, 4, "Register Offset Low", [
          uint("bir", 2, 0, "Register BIR", { access: "HwInit", help: "BAR that contains the register block." }),
          pick("id", 15, 8, "Register Block Identifier", BLOCKS, {
            access: "HwInit",
            help: "Type of the registers in the block; empty = no block.",
          }),
          hex("offset", 31, 16, "Register Block Offset Low", {
            access: "HwInit",
            help: "Bits 31:16 of the block's offset in the BAR, a multiple of 64 KB.",
          }),
        ]),
        register("high", 4, 4, "Register Offset High", [
          hex("offset", 31, 0, "Register Block Offset High", {
            access: "HwInit",
            help: "Bits 63:32 of the block's offset in the BAR.",
          }),
        ]),
      ],
    },
  ],
  text: [
    "\t\tRegister Locator DVSEC\n",
    {
      each: "block",
      text: [
        {
          when: "block.low.id",
          text: [
            (c) => `\t\tBlock${c.index + 1}: BIR: bar`,
            "{block.low.bir}, ID: ",
            (c) => LSPCI_BLOCKS[c.u8(1)] ?? "<?>",
            (c) => `, offset: ${hex8(c.u32(4))}${hex8((c.u32(0) & 0xffff0000) >>> 0)}\n`,
          ],
        },
      ],
    },
  ],
});
