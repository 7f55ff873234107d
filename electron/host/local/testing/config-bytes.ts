/** Composes the bytes of a configuration space for made-up functions: capability lists link themselves. */
export class ConfigBytes {
  readonly bytes = new Uint8Array(4096);
  private readonly view = new DataView(this.bytes.buffer);
  private pointer = 0x34;
  private extendedAt = -1;

  u8(at: number, value: number): this {
    this.view.setUint8(at, value);
    return this;
  }
  u16(at: number, value: number): this {
    this.view.setUint16(at, value, true);
    return this;
  }
  u32(at: number, value: number): this {
    this.view.setUint32(at, value >>> 0, true);
    return this;
  }

  /** Appends a standard capability at `at`, which the list then leads to. */
  standard(id: number, at: number): this {
    this.u8(this.pointer, at)
      .u8(at, id)
      .u8(at + 1, 0);
    this.pointer = at + 1;
    this.view.setUint16(0x06, this.view.getUint16(0x06, true) | 0x10, true);
    return this;
  }

  /** Appends an extended capability; the first one belongs at 100h. */
  extended(id: number, version: number, at: number): this {
    if (this.extendedAt >= 0) {
      const before = this.view.getUint32(this.extendedAt, true) & 0xfffff;
      this.u32(this.extendedAt, before | (at << 20));
    }
    this.extendedAt = at;
    return this.u32(at, id | (version << 16));
  }
}

export interface HeaderIds {
  readonly vendor: number;
  readonly device: number;
  readonly classCode: number;
  readonly revision: number;
}

export function header(config: ConfigBytes, ids: HeaderIds, type: number, command: number): void {
  config.u16(0x00, ids.vendor).u16(0x02, ids.device).u16(0x04, command);
  config.u32(0x08, (ids.classCode << 8) | ids.revision).u8(0x0e, type);
  // Cache line size as firmware leaves it: 64 bytes.
  if (type !== 0x81 || ids.vendor !== 0xffff) config.u8(0x0c, 0x10);
}

export function powerManagement(config: ConfigBytes, at: number): void {
  config
    .standard(0x01, at)
    .u16(at + 2, 0xc803)
    .u16(at + 4, 0x0008);
}

export function msi(config: ConfigBytes, at: number): void {
  config
    .standard(0x05, at)
    .u16(at + 2, 0x0181)
    .u32(at + 4, 0xfee00000);
}

/** @param entries size of the table; it lies in BAR 0 */
export function msix(config: ConfigBytes, at: number, entries: number, enabled: boolean): void {
  config.standard(0x11, at).u16(at + 2, (entries - 1) | (enabled ? 0x8000 : 0));
  config.u32(at + 4, 0x2000).u32(at + 8, 0x3000);
}

export interface ExpressOptions {
  /** 0 endpoint, 4 root port */
  readonly portType: number;
  /** speed codes: 3 = 8, 4 = 16, 5 = 32 GT/s; 0 = a VF, which has no link of its own */
  readonly maxSpeed: number;
  readonly speed: number;
  readonly maxWidth: number;
  readonly width: number;
}

/** PCI Express capability, version 2 (PCIe 6.2 §7.5.3). */
export function express(config: ConfigBytes, at: number, link: ExpressOptions): void {
  const isPort = link.portType === 4;
  config.standard(0x10, at).u16(at + 2, 2 | (link.portType << 4) | (isPort ? 0x100 : 0));
  config.u32(at + 4, isPort ? 0x00008022 : 0x10008fe2).u16(at + 8, isPort ? 0x2027 : 0x2937);
  if (link.maxSpeed === 0) return;
  config.u32(at + 0x0c, link.maxSpeed | (link.maxWidth << 4) | 0x00400000 | (isPort ? 0x00100000 : 0));
  config.u16(at + 0x10, 0x0040).u16(at + 0x12, link.speed | (link.width << 4) | 0x1000 | (isPort ? 0x2000 : 0));
  if (isPort) {
    config
      .u32(at + 0x14, 0x00080000)
      .u16(at + 0x18, 0x03c0)
      .u16(at + 0x1a, 0x0040);
    config.u16(at + 0x1c, 0x0008);
  }
  config.u32(at + 0x24, 0x00060812).u16(at + 0x28, isPort ? 0x0426 : 0x0006);
  config.u32(at + 0x2c, ((1 << link.maxSpeed) - 1) << 1).u16(at + 0x30, link.maxSpeed);
}

export function advancedErrors(config: ConfigBytes, at: number, isPort: boolean): void {
  config
    .extended(0x0001, 2, at)
    .u32(at + 0x08, 0x00100000)
    .u32(at + 0x0c, 0x00462030);
  config.u32(at + 0x14, 0x0000e000).u32(at + 0x18, 0x000000a0);
  if (isPort) config.u32(at + 0x2c, 0x00000007);
}

export interface SriovOptions {
  readonly total: number;
  readonly num: number;
  readonly offset: number;
  readonly stride: number;
  readonly device: number;
  /** Number of this function within its device. */
  readonly self: number;
  /** Address of the window of VF BAR 0; 64-bit, prefetchable. */
  readonly window: bigint;
}

/** SR-IOV capability (PCIe 6.2 §9.3.3). */
export function sriov(config: ConfigBytes, at: number, options: SriovOptions): void {
  config.extended(0x0010, 1, at).u32(at + 0x04, 0x00000002);
  config.u16(at + 0x08, options.num > 0 ? 0x0019 : 0x0010);
  config
    .u16(at + 0x0c, options.total)
    .u16(at + 0x0e, options.total)
    .u16(at + 0x10, options.num);
  config
    .u8(at + 0x12, options.self)
    .u16(at + 0x14, options.offset)
    .u16(at + 0x16, options.stride);
  config
    .u16(at + 0x1a, options.device)
    .u32(at + 0x1c, 0x000007ff)
    .u32(at + 0x20, 1);
  config.u32(at + 0x24, Number(options.window & 0xfffffff0n) | 0xc).u32(at + 0x28, Number(options.window >> 32n));
}

export function accessControl(config: ConfigBytes, at: number, capable: number, enabled: number): void {
  config
    .extended(0x000d, 1, at)
    .u16(at + 4, capable)
    .u16(at + 6, enabled);
}
