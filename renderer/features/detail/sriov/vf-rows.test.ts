import { describe, expect, it } from "vitest";
import type { FunctionInfo, ResourceFacts } from "../../../../shared/machine/facts.ts";
import { buildMachine, type Machine } from "../../../../shared/machine/machine.ts";
import { vfLimits } from "../../../../shared/operations/findings/limits.ts";
import { attributesAlone } from "../../../../shared/operations/findings/limits-config.ts";
import type { ConfigSpace } from "../../../../shared/pci/config-space.ts";
import { formatSize } from "../../../../shared/pci/sriov.ts";
import { english, inEnglish } from "../../../../shared/words/testing/english.ts";
import { pfSpace } from "../../../testing/config-bytes.ts";
import { bdf, sampleFamily, samplePort, sampleSnapshot } from "../../../testing/machines.ts";
import { pageSizesText as pageSizesTextInWords, vfLayoutView } from "./vf-rows.ts";

const pageSizesText = (...of: Parameters<typeof pageSizesTextInWords>) => inEnglish(pageSizesTextInWords(...of));

const NONE: ResourceFacts = { start: "0x0", end: "0x0", flags: "0x0" };
const WINDOW: ResourceFacts = { start: "0x600de000000", end: "0x600dfffffff", flags: "0x14220c" };

function view(numVfs: number, facts: Partial<FunctionInfo> = {}, subordinate = 1, capabilityTotal: number | null = 16) {
  const [first, ...vfs] = sampleFamily("0000:01:00.0", numVfs, { parent: bdf("0000:00:01.0") });
  if (first === undefined) throw new Error("no PF");
  const pf = { ...first, ...facts };
  const port = samplePort("0000:00:01.0", 1, { bridge: { secondary: 1, subordinate } });
  const machine = buildMachine(sampleSnapshot([port, pf, ...vfs]));
  return vfLayoutView(machine, pf, capabilityTotal);
}
const UNTOLD = {
  totalVfs: 4,
  numVfs: 0,
  offset: null,
  stride: null,
  vfDevice: 1,
  driversAutoprobe: true,
  vfTotalMsix: 0,
};
const withWindow = { resources: [...Array.from({ length: 7 }, () => NONE), WINDOW] };

