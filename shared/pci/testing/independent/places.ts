/** Every field of every table, as a row of the list could speak of it. */
import { Context } from "../../accessor.ts";
import { DEFINITIONS, HEADERS } from "../../capabilities/registry.ts";
import { ConfigSpace } from "../../config-space.ts";
import { functionContext } from "../../decode.ts";
import type { CapabilityDef, FieldDef, RegisterDef } from "../../layout.ts";
import type { Mask } from "./figures.ts";

export const TABLES: readonly CapabilityDef[] = [...HEADERS, ...DEFINITIONS];
const STARTS = { header: 0, standard: 0x40, extended: 0x100 } as const;

/** A field where one row of the list could speak of it. */
export interface Place extends Mask {
  readonly def: CapabilityDef;
  readonly field: FieldDef;
  readonly register: RegisterDef;
  /** `group.register.field` */
  readonly path: string;
  /** As in a row: the table, or a group of it. */
  readonly table: string;
  /** Of the register, in bytes. */
  readonly offset: number;
}

/** The table's place in a space of zeros. */
export function contextOf(def: CapabilityDef): Context {
  return new Context(def, functionContext(new ConfigSpace(new Uint8Array(4096))), STARTS[def.space]);
}

function placesOf(def: CapabilityDef): Place[] {
  const places = (prefix: string, table: string, start: number, registers: readonly RegisterDef[]): Place[] =>
    registers.flatMap((register) =>
      register.fields.map((field) => {
        const offset = start + register.offset;
        const [high, low] = field.bits.map((bit) => 8 * offset + bit) as [number, number];
        return { def, field, register, path: `${prefix}${register.id}.${field.id}`, table, offset, low, high };
      }),
    );
  const c = contextOf(def);
  const groups = (def.groups ?? []).flatMap(({ id, offset, registers }) => [
    ...places(`${id}.`, `${def.key}/${id}`, 0, registers),
    ...places(`${id}.`, def.key, offset(0, c), registers),
  ]);
  return [...places("", def.key, 0, def.registers), ...groups];
}

export const PLACES = TABLES.flatMap(placesOf);
/** `table group.register.field` */
export const nameOf = ({ def, path }: Place): string => `${def.key} ${path}`;

/** Rows or places, by the table or group that they speak of. */
export function byTable<T extends { readonly table: string }>(items: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const map = new Map<string, T[]>();
  for (const item of items) map.set(item.table, [...(map.get(item.table) ?? []), item]);
  return map;
}
export const PLACES_OF = byTable(PLACES);
