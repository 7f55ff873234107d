import { describe, expect, test } from "vitest";
import { linesOf } from "./testing/fixture.ts";

const device3 = (cap: number, ctl = 0, sta = 0, length = 0x1000) => ({
  id: 0x2f,
  dwords: { 4: cap, 8: ctl, 12: sta },
  length,
});

describe("Device 3", () => {
  test("with L0p", () => {
    expect(linesOf(device3(0x0f9f, 0x00cf, 0x1c))).toEqual([
      "DevCap3: DMWr Request Routing+, 14-Bit Tag Completer+, 14-Bit Tag Requester+",
      "L0p+, Port L0p Exit Latency: 1us to less than 2us, Retimer L0p Exit Latency: More than 64us",
      "UIO Mem RdWr Completer+, UIO Mem RdWr Requester+",
      "DevCtl3: DMWr Requester+, DMWr Egress Blocking+, 14-Bit Tag Requester+",
      "L0p+, Target Link Width: x16",
      "UIO Mem RdWr Requester+, UIO Request 256B Boundary+",
      "DevSta3: Initial Link Width: x16, Segment Captured+, Remote L0p+",
    ]);
  });

  test("without L0p, the boundary off, widths that do not exist", () => {
    const lines = linesOf(device3(0, 0x150, 7));
    expect(lines[1]).toBe("L0p-");
    expect(lines[4]).toBe("L0p-, Target Link Width: Unknown (5)");
    expect(lines[5]).toBe("UIO Mem RdWr Requester-, UIO Request 256B Boundary-");
    expect(lines[6]).toMatch(/^DevSta3: Initial Link Width: Dynamic,/);
  });

  test.each([
    [0, "Less than 1us", "x1"],
    [1, "1us to less than 2us", "x2"],
    [2, "2us to less than 4us", "x4"],
    [3, "4us to less than 8us", "x8"],
    [4, "8us to less than 16us", "x16"],
    [5, "16us to less than 32us", "Unknown (5)"],
    [6, "32us-64us", "Unknown (6)"],
    [7, "More than 64us", "Dynamic"],
  ])("latency and width %i", (code, latency, width) => {
    const lines = linesOf(device3((code << 4) | 8, 0, code));
    expect(lines[1]).toBe(`L0p+, Port L0p Exit Latency: ${latency}, Retimer L0p Exit Latency: Less than 1us`);
    expect(lines[6]).toContain(`Initial Link Width: ${width},`);
  });

  test("each register needs its own bytes", () => {
    expect(linesOf(device3(0, 0, 0, 0x107))).toHaveLength(0);
    expect(linesOf(device3(0, 0, 0, 0x109))).toHaveLength(3);
    expect(linesOf(device3(0, 0, 0, 0x10d))).toHaveLength(6);
  });
});
