import { describe, expect, test } from "vitest";
import { english } from "../../../words/testing/english.ts";
import { type Fixture, fieldOf, linesOf, nodeOf, textOf } from "./testing/fixture.ts";

const dpc = (cap: number, status = 0, rest: Partial<Fixture> = {}): Fixture => ({
  id: 0x1d,
  dwords: { 4: cap, 8: status },
  ...rest,
});

describe("Downstream Port Containment", () => {
  test("as a root port has it", () => {
    expect(linesOf(dpc(0x00aa15e3, 0x01001f4b))).toEqual([
      "DpcCap:\tIntMsgNum 3, RPExt+ PoisonedTLP+ SwTrigger+ RP PIO Log 5, DL_ActiveErr+",
      "DpcCtl:\tTrigger:2 Cmpl- INT+ ErrCor- PoisonedTLP+ SwTrigger- DL_ActiveErr+",
      "DpcSta:\tTrigger+ Reason:01 INT+ RPBusy- TriggerExt:02 RP PIO ErrPtr:1f",
      "Source:\t0100",
    ]);
    expect(textOf(dpc(0, 0, { length: 0x10b }))).toBe("Downstream Port Containment\n");
  });

  test("a containment that holds is marked", () => {
    expect(english(fieldOf(dpc(0, 1), "sta.trigger").problem)).toContain("holds the link down");
    expect(fieldOf(dpc(0, 0), "sta.trigger").problem).toBeNull();
  });

  test("the RP PIO registers exist with the root port extensions, the log as long as it says", () => {
    const ids = (cap: number) => nodeOf(dpc(cap)).registers.map(({ path }) => path.slice("dpc@100.".length));
    expect(ids(0x0f00)).toEqual(["cap", "ctl", "sta", "source"]);
    expect(ids(0x0420)).toContain("pioLog3");
    expect(ids(0x0420)).not.toContain("pioImpl");
    expect(ids(0x0720).slice(-3)).toEqual(["pioImpl", "prefix[0].log", "prefix[1].log"]);
    expect(nodeOf(dpc(0x2020)).range.end).toBe(0x120 + 4 * 16);
  });
});
