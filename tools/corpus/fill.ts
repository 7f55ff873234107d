/** Writes values into the registers that a table names: what is made is what the table can tell apart. */
import { Context } from "../../shared/pci/accessor.ts";
import { ConfigSpace } from "../../shared/pci/config-space.ts";
import { functionContext } from "../../shared/pci/decode.ts";
import type { CapabilityDef, FieldDef, RegisterDef } from "../../shared/pci/layout.ts";
import type { Random } from "../../shared/pci/testing/random-space.ts";

/** The number of a field. @param order how many fields of the capability came before it */
export type Values = (field: FieldDef, order: number) => bigint;

/** Of a group that says it has more, so many are written. */
const MAX_INSTANCES = 8;

function ones(field: FieldDef): bigint {
  return (1n << BigInt(field.bits[0] - field.bits[1] + 1)) - 1n;
}

export const ALL_ZEROS: Values = () => 0n;
export const ALL_ONES: Values = ones;

/** Of a flag: set or not, by its place, and the other way round at the next turn. */
function isSet(order: number, turn: number): boolean {
  return ((Math.imul(order + 1, 0x9e3779b1) >>> 31) ^ (turn & 1)) === 1;
}

/**
 * Each value that has a name, one after the other; other numbers at their ends, small, and by chance.
 * @param turn counts the variants of one table
 */
export function mixed(random: Random, turn: number): Values {
  return (field, order) => {
    const most = ones(field);
    if (field.view.as === "enum") {
      const named = Object.keys(field.view.values);
      return BigInt(named[(turn + order) % named.length] ?? 0) & most;
    }
    if (most === 1n) return BigInt(isSet(order, turn));
    const chance = (BigInt(random.word()) << 32n) | BigInt(random.word());
    return random.oneOf([0n, 1n, 2n, BigInt(random.below(16)), most, most - 1n, chance, chance]) & most;
  };
}

/** Bytes of a function, some of which stay as they were put. */
export class Bytes {
  readonly all = new Uint8Array(4096);
  private readonly pinned = new Set<number>();

  pin(at: number, ...values: readonly number[]): void {
    for (const [index, value] of values.entries()) {
      this.all[at + index] = value;
      this.pinned.add(at + index);
    }
  }

  write(start: number, [msb, lsb]: FieldDef["bits"], value: bigint): void {
    for (let bit = lsb; bit <= msb; bit++) {
      const at = start + (bit >> 3);
      const mask = 1 << (bit & 7);
      const old = this.all[at] ?? 0;
      if (!this.pinned.has(at)) this.all[at] = (value >> BigInt(bit - lsb)) & 1n ? old | mask : old & ~mask;
    }
  }
}

/** The registers of this table at this place, in their order: what comes first decides what comes after it. */
export function fillTable(bytes: Bytes, def: CapabilityDef, at: number, values: Values): void {
  let order = 0;
  const look = () => new Context(def, functionContext(new ConfigSpace(bytes.all)), at);
  const write = (registers: readonly RegisterDef[], base: number, index: number) => {
    for (const register of registers) {
      const c = look();
      c.base = base;
      c.index = index;
      if (register.when && !register.when(c)) continue;
      for (const field of register.fields) bytes.write(base + register.offset, field.bits, values(field, order++));
    }
  };
  write(def.registers, at, 0);
  for (const group of def.groups ?? []) {
    const count = Math.min(group.count(look()), group.limit, MAX_INSTANCES);
    for (let index = 0; index < count; index++) write(group.registers, at + group.offset(index, look()), index);
  }
}
