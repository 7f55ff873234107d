/** Address ranges out of the registers alone, as lines of the kernel's `resource` file. */
import type { ConfigSpace } from "../pci/config-space.ts";
import type { FunctionContext } from "../pci/layout.ts";
import type { ResourceFacts } from "./facts.ts";

/** IORESOURCE_* flags (include/linux/ioport.h). */
export const IO = 0x100;
export const MEMORY = 0x200;
export const PREFETCH = 0x2000;
export const READ_ONLY = 0x4000;
export const MEMORY_64 = 0x100000;

export const NOTHING: ResourceFacts = { start: "0x0", end: "0x0", flags: "0x0" };
/** BARs of the header types 0, 1 and 2. */
const BAR_COUNT: readonly number[] = [6, 2, 1];
const ROM_AT: readonly (number | null)[] = [0x30, 0x38, null];
const BARS = 6;
const FIRST_BAR = 0x10;
const FIRST_VF_BAR = 0x24;

function range(start: bigint, end: bigint, flags: number): ResourceFacts {
  return { start: hex(start), end: hex(end), flags: hex(BigInt(flags)) };
}
function hex(value: bigint): string {
  return `0x${value.toString(16)}`;
}

/**
 * Six lines for `count` BARs from `at` on. The low bits go into the flags as the kernel puts them there
 * (drivers/pci/probe.c, decode_bar); the second half of a 64-bit BAR is an empty line. `end` equals `start`.
 */
function barLines(space: ConfigSpace, at: number, count: number): ResourceFacts[] {
  const lines: ResourceFacts[] = Array.from({ length: BARS }, () => NOTHING);
  for (let i = 0; i < count; i++) {
    const low = space.u32(at + 4 * i);
    if (low === 0 || low === 0xffffffff || !space.has(at + 4 * i, 4)) continue;
    if (low & 1) {
      const start = BigInt((low & ~3) >>> 0);
      lines[i] = range(start, start, (low & 3) | IO);
      continue;
    }
    const isWide = (low & 6) === 4 && i + 1 < count;
    const high = isWide ? BigInt(space.u32(at + 4 * i + 4)) : 0n;
    const start = (high << 32n) | BigInt((low & ~0xf) >>> 0);
    lines[i] = range(start, start, (low & 0xf) | MEMORY | (low & 8 ? PREFETCH : 0) | (isWide ? MEMORY_64 : 0));
    if (isWide) i++;
  }
  return lines;
}

function romLine(space: ConfigSpace, at: number | null): ResourceFacts {
  const register = at !== null && space.has(at, 4) ? space.u32(at) : 0;
  if (register === 0 || register === 0xffffffff) return NOTHING;
  const start = BigInt((register & ~0x7ff) >>> 0);
  return range(start, start, MEMORY | READ_ONLY | PREFETCH | (register & 1));
}

/**
 * Lines 0–12: BARs, ROM, and the VF BARs of a PF.
 * @param sriov offset of the SR-IOV capability; null without one
 */
export function configResources(fn: FunctionContext, sriov: number | null): ResourceFacts[] {
  const { space, headerType } = fn;
  const vfBars = sriov === null ? barLines(space, 0, 0) : barLines(space, sriov + FIRST_VF_BAR, BARS);
  return [
    ...barLines(space, FIRST_BAR, BAR_COUNT[headerType] ?? 0),
    romLine(space, ROM_AT[headerType] ?? null),
    ...vfBars,
  ];
}

/** Lines 13–16 of a PCI-to-PCI bridge: its I/O, memory and prefetchable windows; one whose end is below its start is off. */
export function bridgeWindows(fn: FunctionContext): ResourceFacts[] {
  const { space } = fn;
  if (fn.headerType !== 1 || !space.has(0x1c, 0x18)) return [];
  return [ioWindow(space), memoryWindow(space), prefetchableWindow(space), NOTHING];
}

function ioWindow(space: ConfigSpace): ResourceFacts {
  const [low, high] = [space.u8(0x1c), space.u8(0x1d)];
  const isWide = (low & 0xf) === 1;
  const start = ((low & 0xf0) << 8) | (isWide ? space.u16(0x30) << 16 : 0);
  const end = ((high & 0xf0) << 8) | 0xfff | (isWide ? space.u16(0x32) << 16 : 0);
  // Base and limit of zero are how a bridge without I/O reads.
  return start >>> 0 > end >>> 0 || (low | high) === 0
    ? NOTHING
    : range(BigInt(start >>> 0), BigInt(end >>> 0), IO | (low & 0xf));
}

function memoryWindow(space: ConfigSpace): ResourceFacts {
  const start = BigInt(space.u16(0x20) & 0xfff0) << 16n;
  const end = (BigInt(space.u16(0x22) & 0xfff0) << 16n) | 0xfffffn;
  return start > end || space.u32(0x20) === 0 ? NOTHING : range(start, end, MEMORY);
}

function prefetchableWindow(space: ConfigSpace): ResourceFacts {
  const low = space.u16(0x24);
  const isWide = (low & 0xf) === 1;
  const upper = (at: number) => (isWide ? BigInt(space.u32(at)) << 32n : 0n);
  const start = upper(0x28) | (BigInt(low & 0xfff0) << 16n);
  const end = upper(0x2c) | (BigInt(space.u16(0x26) & 0xfff0) << 16n) | 0xfffffn;
  const isOff = start > end || (start === 0n && end === 0xfffffn);
  return isOff ? NOTHING : range(start, end, MEMORY | PREFETCH | (low & 0xf) | (isWide ? MEMORY_64 : 0));
}
