/** Where VFs are and which memory is theirs, held against the kernel's own arithmetic (drivers/pci/iov.c). */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Bdf, formatBdf } from "./bdf.ts";
import { ConfigSpace } from "./config-space.ts";
import type { KernelResource } from "./layout.ts";
import { isPastTheEnd, lastVfBus, resizedVfBar, vfBarSlices, vfBdf, vfSlice } from "./sriov.ts";
import { makeSpace } from "./testing/make-space.ts";

const PF = "0000:01:00.0" as Bdf;
const MIB = 1n << 20n;

const anyPf = fc.record({
  domain: fc.constantFrom(0, 1, 0xffff, 0x10000),
  bus: fc.integer({ min: 0, max: 255 }),
  device: fc.integer({ min: 0, max: 31 }),
  function: fc.integer({ min: 0, max: 7 }),
});
const anyWord = fc.oneof(fc.constantFrom(0, 1, 2, 255, 256, 0xffff), fc.integer({ min: 0, max: 0xffff }));
const anyIndex = fc.oneof(fc.constantFrom(0, 1, 2), fc.integer({ min: 0, max: 0xfffe }));

/** pci_iov_virtfn_bus() and pci_iov_virtfn_devfn(): whole numbers, of which only the low byte is a devfn. */
function kernelPlace(
  pf: { bus: number; device: number; function: number },
  offset: number,
  stride: number,
  index: number,
) {
  const devfn = pf.device * 8 + pf.function + offset + stride * index;
  return { bus: pf.bus + Math.floor(devfn / 256), devfn: devfn % 256 };
}

describe("the address of a VF", () => {
  it("is the kernel's, across buses, in any domain, as far as there are bus numbers", () => {
    fc.assert(
      fc.property(anyPf, anyWord, anyWord, anyIndex, (pf, offset, stride, index) => {
        fc.pre(offset > 0 && (stride > 0 || index === 0));
        const { bus, devfn } = kernelPlace(pf, offset, stride, index);
        const isThere = bus <= 0xff;
        const expected = isThere ? formatBdf({ ...pf, bus, device: devfn >> 3, function: devfn & 7 }) : null;
        expect(vfBdf(formatBdf(pf), { offset, stride }, index)).toBe(expected);
        expect(isPastTheEnd(formatBdf(pf), { offset, stride }, index)).toBe(!isThere);
        expect(lastVfBus(formatBdf(pf), { offset, stride }, index + 1)).toBe(bus);
      }),
    );
  });

  it("is never that of its PF or of another VF", () => {
    fc.assert(
      fc.property(anyPf, anyWord, anyWord, anyIndex, anyIndex, (pf, offset, stride, one, other) => {
        const at = formatBdf(pf);
        const [first, second] = [one, other].map((index) => vfBdf(at, { offset, stride }, index));
        expect(first).not.toBe(at);
        if (one !== other && first !== null) expect(second).not.toBe(first);
      }),
    );
  });

  it("is not known with an offset of 0, and of the first VF only with a stride of 0", () => {
    expect(vfBdf(PF, { offset: 0, stride: 1 }, 1)).toBeNull();
    expect([0, 1].map((index) => vfBdf(PF, { offset: 4, stride: 0 }, index))).toEqual(["0000:01:00.4", null]);
  });
});

/** Lines of the `resource` file with one window, for VF BAR 2. */
function linesWith(window: Partial<KernelResource>): KernelResource[] {
  const empty: KernelResource = { start: 0n, end: 0n, flags: 0 };
  return Array.from({ length: 17 }, () => empty).with(9, { ...empty, flags: 0x140204, ...window });
}

