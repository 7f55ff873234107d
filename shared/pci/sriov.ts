/** Arithmetic of SR-IOV (PCIe 6.2 §9.3.3): where VFs are or would be, and which slice of memory each gets. */
import { type Bdf, bdfAtRoutingId, bdfParts, routingId } from "./bdf.ts";
import type { KernelResource } from "./layout.ts";

/** Index of the first IOV window in the kernel's `resource` file (CONFIG_PCI_IOV; include/linux/pci.h). */
export const FIRST_IOV_RESOURCE = 7;
/** IORESOURCE_UNSET: the kernel wanted this range and has no place for it (include/linux/ioport.h). */
const UNSET = 0x20000000;

export interface VfLayout {
  /** First VF Offset */
  readonly offset: number;
  /** VF Stride */
  readonly stride: number;
}

/**
 * The BDF of VF `index` (0-based) of a PF; null when its routing id does not exist.
 * VFs may land on a later bus number than their PF.
 */
export function vfBdf(pf: Bdf, layout: VfLayout, index: number): Bdf | null {
  return bdfAtRoutingId(bdfParts(pf).domain, routingId(pf) + layout.offset + layout.stride * index);
}

/** The highest bus number that `count` VFs reach; the PF's own bus for none. Above 255 = they do not fit in the domain. */
export function lastVfBus(pf: Bdf, layout: VfLayout, count: number): number {
  if (count === 0) return bdfParts(pf).bus;
  return (routingId(pf) + layout.offset + layout.stride * (count - 1)) >> 8;
}

export interface VfBarSlice {
  /** 0–5 */
  readonly bar: number;
  /** Bytes of the whole window. */
  readonly window: bigint;
  /** Bytes for one VF: the kernel sizes the window as TotalVFs slices (drivers/pci/iov.c, sriov_init). */
  readonly perVf: bigint;
  /** Start of the window; null = the kernel found no room for it, so no VF can be enabled. */
  readonly start: bigint | null;
}

/** The VF BAR windows out of the kernel's `resource` lines 7–12; a window that is all zero does not exist. */
export function vfBarSlices(resources: readonly KernelResource[], totalVfs: number): VfBarSlice[] {
  const slices: VfBarSlice[] = [];
  for (let bar = 0; bar < 6; bar++) {
    const resource = resources[FIRST_IOV_RESOURCE + bar];
    if (!resource || (resource.start === 0n && resource.end === 0n)) continue;
    const window = resource.end - resource.start + 1n;
    const perVf = totalVfs > 0 ? window / BigInt(totalVfs) : window;
    const placed = resource.start !== 0n && (resource.flags & UNSET) === 0;
    slices.push({ bar, window, perVf, start: placed ? resource.start : null });
  }
  return slices;
}

/** The address range that VF `index` has of this window. */
export function vfSlice(slice: VfBarSlice, index: number): { start: bigint; end: bigint } | null {
  if (slice.start === null) return null;
  const start = slice.start + slice.perVf * BigInt(index);
  return { start, end: start + slice.perVf - 1n };
}

const UNITS = ["", "K", "M", "G", "T", "P"];

/** `512K`, `64M`, `1.5M`: binary units as lspci writes them, one decimal where it does not divide evenly. */
export function formatSize(bytes: bigint): string {
  let unit = 0;
  let value = bytes;
  while (unit < UNITS.length - 1 && value >= 1024n && value % 1024n === 0n) {
    value /= 1024n;
    unit++;
  }
  if (value < 10240n || unit === UNITS.length - 1) return `${value}${UNITS[unit]}`;
  let float = Number(value);
  while (float >= 1024 && unit < UNITS.length - 1) {
    float /= 1024;
    unit++;
  }
  return `${float.toFixed(1)}${UNITS[unit]}`;
}
