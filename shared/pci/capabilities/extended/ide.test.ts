import { describe, expect, test } from "vitest";
import { english } from "../../../words/testing/english.ts";
import { type Fixture, fieldOf, linesOf, nodeOf } from "./testing/fixture.ts";

const ide = (dwords: Record<number, number>, rest: Partial<Fixture> = {}): Fixture => ({ id: 0x30, dwords, ...rest });

/** One link stream, two selective ones with one and no address block. */
const STREAMS = ide({
  4: 0x02010001 | 2 | 0x40,
  8: 4,
  12: 0x2b094c01,
  16: 0x80000002,
  20: 1,
  24: 0x07c04301,
  28: 0,
  32: 0x00123400,
  36: 0x05abcd01,
  40: 0xfff12301,
  44: 1,
  48: 2,
  52: 0,
  60: 0x80000005,
});

describe("IDE", () => {
  test("streams and their addresses, each with its offset", () => {
    expect(linesOf(STREAMS)).toEqual([
      "IDECap: Lnk=1 Sel=2 FlowThru- PartHdr- Aggr- PCPC- IDE_KM+ SelCfg- Alg='AES-GCM-256-96b' TCs=1 TeeLim- XT+",
      "IDECtl: FTEn+",
      "[10c]LinkIDE#0 Ctl: En+ XT- NPR- PR- CPL- PCRC+ HdrEnc=33:2 Alg='reserved' TC1 ID43",
      "[110]LinkIDE#0 Sta: Status=secure RecvChkFail+",
      "[114]SelectiveIDE#0 Cap: RID#=1",
      "[118]SelectiveIDE#0 Ctl: En+ XT- NPR- PR- CPL- PCRC+ CFG+ HdrEnc=no Alg='reserved' TC0 TeeLim+ ID7 Default",
      "[11c]SelectiveIDE#0 Sta: insecure RecvChkFail-",
      "[120]SelectiveIDE#0 RID: Valid+ Base=abcd Limit=1234 SegBase=5",
      "[128]SelectiveIDE#0 RID#0: Valid+ Base=212300000 Limit=1ffffffff",
      "[134]SelectiveIDE#1 Cap: RID#=0",
      "[138]SelectiveIDE#1 Ctl: En- XT- NPR- PR- CPL- PCRC- CFG- HdrEnc=no Alg='AES-GCM-256-96b' TC0 TeeLim- ID0",
      "[13c]SelectiveIDE#1 Sta: ??5 RecvChkFail+",
      "[140]SelectiveIDE#1 RID: Valid- Base=0 Limit=0 SegBase=0",
    ]);
  });

  test("the tree finds streams behind streams of other lengths", () => {
    expect(english(fieldOf(STREAMS, "selective[1].sta.failed").problem)).toContain("integrity");
    expect(fieldOf(STREAMS, "address[0].low.base").shown).toBe("123");
    expect(nodeOf(STREAMS).range.end).toBe(0x148);
    expect(nodeOf(STREAMS).registers.at(-1)?.name).toBe(
      "Selective IDE 0, address 0: Address Association 3, Memory Base Upper",
    );
  });

  test.each([
    [0, "no", "-", "insecure"],
    [1, "17:2", "=2", "reserved"],
    [2, "25:2", "=4", "secure"],
    [3, "33:2", "=8", "??3"],
    [4, "41:2", "-", "??4"],
    [9, "??9", "=2", "??9"],
  ])("encodings of %i", (code, header, aggregation, state) => {
    const lines = linesOf(ide({ 4: 1, 12: (code << 10) | ((code & 3) << 4), 16: code }));
    expect(lines[2]).toContain(` NPR- PR${aggregation} CPL- `);
    expect(lines[2]).toContain(` HdrEnc=${header} `);
    expect(lines[3]).toContain(` Status=${state} `);
  });

  test("without streams", () => {
    expect(linesOf(ide({ 4: 0x00ffe000 }))[0]).toMatch(/^IDECap: Lnk=0 Sel=0 .* TCs=8 /);
    expect(linesOf(ide({ 4: 0x00ffe000 }))).toHaveLength(2);
  });

  test("unreadable at each step", () => {
    expect(linesOf(ide({}, { length: 0x10b }))).toEqual(["<unreadable>"]);
    expect(linesOf(ide({ 4: 0x2001 }, { length: 0x11b })).slice(2)).toEqual(["<unreadable>"]);
    expect(linesOf(ide({ 4: 2 }, { length: 0x11f })).slice(2)).toEqual(["<unreadable>"]);
    expect(linesOf(ide({ 4: 2, 12: 2 }, { length: 0x137 })).slice(-1)).toEqual(["<unreadable>"]);
  });
});
