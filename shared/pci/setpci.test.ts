import { describe, expect, test } from "vitest";
import { parseBdf } from "./bdf.ts";
import type { ConfigSpace } from "./config-space.ts";
import { decodeSpace } from "./decode.ts";
import { setpciOf } from "./setpci.ts";
import { makeSpace } from "./testing/make-space.ts";

/** PCI Express with SR-IOV twice, AER. */
const EXPRESS = makeSpace(
  4096,
  "06: 10 00",
  "34: 40",
  "40: 10 50 02 00",
  "50: 01 60 03 00",
  "60: 15 00 00 00",
  "100: 01 00 02 20",
  "200: 10 00 01 30",
  "300: 10 00 01 00",
);

function command(path: string, space: ConfigSpace = EXPRESS, knowsAll = true): string | null {
  const bdf = parseBdf("01:00.0");
  const decoded = decodeSpace(space);
  const { header, capabilities } = decoded;
  for (const capability of header ? [header, ...capabilities] : capabilities) {
    const register = capability.registers.find((candidate) => candidate.path === path);
    if (bdf && register) return setpciOf(bdf, capability, register, knowsAll ? decoded : null);
  }
  throw new Error(`there is no ${path}`);
}

describe("the setpci command of a register", () => {
  test.each([
    ["header0.command", "COMMAND"],
    ["header0.bar2", "BASE_ADDRESS_2"],
    // Three bytes at an odd address: setpci refuses a word there.
    ["header0.class", "09.b 0a.w"],
    ["pm@50.ctl", "CAP_PM+4.w"],
    ["fpb@60.cap", "CAP15+4.l"],
    ["aer@100.uesta", "ECAP1+4.l"],
    ["sriov@200.total", "ECAP10+e.w"],
    ["sriov@300.total", "ECAP10+e.w@1"],
  ])("%s is %s", (path, words) => {
    expect(command(path)).toBe(`setpci -s 0000:01:00.0 ${words}`);
  });

  test("takes a capability for the only one of its id where the others are not known", () => {
    expect(command("sriov@300.total", EXPRESS, false)).toBe("setpci -s 0000:01:00.0 ECAP10+e.w");
  });

  test("uses the names of the header that the function has", () => {
    const bridge = makeSpace(256, "0e: 01");
    expect(command("header1.secondary", bridge)).toBe("setpci -s 0000:01:00.0 SECONDARY_BUS");
    expect(command("header1.control", bridge)).toBe("setpci -s 0000:01:00.0 BRIDGE_CONTROL");
  });

  test("addresses what setpci cannot find by name by its place", () => {
    const pcix = makeSpace(4096, "06: 10 00", "34: 40", "40: 07 00 00 00", "100: 01 00 02 00");
    expect(command("aer@100.uesta", pcix)).toBe("setpci -s 0000:01:00.0 104.l");
  });

  test("does not trust setpci to find the list of a CardBus bridge", () => {
    const cardbus = makeSpace(256, "06: 10 00", "0e: 02", "14: a0", "a0: 01 00 02 00");
    expect(command("pm@a0.ctl", cardbus)).toBe("setpci -s 0000:01:00.0 a4.w");
  });

  test("reads eight bytes in two", () => {
    const device = makeSpace(4096, "06: 10 00", "34: 40", "40: 10 00 02 00", "100: 2f 00 01 00");
    const [capability] = decodeSpace(device).capabilities;
    const bdf = parseBdf("01:00.0");
    if (!capability || !bdf) throw new Error("no capability");
    const wide = { path: "", name: "", offset: 0x48, width: 8, raw: 0n, help: null, fields: [] };
    expect(setpciOf(bdf, capability, wide)).toBe("setpci -s 0000:01:00.0 CAP_EXP+8.l CAP_EXP+c.l");
    expect(setpciOf(bdf, capability, { ...wide, offset: 0xffc })).toBeNull();
  });
});
