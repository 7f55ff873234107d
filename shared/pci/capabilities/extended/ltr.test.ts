import { describe, expect, test } from "vitest";
import { english } from "../../../words/testing/english.ts";
import { derivedOf, type Fixture, fieldOf, linesOf, textOf } from "./testing/fixture.ts";

const ltr = (value: number): Fixture => ({ id: 0x18, dwords: { 4: value } });

describe("Latency Tolerance Reporting", () => {
  test("value times scale", () => {
    expect(linesOf(ltr(0x10031003))).toEqual(["Max snoop latency: 3145728ns", "Max no snoop latency: 3145728ns"]);
    expect(derivedOf(ltr(0x0805), "snoopTime")).toBe("5120 ns");
  });

  test("scales that are not permitted: lspci's shift wraps, the tree says so", () => {
    expect(linesOf(ltr(0x1fff1bff))).toEqual(["Max snoop latency: 1098437885952ns", "Max no snoop latency: 8184ns"]);
    expect(english(fieldOf(ltr(0x1c00), "snoop.scale").problem)).toContain("reserved");
    expect(derivedOf(ltr(0x1c00), "snoopTime")).toBeUndefined();
  });

  test("needs both registers", () => {
    expect(textOf({ ...ltr(1), length: 0x107 })).toBe("Latency Tolerance Reporting\n");
  });
});
