import { describe, expect, test } from "vitest";
import { parseBdf } from "../bdf.ts";
import type { KernelResource, KernelView } from "../layout.ts";
import { functionText, makeSpace, PLAIN_KERNEL } from "../testing/make-space.ts";
import { type LspciFunction, lspciMachineText } from "./function-text.ts";
import { NUMERIC } from "./naming.ts";

const NOTHING: KernelResource = { start: 0n, end: 0n, flags: 0 };

function resource(start: bigint, end: bigint, flags: number): KernelResource {
  return { start, end, flags };
}

function linesOf(...of: Parameters<typeof functionText>): string[] {
  return functionText(...of).split("\n");
}

const NIC = [
  "00: 86 80 c9 10 07 04 10 00 01 00 00 02 10 40 80 00",
  "10: 00 00 00 fe 0c 00 00 00 01 00 00 00 01 d0 00 00",
  "2c: 86 80 3c a0 00 00 00 00 40",
  "3c: 0b 01",
  "40: 01 00 23 c8 08 20",
];

describe("a device out of a dump", () => {
  test("has all its lines", () => {
    expect(functionText(makeSpace(256, ...NIC))).toBe(
      [
        "01:00.0 0200: 8086:10c9 (rev 01)",
        "\tSubsystem: 8086:a03c",
        "\tControl: I/O+ Mem+ BusMaster+ SpecCycle- MemWINV- VGASnoop- ParErr- Stepping- SERR- FastB2B- DisINTx+",
        "\tStatus: Cap+ 66MHz- UDF- FastB2B- ParErr- DEVSEL=fast >TAbort- <TAbort- <MAbort- >SERR- <PERR- INTx-",
        "\tLatency: 64, Cache Line Size: 64 bytes",
        "\tInterrupt: pin A routed to IRQ 11",
        "\tRegion 0: Memory at fe000000 (32-bit, non-prefetchable)",
        "\tRegion 1: Memory at 100000000 (64-bit, prefetchable)",
        "\tRegion 2: I/O ports at 0000",
        "\tRegion 3: I/O ports at d000",
        "\tCapabilities: [40] Power Management version 3",
        "\t\tFlags: PMEClk- DSI+ D1- D2- AuxCurrent=0mA PME(D0+,D1-,D2-,D3hot+,D3cold+)",
        "\t\tStatus: D0 NoSoftRst+ PME-Enable- DSel=0 DScale=1 PME-",
        "",
      ].join("\n"),
    );
  });

  test("shows nothing that could not be read", () => {
    const lines = linesOf(makeSpace(64, ...NIC));
    expect(lines.at(-2)).toBe("\tCapabilities: <access denied>");
  });

  test("is no device to look into below 64 bytes, though the first ids can be told", () => {
    expect(functionText(makeSpace(16, ...NIC))).toBe(
      "01:00.0 0200: 8086:10c9 (rev 01)\n\tInterrupt: pin ? routed to IRQ 255\n",
    );
    expect(functionText(null)).toBe(
      "01:00.0 ffff: ffff:ffff (rev ff) (prog-if ff)\n\tInterrupt: pin ? routed to IRQ 255\n",
    );
  });

  test("tells Min_Gnt and Max_Lat, and the result of its self test", () => {
    expect(linesOf(makeSpace(64, ...NIC, "3e: 04 08", "0f: c0"))).toEqual(
      expect.arrayContaining([
        "\tLatency: 64 (1000ns min, 2000ns max), Cache Line Size: 64 bytes",
        "\tBIST is running",
      ]),
    );
    expect(functionText(makeSpace(64, ...NIC, "3f: 01", "0f: 85"))).toMatch(/\(250ns max\).*\n[\s\S]*BIST result: 05/);
  });

  test("shows the upper half of a 64-bit BAR as a region of its own, as lspci does without a kernel", () => {
    const text = functionText(makeSpace(64, "04: 02", "10: 0c 00 00 e0 01 00 00 00"));
    expect(text).toContain("Region 0: Memory at 1e0000000 (64-bit, prefetchable)\n");
    expect(text).toContain("Region 1: I/O ports at <unassigned> [disabled]\n");
  });

  test("with a class or header type that cannot be is marked", () => {
    expect(functionText(makeSpace(64, "0a: 04 06"))).toContain("!!! Invalid class 0604 for header type 00");
    expect(functionText(makeSpace(64, "0a: 00 02", "0e: 81"))).toContain("!!! Invalid class 0200 for header type 01");
    expect(functionText(makeSpace(64, "0e: 83"))).toContain("!!! Unknown header type 03\n");
  });

  test("has its expansion ROM", () => {
    const rom = (hex: string, command = "02"): string | undefined =>
      linesOf(makeSpace(64, `04: ${command}`, `30: ${hex}`)).find((line) => line.includes("ROM"));
    expect(rom("01 00 f0 fe")).toBe("\tExpansion ROM at fef00000");
    expect(rom("01 00 f0 fe", "00")).toBe("\tExpansion ROM at fef00000 [disabled by cmd]");
    expect(rom("00 00 f0 fe")).toBe("\tExpansion ROM at fef00000 [disabled]");
    expect(rom("02 00 00 00")).toBe("\tExpansion ROM at <unassigned> [disabled]");
    expect(rom("ff ff ff ff")).toBe("\tExpansion ROM at <ignored>");
    expect(rom("00 00 00 00")).toBeUndefined();
  });
});

