import { describe, expect, test } from "vitest";
import { functionsIn } from "../testing/functions-in.ts";
import type { TextFacts } from "../text-facts.ts";

/** What lines below a title tell, whatever their indentation. */
function told(...lines: string[]): Partial<TextFacts> {
  const texts = ["\t", "    "].map((indent) => {
    const [fn] = functionsIn(["01:00.0", ...lines.map((line) => `${indent}${line}`)].join("\n"));
    return fn?.text ?? {};
  });
  expect(texts[1]).toEqual(texts[0]);
  return texts[0] ?? {};
}

const capability = (at: number, version: number | null, name: string) => ({
  at,
  isExtended: at >= 0x100,
  version,
  name,
});

describe("a line of lspci tells", () => {
  test.each<[string, Partial<TextFacts>]>([
    [
      "Subsystem: Other Board [1028:0998]",
      { names: { subsystem: "Other Board" }, subsystemVendor: 0x1028, subsystemDevice: 0x998 },
    ],
    ["Subsystem: Other Device [1028:0998]", { subsystemVendor: 0x1028, subsystemDevice: 0x998 }],
    ["Subsystem: 1028:0998", { subsystemVendor: 0x1028, subsystemDevice: 0x998 }],
    ["Subsystem: Other Board", { names: { subsystem: "Other Board" } }],
    ["DeviceName: Onboard LAN #1", { label: "Onboard LAN #1" }],
    ["Physical Slot: 5-1", { slot: "5-1" }],
    [
      "Device tree node: /sys/firmware/devicetree/base/pci@0",
      { deviceTreeNode: "/sys/firmware/devicetree/base/pci@0" },
    ],
    [
      "Flags: bus master, fast devsel, latency 0, IRQ 16, NUMA node 1, IOMMU group 14",
      { irq: 16, numaNode: 1, iommuGroup: "14" },
    ],
    ["Interrupt: pin A routed to IRQ 106", { irq: 106 }],
    ["NUMA node: 0", { numaNode: 0 }],
    ["IOMMU group: 14", { iommuGroup: "14" }],
    ["Bus: primary=00, secondary=01, subordinate=0a, sec-latency=0", { bridge: { secondary: 1, subordinate: 10 } }],
    ["Kernel driver in use: vfio-pci", { driver: "vfio-pci" }],
    ["Kernel modules: nouveau, other_drm", { modules: ["nouveau", "other_drm"] }],
    ["LnkCap: Port #0, Speed 2.5GT/s, Width x4, ASPM L0s", { link: { maxSpeed: 2.5, maxWidth: 4 } }],
    ["LnkSta: Speed 8GT/s (downgraded), Width x8 (downgraded)", { link: { speed: 8, width: 8 } }],
    ["LnkCap: Port #0, Speed 2.5GT/s, Width x0, ASPM L0s", { link: { maxSpeed: 2.5 } }],
    ["LnkSta: Speed 2.5GT/s, Width x0, TrErr- Train-", { link: { speed: 2.5, width: 0 } }],
    ["Link: Supported Speed 2.5Gb/s, Width x4, ASPM L0s, Port 0", { link: { maxSpeed: 2.5, maxWidth: 4 } }],
    ["Link: Speed 2.5Gb/s, Width x1", { link: { speed: 2.5, width: 1 } }],
    ["Status: D3 NoSoftRst+ PME-Enable- DSel=0 DScale=0 PME-", { powerState: "D3hot" }],
    ["IOVCtl: Enable- Migration- Interrupt- MSE- ARIHierarchy+", { sriov: { isEnabled: false } }],
    [
      "Initial VFs: 8, Total VFs: 16, Number of VFs: 4, Function Dependency Link: 00",
      { sriov: { initialVfs: 8, totalVfs: 16, numVfs: 4 } },
    ],
    ["VF offset: 128, stride: 2, Device ID: 1520", { sriov: { offset: 128, stride: 2, vfDevice: 0x1520 } }],
    ["Class 0200: 8086:1521", { class: 0x0200, vendor: 0x8086, device: 0x1521 }],
    ["!!! Unknown header type 7f", { readsAllOnes: true }],
    [
      "Capabilities: [160 v1] Alternative Routing-ID Interpretation (ARI)",
      { capabilities: [capability(0x160, 1, "Alternative Routing-ID Interpretation (ARI)")] },
    ],
    ["Capabilities: [70] MSI-X: Enable+ Count=10 Masked-", { capabilities: [capability(0x70, null, "MSI-X")] }],
    ["Capabilities: [a0] Express (v2) Endpoint, MSI 00", { capabilities: [capability(0xa0, null, "Express")] }],
    ["Capabilities: [40] Power Management version 3", { capabilities: [capability(0x40, null, "Power Management")] }],
    // Serial numbers are no part of a name.
    [
      "Capabilities: [140 v1] Device Serial Number 00-00-00-ff-ff-00-00-01",
      { capabilities: [capability(0x140, 1, "Device Serial Number")] },
    ],
    [
      "Capabilities: [cc] Subsystem: Other Board [1028:0998]",
      {
        capabilities: [capability(0xcc, null, "Subsystem")],
        names: { subsystem: "Other Board" },
        subsystemVendor: 0x1028,
        subsystemDevice: 0x998,
      },
    ],
  ])("%s", (line, facts) => {
    expect(told(line)).toEqual(facts);
  });

  test.each([
    "Control: I/O- Mem+ BusMaster+ SpecCycle-",
    "Status: Cap+ 66MHz- UDF- FastB2B-",
    "LnkSta: Speed unknown, Width x0",
    "LnkCap2: Supported Link Speeds: 2.5-16GT/s, Crosslink-",
    "Capabilities: <access denied>",
    "Memory behind bridge: [disabled]",
    "Memory behind bridge: None",
    "Prefetchable memory behind bridge: 00000000-000fffff",
    "I/O behind bridge: 0000f000-00000fff",
    "I/O behind bridge: 0000f000-00000fff [disabled] [16-bit]",
  ])("nothing: %s", (line) => {
    expect(told(line)).toEqual({});
  });
});

