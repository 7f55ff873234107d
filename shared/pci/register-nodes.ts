/** Registers of a table with the values that they have: the leaves of a decoded space. */

import type { Message } from "../words/message.ts";
import { type Context, extract, readRegister } from "./accessor.ts";
import { hexDigits } from "./hex-digits.ts";
import type { Access, FieldDef, FieldView, RegisterDef } from "./layout.ts";

const SPACE_SIZE = 4096;

export interface FieldNode {
  /** Unique in the function: `sriov@180.ctl.vfe`. */
  readonly path: string;
  readonly name: string;
  readonly msb: number;
  readonly lsb: number;
  /** null = its bytes could not be read. */
  readonly raw: number | bigint | null;
  /** The meaning in words; empty when unreadable. */
  readonly shown: string;
  readonly isFlag: boolean;
  readonly access: Access | null;
  readonly help: string | null;
  /** The value after reset where the specification gives one. */
  readonly reset: number | null;
  /** Why this value is worth a look, or null. */
  readonly problem: Message | null;
  /** Why the raw value is not the whole truth (a VF's registers), or null. `shown` is then what the kernel knows. */
  readonly note?: Message | null;
  /** Bits that no table names. */
  readonly reserved: boolean;
}

export interface RegisterNode {
  readonly path: string;
  readonly name: string;
  /** Absolute offset in configuration space. */
  readonly offset: number;
  readonly width: number;
  readonly raw: number | bigint | null;
  readonly help: string | null;
  readonly fields: readonly FieldNode[];
}

function meaning(view: FieldView, raw: number | bigint, c: Context): string {
  switch (view.as) {
    case "flag":
      return raw ? "yes" : "no";
    case "uint":
      return view.unit === undefined ? String(raw) : `${raw} ${view.unit}`;
    case "hex":
      return hexDigits(raw, view.digits);
    case "enum":
      return view.values[Number(raw)] ?? view.other ?? "reserved";
    case "text":
      return view.show(raw, c);
  }
}

/** Bits of a register: a field, or a run that no field names. Shown as well, because hiding bits hides that they exist. */
interface Slot {
  /** null = reserved */
  readonly field: FieldDef | null;
  /** What goes behind the register's path. */
  readonly suffix: string;
  readonly name: string;
  readonly msb: number;
  readonly lsb: number;
  readonly isFlag: boolean;
  readonly access: Access | null;
  readonly help: string | null;
  readonly reset: number | null;
}

/** The value after reset where the specification gives one: for bits that something sets and 1 clears, it gives 0. */
export function resetOf(field: FieldDef, register: RegisterDef): number | null {
  const access = field.access ?? register.access;
  return field.reset ?? (access === "RW1C" || access === "RW1CS" ? 0 : null);
}

function fieldSlot(field: FieldDef, register: RegisterDef): Slot {
  return {
    field,
    suffix: `.${field.id}`,
    name: field.name,
    msb: field.bits[0],
    lsb: field.bits[1],
    isFlag: field.view.as === "flag",
    access: field.access ?? register.access ?? null,
    help: field.help ?? register.help ?? null,
    reset: resetOf(field, register),
  };
}

function reservedSlot(msb: number, lsb: number): Slot {
  const suffix = `.reserved${msb}_${lsb}`;
  return { field: null, suffix, name: "Reserved", msb, lsb, isFlag: false, access: null, help: null, reset: null };
}

/** Highest bits first. */
function slotsOf(register: RegisterDef, fields: readonly FieldDef[]): Slot[] {
  const slots = fields.map((field) => fieldSlot(field, register));
  const used = new Uint8Array(register.width * 8);
  for (const { msb, lsb } of slots) used.fill(1, lsb, msb + 1);
  for (let bit = used.length - 1; bit >= 0; bit--) {
    if (used[bit]) continue;
    const msb = bit;
    while (bit > 0 && !used[bit - 1]) bit--;
    slots.push(reservedSlot(msb, bit));
  }
  return slots.sort((a, b) => b.msb - a.msb);
}

/** A register with what is worked out once for it, as a machine has thousands of functions. */
interface Prepared {
  readonly def: RegisterDef;
  readonly conditional: readonly FieldDef[];
  /** By which of the conditional fields are there, one bit each. */
  readonly slots: Map<number, readonly Slot[]>;
}

const known = new WeakMap<readonly RegisterDef[], readonly Prepared[]>();

function prepare(registers: readonly RegisterDef[]): readonly Prepared[] {
  const before = known.get(registers);
  if (before) return before;
  const prepared = registers.map((def) => {
    return { def, conditional: def.fields.filter((field) => field.when !== undefined), slots: new Map() };
  });
  known.set(registers, prepared);
  return prepared;
}

function presentSlots({ def, conditional, slots }: Prepared, c: Context): readonly Slot[] {
  let key = 0;
  for (let i = 0; i < conditional.length; i++) if (conditional[i]?.when?.(c)) key += 2 ** i;
  const before = slots.get(key);
  if (before) return before;
  const isThere = (field: FieldDef): boolean =>
    field.when === undefined || Math.floor(key / 2 ** conditional.indexOf(field)) % 2 === 1;
  const present = slotsOf(def, def.fields.filter(isThere));
  slots.set(key, present);
  return present;
}

function fieldNode(slot: Slot, raw: number | bigint | null, path: string, c: Context): FieldNode {
  const { field, suffix, name, msb, lsb, isFlag, access, help, reset } = slot;
  const value = raw === null ? null : extract(raw, msb, lsb);
  const note = value !== null && field?.note && c.fn.kernel ? field.note(Number(value), c) : null;
  return {
    path: path + suffix,
    name,
    msb,
    lsb,
    raw: value,
    shown: value === null || field === null ? "" : (note?.shown ?? meaning(field.view, value, c)),
    isFlag,
    access,
    help,
    reset,
    problem: value !== null && field?.problem ? field.problem(Number(value), c) : null,
    note: note?.text ?? null,
    reserved: field === null,
  };
}

function registerNode(prepared: Prepared, prefix: string, c: Context, title: string): RegisterNode {
  const { def } = prepared;
  const path = `${prefix}.${def.id}`;
  const offset = c.base + def.offset;
  const raw = c.space.has(offset, def.width) ? readRegister(c.space, offset, def.width) : null;
  const fields: FieldNode[] = [];
  for (const slot of presentSlots(prepared, c)) fields.push(fieldNode(slot, raw, path, c));
  const name = title === "" ? def.name : `${title} ${def.name}`;
  return { path, name, offset, width: def.width, raw, help: def.help ?? null, fields };
}

/**
 * Adds the registers that exist where the context stands. Those that the bytes claim past the end of configuration
 * space do not.
 * @param title what goes before the name of one that repeats
 */
export function addRegisterNodes(
  nodes: RegisterNode[],
  registers: readonly RegisterDef[],
  prefix: string,
  c: Context,
  title = "",
): void {
  for (const prepared of prepare(registers)) {
    const { def } = prepared;
    const isInside = c.base + def.offset + def.width <= SPACE_SIZE;
    if (isInside && (!def.when || def.when(c))) nodes.push(registerNode(prepared, prefix, c, title));
  }
}
