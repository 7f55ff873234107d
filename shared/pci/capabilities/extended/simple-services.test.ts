/** ACS, ARI, ATS, PRI and PASID: two registers each and no branches. */
import { describe, expect, test } from "vitest";
import { english } from "../../../words/testing/english.ts";
import { derivedOf, type Fixture, fieldOf, linesOf, nodeOf, textOf } from "./testing/fixture.ts";

const of = (id: number, first: number, rest: Record<number, number> = {}): Fixture => ({
  id,
  dwords: { 4: first, ...rest },
});

describe("ACS", () => {
  test("capability and control", () => {
    expect(linesOf(of(0x0d, 0x001d005f))).toEqual([
      "ACSCap:\tSrcValid+ TransBlk+ ReqRedir+ CmpltRedir+ UpstreamFwd+ EgressCtrl- DirectTrans+",
      "ACSCtl:\tSrcValid+ TransBlk- ReqRedir+ CmpltRedir+ UpstreamFwd+ EgressCtrl- DirectTrans-",
    ]);
  });

  test("the egress vector exists with egress control only; its size 0 is 256 bits", () => {
    const vectors = (cap: number) => nodeOf(of(0x0d, cap)).registers.length - 2;
    expect(vectors(0x2800)).toBe(0);
    expect(vectors(0x2820)).toBe(2);
    expect(vectors(0x0020)).toBe(8);
    expect(fieldOf(of(0x0d, 0x20), "cap.vector").shown).toBe("256 bits");
  });
});

test("ARI", () => {
  expect(linesOf(of(0x0e, 0x00530103))).toEqual([
    "ARICap:\tMFVC+ ACS+, Next Function: 1",
    "ARICtl:\tMFVC+ ACS+, Function Group: 5",
  ]);
});

test("ATS", () => {
  const fixture = of(0x0f, 0x80010060);
  expect(linesOf(fixture)).toEqual([
    "ATSCap:\tInvalidate Queue Depth: 00",
    "ATSCtl:\tEnable+, Smallest Translation Unit: 01",
  ]);
  expect(fieldOf(fixture, "cap.depth").shown).toBe("32");
  expect(derivedOf(fixture, "unitBytes")).toBe("8K bytes");
});

test("PRI", () => {
  const fixture = of(0x13, 0x81010001, { 8: 0x200, 12: 0x20 });
  expect(linesOf(fixture)).toEqual([
    "PRICtl: Enable+ Reset-",
    "PRISta: RF+ UPRGI- Stopped+ PASID+",
    "Page Request Capacity: 00000200, Page Request Allocation: 00000020",
  ]);
  expect(english(fieldOf(fixture, "sta.failure").problem)).toContain("failure");
});

test("PASID", () => {
  expect(linesOf(of(0x1b, 0x00051406))).toEqual([
    "PASIDCap: Exec+ Priv+, Max PASID Width: 14",
    "PASIDCtl: Enable+ Exec- Priv+",
  ]);
});

test.each([
  [0x0d, 0x107, "Access Control Services\n"],
  [0x0e, 0x107, "Alternative Routing-ID Interpretation (ARI)\n"],
  [0x0f, 0x107, "Address Translation Service (ATS)\n"],
  [0x13, 0x10f, "Page Request Interface (PRI)\n"],
  [0x1b, 0x107, "Process Address Space ID (PASID)\n"],
])("capability %i without its bytes is a name", (id, length, text) => {
  expect(textOf({ id, length })).toBe(text);
});
