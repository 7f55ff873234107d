import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ConfigSpace } from "./config-space.ts";
import { decodeSpace } from "./decode.ts";
import { indexRanges, mergeRanges } from "./ranges.ts";

/** PM at 40h, then an extended list with SR-IOV at 180h, behind an empty-enough header. */
function sample(): ConfigSpace {
  const bytes = new Uint8Array(4096);
  const view = new DataView(bytes.buffer);
  view.setUint16(0x00, 0x15b3, true);
  view.setUint16(0x02, 0x1021, true);
  view.setUint16(0x06, 0x0010, true);
  view.setUint8(0x34, 0x40);
  view.setUint16(0x40, 0x6001, true);
  view.setUint16(0x44, 0x0003, true);
  // A PCI Express capability, without which there is no extended list.
  view.setUint16(0x60, 0x0010, true);
  view.setUint16(0x62, 0x0002, true);
  view.setUint32(0x100, (0x180 << 20) | (1 << 16) | 0x000e, true);
  view.setUint32(0x180, (1 << 16) | 0x0010, true);
  view.setUint16(0x188, 0x0019, true);
  return new ConfigSpace(bytes);
}

describe("indexRanges", () => {
  const index = indexRanges(decodeSpace(sample()));

  it("says which structure a byte belongs to, and that nobody owns the gap between two", () => {
    const keyAt = (offset: number) => index.structures[index.ownerAt(offset)]?.key ?? null;
    expect(keyAt(0x45)).toBe("pm");
    expect(keyAt(0x181)).toBe("sriov");
    expect(keyAt(0x1bf)).toBe("sriov");
    expect(keyAt(0x1c0)).toBeNull();
    expect(index.ownerAt(5000)).toBe(-1);
  });

  it("finds the fields whose bits are in a byte, and not the register's others", () => {
    const [low] = index.registersAt(0x44);
    expect(low?.register.path).toBe("pm@40.ctl");
    expect(low?.fields.map((field) => field.name)).toContain("PowerState");
    expect(low?.fields.map((field) => field.name)).not.toContain("PME Status");
    const [high] = index.registersAt(0x45);
    expect(high?.fields.map((field) => field.name)).toContain("PME Status");
    expect(high?.fields.map((field) => field.name)).not.toContain("PowerState");
    expect(index.registersAt(0xff)).toEqual([]);
  });

  it("gives the bytes of structures, registers, fields and derived values", () => {
    expect(index.bytesOf("sriov@180")).toEqual([{ start: 0x180, end: 0x1c0 }]);
    expect(index.bytesOf("pm@40.ctl")).toEqual([{ start: 0x44, end: 0x46 }]);
    expect(index.bytesOf("pm@40.ctl.pme")).toEqual([{ start: 0x45, end: 0x46 }]);
    // Bits 31:21 of a register touch its last two bytes only.
    expect(index.bytesOf("sriov@180.cap.intMsg")).toEqual([{ start: 0x186, end: 0x188 }]);
    expect(index.bytesOf("nothing@0")).toEqual([]);
  });

  it("unites the bytes that a derived value is computed from", () => {
    const decoded = decodeSpace(sample());
    const withDerived = decoded.capabilities.map((node) =>
      node.key === "sriov"
        ? {
            ...node,
            derived: [
              {
                path: `${node.path}.d`,
                name: "D",
                shown: "",
                help: null,
                of: [`${node.path}.num`, `${node.path}.total`],
              },
              {
                path: `${node.path}.e`,
                name: "E",
                shown: "",
                help: null,
                of: [`${node.path}.num`, `${node.path}.cap`],
              },
            ],
          }
        : node,
    );
    const own = indexRanges({ ...decoded, capabilities: withDerived });
    expect(own.bytesOf("sriov@180.d")).toEqual([{ start: 0x18e, end: 0x192 }]);
    expect(own.bytesOf("sriov@180.e")).toEqual([
      { start: 0x184, end: 0x188 },
      { start: 0x190, end: 0x192 },
    ]);
  });

  it("leads from every field to its bytes and from each of them back, whatever the bytes say", () => {
    const space = fc.uint8Array({ minLength: 64, maxLength: 1024 }).map((bytes) => {
      bytes[0x06] = 0x10;
      bytes[0x34] = 0x40;
      return new ConfigSpace(bytes);
    });
    fc.assert(
      fc.property(space, (bytes) => {
        const own = indexRanges(decodeSpace(bytes));
        for (const { registers } of own.structures) {
          for (const register of registers) {
            for (const field of register.fields) {
              for (const { start, end } of own.bytesOf(field.path)) {
                for (let offset = start; offset < end; offset++) {
                  const paths = own.registersAt(offset).flatMap((at) => at.fields.map((item) => item.path));
                  expect(paths).toContain(field.path);
                }
              }
            }
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe("mergeRanges", () => {
  it("sorts and joins what touches or overlaps", () => {
    const ranges = [
      { start: 8, end: 12 },
      { start: 0, end: 4 },
      { start: 4, end: 6 },
      { start: 9, end: 10 },
    ];
    expect(mergeRanges(ranges)).toEqual([
      { start: 0, end: 6 },
      { start: 8, end: 12 },
    ]);
  });
});
