import { describe, expect, test } from "vitest";
import { english } from "../../words/testing/english.ts";
import { decodeSpace, functionContext } from "../decode.ts";
import type { KernelResource } from "../layout.ts";
import { makeSpace, PLAIN_KERNEL } from "../testing/make-space.ts";
import { baseAddresses, bridgeWindows, hasMemoryBar, romAddress } from "./base-addresses.ts";

const NOTHING: KernelResource = { start: 0n, end: 0n, flags: 0 };

function headerOf(...lines: readonly string[]) {
  const { header } = decodeSpace(makeSpace(256, ...lines));
  if (!header) throw new Error("no header");
  const fields = new Map(header.registers.flatMap((register) => register.fields.map((field) => [field.path, field])));
  return {
    key: header.key,
    field: (path: string) => fields.get(`${header.key}.${path}`),
    derived: (id: string) => header.derived.find((node) => node.path === `${header.key}.${id}`)?.shown,
  };
}

describe("the header's field tree", () => {
  test("is that of the header type", () => {
    expect(headerOf("0e: 80").key).toBe("header0");
    expect(headerOf("0e: 01").key).toBe("header1");
    expect(headerOf("0e: 02").key).toBe("header2");
    expect(decodeSpace(makeSpace(256, "0e: 7f")).header).toBeNull();
    expect(decodeSpace(makeSpace(0)).header).toBeNull();
  });

  test("covers every byte of it once", () => {
    for (const type of ["00", "01", "02"]) {
      const { header } = decodeSpace(makeSpace(256, `0e: ${type}`));
      const bytes = (header?.registers ?? []).flatMap(({ offset, width }) =>
        Array.from({ length: width }, (_, at) => offset + at),
      );
      expect(new Set(bytes).size, type).toBe(bytes.length);
      expect(Math.max(...bytes)).toBe((header?.range.end ?? 0) - 1);
    }
  });

  test("says where the expansion ROM lies", () => {
    expect(headerOf("30: 01 00 00 fb").derived("romAt")).toBe("fb000000h, enabled");
    expect(headerOf("0e: 01", "38: 00 00 10 fb").derived("romAt")).toBe("fb100000h, disabled");
    expect(headerOf("30: 00").derived("romAt")).toBeUndefined();
  });

  test("says what the device found in its expansion ROM", () => {
    const { field } = headerOf("30: 55 00 00 fb");
    expect(field("rom.validation")?.shown).toBe("valid contents, trust not tested");
    expect(field("rom.details")?.shown).toBe("5");
  });

  test("lets registers of the conventional bus be written where there is one", () => {
    const express = (type: string): readonly string[] => ["06: 10", "34: 40", `40: 10 00 ${type}`];
    const access = (path: string, ...lines: readonly string[]) => headerOf(...lines).field(path)?.access;
    expect(access("latency.value", "0e: 00")).toBe("RW");
    expect(access("latency.value", ...express("02"))).toBe("RO");
    expect(access("latency.value", "0e: 02")).toBe("RW");
    expect(access("command.mwi", "0e: 00")).toBe("RW");
    expect(access("seclatency.value", "0e: 01")).toBe("RW");
    expect(access("seclatency.value", "0e: 01", ...express("42"))).toBe("RO");
    expect(access("seclatency.value", "0e: 01", ...express("72"))).toBe("RW");
    expect(access("latency.value", "0e: 01", ...express("72"))).toBe("RO");
    expect(access("control.discstatus", "0e: 01", ...express("72"))).toBe("RW1C");
  });

  test("takes a BAR for what its low bits and the BAR before it say", () => {
    const { field, derived } = headerOf("10: 0c 00 00 e0 01 00 00 00 01 d0 00 00 00 00 00 fe");
    expect(field("bar0.type")?.shown).toBe("64-bit");
    expect(field("bar0.port")).toBeUndefined();
    expect(field("bar1.upper")?.raw).toBe(1);
    expect(field("bar1.space")).toBeUndefined();
    expect(field("bar2.port")?.raw).toBe(0xd000 >> 2);
    expect(field("bar3.address")?.raw).toBe(0xfe00000);
    expect(derived("region0")).toBe("64-bit prefetchable memory at 1e0000000h");
    expect(derived("region1")).toBeUndefined();
    expect(derived("region2")).toBe("I/O ports at d000h");
    expect(derived("region3")).toBe("32-bit memory at fe000000h");
  });

  test("marks errors that Status has latched, and leaves a master abort alone", () => {
    const { field } = headerOf("06: 00 c0");
    expect(english(field("status.parity")?.problem)).toMatch(/poisoned/);
    expect(english(field("status.sigserr")?.problem)).toMatch(/error message/);
    expect(headerOf("06: 00 20").field("status.recmabort")?.problem).toBeNull();
    expect(english(headerOf("0e: 01", "3e: 40").field("control.reset")?.problem)).toMatch(/reset/);
  });

  test("tells a bridge's windows", () => {
    const open = headerOf("0e: 01", "1c: d1 e1", "20: 00 fe 10 fe 01 d0 f1 df 01 00 00 00 01 00 00 00");
    expect(open.derived("iowindow")).toBe("d000h to efffh");
    expect(open.derived("memwindow")).toBe("fe000000h to fe1fffffh");
    expect(open.derived("prefwindow")).toBe("1d0000000h to 1dfffffffh");
    const shut = headerOf("0e: 01", "1c: f0 00", "20: f0 ff 00 00 f1 ff 01 00");
    expect([shut.derived("iowindow"), shut.derived("memwindow"), shut.derived("prefwindow")]).toEqual([
      "closed",
      "closed",
      "closed",
    ]);
  });
});

