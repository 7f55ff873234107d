import { describe, expect, test } from "vitest";
import type { KernelResource } from "../layout.ts";
import { functionText, makeSpace, PLAIN_KERNEL } from "../testing/make-space.ts";

const NOTHING: KernelResource = { start: 0n, end: 0n, flags: 0 };

function resource(start: bigint, end: bigint, flags: number): KernelResource {
  return { start, end, flags };
}

function linesOf(...of: Parameters<typeof functionText>): string[] {
  return functionText(...of).split("\n");
}

describe("a bridge", () => {
  const bridge = [
    "04: 07 00 10 00",
    "0a: 04 06 00 00 01",
    "18: 00 01 05 00 d1 e1 00 20",
    "20: 00 fe 10 fe 01 d0 f1 df",
    "28: 01 00 00 00 01 00 00 00",
    "34: 40",
    "3e: 03 00",
    "40: 0d 00 00 00 28 10 34 12",
  ];

  test("has its buses and windows out of its registers", () => {
    const lines = linesOf(makeSpace(256, ...bridge));
    expect(lines).toEqual(
      expect.arrayContaining([
        "\tSubsystem: 1028:1234",
        "\tBus: primary=00, secondary=01, subordinate=05, sec-latency=0",
        "\tI/O behind bridge: 0000d000-0000efff [size=8K] [32-bit]",
        "\tMemory behind bridge: fe000000-fe1fffff [size=2M] [32-bit]",
        "\tPrefetchable memory behind bridge: 00000001d0000000-00000001dfffffff [size=256M] [64-bit]",
        "\tSecondary status: 66MHz- FastB2B- ParErr- DEVSEL=fast >TAbort- <TAbort- <MAbort+ <SERR- <PERR-",
        "\tBridgeCtl: Parity+ SERR+ NoISA- VGA- VGA16- MAbort- >Reset- FastB2B-",
        "\t\tPriDiscTmr- SecDiscTmr- DiscTmrStat- DiscTmrSERREn-",
        "\tCapabilities: [40] Subsystem: 1028:1234",
      ]),
    );
  });

  test("has closed windows, and windows of types that do not exist", () => {
    const closed = functionText(makeSpace(64, ...bridge, "1c: f0 00", "20: f0 ff 00 00 f1 ff 01 00"));
    expect(closed).toContain("\tI/O behind bridge: f000-0fff [disabled] [16-bit]\n");
    expect(closed).toContain("\tMemory behind bridge: fff00000-000fffff [disabled] [32-bit]\n");
    const odd = functionText(makeSpace(64, ...bridge, "1c: 02 12", "20: 01 00 01 00 02 00 12 00"));
    expect(odd).toContain("\t!!! Unknown I/O range types 2/12\n");
    expect(odd).toContain("\t!!! Unknown memory range types 1/1\n");
    expect(odd).toContain("\t!!! Unknown prefetchable memory range types 2/12\n");
  });

  test("has the kernel's windows where the kernel keeps them", () => {
    const windows = [
      resource(0xe000n, 0xefffn, 0x101),
      resource(0xfc000000n, 0xfc7fffffn, 0x200),
      resource(0x8000000000n, 0x80ffffffffn, 0x102201),
      NOTHING,
    ];
    const bars = Array.from({ length: 7 }, () => NOTHING);
    const expected = [
      "\tI/O behind bridge: e000-efff [size=4K] [16-bit]",
      "\tMemory behind bridge: fc000000-fc7fffff [size=8M] [32-bit]",
      // The kernel's addresses come without the type bits of the registers, so lspci calls them 32-bit.
      "\tPrefetchable memory behind bridge: 8000000000-80ffffffff [size=4G] [32-bit]",
    ];
    const vfBars = Array.from({ length: 6 }, () => NOTHING);
    for (const resources of [
      [...bars, ...windows],
      [...bars, ...vfBars, ...windows],
    ]) {
      const lines = linesOf(makeSpace(64, ...bridge), { ...PLAIN_KERNEL, resources });
      expect(lines).toEqual(expect.arrayContaining(expected));
    }
  });

  test("does not show windows that neither it nor the kernel has", () => {
    const resources = Array.from({ length: 17 }, () => NOTHING);
    const text = functionText(makeSpace(64, ...bridge, "1c: 00 00", "20: 00 00 00 00 00 00 00 00", "28: 00"), {
      ...PLAIN_KERNEL,
      resources,
    });
    expect(text).not.toContain("I/O behind bridge");
    expect(text).toContain("\tMemory behind bridge: 00000000-000fffff [disabled] [32-bit]\n");
  });
});

describe("a CardBus bridge", () => {
  const cardbus = [
    "04: 07 00 10 00",
    "0a: 07 06 00 00 02",
    "10: 00 00 00 fe 80 00 00 42",
    "18: 00 02 05 b0 00 00 00 f0 00 f0 ff f1",
    "2c: 00 10 00 00 fc 10 00 00 01 20 00 00 fd 20 00 00",
    "3e: 80 05",
    "40: 28 10 34 12 01 e0 00 00",
    "80: 01 00 02 00",
  ];

  test("has its windows, its legacy ports and the capabilities from 14h on", () => {
    expect(linesOf(makeSpace(256, ...cardbus))).toEqual(
      expect.arrayContaining([
        "\tSubsystem: 1028:1234",
        "\tRegion 0: Memory at fe000000 (32-bit, non-prefetchable)",
        "\tMemory window 0: f0000000-f1ffffff (prefetchable)",
        "\tI/O window 0: 00001000-000010ff",
        "\tI/O window 1: 00002000-000020ff",
        "\tSecondary status: SERR",
        "\tBridgeCtl: Parity- SERR- ISA- VGA- MAbort- >Reset- 16bInt+ PostWrite+",
        "\t16-bit legacy interface ports at e001",
        "\tCapabilities: [80] Power Management version 2",
      ]),
    );
  });

  test("is shown up to where it could be read", () => {
    expect(linesOf(makeSpace(64, ...cardbus)).at(-2)).toBe("\t<access denied to the rest>");
  });
});
