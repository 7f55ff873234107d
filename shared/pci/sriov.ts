/** Arithmetic of SR-IOV (PCIe 6.2 §9.3.3): where VFs are or would be, and which slice of memory each gets. */
import { type Bdf, bdfAtRoutingId, bdfParts, routingId } from "./bdf.ts";
import type { ConfigSpace } from "./config-space.ts";
import type { KernelResource } from "./layout.ts";
import { walkExtended } from "./walk.ts";

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
 * The BDF of VF `index` (0-based) of a PF; null when its routing id does not exist, or the device does not say where it
 * is: an offset of 0 would be the PF itself, and with a stride of 0 only the first VF has a place. A device may read so
 * as long as NumVFs is 0, or 1 (PCIe 6.2 §9.3.3.9 and §9.3.3.10). VFs may land on a later bus number than their PF.
 */
export function vfBdf(pf: Bdf, { offset, stride }: VfLayout, index: number): Bdf | null {
  if (offset === 0 || (stride === 0 && index > 0)) return null;
  return bdfAtRoutingId(bdfParts(pf).domain, routingId(pf) + offset + stride * index);
}

/** Would the routing id of VF `index` be above ffff, as far as the device says where it is? */
export function isPastTheEnd(pf: Bdf, { offset, stride }: VfLayout, index: number): boolean {
  return routingId(pf) + offset + stride * index > 0xffff;
}

/** The highest bus number that `count` VFs reach; the PF's own bus for none. Above 255 = they do not fit in the domain. */
export function lastVfBus(pf: Bdf, layout: VfLayout, count: number): number {
  if (count === 0) return bdfParts(pf).bus;
  // 65,535 VFs with a stride of ffff are more than 32 bits.
  return Math.floor((routingId(pf) + layout.offset + layout.stride * (count - 1)) / 256);
}

export interface VfBarSlice {
  /** 0–5 */
  readonly bar: number;
  /** Bytes of the whole window; null = only its start is known, as in a dump. */
  readonly window: bigint | null;
  /** Bytes for one VF; null = not known. */
  readonly perVf: bigint | null;
  /** Start of the window; null = the kernel found no room for it, so no VF can be enabled. */
  readonly start: bigint | null;
}

/** Lines of the `resource` file of a bridge on a kernel without CONFIG_PCI_IOV, where line 7 is its first window. */
const BRIDGE_LINES_WITHOUT_IOV = 11;

/**
 * The VF BAR windows out of the kernel's `resource` lines 7–12; a window that is all zero does not exist.
 * The kernel sizes a window as TotalVFs slices (drivers/pci/iov.c, sriov_init), and leaves the window as it is when the
 * slices get another size (pci_iov_resource_set_size).
 *
 * @param totalVfs TotalVFs of the capability; 0 = not known
 * @param perVf bytes of one VF's BAR where a VF or a register tells them; null = not told
 */
export function vfBarSlices(
  resources: readonly KernelResource[],
  totalVfs: number,
  perVf: (bar: number) => bigint | null = () => null,
): VfBarSlice[] {
  if (resources.length === BRIDGE_LINES_WITHOUT_IOV) return [];
  return resources
    .slice(FIRST_IOV_RESOURCE, FIRST_IOV_RESOURCE + 6)
    .flatMap(({ start, end, flags }, bar): VfBarSlice[] => {
      if (start === 0n && end === 0n) return [];
      const window = end > start ? end - start + 1n : null;
      const isPlaced = start !== 0n && (flags & UNSET) === 0;
      const slice = perVf(bar) ?? (window === null ? null : evenSlice(window, totalVfs));
      return [{ bar, window, perVf: slice, start: isPlaced ? start : null }];
    });
}

/** A BAR is a power of two: a window that is not so many of them was cut for another number of VFs. */
function evenSlice(window: bigint, totalVfs: number): bigint | null {
  const total = BigInt(totalVfs);
  if (total === 0n || window % total !== 0n) return null;
  const slice = window / total;
  return (slice & (slice - 1n)) === 0n ? slice : null;
}

/** The address range that VF `index` has of this window; null where its place or its size is not known. */
export function vfSlice({ start, perVf }: VfBarSlice, index: number): { start: bigint; end: bigint } | null {
  if (start === null || perVf === null) return null;
  const first = start + perVf * BigInt(index);
  return { start: first, end: first + perVf - 1n };
}

const VF_RESIZABLE_BAR = 0x24;

/** Bytes of one VF's BAR as the VF Resizable BAR capability has it now (PCIe 6.2 §9.3.7.5); null where there is none for this BAR. */
export function resizedVfBar(space: ConfigSpace | null, bar: number): bigint | null {
  const at = space === null ? undefined : walkExtended(space).found.find(({ id }) => id === VF_RESIZABLE_BAR)?.at;
  if (space === null || at === undefined || !space.has(at, 12)) return null;
  const count = Math.min(6, (space.u32(at + 8) >> 5) & 7);
  for (let entry = 0; entry < count; entry++) {
    const control = at + 8 + 8 * entry;
    if (!space.has(control, 4) || (space.u32(control) & 7) !== bar) continue;
    return 1n << BigInt(((space.u32(control) >> 8) & 0x3f) + 20);
  }
  return null;
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