describe("base addresses", () => {
  test("come from the kernel where it has them, with a BAR's flag bits", () => {
    const resources = [{ start: 0xfe000000n, end: 0xfe003fffn, flags: 0x14220c }];
    const fn = functionContext(makeSpace(64, "10: 0c 00 00 e0"), { ...PLAIN_KERNEL, resources });
    const [first, second] = baseAddresses(fn);
    expect(first).toEqual({ address: 0xfe00000cn, size: 0x4000n, flags: 0x14220c });
    expect(second?.address).toBe(0n);
  });

  test("come from the registers otherwise, as many as the header has", () => {
    const at = (type: string) =>
      baseAddresses(functionContext(makeSpace(64, `0e: ${type}`, "10: 00 00 00 fe", "18: 00 00 00 fd"))).map(
        ({ address }) => address,
      );
    expect(at("00").slice(0, 3)).toEqual([0xfe000000n, 0n, 0xfd000000n]);
    expect(at("01").slice(0, 3)).toEqual([0xfe000000n, 0n, 0n]);
    expect(at("05")).toEqual([0n, 0n, 0n, 0n, 0n, 0n]);
  });

  test("leave out a 64-bit BAR without an upper half, and registers that read all ones", () => {
    const fn = functionContext(makeSpace(64, "10: ff ff ff ff", "24: 04 00 00 fe", "30: ff ff ff ff"));
    expect(baseAddresses(fn).every(({ address }) => address === 0n)).toBe(true);
    expect(romAddress(fn).address).toBe(0n);
  });

  test("of memory are told from those of I/O", () => {
    expect(hasMemoryBar(functionContext(makeSpace(64, "10: 01 d0")))).toBe(false);
    expect(hasMemoryBar(functionContext(makeSpace(64, "14: 00 00 00 fe")))).toBe(true);
  });

  test("of a bridge's windows are the last four of 11 or 17 resources", () => {
    const lines = (count: number): KernelResource[] =>
      Array.from({ length: count }, (_, index) => ({ ...NOTHING, start: BigInt(index) }));
    const windowsOf = (count: number) =>
      bridgeWindows(functionContext(makeSpace(64, "0e: 01"), { ...PLAIN_KERNEL, resources: lines(count) }));
    expect(windowsOf(11)?.map(({ address }) => address)).toEqual([7n, 8n, 9n, 10n]);
    expect(windowsOf(17)?.map(({ address }) => address)).toEqual([13n, 14n, 15n, 16n]);
    expect(windowsOf(13)).toBeNull();
    expect(windowsOf(0)).toBeNull();
  });
});
