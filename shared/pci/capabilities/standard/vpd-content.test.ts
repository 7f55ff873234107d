import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PLAIN_KERNEL, standardText } from "../../testing/make-space.ts";
import { vpdLines } from "./vpd-content.ts";

function ascii(text: string): number[] {
  return Array.from(text, (character) => character.charCodeAt(0));
}
function item(keyword: string, content: readonly number[]): number[] {
  return [...ascii(keyword), content.length, ...content];
}
function large(tag: number, content: readonly number[]): number[] {
  return [tag, content.length & 0xff, content.length >> 8, ...content];
}
const END = 0x78;

/** A read-only section whose checksum byte makes the sum of all bytes up to it zero. */
function checked(before: readonly number[], items: readonly number[], filler: number): number[] {
  const length = items.length + 4 + filler;
  const head = [0x90, length & 0xff, length >> 8, ...items, ...ascii("RV"), 1 + filler];
  const sum = [...before, ...head].reduce((total, byte) => total + byte, 0);
  return [...before, ...head, (256 - (sum & 0xff)) & 0xff, ...Array.from({ length: filler }, () => 0xaa)];
}

describe("vital product data", () => {
  test("has a name, read-only and read-write fields", () => {
    const name = large(0x82, ascii("Gigabit card"));
    const bytes = [
      ...checked(name, [...item("PN", ascii("PN-1")), ...item("CP", [1, 0xff]), ...item("V0", ascii("a\\b"))], 3),
      ...large(0x91, [...item("YA", ascii("tag")), ...item("RW", [0, 0])]),
      END,
    ];
    expect(vpdLines(Uint8Array.from(bytes))).toBe(
      [
        "\t\tProduct Name: Gigabit card",
        "\t\tRead-only fields:",
        "\t\t\t[PN] Part number: PN-1",
        "\t\t\t[CP] Extended capability: 01 ff",
        "\t\t\t[V0] Vendor specific: a\\\\b",
        "\t\t\t[RV] Reserved: checksum good, 3 byte(s) reserved",
        "\t\tRead/write fields:",
        "\t\t\t[YA] Asset tag: tag",
        "\t\t\t[RW] Read-write area: 2 byte(s) free",
        "\t\tEnd",
        "",
      ].join("\n"),
    );
  });

  test("with a wrong checksum says so", () => {
    const bytes = checked([], item("SN", ascii("1")), 0);
    bytes[6] = 0x32;
    expect(vpdLines(Uint8Array.from([...bytes, END]))).toContain("checksum bad, 0 byte(s) reserved");
  });

  test("escapes what cannot be printed and leaves out a zero at the end", () => {
    const bytes = [...large(0x90, item("SN", [0x41, 0x07, 0x7f, 0x00])), END];
    expect(vpdLines(Uint8Array.from(bytes))).toContain("[SN] Serial number: A\\x07\\x7f\n");
    expect(vpdLines(Uint8Array.from([...large(0x90, item("QQ", [0x5a])), END]))).toContain("[QQ] Unknown: 5a\n");
  });

  test("that ends too early, or goes on with something else, is shown up to there", () => {
    expect(vpdLines(new Uint8Array(0))).toBe("\t\tNot readable\n");
    expect(vpdLines(Uint8Array.from(large(0x82, ascii("x"))))).toBe("\t\tProduct Name: x\n\t\tNo end tag found\n");
    expect(vpdLines(Uint8Array.of(0x83, 0, 0))).toBe("\t\tUnknown large resource type 03, will not decode more.\n");
    expect(vpdLines(Uint8Array.of(0x10))).toBe("\t\tUnknown small resource type 02, will not decode more.\n");
    expect(vpdLines(Uint8Array.of(0x82, 0xff, 0xff))).toBe("\t\tNo end tag found\n");
  });

  test("is not in a dump, only with the kernel's help", () => {
    expect(standardText("03 00")).toBe("Vital Product Data\n\t\tNot readable\n");
    const vpd = Uint8Array.from([...large(0x82, ascii("card")), END]);
    expect(standardText("03 00", { kernel: { ...PLAIN_KERNEL, vpd } })).toBe(
      "Vital Product Data\n\t\tProduct Name: card\n\t\tEnd\n",
    );
  });

  test("of any bytes ends", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
        expect(vpdLines(bytes)).toMatch(/\n$/);
      }),
    );
  });
});
