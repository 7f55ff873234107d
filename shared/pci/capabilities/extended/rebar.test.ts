import { describe, expect, test } from "vitest";
import { derivedOf, type Fixture, fieldOf, linesOf, nodeOf, textOf } from "./testing/fixture.ts";

const rebar = (dwords: Record<number, number>, rest: Partial<Fixture> = {}): Fixture => ({ id: 0x15, dwords, ...rest });

describe("Resizable BAR", () => {
  test("sizes of two BARs", () => {
    const fixture = rebar({ 4: 0x00007000, 8: 0x00000840, 12: 0x80000010, 16: 0x80011f02 });
    expect(textOf(fixture)).toBe(
      [
        "Physical Resizable BAR",
        "\t\tBAR 0: current size: 256MB, supported: 256MB 512MB 1GB",
        "\t\tBAR 2: current size: 2PB, supported: 1MB 128TB 256TB 8EB",
        "",
      ].join("\n"),
    );
    expect(derivedOf(fixture, "size0")).toBe("BAR0: 256MB of 256MB 512MB 1GB");
    expect(derivedOf(fixture, "size2")).toBeUndefined();
    expect(fieldOf(fixture, "entry[1].ctl.size").shown).toBe("2PB");
    expect(nodeOf(fixture).range.end).toBe(0x114);
  });

  test("nothing supported, and a size that does not exist", () => {
    expect(linesOf(rebar({ 8: 0x00003f21 }))).toEqual(["BAR 1: current size: <unknown>"]);
  });

  test.each([0, 7])("%i BARs are out of specification", (count) => {
    expect(linesOf(rebar({ 8: count << 5 }))).toEqual([
      `<error in resizable BAR: num_bars=${count} is out of specification>`,
    ]);
  });

  test("entries past the readable bytes", () => {
    expect(linesOf(rebar({ 8: 0x40 }, { length: 0x110 }))).toEqual(["BAR 0: current size: 1MB", "<unreadable>"]);
    expect(linesOf(rebar({}, { length: 0x108 }))).toEqual(["<unreadable>"]);
  });

  test("VFs have their own capability", () => {
    const fixture = rebar({ 4: 0x10, 8: 0x20 }, { id: 0x24 });
    expect(textOf(fixture)).toBe("Virtual Resizable BAR\n\t\tBAR 0: current size: 1MB, supported: 1MB\n");
    expect(fieldOf(fixture, "entry[0].ctl.size").help).toContain("VF MSE is clear");
    expect(fieldOf(rebar({ 8: 0x20 }), "entry[0].ctl.size").help).toContain("Memory Space Enable is clear");
    expect(derivedOf(fixture, "size0")).toBe("VF BAR0: 1MB of 1MB");
  });
});