describe("VFs of a PF", () => {
  it("are those that are there, then those that would be, at the addresses of offset and stride", () => {
    const layout = view(2);
    expect(layout.count).toBe(16);
    expect(layout.row(1)).toMatchObject({ bdf: "0000:01:00.3", fn: { physfn: "0000:01:00.0" } });
    expect(layout.row(2)).toMatchObject({ bdf: "0000:01:00.4", fn: null });
    expect(layout.row(15)).toMatchObject({ bdf: "0000:01:02.1", fn: null, crossesBus: false });
  });

  it("get one slice each of every window", () => {
    const layout = view(0, withWindow);
    expect(layout.windows).toEqual([{ bar: 0, window: 0x2000000n, perVf: 0x200000n, start: 0x600de000000n }]);
    expect(layout.row(3).slices).toEqual([{ start: 0x600de600000n, end: 0x600de7fffffn }]);
  });

  it("take of a window what the limit on their number says that they take", () => {
    const [first, ...vfs] = sampleFamily("0000:01:00.0", 2, { parent: bdf("0000:00:01.0") });
    if (first === undefined) throw new Error("no PF");
    // The first line of a VF is its BAR 0, in the window of the PF.
    const slice = { start: WINDOW.start, end: "0x600de1fffff", flags: WINDOW.flags };
    const pf = { ...first, resources: [...withWindow.resources, ...Array.from({ length: 5 }, () => NONE)] };
    const machineWith = (resources: readonly ResourceFacts[]) =>
      buildMachine(sampleSnapshot([samplePort("0000:00:01.0", 1), pf, ...vfs.map((vf) => ({ ...vf, resources }))]));
    const limitOf = (machine: Machine, space: ConfigSpace | null) =>
      vfLimits(machine, pf, space)
        .filter(({ kind }) => kind === "mmio-windows")
        .map(({ evidence }) => english(evidence(attributesAlone)));
    const known = [
      [machineWith([slice]), null],
      [machineWith([]), pfSpace({ total: 16 })],
    ] as const;
    for (const [machine, space] of known) {
      const [window] = vfLayoutView(machine, pf, 16, space).windows;
      expect(window?.perVf).toBe(0x200000n);
      expect(limitOf(machine, space)).toEqual([
        `line 7 of resource (VF BAR 0) has 32M, and each VF takes ${formatSize(window?.perVf ?? 0n)}`,
      ]);
    }
  });

  it("have windows cut by the capability's TotalVFs even where the driver allows fewer", () => {
    const sriov = { totalVfs: 8, numVfs: 0, offset: 2, stride: 1, vfDevice: 1, driversAutoprobe: true, vfTotalMsix: 0 };
    const layout = view(0, { ...withWindow, sriov });
    expect(layout.count).toBe(8);
    expect(layout.windows[0]?.perVf).toBe(0x200000n);
  });

  it("are marked where they land on another bus, and where no bridge leads to it", () => {
    const sriov = {
      totalVfs: 4,
      numVfs: 0,
      offset: 254,
      stride: 1,
      vfDevice: 1,
      driversAutoprobe: true,
      vfTotalMsix: 0,
    };
    const reached = view(0, { sriov }, 2);
    expect(reached.row(1)).toMatchObject({ bdf: "0000:01:1f.7", crossesBus: false, beyondBridge: false });
    expect(reached.row(2)).toMatchObject({ bdf: "0000:02:00.0", crossesBus: true, beyondBridge: false });
    expect(view(0, { sriov }, 1).row(2)).toMatchObject({ crossesBus: true, beyondBridge: true });
  });

  it("have no address where offset and stride are not known, or the bus numbers end", () => {
    const sriov = UNTOLD;
    expect(view(0, { sriov }).row(0).bdf).toBeNull();
    expect(view(0, { sriov }).row(0).isPastTheEnd).toBe(false);
    expect(view(0, { sriov: { ...sriov, offset: 0xffff, stride: 1 } }).row(0)).toMatchObject({
      bdf: null,
      isPastTheEnd: true,
    });
  });

  it("have no address as long as the device says 0: an offset of 0 would be their PF's, a stride of 0 that of another", () => {
    const sriov = { ...UNTOLD, offset: 0, stride: 1 };
    expect(view(0, { sriov }).row(1)).toMatchObject({ bdf: null, isPastTheEnd: false, crossesBus: false });
    const one = view(0, { sriov: { ...sriov, offset: 2, stride: 0 } });
    expect([one.row(0).bdf, one.row(1).bdf]).toEqual(["0000:01:00.2", null]);
  });

  it("have the memory that one of them shows, and none that is known where the window is of another number of VFs", () => {
    const vf = { ...NONE, start: "0x600de000000", end: "0x600de3fffff", flags: "0x140204" };
    const [pf, first] = sampleFamily("0000:01:00.0", 1, { parent: bdf("0000:00:01.0") });
    if (pf === undefined || first === undefined) throw new Error("no family");
    const family = [
      { ...pf, ...withWindow },
      { ...first, resources: [vf] },
    ];
    const layout = vfLayoutView(buildMachine(sampleSnapshot(family)), { ...pf, ...withWindow }, 16);
    expect(layout.windows[0]?.perVf).toBe(0x400000n);
    expect(layout.row(1).slices).toEqual([{ start: 0x600de400000n, end: 0x600de7fffffn }]);
    expect(view(0, withWindow, 1, 15).row(1).slices).toEqual([null]);
  });

  it("are counted by the capability where the kernel does not say", () => {
    const sriov = {
      totalVfs: null,
      numVfs: 0,
      offset: 2,
      stride: 1,
      vfDevice: 1,
      driversAutoprobe: true,
      vfTotalMsix: 0,
    };
    expect(view(0, { sriov }, 1, 64).count).toBe(64);
    expect(view(0, { sriov }, 1, null).count).toBe(0);
  });
});

describe("pageSizesText", () => {
  it("names the page sizes of the bits", () => {
    expect(pageSizesText(0x1)).toBe("4K");
    expect(pageSizesText(0x553)).toBe("4K, 8K, 64K, 256K, 1M, 4M");
    expect(pageSizesText(0x80000000)).toBe("8192G");
    expect(pageSizesText(0)).toBe("none");
  });
});
