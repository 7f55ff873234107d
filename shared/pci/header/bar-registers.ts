/** The base address registers of a header: what each means depends on its own low bits and on the BAR before it. */
import { hexDigits } from "../hex-digits.ts";
import { type CapabilityContext, type DerivedDef, flag, hex, pick, type RegisterDef, register } from "../layout.ts";
import { formatSize } from "../sriov.ts";
import { barNote } from "../vf-notes.ts";
import { type BaseAddress, baseAddresses, romAddress } from "./base-addresses.ts";

const BARS = 0x10;
const TYPES: Record<number, string> = { 0: "32-bit", 1: "below 1 MB", 2: "64-bit" };

/** Is BAR `index` the upper half of the one before it? */
function isUpperHalf(c: CapabilityContext, index: number): boolean {
  let upper = false;
  for (let bar = 0; bar < index; bar++) upper = !upper && (c.u8(BARS + 4 * bar) & 7) === 4;
  return upper;
}

function barRegister(index: number): RegisterDef {
  const upper = (c: CapabilityContext): boolean => isUpperHalf(c, index);
  const io = (c: CapabilityContext): boolean => !upper(c) && (c.u8(BARS + 4 * index) & 1) !== 0;
  const memory = (c: CapabilityContext): boolean => !upper(c) && !io(c);
  const lower = (c: CapabilityContext): boolean => !upper(c);
  return register(`bar${index}`, BARS + 4 * index, 4, `BAR${index}`, [
    hex("upper", 31, 0, "Base Address [63:32]", {
      access: "RW",
      when: upper,
      help: "Upper 32 bits of the address in the preceding BAR.",
    }),
    pick(
      "space",
      0,
      0,
      "Memory Space Indicator",
      { 0: "memory", 1: "I/O" },
      { access: "RO", when: lower, help: "Whether the BAR maps Memory Space or I/O Space." },
    ),
    hex("port", 31, 2, "Base Address [31:2]", {
      access: "RW",
      when: io,
      help: "First I/O port of the BAR.",
    }),
    pick("type", 2, 1, "Type", TYPES, { access: "RO", when: memory, help: "Width of the address." }),
    flag("prefetchable", 3, "Prefetchable", {
      access: "RO",
      help: "Reads have no side effects, and writes may be merged.",
      when: memory,
    }),
    hex("address", 31, 4, "Base Address [31:4]", {
      access: "RW",
      help: "Start of the memory range. Address bits below its size read 0.",
      when: memory,
      note: (_raw, c) => barNote(c, baseAddresses(c.fn)[index]),
    }),
  ]);
}

function summary(base: BaseAddress): string {
  const io = (base.address & 1n) === 1n;
  const address = BigInt.asUintN(64, base.address & (io ? ~3n : ~0xfn));
  const place = address === 0n ? "no address" : `${hexDigits(address, io ? 4 : 8)}h`;
  const size = base.size === 0n ? "" : `, ${formatSize(base.size)}`;
  if (io) return `I/O ports at ${place}${size}`;
  const type = TYPES[Number((base.address >> 1n) & 3n)] ?? "reserved type";
  return `${type} ${base.address & 8n ? "prefetchable " : ""}memory at ${place}${size}`;
}

export function barRegisters(count: number): readonly RegisterDef[] {
  return Array.from({ length: count }, (_, index) => barRegister(index));
}

/** Where the expansion ROM lies, with the kernel's size where it is known. */
export const ROM_SUMMARY: DerivedDef = {
  id: "romAt",
  name: "Expansion ROM",
  of: ["rom"],
  help: "Expansion ROM of the function. The rom file in sysfs gives its contents.",
  show: (c) => {
    const { address, size } = romAddress(c.fn);
    const start = BigInt.asUintN(32, address & ~0x7ffn);
    if (start === 0n && size === 0n) return null;
    const place = start === 0n ? "no address" : `${hexDigits(start, 8)}h`;
    const sized = size === 0n ? "" : `, ${formatSize(size)}`;
    // Bit 0 of the register decides: the kernel's flags do not tell whether it answers now.
    return `${place}${sized}, ${c.get("rom.enable") ? "enabled" : "disabled"}`;
  },
};

/** What each BAR says in one line, with the kernel's size where it is known. */
export function barSummaries(count: number): readonly DerivedDef[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `region${index}`,
    name: `Region ${index}`,
    of: [`bar${index}`],
    show: (c: CapabilityContext) => {
      const base = baseAddresses(c.fn)[index];
      return base && (base.address !== 0n || base.size !== 0n) ? summary(base) : null;
    },
  }));
}
