import { describe, expect, test } from "vitest";
import type { CapabilityDef, FieldDef, RegisterDef } from "../layout.ts";
import { resetOf } from "../register-nodes.ts";
import { fieldCoverage } from "./coverage.ts";
import { DEFINITIONS, HEADERS } from "./registry.ts";

interface Place {
  readonly path: string;
  readonly register: RegisterDef;
  readonly field: FieldDef;
}

function placesOf(def: CapabilityDef): Place[] {
  const parts = [
    { prefix: def.key, registers: def.registers },
    ...(def.groups ?? []).map(({ id, registers }) => ({ prefix: `${def.key}: ${id}`, registers })),
  ];
  return parts.flatMap(({ prefix, registers }) =>
    registers.flatMap((register) =>
      register.fields.map((field) => ({ path: `${prefix} ${register.id}.${field.id}`, register, field })),
    ),
  );
}

/** A double word without a published layout: nobody can say whether it can be written. */
function isRawDoubleWord(register: RegisterDef): boolean {
  return (register.id === "raw" || register.id === "dword") && register.width === 4 && register.fields.length === 1;
}

/** A text without what may differ between a name and its repetition. */
function bare(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, "");
}

const PLACES: readonly Place[] = [...HEADERS, ...DEFINITIONS].flatMap(placesOf);
const helpOf = ({ register, field }: Place): string => field.help ?? register.help ?? "";

describe("every field", () => {
  test("says how software may access it, but for double words without a layout", () => {
    const silent = PLACES.filter(
      ({ register, field }) => !isRawDoubleWord(register) && !(field.access ?? register.access),
    );
    expect(silent.map(({ path }) => path)).toEqual([]);
  });

  test("is explained in one sentence or two", () => {
    const missing = PLACES.filter((place) => !/^\S.{8,168}\.$/.test(helpOf(place)));
    expect(missing.map((place) => `${place.path}: ${helpOf(place)}`)).toEqual([]);
  });

  test("is explained by more than its name", () => {
    const repeated = PLACES.filter((place) => bare(helpOf(place)) === bare(place.field.name));
    expect(repeated.map(({ path }) => path)).toEqual([]);
  });

  test("has the value after reset where hardware reads one value only: a write that starts something reads 0", () => {
    const starters = PLACES.filter(
      ({ register, field }) => (field.access ?? register.access) === "RW" && /\breads 0\.$/i.test(field.help ?? ""),
    );
    expect(starters.length).toBeGreaterThan(5);
    expect(starters.filter(({ field }) => field.reset !== 0).map(({ path }) => path)).toEqual([]);
  });
});

test("of the fields that can be written, most have the value after reset that a specification gives", () => {
  const { reset, writable } = fieldCoverage();
  expect(reset / writable).toBeGreaterThan(0.7);
});

describe("an extended capability", () => {
  const EXTENDED = DEFINITIONS.filter(({ space, section }) => space === "extended" && !section.startsWith("CXL"));
  const find = (key: string, id: string): RegisterDef | undefined =>
    EXTENDED.filter((def) => def.key === key)
      .flatMap((def) => [...def.registers, ...(def.groups ?? []).flatMap(({ registers }) => registers)])
      .find((register) => register.id === id);

  test("explains each field of a register by itself", () => {
    const borrowed = EXTENDED.flatMap(placesOf).filter(
      ({ register, field }) => register.fields.length > 1 && !field.help,
    );
    expect(borrowed.map(({ path }) => path)).toEqual([]);
  });

  test.each([
    ["aer", "uesvrt", 0x00462030],
    ["aer", "cemsk", 0x0000e000],
    ["dpc", "pioMsk", 0x00070707],
    ["dpc", "pioSvr", 0],
    ["lmr", "ctl", 0x9c38],
    ["sriov", "sysps", 1],
    ["acs", "ctl", 0],
    ["npem", "ctl", 0],
    ["l1pm", "ctl2", 0x28],
  ])("%s.%s has the bits after reset that the specification adds up to", (key, id, expected) => {
    const fields = find(key, id)?.fields ?? [];
    expect(fields.length).toBeGreaterThan(0);
    expect(fields.reduce((sum, { reset, bits }) => sum + (reset ?? 0) * 2 ** bits[1], 0)).toBe(expected);
  });

  test("knows the value after reset of eight in ten fields that can be written", () => {
    const writable = EXTENDED.flatMap(placesOf).filter(({ register, field }) =>
      (field.access ?? register.access)?.startsWith("RW"),
    );
    const known = writable.filter(({ register, field }) => resetOf(field, register) !== null);
    expect(known.length / writable.length).toBeGreaterThanOrEqual(0.8);
  });
});
