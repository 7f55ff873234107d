import { expect, test } from "vitest";
import { linesOf } from "./testing/fixture.ts";

const ptm = (cap: number, ctl: number, length = 0x1000) => ({ id: 0x1f, dwords: { 4: cap, 8: ctl }, length });

test.each([
  [0x0407, 0x1003, ["4ns", "16ns"]],
  [0x0007, 0x0003, ["Unimplemented", "Unknown"]],
  [0xff07, 0xff03, ["Greater than 254ns", "Greater than 254ns"]],
])("granularities of %i and %i", (cap, ctl, [local, effective]) => {
  expect(linesOf(ptm(cap, ctl))).toEqual([
    "PTMCap: Requester+ Responder+ Root+",
    `PTMClockGranularity: ${local}`,
    "PTMControl: Enabled+ RootSelected+",
    `PTMEffectiveGranularity: ${effective}`,
  ]);
});

test("unreadable", () => {
  expect(linesOf(ptm(0, 0, 0x10b))).toEqual(["<unreadable>"]);
});
