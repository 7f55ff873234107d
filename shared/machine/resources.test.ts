import { describe, expect, test } from "vitest";
import { ConfigSpace } from "../pci/config-space.ts";
import { inEnglish } from "../words/testing/english.ts";
import type { ResourceFacts } from "./facts.ts";
import { describeResources as describeResourcesInWords } from "./resources.ts";
import { functionInfo, sriov } from "./testing/sample-machine.ts";
import { capabilityTotalVfs, slicesOf, vfPlaces } from "./vf-slices.ts";

const describeResources = (...of: Parameters<typeof describeResourcesInWords>) =>
  inEnglish(describeResourcesInWords(...of));

const NOTHING: ResourceFacts = { start: "0x0", end: "0x0", flags: "0x0" };

function lines(count: number, used: Record<number, [start: string, end: string, flags: string]>): ResourceFacts[] {
  return Array.from({ length: count }, (_, index) => {
    const line = used[index];
    return line ? { start: line[0], end: line[1], flags: line[2] } : NOTHING;
  });
}

describe("address ranges", () => {
  test("of an endpoint: BARs, ROM and VF BARs by their line", () => {
    const fn = functionInfo("01:00.0", {
      resources: lines(13, {
        0: ["0x600de000000", "0x600dfffffff", "0x14220c"],
        5: ["0x8080", "0x80ff", "0x40101"],
        6: ["0xbc100000", "0xbc17ffff", "0x46200"],
        7: ["0x600e0000000", "0x600e0ffffff", "0x14220c"],
      }),
    });
    expect(describeResources(fn).map((view) => [view.name, view.addressText, view.sizeText, view.type])).toEqual([
      ["BAR 0", "600de000000–600dfffffff", "32M", "Memory, 64-bit, prefetchable"],
      ["BAR 5", "8080–80ff", "128", "I/O ports"],
      ["Expansion ROM", "bc100000–bc17ffff", "512K", "Memory, 32-bit, prefetchable, read-only"],
      ["VF BAR 0", "600e0000000–600e0ffffff", "16M", "Memory, 64-bit, prefetchable"],
    ]);
  });

  test("of a bridge: windows come after the VF BARs, or in their place on a kernel without IOV", () => {
    const window = ["0x90000000", "0x901fffff", "0x200"] as [string, string, string];
    const named = (count: number, line: number) =>
      describeResources(functionInfo("00:01.0", { resources: lines(count, { [line]: window }) })).map((v) => v.name);
    expect(named(17, 14)).toEqual(["Memory window"]);
    expect(named(11, 8)).toEqual(["Memory window"]);
    expect(named(17, 8)).toEqual(["VF BAR 1"]);
  });

  test("a range without a place has no address, one out of a dump no size", () => {
    const fn = functionInfo("01:00.0", {
      resources: lines(13, {
        0: ["0x0", "0xfffff", "0x200"],
        2: ["0x1000", "0x100fff", "0x20000200"],
        4: ["0xf000", "0xf000", "0x200"],
      }),
    });
    expect(describeResources(fn)).toMatchObject([
      { placed: false, addressText: "no address", sizeText: "1M" },
      { placed: false, addressText: "no address" },
      { placed: true, addressText: "f000", size: null, sizeText: "" },
    ]);
  });
});

describe("VF slices", () => {
  const pf = functionInfo("01:00.0", {
    sriov: sriov({ totalVfs: 7, offset: 128, stride: 2 }),
    resources: lines(13, { 7: ["0x10000000", "0x1001ffff", "0x200"] }),
  });

  test("are cut by the capability's TotalVFs where it could be read, which may be more than the driver allows", () => {
    const bytes = new Uint8Array(0x200);
    bytes.set([0x10, 0, 1, 0], 0x100);
    bytes.set([8, 0], 0x10e);
    const space = new ConfigSpace(bytes);
    expect(capabilityTotalVfs(space)).toBe(8);
    expect(slicesOf(pf, space)).toMatchObject([{ bar: 0, window: 0x20000n, perVf: 0x4000n, start: 0x10000000n }]);
    expect(capabilityTotalVfs(new ConfigSpace(bytes.subarray(0, 64)))).toBeNull();
    expect(slicesOf({ ...pf, sriov: sriov({ totalVfs: 4 }) }, null)).toMatchObject([{ perVf: 0x8000n }]);
  });

  test("a window whose end is not known is not cut", () => {
    expect(slicesOf({ ...pf, resources: lines(13, { 7: ["0x10000000", "0x10000000", "0x200"] }) }, null)).toMatchObject(
      [{ window: null, perVf: null }],
    );
  });

  test("VFs are placed by offset and stride, on later bus numbers too", () => {
    expect(vfPlaces(pf, 2)).toEqual([
      { index: 0, bdf: "0000:01:10.0", otherBus: false },
      { index: 1, bdf: "0000:01:10.2", otherBus: false },
    ]);
    expect(vfPlaces({ ...pf, sriov: sriov({ offset: 0x100 }) }, 1)).toMatchObject([
      { bdf: "0000:02:00.0", otherBus: true },
    ]);
    expect(vfPlaces({ ...pf, sriov: sriov({ offset: 0xfeff }) }, 2)).toMatchObject([
      { bdf: "0000:ff:1f.7" },
      { bdf: null },
    ]);
    expect(vfPlaces({ ...pf, sriov: sriov({ offset: null }) }, 2)).toEqual([]);
  });
});
