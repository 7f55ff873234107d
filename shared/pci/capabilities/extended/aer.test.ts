import { describe, expect, test } from "vitest";
import { english } from "../../../words/testing/english.ts";
import { derivedOf, type Fixture, fieldOf, linesOf, nodeOf, textOf } from "./testing/fixture.ts";

const aer = (dwords: Record<number, number>, rest: Partial<Fixture> = {}): Fixture => ({ id: 0x01, dwords, ...rest });
const ROOT_PORT = 4;

describe("Advanced Error Reporting", () => {
  test("as an endpoint has it", () => {
    const lines = linesOf(aer({ 4: 0x00100000, 8: 0x00400000, 12: 0x00462030, 16: 0x2000, 24: 0xb4, 28: 0x4a000001 }));
    expect(lines[0]).toBe("UESta:\tDLP- SDES- TLP- FCP- CmpltTO- CmpltAbrt- UnxCmplt- RxOF- MalfTLP-");
    expect(lines[1]).toBe("ECRC- UnsupReq+ ACSViol- UncorrIntErr- BlockedTLP- AtomicOpBlocked- TLPBlockedErr-");
    expect(lines[4]).toContain("UncorrIntErr+");
    expect(lines[6]).toBe("UESvrt:\tDLP+ SDES+ TLP- FCP+ CmpltTO- CmpltAbrt- UnxCmplt- RxOF+ MalfTLP+");
    expect(lines.slice(9)).toEqual([
      "CESta:\tRxErr- BadTLP- BadDLLP- Rollover- Timeout- AdvNonFatalErr+ CorrIntErr- HeaderOF-",
      "CEMsk:\tRxErr- BadTLP- BadDLLP- Rollover- Timeout- AdvNonFatalErr- CorrIntErr- HeaderOF-",
      "AERCap:\tFirst Error Pointer: 14, ECRCGenCap+ ECRCGenEn- ECRCChkCap+ ECRCChkEn-",
      "MultHdrRecCap- MultHdrRecEn- TLPPfxPres- HdrLogCap-",
      "HeaderLog: 4a000001 00000000 00000000 00000000",
    ]);
  });

  test("a root port has the root registers as well", () => {
    const lines = linesOf(aer({ 44: 7, 48: 0x10000054, 52: 0x01080100 }, { portType: ROOT_PORT }));
    expect(lines.slice(-4)).toEqual([
      "RootCmd: CERptEn+ NFERptEn+ FERptEn+",
      "RootSta: CERcvd- MultCERcvd- UERcvd+ MultUERcvd-",
      "FirstFatal+ NonFatalMsg- FatalMsg+ IntMsgNum 2",
      "ErrorSrc: ERR_COR: 0100 ERR_FATAL/NONFATAL: 0108",
    ]);
    expect(linesOf(aer({ 44: 7 }, { portType: 6 })).at(-1)).toMatch(/^HeaderLog/);
  });

  test("ends where the bytes end", () => {
    expect(textOf(aer({}, { length: 0x12b }))).toBe("Advanced Error Reporting\n");
    expect(linesOf(aer({}, { length: 0x12c, portType: ROOT_PORT })).at(-1)).toMatch(/^HeaderLog/);
  });

  test("an uncorrectable error is marked unless it is masked, with its severity", () => {
    const problem = (dwords: Record<number, number>) => english(fieldOf(aer(dwords), "uesta.malformed").problem);
    expect(problem({ 4: 0x40000, 12: 0x40000 })).toContain("fatal: Malformed TLP");
    expect(problem({ 4: 0x40000 })).toContain("non-fatal: Malformed TLP");
    expect(problem({ 4: 0x40000, 8: 0x40000 })).toBeNull();
    expect(problem({ 8: 0, 12: 0x40000 })).toBeNull();
  });

  test("the First Error Pointer counts only while its bit is set", () => {
    expect(derivedOf(aer({ 4: 0x4000, 24: 14 }), "firstError")).toBe("Completion Timeout");
    expect(derivedOf(aer({ 4: 0x1000, 24: 14 }), "firstError")).toBeUndefined();
  });

  test("its length follows version, port and what is logged", () => {
    const length = (fixture: Fixture) => nodeOf(fixture).range.end - 0x100;
    expect(length(aer({}))).toBe(0x2c);
    expect(length(aer({}, { portType: ROOT_PORT }))).toBe(0x38);
    expect(length(aer({}, { version: 2 }))).toBe(0x48);
    expect(length(aer({ 24: 0x40000 | (14 << 19) }, { version: 3 }))).toBe(0x60);
  });

  test("the log registers beyond four dwords depend on prefixes and on Flit Mode", () => {
    const logs = (control: number) =>
      nodeOf(aer({ 24: control }, { version: 3 }))
        .registers.filter(({ offset }) => offset >= 0x138)
        .map(({ name }) => name);
    expect(logs(0)).toEqual([]);
    expect(logs(0x800)).toEqual(["TLP Prefix Log 1", "TLP Prefix Log 2", "TLP Prefix Log 3", "TLP Prefix Log 4"]);
    expect(logs(0x40000 | (6 << 19))).toEqual(["TLP Header DW 5 Log", "TLP Header DW 6 Log"]);
  });
});
