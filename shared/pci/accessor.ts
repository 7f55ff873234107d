/** Turns the paths of a capability table (`ctl.vfe`, `vc.cap.count`) into reads of bytes and bits. */

import type { ConfigSpace } from "./config-space.ts";
import type { CapabilityContext, CapabilityDef, FieldDef, FunctionContext, GroupDef, RegisterDef } from "./layout.ts";

export interface Accessor {
  readonly path: string;
  /** Bytes from the capability's start, or from the group instance's. */
  readonly offset: number;
  readonly width: RegisterDef["width"];
  readonly msb: number;
  readonly lsb: number;
  readonly group: GroupDef | null;
  readonly register: RegisterDef;
  /** null when the path names a whole register. */
  readonly field: FieldDef | null;
}

const cache = new WeakMap<CapabilityDef, ReadonlyMap<string, Accessor>>();

/** Every path that a table defines. */
export function accessorsOf(def: CapabilityDef): ReadonlyMap<string, Accessor> {
  const known = cache.get(def);
  if (known) return known;
  const map = new Map<string, Accessor>();
  const add = (prefix: string, group: GroupDef | null, registers: readonly RegisterDef[]) => {
    for (const register of registers) {
      const path = prefix + register.id;
      const { offset, width } = register;
      const put = (accessor: Accessor) => {
        // Variants of one register under different `when` share a path; the first is what text refers to.
        if (!map.has(accessor.path)) map.set(accessor.path, accessor);
      };
      put({ path, offset, width, msb: width * 8 - 1, lsb: 0, group, register, field: null });
      for (const field of register.fields) {
        const [msb, lsb] = field.bits;
        put({ path: `${path}.${field.id}`, offset, width, msb, lsb, group, register, field });
      }
    }
  };
  add("", null, def.registers);
  for (const group of def.groups ?? []) add(`${group.id}.`, group, group.registers);
  cache.set(def, map);
  return map;
}

/** The accessor of `path`. @throws Error when the table has no such path: a mistake in the table, found by its test */
export function accessorOf(def: CapabilityDef, path: string): Accessor {
  const accessor = accessorsOf(def).get(path);
  if (!accessor) throw new Error(`${def.key}: no register or field "${path}"`);
  return accessor;
}

/** The register at an absolute offset: a number up to 32 bits, a bigint above. Unknown bytes count as 0. */
export function readRegister(space: ConfigSpace, offset: number, width: RegisterDef["width"]): number | bigint {
  switch (width) {
    case 1:
      return space.u8(offset);
    case 2:
      return space.u16(offset);
    case 3:
      return space.u16(offset) | (space.u8(offset + 2) << 16);
    case 4:
      return space.u32(offset);
    case 6:
      return BigInt(space.u32(offset)) | (BigInt(space.u16(offset + 4)) << 32n);
    case 8:
      return space.u64(offset);
  }
}

/** Bits [msb:lsb] of a raw register; a bigint only when they are more than 32. */
export function extract(raw: number | bigint, msb: number, lsb: number): number | bigint {
  const size = msb - lsb + 1;
  if (typeof raw === "bigint") {
    const bits = (raw >> BigInt(lsb)) & ((1n << BigInt(size)) - 1n);
    return size > 32 ? bits : Number(bits);
  }
  if (size >= 32) return raw >>> 0;
  return (raw >>> lsb) & ((1 << size) - 1);
}

/** A table's functions look at a capability through this. */
export class Context implements CapabilityContext {
  readonly at: number;
  readonly space: ConfigSpace;
  readonly fn: FunctionContext;
  readonly def: CapabilityDef;
  index = 0;
  /** Absolute offset of the group instance being walked. */
  base: number;
  group: GroupDef | null = null;

  constructor(def: CapabilityDef, fn: FunctionContext, at: number) {
    this.def = def;
    this.fn = fn;
    this.space = fn.space;
    this.at = at;
    this.base = at;
  }

  u8(offset: number): number {
    return this.space.u8(this.base + offset);
  }
  u16(offset: number): number {
    return this.space.u16(this.base + offset);
  }
  u32(offset: number): number {
    return this.space.u32(this.base + offset);
  }
  u64(offset: number): bigint {
    return this.space.u64(this.base + offset);
  }
  has(offset: number, length: number): boolean {
    return this.space.has(this.base + offset, length);
  }
  read(accessor: Accessor): number | bigint {
    const start = accessor.group === null ? this.at : this.base;
    return extract(readRegister(this.space, start + accessor.offset, accessor.width), accessor.msb, accessor.lsb);
  }
  get(path: string): number {
    return Number(this.read(accessorOf(this.def, path)));
  }
  getBig(path: string): bigint {
    return BigInt(this.read(accessorOf(this.def, path)));
  }

  /** Runs `visit` once per instance of the group, with this context standing on it; stops when it returns false. */
  eachInstance(group: GroupDef, visit: (index: number) => boolean | undefined): boolean {
    const count = Math.max(0, Math.min(group.limit, group.count(this)));
    for (let index = 0; index < count; index++) {
      const offset = group.offset(index, this);
      this.index = index;
      this.group = group;
      this.base = this.at + offset;
      const going = visit(index);
      this.base = this.at;
      this.group = null;
      this.index = 0;
      if (going === false) return false;
    }
    return true;
  }
}
