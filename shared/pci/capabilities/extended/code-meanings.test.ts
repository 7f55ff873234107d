/** Bits and codes that lspci does not show. */
import { describe, expect, test } from "vitest";
import { english } from "../../../words/testing/english.ts";
import { type Fixture, fieldOf, nodeOf } from "./testing/fixture.ts";

const of = (id: number, dwords: Record<number, number>, rest: Partial<Fixture> = {}): Fixture => ({
  id,
  dwords,
  ...rest,
});

test("RC Internal Link: code 8 is 128 GT/s, code 7 is nothing yet", () => {
  expect(fieldOf(of(0x06, { 4: 0x0100_0088 }), "cap.speed").shown).toBe("128GT/s");
  expect(fieldOf(of(0x06, { 8: 0x0007_0000 }), "sta.speed").shown).toBe("reserved");
  expect(fieldOf(of(0x06, { 4: 0x0100_0088 }), "cap.speeds").shown).toBe("128GT/s or higher");
});

describe("Advanced Error Reporting", () => {
  test("of a root port tells the kind of a correctable error message", () => {
    const root = of(0x01, { 48: 0x100 }, { portType: 4 });
    expect(fieldOf(root, "rootsta.subclass").shown).toBe("for the operating system");
  });

  test("of a bridge to PCI has the errors of the bus below, where a root port has its own registers", () => {
    const bridge = of(0x01, { 24: 0x800, 44: 0x1008, 56: 12, 60: 0xabcd }, { portType: 7 });
    expect(fieldOf(bridge, "secsta.masterAbort").raw).toBe(1);
    expect(fieldOf(bridge, "secsta.serr").access).toBe("RW1CS");
    expect(fieldOf(bridge, "secsvrt.address").reset).toBe(1);
    expect(fieldOf(bridge, "seclog0.value").shown).toBe("0000abcd");
    const paths = nodeOf(bridge).registers.map(({ path }) => path);
    expect(paths).not.toContain("aer@100.rootsta");
    expect(paths).not.toContain("aer@100.prefix0");
    expect(nodeOf(bridge).range.end).toBe(0x14c);
  });
});

test("VF BARs say their type, and the second half of a wide one is no BAR of its own", () => {
  const wide = of(0x10, { 36: 0xf780_000c, 40: 1, 48: 0xf7a0_0000 });
  expect(fieldOf(wide, "bar0.type").shown).toBe("64-bit");
  expect(fieldOf(wide, "bar0.prefetchable").raw).toBe(1);
  expect(fieldOf(wide, "bar1.upper").raw).toBe(1);
  expect(fieldOf(wide, "bar3.type").shown).toBe("32-bit");
  expect(nodeOf(wide).registers.filter(({ path }) => path.includes(".bar"))).toHaveLength(6);
});

test("DOE has attention and objects that nobody asked for", () => {
  const doe = of(0x2e, { 4: 0x3000, 8: 0x0c, 12: 0x18 });
  for (const path of ["cap.attention", "cap.async", "ctl.noAttention", "ctl.async", "sta.async", "sta.attention"]) {
    expect(fieldOf(doe, path).raw, path).toBe(1);
  }
});

test("Alternate Protocol has a switch for all, and the parts of its data", () => {
  const protocol = of(0x2b, { 8: 0x100, 12: 0x1e98_0062, 16: 0x00ab_cdef });
  expect(fieldOf(protocol, "ctl.global").raw).toBe(1);
  expect(fieldOf(protocol, "data1.usage").raw).toBe(2);
  expect(fieldOf(protocol, "data1.details").raw).toBe(3);
  expect(fieldOf(protocol, "data2.info").shown).toBe("abcdef");
});

test("M-PCIe: the address of the PHY's register is in three parts", () => {
  const address = of(0x20, { 20: 0xc10a_0055 });
  expect(fieldOf(address, "phyAddress.upper").shown).toBe("0a");
  expect(fieldOf(address, "phyAddress.upper5").raw).toBe(1);
  expect(fieldOf(address, "phyAddress.location").shown).toBe("local");
});

test("Altera CvP latches a refused configuration, and counts what can be sent", () => {
  const cvp = of(0x0b, { 4: (0x4c << 20) | 0x1172, 52: 0x20, 72: 0x0300 }, { vendor: 0x1172 });
  expect(english(fieldOf(cvp, "errors.config").problem)).toContain("rejected");
  expect(fieldOf(cvp, "credits.value").raw).toBe(3);
});

test("IDE: how many packets share a check is told in words", () => {
  const ide = of(0x30, { 4: 1, 12: 0x0000_0004 });
  expect(fieldOf(ide, "link[0].ctl.npr").shown).toBe("up to 2");
  expect(fieldOf(ide, "link[0].ctl.pr").shown).toBe("none");
});
