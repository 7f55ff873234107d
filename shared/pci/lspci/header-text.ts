/** What lspci prints of a header below its first lines: regions, bus numbers, windows, bridge control, capabilities. */
import {
  type BaseAddress,
  barCount,
  bridgeWindows,
  IORESOURCE_IO,
  IORESOURCE_MEM,
  IORESOURCE_MEM_64,
  IORESOURCE_PREFETCH,
} from "../header/base-addresses.ts";
import { hexDigits } from "../hex-digits.ts";
import type { FunctionContext } from "../layout.ts";
import { capabilityLines } from "./capability-lines.ts";
import { devselText, sign } from "./format.ts";
import { rangeLine, regionLines, romLine } from "./regions.ts";

const COMMAND = 0x04;
const BRIDGE_CONTROL = 0x3e;
const IO_WINDOW = "I/O behind bridge";
const MEMORY_WINDOW = "Memory behind bridge";
const PREFETCHABLE_WINDOW = "Prefetchable memory behind bridge";
/** The low bits of a window's base and limit registers: 0 = narrow addresses, 1 = wide ones. */
const WINDOW_TYPE = 0xf;
const WINDOW_ADDRESS = ~0xf;
const U32 = 0xffffffffn;

export function type0Text(fn: FunctionContext): string {
  return regionLines(fn, barCount(0), true) + romLine(fn, 0x30) + capabilityLines(fn);
}

function busLine(fn: FunctionContext): string {
  const { space } = fn;
  const [primary, secondary, subordinate] = [space.u8(0x18), space.u8(0x19), space.u8(0x1a)];
  const buses = `primary=${hexDigits(primary, 2)}, secondary=${hexDigits(secondary, 2)}, subordinate=${hexDigits(subordinate, 2)}`;
  return `\tBus: ${buses}, sec-latency=${space.u8(0x1b)}\n`;
}

/** A window that the kernel keeps and has not switched off. */
function open(window: BaseAddress | undefined): BaseAddress | null {
  return window !== undefined && window.size !== 0n ? window : null;
}

/** Both window registers must have the same type; `wide` = type 1 exists for this window. */
function typesFit(base: number, limit: number, wide: boolean): boolean {
  const type = base & WINDOW_TYPE;
  return type === (limit & WINDOW_TYPE) && (type === 0 || (wide && type === 1));
}

function ioWindow(fn: FunctionContext, windows: readonly BaseAddress[] | null): string {
  const { space } = fn;
  const kept = open(windows?.[0]);
  if (kept) {
    const base = kept.address & BigInt(WINDOW_ADDRESS) & U32;
    const limit = (base + kept.size - 1n) & U32;
    return rangeLine(IO_WINDOW, base, limit, kept.address & 1n ? 32 : 16, false);
  }
  const baseRegister = space.u8(0x1c);
  const limitRegister = space.u8(0x1d);
  if (!typesFit(baseRegister, limitRegister, true)) {
    return `\t!!! Unknown I/O range types ${baseRegister.toString(16)}/${limitRegister.toString(16)}\n`;
  }
  const wide = (baseRegister & WINDOW_TYPE) === 1;
  let base = (baseRegister & WINDOW_ADDRESS) << 8;
  let limit = (limitRegister & WINDOW_ADDRESS) << 8;
  if (wide) {
    base = (base | (space.u16(0x30) << 16)) >>> 0;
    limit = (limit | (space.u16(0x32) << 16)) >>> 0;
  }
  // Zeros in both and nothing kept by the kernel: the bridge does not pass I/O at all.
  if (windows && base === 0 && limit === 0) return "";
  return rangeLine(IO_WINDOW, BigInt(base), BigInt((limit + 0xfff) >>> 0), wide ? 32 : 16, windows !== null);
}

function memoryWindow(fn: FunctionContext, windows: readonly BaseAddress[] | null): string {
  const { space } = fn;
  const kept = open(windows?.[1]);
  if (kept) {
    const base = kept.address & BigInt(WINDOW_ADDRESS) & U32;
    return rangeLine(MEMORY_WINDOW, base, (base + kept.size - 1n) & U32, 32, false);
  }
  const baseRegister = space.u16(0x20);
  const limitRegister = space.u16(0x22);
  if (!typesFit(baseRegister, limitRegister, false)) {
    return `\t!!! Unknown memory range types ${baseRegister.toString(16)}/${limitRegister.toString(16)}\n`;
  }
  const base = (baseRegister << 16) >>> 0;
  const limit = ((limitRegister << 16) >>> 0) + 0xfffff;
  return rangeLine(MEMORY_WINDOW, BigInt(base), BigInt(limit >>> 0), 32, windows !== null);
}

function prefetchableWindow(fn: FunctionContext, windows: readonly BaseAddress[] | null): string {
  const { space } = fn;
  const kept = open(windows?.[2]);
  if (kept) {
    const base = BigInt.asUintN(64, kept.address & BigInt(WINDOW_ADDRESS));
    const limit = BigInt.asUintN(64, base + kept.size - 1n);
    return rangeLine(PREFETCHABLE_WINDOW, base, limit, (kept.address & 0xfn) === 1n ? 64 : 32, false);
  }
  const baseRegister = space.u16(0x24);
  const limitRegister = space.u16(0x26);
  if (!typesFit(baseRegister, limitRegister, true)) {
    return `\t!!! Unknown prefetchable memory range types ${baseRegister.toString(16)}/${limitRegister.toString(16)}\n`;
  }
  const wide = (baseRegister & WINDOW_TYPE) === 1;
  const high = (offset: number): bigint => (wide ? BigInt(space.u32(offset)) << 32n : 0n);
  const base = BigInt(((baseRegister & WINDOW_ADDRESS) << 16) >>> 0) | high(0x28);
  const limit = BigInt(((limitRegister & WINDOW_ADDRESS) << 16) >>> 0) | high(0x2c);
  if (windows && base === 0n && limit === 0n) return "";
  const last = BigInt.asUintN(64, limit + 0xfffffn);
  return rangeLine(PREFETCHABLE_WINDOW, base, last, wide ? 64 : 32, windows !== null);
}

