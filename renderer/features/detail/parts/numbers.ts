/** Numbers as the detail pane writes them. */
import { hexDigits } from "../../../../shared/pci/hex-digits.ts";

/** `188h`: an offset as the specifications write it. */
export function offsetText(offset: number): string {
  return `${hexDigits(offset, offset > 0xff ? 3 : 2)}h`;
}

/** `[3:0]`, or `[7]` for one bit. */
export function bitsText(msb: number, lsb: number): string {
  return msb === lsb ? `[${msb}]` : `[${msb}:${lsb}]`;
}

/** `0x600de000000`: an address as the kernel writes it. */
export function addressText(address: bigint): string {
  return `0x${address.toString(16)}`;
}

/** `0x1000–0x1fff`; its start alone where the size is not known. @param size in bytes */
export function rangeText(start: bigint, size: bigint | null): string {
  return size === null ? addressText(start) : `${addressText(start)}–${addressText(start + size - 1n)}`;
}

/** `0001 1001`: bits in fours, highest first. */
export function binaryText(value: number, bits: number): string {
  const text = (value >>> 0).toString(2).padStart(bits, "0");
  return text.replace(/(?=(?:.{4})+$)/g, " ").trim();
}

/** `12:03:10` on the clock of this computer. */
export function clockText(at: number): string {
  return new Date(at).toLocaleTimeString("en-GB");
}
