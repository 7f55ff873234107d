/**
 * How bits may be written, and what they read after a reset, as programs that play hardware have it: Linux'
 * drivers/pci/pci-bridge-emul.c (of a root port; what is reserved there is left out) and QEMU's include/hw/pci/pcie_regs.h,
 * hw/pci/pcie_aer.c and hw/pci/pcie_sriov.c. Figures only, made without a look at the capability tables.
 */
export interface AccessFigure {
  readonly source: string;
  readonly table: string;
  readonly offset: number;
  readonly readOnly?: number;
  readonly writable?: number;
  readonly clearedByOne?: number;
  /** Bits that read 1 after a reset, of those in `resets`. */
  readonly reset?: number;
  /** Bits whose value after a reset is told. */
  readonly resets?: number;
}

const LINUX = "Linux pci-bridge-emul.c";
const QEMU = "QEMU";

export const ACCESS: readonly AccessFigure[] = [
  { source: LINUX, table: "header1", offset: 0x00, readOnly: 0xffffffff },
  { source: LINUX, table: "header1", offset: 0x04, writable: 0x0147, readOnly: 0x00100000, clearedByOne: 0xf9000000 },
  { source: LINUX, table: "header1", offset: 0x08, readOnly: 0xffffffff },
  { source: LINUX, table: "header1", offset: 0x18, writable: 0x00ffffff },
  { source: LINUX, table: "header1", offset: 0x1c, writable: 0xf0f0, readOnly: 0x0f0f, clearedByOne: 0xf9000000 },
  { source: LINUX, table: "header1", offset: 0x20, writable: 0xfff0fff0 },
  { source: LINUX, table: "header1", offset: 0x24, writable: 0xfff0fff0, readOnly: 0x000f000f },
  { source: LINUX, table: "header1", offset: 0x28, writable: 0xffffffff },
  { source: LINUX, table: "header1", offset: 0x2c, writable: 0xffffffff },
  { source: LINUX, table: "header1", offset: 0x30, writable: 0xffffffff },
  { source: LINUX, table: "header1", offset: 0x34, readOnly: 0xff },
  { source: LINUX, table: "header1", offset: 0x3c, writable: 0x004f00ff, readOnly: 0xff00 },
  { source: LINUX, table: "exp", offset: 0x00, readOnly: 0x3fff0000 },
  { source: LINUX, table: "exp", offset: 0x04, readOnly: 0x803f },
  { source: LINUX, table: "exp", offset: 0x08, writable: 0x7fff, clearedByOne: 0x000f0000, readOnly: 0x00300000 },
  { source: LINUX, table: "exp", offset: 0x0c, readOnly: 0xff7bffff },
  { source: LINUX, table: "exp", offset: 0x10, writable: 0xcef3, readOnly: 0x3fff0000, clearedByOne: 0xc0000000 },
  { source: LINUX, table: "exp", offset: 0x14, readOnly: 0xffffffff },
  { source: LINUX, table: "exp", offset: 0x18, writable: 0x7fff, clearedByOne: 0x011f0000, readOnly: 0x00e00000 },
  { source: LINUX, table: "exp", offset: 0x1c, writable: 0x001f, readOnly: 0x00010000 },
  { source: LINUX, table: "exp", offset: 0x20, readOnly: 0x0002ffff, clearedByOne: 0x00010000 },
  { source: LINUX, table: "exp", offset: 0x24, readOnly: 0x80ffffff },
  { source: LINUX, table: "exp", offset: 0x28, writable: 0xf7ff },
  { source: LINUX, table: "exp", offset: 0x2c, readOnly: 0x81fffffe },
  { source: LINUX, table: "exp", offset: 0x30, writable: 0xffbf, readOnly: 0x73df0000, clearedByOne: 0x80200000 },
  { source: QEMU, table: "aer", offset: 0x04, clearedByOne: 0x03fff030, reset: 0, resets: 0x03fff030 },
  { source: QEMU, table: "aer", offset: 0x08, writable: 0x03fff030 },
  { source: QEMU, table: "aer", offset: 0x0c, writable: 0x03fff030, reset: 0x00462030, resets: 0x03fff030 },
  { source: QEMU, table: "aer", offset: 0x10, clearedByOne: 0xf1c1, reset: 0, resets: 0xf1c1 },
  { source: QEMU, table: "aer", offset: 0x14, writable: 0xf1c1, reset: 0xe000, resets: 0xf1c1 },
  { source: QEMU, table: "aer", offset: 0x2c, writable: 0x7, reset: 0, resets: 0x7 },
  { source: QEMU, table: "aer", offset: 0x30, clearedByOne: 0x7f, reset: 0, resets: 0x7f },
  { source: QEMU, table: "sriov", offset: 0x08, writable: 0x19, reset: 0, resets: 0x19 },
  { source: QEMU, table: "sriov", offset: 0x10, writable: 0xffff },
  { source: QEMU, table: "sriov", offset: 0x20, writable: 0x553, reset: 0x1, resets: 0x553 },
  { source: QEMU, table: "acs", offset: 0x04, writable: 0x005f0000, reset: 0, resets: 0x005f0000 },
];
