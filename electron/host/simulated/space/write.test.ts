import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Accessor, accessorsOf, extract, readRegister } from "../../../../shared/pci/accessor.ts";
import { SECONDARY_PCIE } from "../../../../shared/pci/capabilities/extended/secondary-pcie.ts";
import { SRIOV } from "../../../../shared/pci/capabilities/extended/sriov.ts";
import { DEFINITIONS } from "../../../../shared/pci/capabilities/registry.ts";
import { ConfigSpace } from "../../../../shared/pci/config-space.ts";
import { buildSpace, capability } from "./build.ts";
import { setField } from "./write.ts";

const AT = 0x200;

function read(bytes: Uint8Array, { offset, width, msb, lsb }: Accessor): bigint {
  return BigInt(extract(readRegister(new ConfigSpace(bytes), AT + offset, width), msb, lsb));
}

describe("setField", () => {
  const plain = DEFINITIONS.flatMap((def) =>
    [...accessorsOf(def).values()].filter((accessor) => accessor.group === null).map((accessor) => ({ def, accessor })),
  );

  it("is undone by reading, for every register and field of every table, and touches no other bit", () => {
    expect(plain.length).toBeGreaterThan(500);
    fc.assert(
      fc.property(
        fc.constantFrom(...plain),
        fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }),
        fc.constantFrom(0x00, 0xff),
        ({ def, accessor }, random, fill) => {
          const size = BigInt(accessor.msb - accessor.lsb + 1);
          const value = random & ((1n << size) - 1n);
          const bytes = new Uint8Array(4096).fill(fill);
          setField(bytes, def, AT, accessor.path, value);
          expect(read(bytes, accessor)).toBe(value);
          const all = fill === 0 ? 0n : (1n << size) - 1n;
          setField(bytes, def, AT, accessor.path, all);
          expect(bytes.every((byte) => byte === fill)).toBe(true);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("refuses a value that does not fit, and a path that no table has", () => {
    const bytes = new Uint8Array(4096);
    expect(() => setField(bytes, SRIOV, AT, "ctl.enable", 2)).toThrow("does not fit");
    expect(() => setField(bytes, SRIOV, AT, "total", 0x10000)).toThrow("does not fit");
    expect(() => setField(bytes, SRIOV, AT, "ctl.nonsense", 1)).toThrow("nonsense");
    expect(() => setField(bytes, SRIOV, 4090, "total", 1)).toThrow("outside");
  });

  it("reaches the instances of a register that repeats", () => {
    const bytes = new Uint8Array(4096);
    setField(bytes, SECONDARY_PCIE, AT, "lane[3].equalization.upstreamPreset", 7);
    expect(new ConfigSpace(bytes).u16(AT + 0x0c + 2 * 3)).toBe(0x0700);
  });
});

describe("buildSpace", () => {
  it("chains extended capabilities in the order given", () => {
    const bytes = buildSpace(4096, () => {}, [
      capability(SECONDARY_PCIE, 0x100, {}),
      capability(SRIOV, 0x180, { total: 16 }),
    ]);
    const space = new ConfigSpace(bytes);
    expect(space.u32(0x100)).toBe(0x18010019);
    expect(space.u32(0x180)).toBe(0x00010010);
    expect(space.u16(0x180 + 0x0e)).toBe(16);
  });

  it("refuses an extended list that does not start at 100h", () => {
    expect(() => buildSpace(4096, () => {}, [capability(SRIOV, 0x180, {})])).toThrow("100h");
  });
});
