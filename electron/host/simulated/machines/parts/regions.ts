/** Address ranges: what a BAR's register reads and what the kernel's `resource` file says of it. */
import type { KernelResource } from "../../../../../shared/pci/layout.ts";
import { FIRST_IOV_RESOURCE } from "../../../../../shared/pci/sriov.ts";

type BarIndex = 0 | 1 | 2 | 3 | 4 | 5;

export interface Region {
  readonly at: BarIndex | "rom";
  readonly start: bigint;
  readonly size: bigint;
  /** IORESOURCE_* with the register's own low bits (include/linux/ioport.h). */
  readonly flags: number;
  readonly is64: boolean;
  /** Low bits of the register (PCI 3.0 §6.2.5.1). */
  readonly type: number;
}

const IO = 0x100;
const MEM = 0x200;
const PREFETCH = 0x2000;
const READONLY = 0x4000;
const SIZEALIGN = 0x40000;
const MEM_64 = 0x100000;

export const KiB = 1024n;
export const MiB = 1024n * KiB;
export const GiB = 1024n * MiB;

function region(at: Region["at"], start: bigint, size: bigint, kind: number, type: number, is64: boolean): Region {
  if (start % size !== 0n) throw new Error(`${start.toString(16)} is not aligned to ${size}`);
  return { at, start, size, flags: kind | SIZEALIGN | type, is64, type };
}

export function mem32(at: BarIndex, start: bigint, size: bigint): Region {
  return region(at, start, size, MEM, 0, false);
}
export function mem64(at: BarIndex, start: bigint, size: bigint, prefetchable = true): Region {
  return prefetchable
    ? region(at, start, size, MEM | PREFETCH | MEM_64, 0xc, true)
    : region(at, start, size, MEM | MEM_64, 0x4, true);
}
export function io(at: BarIndex, start: bigint, size: bigint): Region {
  return region(at, start, size, IO, 0x1, false);
}
/** An expansion ROM: the kernel has an address for it, its register is left at 0 (disabled). */
export function rom(start: bigint, size: bigint): Region {
  return region("rom", start, size, MEM | READONLY | PREFETCH, 0, false);
}

const EMPTY: KernelResource = { start: 0n, end: 0n, flags: 0 };
const ROM_RESOURCE = 6;
export const RESOURCES = 13;
export const BRIDGE_RESOURCES = 17;

export function emptyResources(count: number): KernelResource[] {
  return Array.from({ length: count }, () => EMPTY);
}

/** A slice for each VF: `size` bytes in a window for `count` of them. */
export interface VfWindow {
  readonly bar: BarIndex;
  /** null = the firmware found no place for it. */
  readonly start: bigint | null;
  readonly perVf: bigint;
  readonly count: number;
  readonly prefetchable: boolean;
}

export function vfWindow(
  bar: BarIndex,
  start: bigint | null,
  perVf: bigint,
  count: number,
  prefetchable = true,
): VfWindow {
  return { bar, start, perVf, count, prefetchable };
}

/** The `resource` file of an endpoint: BARs, ROM, VF windows. */
export function resourcesOf(regions: readonly Region[], windows: readonly VfWindow[] = []): KernelResource[] {
  const list = emptyResources(RESOURCES);
  for (const item of regions) {
    const index = item.at === "rom" ? ROM_RESOURCE : item.at;
    list[index] = { start: item.start, end: item.start + item.size - 1n, flags: item.flags };
  }
  for (const window of windows) {
    const flags = MEM | MEM_64 | SIZEALIGN | (window.prefetchable ? PREFETCH | 0xc : 0x4);
    const size = window.perVf * BigInt(window.count);
    const start = window.start ?? 0n;
    list[FIRST_IOV_RESOURCE + window.bar] = { start, end: start + size - 1n, flags };
  }
  return list;
}

/** Bytes for one VF by BAR number. */
export function vfBarSizes(windows: readonly VfWindow[]): bigint[] {
  const sizes = [0n, 0n, 0n, 0n, 0n, 0n];
  for (const window of windows) sizes[window.bar] = window.perVf;
  return sizes;
}

/** What the VF BAR registers of the capability read, by number. */
export function vfBarWords(windows: readonly VfWindow[]): Record<string, number> {
  const words: Record<string, number> = {};
  for (const { bar, start, prefetchable } of windows) {
    const address = start ?? 0n;
    words[`bar${bar}`] = Number(address & 0xffffffffn) + (prefetchable ? 0xc : 0x4);
    words[`bar${bar + 1}`] = Number(address >> 32n);
  }
  return words;
}