function secondaryStatusLine(status: number): string {
  return (
    `\tSecondary status: 66MHz${sign(status, 0x20)} FastB2B${sign(status, 0x80)} ParErr${sign(status, 0x100)} ` +
    `DEVSEL=${devselText(status)} >TAbort${sign(status, 0x800)} <TAbort${sign(status, 0x1000)} ` +
    `<MAbort${sign(status, 0x2000)} <SERR${sign(status, 0x4000)} <PERR${sign(status, 0x8000)}\n`
  );
}

function bridgeControlLines(control: number): string {
  return (
    `\tBridgeCtl: Parity${sign(control, 1)} SERR${sign(control, 2)} NoISA${sign(control, 4)} VGA${sign(control, 8)} ` +
    `VGA16${sign(control, 0x10)} MAbort${sign(control, 0x20)} >Reset${sign(control, 0x40)} ` +
    `FastB2B${sign(control, 0x80)}\n` +
    `\t\tPriDiscTmr${sign(control, 0x100)} SecDiscTmr${sign(control, 0x200)} DiscTmrStat${sign(control, 0x400)} ` +
    `DiscTmrSERREn${sign(control, 0x800)}\n`
  );
}

export function type1Text(fn: FunctionContext): string {
  const windows = bridgeWindows(fn);
  return (
    regionLines(fn, barCount(1), true) +
    busLine(fn) +
    ioWindow(fn, windows) +
    memoryWindow(fn, windows) +
    prefetchableWindow(fn, windows) +
    secondaryStatusLine(fn.space.u16(0x1e)) +
    romLine(fn, 0x38) +
    bridgeControlLines(fn.space.u16(BRIDGE_CONTROL)) +
    capabilityLines(fn)
  );
}

function cardbusMemoryWindow(fn: FunctionContext, index: number): string {
  const { space } = fn;
  const base = space.u32(0x1c + 8 * index);
  const limit = (space.u32(0x20 + 8 * index) + 0xfff) >>> 0;
  const disabled = space.u16(COMMAND) & 2 ? "" : " [disabled]";
  const prefetchable = space.u16(BRIDGE_CONTROL) & (0x100 << index) ? " (prefetchable)" : "";
  return `\tMemory window ${index}: ${hexDigits(base, 8)}-${hexDigits(limit, 8)}${disabled}${prefetchable}\n`;
}

function cardbusIoWindow(fn: FunctionContext, index: number): string {
  const { space } = fn;
  const register = space.u32(0x2c + 8 * index);
  const mask = register & 1 ? 0xfffffffc : 0xfffc;
  const base = (register & mask) >>> 0;
  const limit = (((space.u32(0x30 + 8 * index) & mask) >>> 0) + 3) >>> 0;
  const disabled = space.u16(COMMAND) & 1 ? "" : " [disabled]";
  return `\tI/O window ${index}: ${hexDigits(base, 8)}-${hexDigits(limit, 8)}${disabled}\n`;
}

export function cardbusText(fn: FunctionContext): string {
  const { space } = fn;
  const control = space.u16(BRIDGE_CONTROL);
  let out = regionLines(fn, barCount(2), true) + busLine(fn);
  out += cardbusMemoryWindow(fn, 0) + cardbusMemoryWindow(fn, 1) + cardbusIoWindow(fn, 0) + cardbusIoWindow(fn, 1);
  if (space.u16(0x16) & 0x4000) out += "\tSecondary status: SERR\n";
  out +=
    `\tBridgeCtl: Parity${sign(control, 1)} SERR${sign(control, 2)} ISA${sign(control, 4)} VGA${sign(control, 8)} ` +
    `MAbort${sign(control, 0x20)} >Reset${sign(control, 0x40)} 16bInt${sign(control, 0x80)} ` +
    `PostWrite${sign(control, 0x400)}\n`;
  if (!space.has(0x40, 0x40)) return `${out}\t<access denied to the rest>\n`;
  const legacy = space.u16(0x44);
  if (legacy !== 0) out += `\t16-bit legacy interface ports at ${hexDigits(legacy, 4)}\n`;
  return out + capabilityLines(fn);
}

function keptWindowLine(window: BaseAddress): string {
  const { address, size, flags } = window;
  const limit = BigInt.asUintN(64, address + size - 1n);
  if (flags & IORESOURCE_IO) return rangeLine(IO_WINDOW, address, limit, flags & 1 ? 16 : 32, false);
  if (!(flags & IORESOURCE_MEM)) return rangeLine("Unknown resource behind bridge", address, limit, 0, false);
  const what = flags & IORESOURCE_PREFETCH ? PREFETCHABLE_WINDOW : MEMORY_WINDOW;
  return rangeLine(what, address, limit, flags & IORESOURCE_MEM_64 ? 64 : 32, false);
}

/** A header type that no specification defines, or no access to the header: what the kernel knows of it. */
export function unknownHeaderText(fn: FunctionContext): string {
  let out = regionLines(fn, 6, false);
  for (const window of bridgeWindows(fn) ?? []) if (window.address !== 0n) out += keptWindowLine(window);
  return out + romLine(fn, -1);
}
