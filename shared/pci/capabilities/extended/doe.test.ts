import { expect, test } from "vitest";
import { english } from "../../../words/testing/english.ts";
import { fieldOf, linesOf } from "./testing/fixture.ts";

const doe = (cap: number, ctl: number, sta: number, length = 0x1000) => ({
  id: 0x2e,
  dwords: { 4: cap, 8: ctl, 12: sta },
  length,
});

test("with an interrupt", () => {
  expect(linesOf(doe(0x0b, 2, 0x80000003))).toEqual([
    "DOECap: IntSup+",
    "IntMsgNum 5",
    "DOECtl: IntEn+",
    "DOESta: Busy+ IntSta+ Error- ObjectReady+",
  ]);
});

test("without one, and with an error", () => {
  expect(linesOf(doe(0x0a, 0, 4))).toEqual([
    "DOECap: IntSup-",
    "DOECtl: IntEn-",
    "DOESta: Busy- IntSta- Error+ ObjectReady-",
  ]);
  expect(english(fieldOf(doe(0, 0, 4), "sta.error").problem)).toContain("abort");
  expect(linesOf(doe(0, 0, 0, 0x117))).toEqual(["<unreadable>"]);
});
