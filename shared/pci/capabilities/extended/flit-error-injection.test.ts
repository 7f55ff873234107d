import { describe, expect, test } from "vitest";
import { fieldOf, linesOf, textOf } from "./testing/fixture.ts";

const injection = {
  id: 0x34,
  dwords: {
    8: 0x7fff0fc7,
    12: 0x000ab54c,
    16: 0x0b,
    20: 0x2aaa0005,
    24: 0xbeef1234,
    28: 0x0c000001,
    32: 0x00200000,
  },
};

describe("Flit Error Injection", () => {
  test("every register has its lines", () => {
    expect(linesOf(injection)).toEqual([
      "FlitEiCtl1:   En+ Tx+ Rx+ 2.5GT/s+ 5.0GT/s+ 8.0GT/s+ 16.0GT/s+ 32.0GT/s+ 64.0GT/s+",
      "Number of errors: 31, Spacing between errors: 255, Flit Type: only NOP",
      "FlitEiCtl2:   Consecutive: Unknown (4), Type: correctable single group, Offset: 42, Magnitude: 171",
      "FlitEiSts:    Tx: error, Rx: completed",
      "FlitEiOsCtl1: En+ Tx- Rx+ TS0- TS1+ TS2- SKP+ EIEOS- EIOS+",
      "SDS- Poll+ Conf- L0+ NoEq- Eq01+ Eq2- Eq3+",
      "FlitEiOsCtl2: Bytes: 1234, Lanes: beef",
      "FlitEiOsTx:   TS0: started, TS1: not started, TS2: not started",
      "SKP: not started, EIEOS: not started, EIOS: not started",
      "SDS: not started, Polling: not started, Configuration: not started",
      "L0: not started, non-EQ recovery: not started, Eq01: not started",
      "Eq2: not started, Eq3: error",
      "FlitEiOsRx:   TS0: not started, TS1: not started, TS2: not started",
      "SKP: not started, EIEOS: not started, EIOS: not started",
      "SDS: not started, Polling: not started, Configuration: not started",
      "L0: not started, non-EQ recovery: completed, Eq01: not started",
      "Eq2: not started, Eq3: not started",
    ]);
  });

  test("the rates and the type are where the specification has them, not where lspci prints them from", () => {
    const shown = (control: number, path: string) => fieldOf({ id: 0x34, dwords: { 8: control } }, path).shown;
    expect([8, 16, 32, 64].map((rate) => shown(0x1e0, `ctl1.rate${rate}`))).toEqual(["yes", "yes", "yes", "yes"]);
    expect(shown(0x08, "ctl1.rate2")).toBe("yes");
    expect(shown(0x200, "ctl1.rate16")).toBe("no");
    expect(shown(0x8000_0000, "ctl1.type")).toBe("only IDLE");
    expect(linesOf({ id: 0x34, dwords: { 8: 0x8000_0000 } })[1]).toContain("Flit Type: any");
  });

  test("needs its whole length", () => {
    expect(textOf({ ...injection, length: 0x123 })).toBe("Flit Error Injection\n");
  });
});
