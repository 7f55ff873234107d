/** Configuration spaces made by hand for tests of the interface. */
import { ConfigSpace } from "../../shared/pci/config-space.ts";

interface PfOptions {
  /** Bytes that can be read; the rest is unknown. */
  readonly known?: number;
  readonly total?: number;
  readonly initial?: number;
  readonly num?: number;
  readonly enabled?: boolean;
}

/**
 * A PF: header, Power Management at 40h, PCI Express at 60h (2.5 of 16 GT/s), ARI at 100h, SR-IOV at 180h, a capability
 * of an id that nobody has given out at 1c0h, and another such at 200h.
 */
export function pfBytes({ known = 4096, total = 16, initial = total, num = 0, enabled = false }: PfOptions = {}) {
  const bytes = new Uint8Array(4096);
  const view = new DataView(bytes.buffer);
  const u16 = (at: number, value: number) => view.setUint16(at, value, true);
  const u32 = (at: number, value: number) => view.setUint32(at, value, true);
  u16(0x00, 0x15b3);
  u16(0x02, 0x1021);
  u16(0x04, 0x0406);
  u16(0x06, 0x0010);
  u32(0x08, 0x02000000);
  u16(0x34, 0x40);
  u32(0x40, 0x00036001);
  u32(0x60, 0x00020010);
  u32(0x6c, 0x00000104);
  u16(0x72, 0x0101);
  u32(0x100, (0x180 << 20) | 0x1000e);
  u32(0x180, (0x1c0 << 20) | 0x10010);
  u16(0x188, enabled ? 0x0019 : 0);
  u16(0x18c, initial);
  u16(0x18e, total);
  u16(0x190, num);
  u16(0x194, 2);
  u16(0x196, 1);
  u16(0x19a, 0x101e);
  u32(0x19c, 0x553);
  u32(0x1a0, 1);
  u32(0x1c0, (0x200 << 20) | 0x10ffe);
  u32(0x1c4, 0xdeadbeef);
  u32(0x200, 0x10fff);
  return bytes.subarray(0, known);
}

export function pfSpace(options: PfOptions = {}): ConfigSpace {
  return new ConfigSpace(pfBytes(options));
}

/** The same as the answer of `config.read`. */
export function pfReading(options: PfOptions = {}) {
  const bytes = pfBytes(options);
  const known: [number, number][] = [[0, bytes.length]];
  return { state: "read" as const, hex: new ConfigSpace(bytes).toHex(), known, size: 4096 };
}
