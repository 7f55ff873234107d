/** The `Region`, `Expansion ROM` and window lines of lspci. */
import {
  type BaseAddress,
  baseAddresses,
  hasKernelBases,
  IORESOURCE_IO,
  IORESOURCE_MEM,
  IORESOURCE_MEM_64,
  IORESOURCE_PCI_EA_BEI,
  IORESOURCE_PREFETCH,
  IORESOURCE_TYPE_BITS,
  romAddress,
} from "../header/base-addresses.ts";
import { hexDigits } from "../hex-digits.ts";
import type { FunctionContext } from "../layout.ts";
import { sizeText } from "./format.ts";

const COMMAND = 0x04;
const COMMAND_IO = 1;
const COMMAND_MEMORY = 2;
const BARS = 0x10;
const SPACE_IO = 1;
const TYPE_MASK = 6;
const TYPE_64 = 4;
const PREFETCHABLE = 8;
const TYPE_NAMES = ["32-bit", "low-1M", "64-bit", "type 3"] as const;
const ROM_ENABLE = 1;
const ROM_FLAG_BITS = 0x7ff;

/** The low bits that a BAR of such a resource would have. */
function barFlags(resourceFlags: number): number {
  if (resourceFlags & IORESOURCE_IO) return SPACE_IO;
  if (!(resourceFlags & IORESOURCE_MEM)) return 0;
  return (resourceFlags & IORESOURCE_MEM_64 ? TYPE_64 : 0) | (resourceFlags & IORESOURCE_PREFETCH ? PREFETCHABLE : 0);
}

/** What the BAR itself says, beside what the kernel says of it. */
interface Hardware {
  readonly low: number;
  readonly high: number;
  /** A 64-bit BAR in the last slot, without room for its upper half. */
  readonly broken: boolean;
}

const NOT_ASKED: Hardware = { low: 0, high: 0, broken: false };

function hardware(fn: FunctionContext, index: number, count: number, resourceFlags: number): Hardware {
  const low = fn.space.u32(BARS + 4 * index);
  const sameSpace = (low & SPACE_IO) === (barFlags(resourceFlags) & SPACE_IO);
  const isMemory = (resourceFlags & IORESOURCE_TYPE_BITS) === IORESOURCE_MEM;
  if (!sameSpace || !isMemory || (low & TYPE_MASK) !== TYPE_64) return { low, high: 0, broken: false };
  if (index >= count - 1) return { low, high: 0, broken: true };
  // One byte after the BAR's start and not four: lspci's own reading, kept for the same text.
  return { low, high: fn.space.u32(BARS + 4 * index + 1), broken: false };
}

/** An address that the kernel knows while the BAR holds none: kept by the kernel, not by the hardware. */
function isVirtual(base: BaseAddress, seen: Hardware): boolean {
  const sameSpace = (seen.low & SPACE_IO) === (barFlags(base.flags) & SPACE_IO);
  if (!sameSpace || base.flags & IORESOURCE_PCI_EA_BEI) return false;
  return base.address !== 0n && seen.low === 0 && seen.high === 0;
}

function addressWords(address: bigint, seen: Hardware, digits: number): string {
  if (address !== 0n) return hexDigits(address, digits);
  return seen.low !== 0 || seen.high !== 0 ? "<ignored>" : "<unassigned>";
}

function ioRegion(base: BaseAddress, seen: Hardware, command: number, virtual: boolean): string {
  const address = BigInt.asUintN(64, base.address & ~3n);
  const enabled = (command & COMMAND_IO) !== 0;
  const words = enabled ? hexDigits(address, 4) : addressWords(address, seen, 4);
  return `I/O ports at ${words}${virtual ? " [virtual]" : enabled ? "" : " [disabled]"}`;
}

function memoryRegion(base: BaseAddress, seen: Hardware, command: number, flags: number, virtual: boolean): string {
  const address = BigInt.asUintN(64, base.address & ~0xfn);
  const words = seen.broken ? "<broken-64-bit-slot>" : addressWords(address, seen, 8);
  const type = TYPE_NAMES[(flags & TYPE_MASK) >> 1] ?? "";
  const disabled = virtual ? " [virtual]" : command & COMMAND_MEMORY ? "" : " [disabled]";
  return `Memory at ${words} (${type}, ${flags & PREFETCHABLE ? "" : "non-"}prefetchable)${disabled}`;
}

/**
 * One line per BAR that is in use.
 * @param count BARs that the header has
 * @param configReadable false = the header is unknown and only the kernel can be asked
 */
export function regionLines(fn: FunctionContext, count: number, configReadable: boolean): string {
  const { space } = fn;
  const command = configReadable ? space.u16(COMMAND) : COMMAND_IO | COMMAND_MEMORY;
  const kernelKnows = hasKernelBases(fn);
  const bases = baseAddresses(fn);
  let out = "";
  for (let index = 0; index < count; index++) {
    const base = bases[index];
    if (!base) break;
    let flags = 0;
    if (kernelKnows) flags = barFlags(base.flags);
    else if (configReadable) flags = space.u32(BARS + 4 * index);
    if (flags === 0xffffffff) flags = 0;
    if (base.address === 0n && flags === 0 && base.size === 0n) continue;
    const asked = kernelKnows && configReadable;
    const seen = asked ? hardware(fn, index, count, base.flags) : NOT_ASKED;
    const virtual = asked && isVirtual(base, seen);
    out += `\tRegion ${index}: `;
    if (flags & SPACE_IO) out += ioRegion(base, seen, command, virtual);
    else out += memoryRegion(base, seen, command, flags, virtual);
    if (base.flags & IORESOURCE_PCI_EA_BEI) out += " [enhanced]";
    out += `${sizeText(base.size)}\n`;
  }
  return out;
}

/** @param register offset of the ROM's base address register; -1 = the header is unknown */
export function romLine(fn: FunctionContext, register: number): string {
  const rom = romAddress(fn);
  const readable = register >= 0;
  let flags = readable ? fn.space.u32(register) : barFlags(rom.flags);
  if (rom.address === 0n && flags === 0 && rom.size === 0n) return "";
  const command = readable ? fn.space.u16(COMMAND) : COMMAND_MEMORY;
  const address = BigInt.asUintN(64, rom.address & ~BigInt(ROM_FLAG_BITS));
  const inRegister = (flags & ~ROM_FLAG_BITS) !== 0;
  const enhanced = (rom.flags & IORESOURCE_PCI_EA_BEI) !== 0;
  const virtual = readable && address !== 0n && !inRegister && !enhanced;
  if (virtual) flags = Number(BigInt.asUintN(32, rom.address));
  let out = "\tExpansion ROM at ";
  if (address !== 0n) out += hexDigits(address, 8);
  else out += inRegister ? "<ignored>" : "<unassigned>";
  if (virtual) out += " [virtual]";
  if (!(flags & ROM_ENABLE)) out += " [disabled]";
  else if (!virtual && !(command & COMMAND_MEMORY)) out += " [disabled by cmd]";
  if (enhanced) out += " [enhanced]";
  return `${out}${sizeText(rom.size)}\n`;
}

/** A window of a bridge. @param bits its address width, 0 = not known */
export function rangeLine(what: string, base: bigint, limit: bigint, bits: number, disabled: boolean): string {
  const digits = (bits + 3) >> 2;
  const size = !disabled && base <= limit ? sizeText(limit - base + 1n) : " [disabled]";
  return `\t${what}: ${hexDigits(base, digits)}-${hexDigits(limit, digits)}${size}${bits ? ` [${bits}-bit]` : ""}\n`;
}
