import { describe, expect, test } from "vitest";
import { accessorsOf, Context } from "../accessor.ts";
import { ConfigSpace } from "../config-space.ts";
import { functionContext } from "../decode.ts";
import type { CapabilityDef, FieldDef, RegisterDef } from "../layout.ts";
import { capabilityText } from "../text.ts";
import { DEFINITIONS, findDefinition, HEADERS, headerDefinition } from "./registry.ts";

const ALL: readonly CapabilityDef[] = [...HEADERS, ...DEFINITIONS];

function registersOf(def: CapabilityDef): { group: string; registers: readonly RegisterDef[] }[] {
  const groups = (def.groups ?? []).map(({ id, registers }) => ({ group: id, registers }));
  return [{ group: "", registers: def.registers }, ...groups];
}

/** Two of these may lie on one another only if each says when it exists. */
function bothConditional(a: { readonly when?: unknown }, b: { readonly when?: unknown }): boolean {
  return a.when !== undefined && b.when !== undefined;
}

function pairs<T>(items: readonly T[]): [T, T][] {
  return items.flatMap((a, index) => items.slice(index + 1).map((b): [T, T] => [a, b]));
}

function fieldsOverlap(a: FieldDef, b: FieldDef): boolean {
  return a.bits[1] <= b.bits[0] && b.bits[1] <= a.bits[0];
}
function registersOverlap(a: RegisterDef, b: RegisterDef): boolean {
  return a.offset < b.offset + b.width && b.offset < a.offset + a.width;
}

describe("the registry", () => {
  test("has a key for every table, and no key twice", () => {
    const keys = ALL.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    for (const key of keys) expect(key).toMatch(/^[a-z0-9]+([.-][a-z0-9]+)*$/);
  });

  test("has a table for every id that the PCI-SIG has given out, whatever the bytes behind it are", () => {
    const given = { standard: 0x15, extended: 0x3a } as const;
    for (const fill of [0x00, 0x5a, 0xff]) {
      const fn = functionContext(new ConfigSpace(new Uint8Array(4096).fill(fill)));
      for (const space of ["standard", "extended"] as const) {
        const missing: number[] = [];
        for (let id = 0; id <= given[space]; id++) {
          if (!findDefinition({ space, at: 0x100, id, version: 1, next: 0 }, fn)) missing.push(id);
        }
        // 14h belongs to AMD, who says nothing of it.
        expect(missing, `${space}, bytes ${fill}`).toEqual(space === "extended" ? [0x14] : []);
      }
    }
  });

  test("reaches every table: none hides behind an earlier one that always matches", () => {
    const always = new Set<string>();
    for (const { key, space, id, match } of DEFINITIONS) {
      const place = `${space}:${id}`;
      expect(always.has(place), key).toBe(false);
      if (!match) always.add(place);
    }
  });

  test("has a table for the header types 0, 1 and 2 and for no other", () => {
    expect([0, 1, 2].map((type) => headerDefinition(type)?.key)).toEqual(["header0", "header1", "header2"]);
    expect(headerDefinition(3)).toBeNull();
    expect(headerDefinition(-1)).toBeNull();
  });

  test("takes the first table that matches", () => {
    const bridge = Uint8Array.from({ length: 64 }, (_, at) => (at === 0x0e ? 1 : 0));
    const at = { space: "standard", at: 0x40, id: 7, version: 0, next: 0 } as const;
    expect(findDefinition(at, functionContext(new ConfigSpace(new Uint8Array(64))))?.key).toBe("pcix");
    expect(findDefinition(at, functionContext(new ConfigSpace(bridge)))?.key).toBe("pcix.bridge");
    expect(findDefinition({ ...at, id: 0xee }, functionContext(ConfigSpace.empty))).toBeNull();
  });
});

