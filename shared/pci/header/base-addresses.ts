/**
 * The base addresses of a function as lspci's library collects them: from the kernel's `resource` file where there is
 * one, else out of the BARs themselves.
 */
import type { ConfigSpace } from "../config-space.ts";
import type { FunctionContext, KernelResource } from "../layout.ts";

/** IORESOURCE_* bits (include/linux/ioport.h) that decide how a range is shown. */
export const IORESOURCE_TYPE_BITS = 0x1f00;
export const IORESOURCE_IO = 0x100;
export const IORESOURCE_MEM = 0x200;
export const IORESOURCE_PREFETCH = 0x2000;
export const IORESOURCE_MEM_64 = 0x100000;
/** Within the low bits, which belong to the bus: the range comes from Enhanced Allocation. */
export const IORESOURCE_PCI_EA_BEI = 0x20;
/** The low four bits of IORESOURCE_* flags are those of a BAR. */
const BAR_FLAG_BITS = 0xf;

export interface BaseAddress {
  /** With the flag bits of a BAR in its low bits. */
  readonly address: bigint;
  /** 0 = not known. */
  readonly size: bigint;
  /** IORESOURCE_* flags; 0 where no kernel was asked. */
  readonly flags: number;
}

const NONE: BaseAddress = { address: 0n, size: 0n, flags: 0 };

/** A read that failed answers all ones, as on the bus. */
export function u8OrOnes(space: ConfigSpace, offset: number): number {
  return space.has(offset, 1) ? space.u8(offset) : 0xff;
}
/** @see u8OrOnes */
export function u16OrOnes(space: ConfigSpace, offset: number): number {
  return space.has(offset, 2) ? space.u16(offset) : 0xffff;
}
/** @see u8OrOnes */
function u32OrOnes(space: ConfigSpace, offset: number): number {
  return space.has(offset, 4) ? space.u32(offset) : 0xffffffff;
}

/** How many BARs a header of this type has. */
export function barCount(headerType: number): number {
  return headerType === 0 ? 6 : headerType === 1 ? 2 : headerType === 2 ? 1 : 0;
}

function fromResource(resource: KernelResource): BaseAddress {
  const { start, end, flags } = resource;
  // A range of a single byte counts as one without a size, as in lspci.
  const size = end > start ? end - start + 1n : 0n;
  return { address: start | BigInt(flags & BAR_FLAG_BITS), size, flags };
}

function fromRegisters(space: ConfigSpace, headerType: number): BaseAddress[] {
  const bases: BaseAddress[] = [NONE, NONE, NONE, NONE, NONE, NONE];
  const count = barCount(headerType);
  for (let index = 0; index < count; index++) {
    const low = u32OrOnes(space, 0x10 + 4 * index);
    if (low === 0 || low === 0xffffffff) continue;
    const is64 = (low & 7) === 4;
    if (!is64) {
      bases[index] = { address: BigInt(low), size: 0n, flags: 0 };
    } else if (index < count - 1) {
      const high = u32OrOnes(space, 0x10 + 4 * (index + 1));
      bases[index] = { address: (BigInt(high) << 32n) | BigInt(low), size: 0n, flags: 0 };
      index++;
    }
  }
  return bases;
}

/** Does the kernel say where the BARs are? */
export function hasKernelBases(fn: FunctionContext): boolean {
  return (fn.kernel?.resources.length ?? 0) > 0;
}

/** BAR 0–5; those that are not there have address 0. */
export function baseAddresses(fn: FunctionContext): readonly BaseAddress[] {
  const resources = fn.kernel?.resources ?? [];
  if (resources.length === 0) return fromRegisters(fn.space, fn.headerType);
  const bases: BaseAddress[] = [];
  for (let index = 0; index < 6; index++) {
    const resource = resources[index];
    bases.push(resource ? fromResource(resource) : NONE);
  }
  return bases;
}

/** The expansion ROM's base with its enable bit. */
export function romAddress(fn: FunctionContext): BaseAddress {
  const resource = fn.kernel?.resources[6];
  if (resource) return fromResource(resource);
  const register = fn.headerType === 0 ? 0x30 : fn.headerType === 1 ? 0x38 : 0;
  if (register === 0) return NONE;
  const low = u32OrOnes(fn.space, register);
  return low === 0xffffffff ? NONE : { address: BigInt(low), size: 0n, flags: 0 };
}

/**
 * The windows of a bridge as the kernel keeps them: I/O, memory, prefetchable memory and an empty one.
 * null = the `resource` file has no lines for them: no bridge, or one that is not set up.
 */
export function bridgeWindows(fn: FunctionContext): readonly BaseAddress[] | null {
  const resources = fn.kernel?.resources ?? [];
  // With CONFIG_PCI_IOV six lines of VF BARs come first.
  const first = resources.length === 17 ? 13 : resources.length === 11 ? 7 : -1;
  if (first < 0) return null;
  return resources.slice(first, first + 4).map((resource) => ({
    address: resource.start,
    size: resource.end > resource.start ? resource.end - resource.start + 1n : 0n,
    flags: resource.flags,
  }));
}

/** Has the function a BAR in memory space? lspci shows its AtomicOp completer bits only then. */
export function hasMemoryBar(fn: FunctionContext): boolean {
  return baseAddresses(fn).some(({ address, size }) => (address !== 0n || size !== 0n) && (address & 1n) === 0n);
}
