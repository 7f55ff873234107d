/** Holds every field of every table against a list of public figures that was made without looking at the tables. */
import { describe, expect, test } from "vitest";
import { Context } from "../accessor.ts";
import { ConfigSpace } from "../config-space.ts";
import { functionContext } from "../decode.ts";
import type { Access, RegisterDef } from "../layout.ts";
import { resetOf } from "../register-nodes.ts";
import {
  ACCESS,
  type AccessFigure,
  type ByField,
  NOT_ZERO,
  NOT_ZERO_BY_SPECIFICATION,
  UNLIKE_REGISTER,
} from "../testing/independent/access.ts";
import { EDK2 } from "../testing/independent/edk2.ts";
import { AS_THEY_ARE, NOT_TAKEN, SPECIFICATION_ONLY, WITHOUT_FIELDS } from "../testing/independent/exceptions.ts";
import type { Figure, Mask } from "../testing/independent/figures.ts";
import { LINUX } from "../testing/independent/linux.ts";
import { OTHERS } from "../testing/independent/others.ts";
import { PCICS } from "../testing/independent/pcics.ts";
import { PCIUTILS } from "../testing/independent/pciutils.ts";
import { byTable, nameOf, PLACES, PLACES_OF, type Place, TABLES } from "../testing/independent/places.ts";
import { PROGRAMS } from "../testing/independent/programs.ts";
import { VENDORS } from "../testing/independent/vendors.ts";
import { WIDTHS } from "../testing/independent/widths.ts";

const FIGURES: readonly Figure[] = [...LINUX, ...PCIUTILS, ...EDK2, ...PCICS, ...OTHERS, ...VENDORS, ...PROGRAMS];
const FIGURES_OF = byTable(FIGURES);

const isSame = (a: Mask, b: Mask): boolean => a.low === b.low && a.high === b.high;
const isWithin = (inner: Mask, outer: Mask): boolean => inner.low >= outer.low && inner.high <= outer.high;

/** Do the smaller ones make up the large one, without a gap? */
function isTiled(large: Mask, small: readonly Mask[]): boolean {
  const bits = new Set<number>();
  for (const { low, high } of small) for (let bit = low; bit <= high; bit++) bits.add(bit);
  return bits.size === large.high - large.low + 1;
}

function isConfirmed(place: Place): boolean {
  const figures = FIGURES_OF.get(place.table) ?? [];
  const masks = figures.flatMap((figure) => figure.masks);
  if (masks.some((mask) => isSame(mask, place))) return true;
  const isWhole = place.field.bits[1] === 0 && place.field.bits[0] === place.register.width * 8 - 1;
  if (isWhole && figures.some((figure) => figure.masks.length === 0 && figure.offset === place.offset)) return true;
  const inside = masks.filter((mask) => isWithin(mask, place));
  return inside.length > 1 && isTiled(place, inside);
}

const CONFIRMED: ReadonlySet<string> = new Set(PLACES.filter(isConfirmed).map(nameOf));

/** Is there a field for this mask: the same, one of which it is a part or a value, or several that make it up? */
function isTaken(mask: Mask, table: string): boolean {
  const places = PLACES_OF.get(table) ?? [];
  if (places.some((place) => isSame(mask, place))) return true;
  if (places.some((place) => isWithin(mask, place) && CONFIRMED.has(nameOf(place)))) return true;
  return isTiled(
    mask,
    places.filter((place) => isWithin(place, mask)),
  );
}

/** Of its register, whose offset goes before. */
function bitsOf({ register: { offset }, field: { bits } }: Place): string {
  return `${offset.toString(16)} [${bits[0]}:${bits[1]}]`;
}

/** By table and field; of a field in a group, whose first place is the one within the group. */
function byField<T>(places: readonly Place[], of: (place: Place) => T): Record<string, Record<string, T>> {
  const found: Record<string, Record<string, T>> = {};
  for (const place of places.toReversed()) found[place.def.key] = { ...found[place.def.key], [place.path]: of(place) };
  return found;
}

/** Both of them in one. */
function byKey<T>(a: ByField<T>, b: ByField<T>): ByField<T> {
  const keys = [...Object.keys(a), ...Object.keys(b)];
  return Object.fromEntries(keys.map((key) => [key, { ...a[key], ...b[key] }]));
}

function rowName({ source, table, offset, name }: Figure, { low, high }: Mask): string {
  return `${source} ${table} ${offset.toString(16)} ${name} [${high - 8 * offset}:${low - 8 * offset}]`;
}

describe("the list", () => {
  test("speaks of tables and groups that there are", () => {
    const known = new Set(PLACES.map(({ table }) => table));
    expect(FIGURES.filter(({ table }) => !known.has(table)).map(({ table }) => table)).toEqual([]);
    expect(ACCESS.filter(({ table }) => !known.has(table)).map(({ table }) => table)).toEqual([]);
  });
});