test("what could be no link is none, whatever its status says", () => {
  const lines = ["LnkCap: Port #0, Speed unknown, Width x0, ASPM L0s", "LnkSta: Speed 2.5GT/s, Width x1"];
  expect(told(...lines)).toEqual({});
});

test("the subsystem in the header counts more than a capability's", () => {
  const lines = ["Subsystem: Other Board [1028:0998]", "Capabilities: [40] Subsystem: Device [0000:0000]"];
  expect(told(...lines)).toMatchObject({ subsystemVendor: 0x1028, subsystemDevice: 0x998 });
});

test("a capability whose header cannot be read does not end its line: what stands behind it is read", () => {
  const [fn] = functionsIn(
    "01:00.0 Bridge: A\n\tCapabilities: [100] 00: 86 80 21 15 07 04 10 00 01 00 00 02 10 00 80 00\n",
  );
  expect(fn?.space.u16(2)).toBe(0x1521);
  expect(told("Capabilities: [100] \tKernel driver in use: igb")).toEqual({ driver: "igb" });
});

describe("a range of lspci has", () => {
  const memory = { kind: "memory", is64: false, isPrefetchable: false } as const;
  test.each([
    [
      "Region 0: Memory at 90000000 (32-bit, non-prefetchable) [size=1M]",
      { ...memory, index: 0, start: 0x90000000n, size: 1n << 20n },
    ],
    [
      "Region 2: I/O ports at 3000 [disabled] [size=32]",
      { ...memory, kind: "io", index: 2, start: 0x3000n, size: 32n },
    ],
    [
      "Region 4: Memory at 3c0000000000 (64-bit, prefetchable) [virtual] [size=64G]",
      {
        index: 4,
        kind: "memory",
        is64: true,
        isPrefetchable: true,
        start: 0x3c0000000000n,
        size: 64n << 30n,
        isVirtual: true,
      },
    ],
    [
      "Region 1: [virtual] Memory at fe000000 (32-bit, non-prefetchable) [size=16K]",
      { ...memory, index: 1, start: 0xfe000000n, size: 16384n, isVirtual: true },
    ],
    [
      "Region 3: Memory at <unassigned> (64-bit, non-prefetchable) [disabled] [size=4K]",
      { ...memory, is64: true, index: 3, start: null, size: 4096n },
    ],
    ["Region 5: Memory at <ignored> (32-bit, non-prefetchable)", { ...memory, index: 5, start: null, size: null }],
    [
      "Memory at 90000000 (32-bit, non-prefetchable) [size=1M]",
      { ...memory, index: null, start: 0x90000000n, size: 1n << 20n },
    ],
    [
      "[virtual] Memory at 90000000 (32-bit, non-prefetchable) [size=1M]",
      { ...memory, index: null, start: 0x90000000n, size: 1n << 20n, isVirtual: true },
    ],
    ["I/O ports at 3000 [size=32]", { ...memory, kind: "io", index: null, start: 0x3000n, size: 32n }],
    [
      "Expansion ROM at fe000000 [disabled] [size=512K]",
      { ...memory, index: 6, start: 0xfe000000n, size: 512n << 10n },
    ],
    [
      "[virtual] Expansion ROM at fe000000 [disabled] [size=512K]",
      { ...memory, index: 6, start: 0xfe000000n, size: 512n << 10n, isVirtual: true },
    ],
    [
      "I/O behind bridge: 0000d000-0000dfff [size=4K] [16-bit]",
      { ...memory, kind: "io", index: 13, start: 0xd000n, size: 4096n },
    ],
    [
      "Memory behind bridge: 90100000-901fffff [size=1M] [32-bit]",
      { ...memory, index: 14, start: 0x90100000n, size: 1n << 20n },
    ],
    [
      "Prefetchable memory behind bridge: 0000003c00000000-0000003c000fffff [size=1M] [64-bit]",
      { index: 15, kind: "memory", is64: true, isPrefetchable: true, start: 0x3c00000000n, size: 1n << 20n },
    ],
  ])("%s", (line, region) => {
    expect(told(line)).toEqual({ regions: [region] });
  });

  test("of VFs once it speaks of SR-IOV, and of the next function's own again", () => {
    const functions = functionsIn(
      [
        "01:00.0",
        "\tRegion 0: Memory at 90000000 (32-bit, non-prefetchable) [size=1M]",
        "\tCapabilities: [160 v1] Single Root I/O Virtualization (SR-IOV)",
        "\t\tRegion 3: Memory at 0000000090160000 (64-bit, prefetchable)",
        "01:00.1",
        "\tRegion 3: Memory at 91000000 (32-bit, non-prefetchable)",
      ].join("\n"),
    );
    expect(functions.map(({ text }) => text.regions?.map(({ index }) => index))).toEqual([[0, 10], [3]]);
  });
});