describe("a device that a kernel knows", () => {
  const kernel: KernelView = {
    ...PLAIN_KERNEL,
    resources: [
      resource(0xfe000000n, 0xfe01ffffn, 0x40200),
      resource(0x4000000000n, 0x40003fffffn, 0x14220c),
      NOTHING,
      resource(0xd000n, 0xd01fn, 0x40101),
      NOTHING,
      NOTHING,
      resource(0xfeb00000n, 0xfeb3ffffn, 0x46200),
    ],
    irq: 45,
    numaNode: 1,
    iommuGroup: "17",
    slot: "3-1",
    label: "Onboard LAN",
    driver: "igb",
    modules: ["igb", "igb", "e1000e"],
  };

  test("has its sizes and what sysfs tells beside the registers", () => {
    const lines = linesOf(makeSpace(64, ...NIC), kernel);
    expect(lines.slice(1, 4)).toEqual(["\tDeviceName: Onboard LAN", "\tSubsystem: 8086:a03c", "\tPhysical Slot: 3-1"]);
    expect(lines).toEqual(
      expect.arrayContaining([
        "\tInterrupt: pin A routed to IRQ 45",
        "\tNUMA node: 1",
        "\tIOMMU group: 17",
        "\tRegion 0: Memory at fe000000 (32-bit, non-prefetchable) [size=128K]",
        "\tRegion 1: Memory at 4000000000 (64-bit, prefetchable) [size=4M]",
        "\tRegion 3: I/O ports at d000 [size=32]",
        "\tExpansion ROM at feb00000 [virtual] [disabled] [size=256K]",
        "\tKernel driver in use: igb",
        "\tKernel modules: igb, e1000e",
      ]),
    );
  });

  test("does not show a node that the firmware does not tell", () => {
    expect(functionText(makeSpace(64, ...NIC), { ...kernel, numaNode: -1 })).not.toContain("NUMA");
  });

  test("shows addresses that only the kernel has, only the BAR has, or nobody", () => {
    const lines = linesOf(makeSpace(64, "10: 00 00 00 00 00 00 00 fe 05 00 00 00"), {
      ...kernel,
      resources: [
        resource(0xfe000000n, 0xfe000fffn, 0x200),
        resource(0n, 0xfffn, 0x200),
        resource(0n, 0xffn, 0x100),
        resource(0n, 0xfffn, 0x200),
        NOTHING,
        resource(0x1000n, 0x1000n, 0x100),
        NOTHING,
      ],
    });
    expect(lines).toEqual(
      expect.arrayContaining([
        "\tRegion 0: Memory at fe000000 (32-bit, non-prefetchable) [virtual] [size=4K]",
        "\tRegion 1: Memory at <ignored> (32-bit, non-prefetchable) [disabled] [size=4K]",
        "\tRegion 2: I/O ports at <ignored> [disabled] [size=256]",
        "\tRegion 3: Memory at <unassigned> (32-bit, non-prefetchable) [disabled] [size=4K]",
        "\tRegion 5: I/O ports at 1000 [disabled]",
      ]),
    );
  });

  test("of which a 64-bit BAR has no room for its upper half is marked", () => {
    const text = functionText(makeSpace(64, "04: 02", "24: 04 00 00 fe"), {
      ...kernel,
      resources: [NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, resource(0xfe000000n, 0xfe000fffn, 0x100204)],
    });
    expect(text).toContain("Region 5: Memory at <broken-64-bit-slot> (64-bit, non-prefetchable) [size=4K]");
  });

  test("by enhanced allocation says so", () => {
    const text = functionText(makeSpace(64, "04: 02"), {
      ...kernel,
      resources: [resource(0xfe000000n, 0xfe000fffn, 0x220)],
    });
    expect(text).toContain("Region 0: Memory at fe000000 (32-bit, non-prefetchable) [enhanced] [size=4K]");
  });

  test("is a VF: its registers hold no ids, the kernel does", () => {
    const identity = {
      vendor: 0x15b3,
      device: 0x101e,
      classCode: 0x020000,
      revision: 0,
      subsystemVendor: 0x15b3,
      subsystemDevice: 0x0023,
    };
    const text = functionText(makeSpace(64, "00: ff ff ff ff"), { ...PLAIN_KERNEL, identity });
    expect(text).toContain("01:00.0 0200: 15b3:101e\n\tSubsystem: 15b3:0023\n");
  });

  test("is shown without configuration space, as far as the kernel knows it", () => {
    const text = functionText(null, {
      ...kernel,
      resources: kernel.resources.slice(0, 2),
      deviceTreeNode: "/soc/pcie@0",
      identity: {
        vendor: 1,
        device: 2,
        classCode: 0x020000,
        revision: 3,
        subsystemVendor: null,
        subsystemDevice: null,
      },
    });
    expect(text).toBe(
      [
        "01:00.0 0200: 0001:0002 (rev 03)",
        "\tDeviceName: Onboard LAN",
        "\tPhysical Slot: 3-1",
        "\tDevice tree node: /soc/pcie@0",
        "\tInterrupt: pin ? routed to IRQ 45",
        "\tNUMA node: 1",
        "\tIOMMU group: 17",
        "\tRegion 0: Memory at fe000000 (32-bit, non-prefetchable) [size=128K]",
        "\tRegion 1: Memory at 4000000000 (64-bit, prefetchable) [size=4M]",
        "\tKernel driver in use: igb",
        "\tKernel modules: igb, e1000e",
        "",
      ].join("\n"),
    );
  });
});

describe("a machine", () => {
  const machine = (addresses: readonly string[]): string => {
    const functions = addresses.flatMap((text): LspciFunction[] => {
      const bdf = parseBdf(text);
      return bdf ? [{ bdf, space: makeSpace(64), kernel: null, naming: NUMERIC }] : [];
    });
    return lspciMachineText(functions);
  };
  const heads = (text: string): string[] => text.split("\n").filter((line) => /^\S/.test(line));

  test("is sorted, with an empty line after each function", () => {
    const text = machine(["01:00.0", "00:1f.0", "00:02.1"]);
    expect(heads(text)).toEqual(["00:02.1 0000: 0000:0000", "00:1f.0 0000: 0000:0000", "01:00.0 0000: 0000:0000"]);
    expect(text.match(/\n\n/g)).toHaveLength(3);
    expect(text.endsWith("\n\n")).toBe(true);
  });

  test("shows domains as soon as there is a second one", () => {
    expect(heads(machine(["10000:01:00.0", "0000:00:00.0", "0001:00:00.0"]))).toEqual([
      "0000:00:00.0 0000: 0000:0000",
      "0001:00:00.0 0000: 0000:0000",
      "10000:01:00.0 0000: 0000:0000",
    ]);
  });
});