describe("the tables", () => {
  test("have no field that neither the list nor a specification alone is named for", () => {
    const alone = PLACES.filter((place) => !CONFIRMED.has(nameOf(place)) && place.def.isUnpublished !== true);
    expect(byField(alone, bitsOf)).toEqual(byKey(SPECIFICATION_ONLY, AS_THEY_ARE));
  });

  test("have no register without fields elsewhere than the list or a specification alone has it", () => {
    const empty = TABLES.flatMap(({ key, registers, isUnpublished }) =>
      isUnpublished === true
        ? []
        : registers.filter(({ fields }) => fields.length === 0).map((register) => ({ key, register })),
    );
    const alone = empty.filter(
      ({ key, register }) => !FIGURES_OF.get(key)?.some(({ offset }) => offset === register.offset),
    );
    expect(alone.map(({ key, register }) => `${key} ${register.id} ${register.offset.toString(16)}`)).toEqual(
      WITHOUT_FIELDS,
    );
  });

  test("have a field for every mask of the list, or a reason", () => {
    const missing = FIGURES.flatMap((figure) =>
      figure.masks.filter((mask) => !isTaken(mask, figure.table)).map((mask) => rowName(figure, mask)),
    );
    expect(missing).toEqual(Object.keys(NOT_TAKEN));
  });

  test("have 99 in a hundred fields confirmed by the list", () => {
    const all = new Set(PLACES.filter(({ def }) => def.isUnpublished !== true).map(nameOf));
    expect([...all].filter((name) => CONFIRMED.has(name)).length / all.size).toBeGreaterThan(0.99);
  });
});

const KINDS: readonly (readonly [kind: "readOnly" | "writable" | "clearedByOne", access: readonly Access[]])[] = [
  ["readOnly", ["RO", "ROS", "HwInit"]],
  ["writable", ["RW", "RWS"]],
  ["clearedByOne", ["RW1C", "RW1CS"]],
];

/** The field's bits, counted from the row's register, as a mask; null = not within its 32 bits. */
function bitsIn({ low, high }: Mask, { offset }: AccessFigure): bigint | null {
  const from = low - 8 * offset;
  const to = high - 8 * offset;
  return from < 0 || to > 31 ? null : ((1n << BigInt(to - from + 1)) - 1n) << BigInt(from);
}

/** In a root port, which the list speaks of. */
function isOfRootPort({ field, register }: Place): boolean {
  const bytes = new Uint8Array(4096);
  bytes.set([0x10, 0, 0x42, 0x01], 0x40);
  bytes[0x06] = 0x10;
  bytes[0x0e] = 1;
  bytes[0x34] = 0x40;
  const def = TABLES.find(({ key }) => key === "exp");
  if (!def) throw new Error("no PCI Express");
  const c = new Context(def, functionContext(new ConfigSpace(bytes)), 0x40);
  return (field.when?.(c) ?? true) && (register.when?.(c) ?? true);
}

/** What the row says of this field otherwise than the table does; null = nothing. */
function contradiction(place: Place, row: AccessFigure): string | null {
  const bits = bitsIn(place, row);
  const access = place.field.access ?? place.register.access;
  if (bits === null || access === undefined) return null;
  for (const [kind, allowed] of KINDS) {
    const told = BigInt(row[kind] ?? 0);
    if ((told & bits) === bits && !allowed.includes(access)) return `${access} is ${kind}`;
  }
  const reset = resetOf(place.field, place.register);
  if (row.reset === undefined || reset === null || (BigInt(row.resets ?? 0) & bits) !== bits) return null;
  const told = (BigInt(row.reset) & bits) >> BigInt(place.low - 8 * row.offset);
  return told === BigInt(reset) ? null : `${reset} after a reset is ${told}`;
}

test("registers are as wide as the list has them", () => {
  const wide = new Set<string>();
  for (const { key, registers, groups = [] } of TABLES) {
    for (const { offset, width } of registers) wide.add(`${key} ${offset} ${width}`);
    for (const group of groups)
      for (const { offset, width } of group.registers) wide.add(`${key}/${group.id} ${offset} ${width}`);
  }
  expect(WIDTHS.filter(({ table, offset, bytes }) => !wide.has(`${table} ${offset} ${bytes}`))).toEqual([]);
});

test("access and values after a reset are as the list has them", () => {
  const wrong: string[] = [];
  for (const row of ACCESS) {
    for (const place of PLACES_OF.get(row.table) ?? []) {
      const found = isOfRootPort(place) ? contradiction(place, row) : null;
      if (found !== null) wrong.push(`${nameOf(place)}: ${found}`);
    }
  }
  expect(wrong).toEqual([]);
});

test("after a reset every field whose value is told reads 0, but those of the list", () => {
  const told = PLACES.filter(({ field, register }) => (resetOf(field, register) ?? 0) !== 0);
  const expected = byKey(NOT_ZERO, NOT_ZERO_BY_SPECIFICATION);
  expect(byField(told, ({ field, register }) => resetOf(field, register))).toEqual(expected);
});

/** How fields of a register may be written, by its name; null = the name does not tell. */
function expectedAccess({ name }: RegisterDef): readonly Access[] | null {
  if (name.includes("Control")) return name.includes("Status") ? null : ["RW", "RWS"];
  if (/Capabilit|Supported/.test(name)) return ["RO", "HwInit"];
  return name.includes("Status") ? ["RO", "ROS", "RW1C", "RW1CS"] : null;
}

test("fields are written as their register's name lets one expect, but those of the list", () => {
  const accessOf = ({ field, register }: Place): Access | undefined => field.access ?? register.access;
  const unlike = PLACES.filter((place) => {
    const access = accessOf(place);
    const expected = expectedAccess(place.register);
    return expected !== null && (access === undefined || !expected.includes(access));
  });
  const variants = (place: Place): string => {
    const same = unlike.filter((other) => nameOf(other) === nameOf(place)).map(accessOf);
    return [...new Set(same)].join(" ");
  };
  expect(byField(unlike, variants)).toEqual(UNLIKE_REGISTER);
});
