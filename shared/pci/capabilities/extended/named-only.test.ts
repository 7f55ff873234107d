/** Capabilities that lspci only names: their text is in the table's own test, their tree here. */
import { describe, expect, test } from "vitest";
import { english } from "../../../words/testing/english.ts";
import { derivedOf, type Fixture, fieldOf, nodeOf } from "./testing/fixture.ts";

const of = (id: number, dwords: Record<number, number>): Fixture => ({ id, dwords });

describe("Power Budgeting", () => {
  test.each([
    [0x0000_80fa, "above 300 W"],
    [0x0000_80f1, "250–275 W"],
    [0x0000_8119, "2.5 W"],
    [0x0003_8364, "0.1 W"],
    [0x0000_804b, "75 W"],
  ])("data %i", (data, power) => {
    expect(derivedOf(of(0x04, { 8: data }), "power")).toBe(power);
  });

  test("an empty entry has no power", () => {
    expect(derivedOf(of(0x04, {}), "power")).toBeUndefined();
    expect(fieldOf(of(0x04, { 8: 0x001fe400 }), "data.rail").shown).toBe("thermal");
    expect(fieldOf(of(0x04, { 8: 0x001fe400 }), "data.substate").shown).toBe("device specific 1");
  });
});

test("RC Internal Link", () => {
  const fixture = of(0x06, { 4: 0x001c_0084, 8: 0x0083_0001 });
  expect(fieldOf(fixture, "cap.speeds").shown).toBe("2.5GT/s, 5GT/s, 8GT/s");
  expect(fieldOf(fixture, "cap.speed").shown).toBe("16GT/s");
  expect(fieldOf(fixture, "sta.width").shown).toBe("x8");
});

test("RC Internal Link at the fastest rate, whose code is 8 and whose bit stands for all that is faster too", () => {
  const fixture = of(0x06, { 4: 0x0100_0088, 8: 0x0087_0001 });
  expect(fieldOf(fixture, "cap.speed").shown).toBe("128GT/s");
  expect(fieldOf(fixture, "cap.speeds").shown).toBe("128GT/s or higher");
  expect(fieldOf(fixture, "sta.speed").shown).not.toContain("128");
});

test("RCRB and Configuration Access Correlation", () => {
  expect(fieldOf(of(0x0a, { 4: 0x1234_8086 }), "ids.device").shown).toBe("1234");
  expect(fieldOf(of(0x0c, { 4: 7 }), "correlation.value").shown).toBe("00000007");
});

test("Dynamic Power Allocation", () => {
  const fixture = of(0x16, { 4: 0x0a05_2102, 12: 0x0102, 16: 0x00ff_ff0a, 18: 0x0019 });
  expect(derivedOf(fixture, "power")).toBe("2.5 W");
  expect(derivedOf(fixture, "latency")).toBe("50 ms, 100 ms");
  expect(nodeOf(fixture).registers).toHaveLength(4 + 3);
});

test("Protocol Multiplexing", () => {
  const fixture = of(0x1a, { 4: 0x0802, 8: 0x0200_0001, 12: 0x0100_0000, 20: 0x00ab_00cd });
  expect(fieldOf(fixture, "cap.speeds").shown).toBe("16GT/s");
  expect(fieldOf(fixture, "ctl.channel3").raw).toBe(2);
  expect(fieldOf(fixture, "sta.speed3").raw).toBe(1);
  expect(fieldOf(fixture, "entry[1].ids.authority").shown).toBe("00ab");
});

test("LN Requester and M-PCIe", () => {
  expect(fieldOf(of(0x1c, { 4: 0x0003_0502 }), "ctl.line").shown).toBe("128 bytes");
  expect(fieldOf(of(0x20, { 4: 0x0105_8002 }), "cap.tx").shown).toBe("x1, x4");
});

test("FRS Queueing", () => {
  const fixture = of(0x21, { 8: 2, 12: 0x0013_0100 });
  expect(english(fieldOf(fixture, "sta.overflow").problem)).toContain("lost");
  expect(fieldOf(fixture, "queue.reason").shown).toBe("FLR completed");
});

test("Readiness Time Reporting", () => {
  const fixture = of(0x22, { 4: 0x8000_0805, 8: 0x00e0_0000 });
  expect(fieldOf(fixture, "times1.reset").shown).toBe("5242880 ns");
  expect(fieldOf(fixture, "times2.d3hot").shown).toBe("reserved scale");
});

test("Data Link Feature", () => {
  const fixture = of(0x25, { 4: 0x8000_0001, 8: 0x8000_00e1 });
  expect(fieldOf(fixture, "cap.exchange").raw).toBe(1);
  expect(fieldOf(fixture, "sta.l0p").shown).toBe("More than 64us");
});

test("Hierarchy ID, NPEM and SFI", () => {
  expect(fieldOf(of(0x28, { 8: 0x0042_0001 }), "data.hierarchy").shown).toBe("0042");
  expect(fieldOf(of(0x29, { 8: 0x0000_0009 }), "ctl.locate").raw).toBe(1);
  expect(fieldOf(of(0x2c, { 4: 0x0002_0001 }), "ctl.dataLink").raw).toBe(1);
});

test("Alternate Protocol: the mask exists with selective enabling only", () => {
  const masks = (cap: number) => nodeOf(of(0x2b, { 4: cap })).registers.length - 4;
  expect(masks(0x021)).toBe(0);
  expect(masks(0x121)).toBe(2);
  expect(masks(0x100)).toBe(1);
});

test("Streamlined Virtual Channel has a group for each channel", () => {
  const fixture = of(0x35, { 4: 0x0000_0003, 12: 1, 56: 0x0000_3200, 60: 0x8000_0208, 64: 2 });
  expect(fieldOf(fixture, "vc[3].cap.protocols").shown).toBe("UIO only");
  expect(fieldOf(fixture, "vc[3].ctl.map").shown).toBe("08");
  expect(fieldOf(fixture, "vc[3].sta.negotiating").raw).toBe(1);
  expect(nodeOf(fixture).registers).toHaveLength(4 + 4 * 3);
});

test.each([0x11, 0x2d, 0x33, 0x37, 0x38, 0x3a])("the layout of %i is not public, and the node says so", (id) => {
  expect(nodeOf(of(id, { 4: 0x1234 })).state).toBe("unpublished");
  expect(nodeOf(of(0x36, { 4: 0x1234 })).state).toBe("decoded");
});

test("a capability without a published layout shows its double words, no more than sixteen", () => {
  const node = nodeOf(of(0x38, { 4: 0x1234_5678, 68: 0xdead_beef }));
  expect(node.registers).toHaveLength(16);
  expect(node.registers[0]).toMatchObject({ offset: 0x104, raw: 0x1234_5678 });
  expect(node.range).toEqual({ start: 0x100, end: 0x144 });
  expect(nodeOf(of(0x2d, { 8: 5 })).registers[1]).toMatchObject({ name: "Shadow Functions Control", raw: 5 });
});
