import { expect, test } from "vitest";
import { fieldOf, linesOf, textOf } from "./testing/fixture.ts";

const lmr = { id: 0x27, lanes: 2, dwords: { 4: 0x00030001, 12: 0x55ab0a9c } };

test("port registers in the text, lanes in the tree", () => {
  expect(linesOf(lmr)).toEqual(["PortCap: Uses Driver+", "PortSta: MargReady+ MargSoftReady+"]);
  expect(fieldOf(lmr, "lane[1].ctl.receiver").shown).toBe("D");
  expect(fieldOf(lmr, "lane[1].sta.payload").shown).toBe("55");
  expect(textOf({ ...lmr, length: 0x107 })).toBe("Lane Margining at the Receiver\n");
});
