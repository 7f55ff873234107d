import { describe, expect, it } from "vitest";
import { bareHex, decimal, driverOverride, linkSpeed, linkWidth, natural, prefixedHex, resources } from "./values.ts";

describe("values", () => {
  it("reads numbers of the right size only", () => {
    expect(prefixedHex("0x15b3", 0xffff)).toBe(0x15b3);
    expect(["0x15b30", "15b3", "0x", "0xzz", "-0x1", "0x1 "].map((text) => prefixedHex(text, 0xffff))).toEqual(
      Array.from({ length: 6 }, () => null),
    );
    expect(bareHex("101e", 0xffff)).toBe(0x101e);
    expect([decimal("-1"), natural("-1"), natural("62"), natural("1e3"), natural("")]).toEqual([
      -1,
      null,
      62,
      null,
      null,
    ]);
  });

  it("reads link texts of old and new kernels", () => {
    expect(["16.0 GT/s PCIe", "8 GT/s", "2.5 GT/s", "Unknown", "Unknown speed"].map(linkSpeed)).toEqual([
      16,
      8,
      2.5,
      null,
      null,
    ]);
    // 0 = the link is down, 255 = the kernel cannot tell.
    expect(["16", "0", "255"].map(linkWidth)).toEqual([16, null, null]);
  });

  it("tells an override from none", () => {
    expect(["(null)", "", "vfio-pci"].map(driverOverride)).toEqual([null, null, "vfio-pci"]);
  });

  it("shortens addresses and keeps the kernel's lines", () => {
    const text = [
      "0x00000600de000000 0x00000600dfffffff 0x000000000014220c",
      "0x0000000000000000 0x0000000000000000 0x0000000000000000",
      "0xFFFFFFFFFFFF0000 0xffffffffffffffff 0x0000000000000200",
    ].join("\n");
    expect(resources(text)).toEqual([
      { start: "0x600de000000", end: "0x600dfffffff", flags: "0x14220c" },
      { start: "0x0", end: "0x0", flags: "0x0" },
      { start: "0xffffffffffff0000", end: "0xffffffffffffffff", flags: "0x200" },
    ]);
    expect(resources(`${text}\n0x0 0x0`)).toBeNull();
    expect(resources("")).toEqual([]);
  });
});