describe("every table", () => {
  test("keeps its fields inside their registers", () => {
    for (const def of ALL) {
      for (const { registers } of registersOf(def)) {
        for (const register of registers) {
          for (const { id, bits } of register.fields) {
            const [msb, lsb] = bits;
            const inside = lsb >= 0 && lsb <= msb && msb < register.width * 8;
            expect(inside, `${def.key}: ${register.id}.${id} [${msb}:${lsb}]`).toBe(true);
          }
        }
      }
    }
  });

  test("lets fields and registers share bits only under conditions", () => {
    for (const def of ALL) {
      for (const { registers } of registersOf(def)) {
        for (const [a, b] of pairs(registers)) {
          if (!bothConditional(a, b)) expect(registersOverlap(a, b), `${def.key}: ${a.id} and ${b.id}`).toBe(false);
        }
        for (const register of registers) {
          for (const [a, b] of pairs(register.fields)) {
            const where = `${def.key}: ${register.id}, ${a.id} and ${b.id}`;
            if (!bothConditional(a, b)) expect(fieldsOverlap(a, b), where).toBe(false);
          }
        }
      }
    }
  });

  test("gives every register, group, field and derived value a path of its own", () => {
    for (const def of ALL) {
      const ids = [...def.registers, ...(def.groups ?? []), ...(def.derived ?? [])].map(({ id }) => id);
      const once = ids.filter((id) => !def.registers.some((register) => register.id === id && register.when));
      expect(new Set(once).size, def.key).toBe(once.length);
      for (const { registers } of registersOf(def)) {
        for (const register of registers) {
          for (const [a, b] of pairs(register.fields)) {
            if (!bothConditional(a, b)) expect(a.id, `${def.key}: ${register.id}`).not.toBe(b.id);
          }
          const used = [register.id, ...register.fields.map((field) => field.id)];
          for (const id of used) expect(id, def.key).toMatch(/^[a-zA-Z0-9]+$/);
        }
      }
    }
  });

  test("stays within its length where that is a number", () => {
    for (const def of ALL) {
      if (typeof def.length !== "number") continue;
      for (const { id, offset, width } of def.registers) {
        expect(offset + width, `${def.key}: ${id}`).toBeLessThanOrEqual(def.length);
      }
    }
  });

  test("derives values from registers that it has", () => {
    for (const def of ALL) {
      const paths = accessorsOf(def);
      for (const derived of def.derived ?? []) {
        for (const path of derived.of) {
          const known = paths.has(path.replace(/\[\d+\]/, ""));
          expect(known, `${def.key}: ${derived.id} of ${path}`).toBe(true);
        }
      }
      for (const group of def.groups ?? []) expect(group.limit, `${def.key}: ${group.id}`).toBeGreaterThan(0);
    }
  });

  test("has a text that compiles, and that neither zeros nor ones break", () => {
    for (const fill of [0x00, 0xff]) {
      const fn = functionContext(new ConfigSpace(new Uint8Array(4096).fill(fill)));
      for (const def of ALL) {
        expect(capabilityText(def, fn, 0x100).length, def.key).toBeLessThan(200_000);
        const c = new Context(def, fn, 0x100);
        if (typeof def.length === "function") expect(def.length(c), def.key).toBeGreaterThan(0);
        for (const derived of def.derived ?? []) derived.show(c);
      }
    }
  });

  test("says where it is specified and what its parts are called", () => {
    for (const def of ALL) {
      for (const words of [def.short, def.title, def.section]) expect(words, def.key).not.toBe("");
      for (const { registers } of registersOf(def)) {
        for (const register of registers) {
          expect(register.name, `${def.key}: ${register.id}`).not.toBe("");
          for (const { id, name, reset, bits } of register.fields) {
            expect(name, `${def.key}: ${register.id}.${id}`).not.toBe("");
            const values = 2 ** (bits[0] - bits[1] + 1);
            if (reset !== undefined) expect(reset, `${def.key}: ${register.id}.${id}`).toBeLessThan(values);
          }
        }
      }
    }
  });
});