describe("the memory of VFs", () => {
  it("is one slice after the other, from the window's start to its end", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 12, max: 40 }),
        fc.integer({ min: 1, max: 0xffff }),
        fc.bigInt({ min: 1n, max: 1n << 50n }),
        (bits, total, at) => {
          const size = 1n << BigInt(bits);
          // A window is aligned to the BAR that it is cut into.
          const start = at * size;
          const end = start + size * BigInt(total) - 1n;
          const [slice] = vfBarSlices(linesWith({ start, end }), total);
          expect(slice).toEqual({ bar: 2, window: size * BigInt(total), perVf: size, start });
          if (slice === undefined) return;
          expect(vfSlice(slice, 0)?.start).toBe(start);
          expect(vfSlice(slice, total - 1)?.end).toBe(end);
          const middle = total >> 1;
          expect(vfSlice(slice, middle)?.start).toBe(start + size * BigInt(middle));
        },
      ),
    );
  });

  it("is not cut where the window was made for another number of VFs, or its end is not known", () => {
    const window = { start: 64n * MIB, end: 65n * MIB - 1n };
    // 64 slices of 16 KiB, of which the driver allows 63.
    expect(vfBarSlices(linesWith(window), 63)).toMatchObject([{ window: MIB, perVf: null }]);
    // 24 slices of 16 KiB, of which the driver allows 8: 48 KiB is no size of a BAR.
    const uneven = { start: 64n * MIB, end: 64n * MIB + 24n * 16384n - 1n };
    expect(vfBarSlices(linesWith(uneven), 8)).toMatchObject([{ perVf: null }]);
    expect(vfBarSlices(linesWith(window), 0)).toMatchObject([{ window: MIB, perVf: null }]);
    const [fromDump] = vfBarSlices(linesWith({ start: MIB, end: MIB }), 8);
    expect(fromDump).toEqual({ bar: 2, window: null, perVf: null, start: MIB });
    expect(fromDump && vfSlice(fromDump, 1)).toBeNull();
  });

  it("has slices of the size that a VF or a register tells, whatever the window was cut for", () => {
    const window = { start: 64n * MIB, end: 80n * MIB - 1n };
    const [slice] = vfBarSlices(linesWith(window), 16, (bar) => (bar === 2 ? 4n * MIB : null));
    expect(slice).toMatchObject({ window: 16n * MIB, perVf: 4n * MIB });
    expect(slice && vfSlice(slice, 1)).toEqual({ start: 68n * MIB, end: 72n * MIB - 1n });
  });

  it("has no place while the kernel found none, and is not looked for among the windows of a bridge", () => {
    const unset = { start: MIB, end: 2n * MIB - 1n, flags: 0x20140204 };
    expect(vfBarSlices(linesWith(unset), 1)).toMatchObject([{ start: null, perVf: MIB }]);
    expect(vfBarSlices(linesWith({ end: MIB - 1n }), 1)).toMatchObject([{ start: null, perVf: MIB }]);
    // Without CONFIG_PCI_IOV line 7 is the first window of a bridge.
    expect(vfBarSlices(linesWith({ start: MIB, end: 2n * MIB - 1n }).slice(0, 11), 1)).toEqual([]);
  });
});

describe("a VF BAR that can be resized", () => {
  // Two entries: VF BAR 0 with 2 MiB, VF BAR 4 with 8 MiB.
  const space = makeSpace(4096, "100: 24 00 01 00", "108: 40 01 00 00", "110: 04 03 00 00");

  it("has the size that its own entry says now", () => {
    expect(resizedVfBar(space, 0)).toBe(2n * MIB);
    expect(resizedVfBar(space, 4)).toBe(8n * MIB);
    expect(resizedVfBar(space, 2)).toBeNull();
  });

  it("has none that is known without the capability, or its bytes", () => {
    expect(resizedVfBar(null, 0)).toBeNull();
    expect(resizedVfBar(makeSpace(4096, "100: 10 00 01 00"), 0)).toBeNull();
    const knownUpTo = (end: number) => new ConfigSpace(space.bytes, [{ start: 0, end }]);
    expect(resizedVfBar(knownUpTo(0x108), 0)).toBeNull();
    expect(resizedVfBar(knownUpTo(0x110), 4)).toBeNull();
  });
});
