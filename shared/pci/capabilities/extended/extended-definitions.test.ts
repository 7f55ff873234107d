import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { accessorsOf } from "../../accessor.ts";
import { ConfigSpace } from "../../config-space.ts";
import { decodeSpace, functionContext } from "../../decode.ts";
import type { CapabilityDef, RegisterDef } from "../../layout.ts";
import { capabilityText } from "../../text.ts";
import { walkExtended } from "../../walk.ts";
import { findDefinition } from "../registry.ts";
import { EXTENDED_DEFINITIONS } from "./extended-definitions.ts";
import { textOf } from "./testing/fixture.ts";

const named = EXTENDED_DEFINITIONS.map((def) => [def.key, def] as const);

function registersOf(def: CapabilityDef): RegisterDef[] {
  return [...def.registers, ...(def.groups ?? []).flatMap(({ registers }) => registers)];
}

describe("the tables of the extended capabilities", () => {
  test("have a key each", () => {
    const keys = EXTENDED_DEFINITIONS.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test("of one id, only the last may be without a condition", () => {
    const closed = new Set<number>();
    for (const { id, key, match } of EXTENDED_DEFINITIONS) {
      expect(closed.has(id), key).toBe(false);
      if (!match) closed.add(id);
    }
  });

  test.each(named)("%s: fields fit their registers, do not overlap and have an id each", (_, def) => {
    for (const { id, width, fields } of registersOf(def)) {
      const used = new Set<number>();
      for (const { bits, id: field } of fields) {
        const [msb, lsb] = bits;
        expect(msb, `${id}.${field}`).toBeGreaterThanOrEqual(lsb);
        expect(msb, `${id}.${field}`).toBeLessThan(8 * width);
        for (let bit = lsb; bit <= msb; bit++) {
          expect(used.has(bit), `${id}.${field} bit ${bit}`).toBe(false);
          used.add(bit);
        }
      }
      expect(new Set(fields.map((field) => field.id)).size, id).toBe(fields.length);
    }
  });

  test.each(named)("%s: registers do not overlap and lie within the stated length", (_, def) => {
    let end = 4;
    for (const { offset, width, id, when } of def.registers) {
      if (!when) expect(offset, id).toBeGreaterThanOrEqual(end);
      end = offset + width;
      if (typeof def.length === "number") expect(end, id).toBeLessThanOrEqual(def.length);
    }
  });

  test.each(named)("%s: registers are aligned as PCI aligns them", (_, def) => {
    for (const { offset, width, id } of registersOf(def)) expect(offset % Math.min(width, 4), id).toBe(0);
  });

  test.each(named)("%s: derived values name registers that exist", (_, def) => {
    const paths = accessorsOf(def);
    for (const { of } of def.derived ?? []) {
      for (const path of of) expect(paths.has(path.replace(/\[\d+\]/, "")), path).toBe(true);
    }
  });

  test.each(named)("%s: the text compiles", (_, def) => {
    const fn = functionContext(new ConfigSpace(new Uint8Array(4096)));
    expect(() => capabilityText(def, fn, 0x100)).not.toThrow();
  });
});

describe("capabilities of which lspci prints no more than a name", () => {
  test.each([
    [0x04, "Power Budgeting <?>"],
    [0x06, "Root Complex Internal Link <?>"],
    [0x08, "Multi-Function Virtual Channel <?>"],
    [0x0a, "Root Complex Register Block <?>"],
    [0x0c, "Extended Capability ID 0xc"],
    [0x11, "Multi-Root I/O Virtualization <?>"],
    [0x16, "Dynamic Power Allocation <?>"],
    [0x1a, "Protocol Multiplexing <?>"],
    [0x1c, "LN Requester <?>"],
    [0x20, "PCI Express over M_PHY <?>"],
    [0x21, "FRS Queueing <?>"],
    [0x22, "Readiness Time Reporting <?>"],
    [0x25, "Data Link Feature <?>"],
    [0x28, "Hierarchy ID <?>"],
    [0x29, "Native PCIe Enclosure Management <?>"],
    [0x2b, "Extended Capability ID 0x2b"],
    [0x2c, "Extended Capability ID 0x2c"],
    [0x2d, "Extended Capability ID 0x2d"],
    [0x33, "Extended Capability ID 0x33"],
    [0x35, "Extended Capability ID 0x35"],
    [0x37, "Extended Capability ID 0x37"],
    [0x38, "Extended Capability ID 0x38"],
    [0x39, "Extended Capability ID 0x39"],
    [0x3a, "Extended Capability ID 0x3a"],
  ])("%i keeps to that name", (id, name) => {
    expect(textOf({ id, dwords: { 4: 0xffff_ffff, 8: 0x1234_5678 } })).toBe(`${name}\n`);
  });
});

/** Arbitrary bytes; half of the time they begin like a DVSEC of CXL, which arbitrary bytes hardly ever would. */
const contents = fc
  .tuple(fc.uint8Array({ minLength: 16, maxLength: 512 }), fc.boolean(), fc.nat(3), fc.nat(0x48), fc.nat(0x0b))
  .map(([bytes, isCxl, revision, length, id]) => {
    if (isCxl) bytes.set([0x98, 0x1e, revision | ((length & 0xf) << 4), length >> 4, id, 0], 4);
    return bytes;
  });

/** A function whose one extended capability, at `at`, is made of arbitrary bytes, of which the first `length` are readable. */
function anyFunction(id: number, at: number, portType: number, content: Uint8Array, length: number): ConfigSpace {
  const bytes = new Uint8Array(4096);
  bytes.set([0x86, 0x80, 0, 0, 0, 0, 0x10, 0]);
  bytes[0x34] = 0x40;
  bytes.set([0x10, 0, portType << 4, 0], 0x40);
  bytes.set(content, at);
  bytes.set([id & 0xff, id >> 8, 1, 0], at);
  if (at !== 0x100) bytes.set([0, 0, (at & 0xf) << 4, at >> 4], 0x100);
  return new ConfigSpace(bytes.subarray(0, length));
}

test("no bytes make the text or the tree of a capability throw or run away", () => {
  const ids = [...new Set(EXTENDED_DEFINITIONS.map(({ id }) => id))];
  const starts = [0x100, 0x180, 0xf00, 0xff8];
  fc.assert(
    fc.property(
      fc.constantFrom(...ids),
      fc.constantFrom(...starts),
      fc.nat(15),
      contents,
      fc.integer({ min: 0x104, max: 4096 }),
      (id, at, portType, content, length) => {
        const space = anyFunction(id, at, portType, content.subarray(0, 4096 - at), length);
        const fn = functionContext(space);
        for (const location of walkExtended(space).found) {
          const def = findDefinition(location, fn);
          if (!def) continue;
          expect(capabilityText(def, fn, location.at).length).toBeLessThan(200_000);
        }
        for (const { registers, range } of decodeSpace(space).capabilities) {
          expect(range.end).toBeLessThanOrEqual(4096);
          for (const { offset, width } of registers) expect(offset + width).toBeLessThanOrEqual(4096);
        }
      },
    ),
    { numRuns: 3000 },
  );
});
