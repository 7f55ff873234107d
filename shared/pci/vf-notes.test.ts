import { describe, expect, test } from "vitest";
import { english } from "../words/testing/english.ts";
import { PCI_VF_WORDS } from "../words/texts/pci-vf.ts";
import { decodeSpace } from "./decode.ts";
import type { KernelView } from "./layout.ts";
import { makeSpace, PLAIN_KERNEL } from "./testing/make-space.ts";

/** A VF's own bytes: ids ffff, no BARs, a PCI Express capability whose controls read 0. */
const BYTES = makeSpace(256, "00: ff ff ff ff 00 00 10 00", "34: 40", "40: 10 00 02 00");
const identity = {
  vendor: 0x8086,
  device: 0x10ca,
  classCode: 0x020000,
  revision: 1,
  subsystemVendor: null,
  subsystemDevice: null,
};
const MEMORY = { start: 0xfe00_0000n, end: 0xfe00_3fffn, flags: 0x140204 };
const NOTHING = { start: 0n, end: 0n, flags: 0 };
const VF: KernelView = {
  ...PLAIN_KERNEL,
  identity,
  resources: [MEMORY, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING],
  pf: "0000:01:00.0",
};

function field(path: string, kernel: KernelView | null) {
  const { header, capabilities } = decodeSpace(BYTES, kernel);
  for (const { registers } of header ? [header, ...capabilities] : capabilities) {
    for (const { fields } of registers) {
      const found = fields.find((candidate) => candidate.path === path);
      if (found) return found;
    }
  }
  throw new Error(`there is no ${path}`);
}

describe("a VF", () => {
  test("shows the ids that the kernel knows and says why the bytes read ffff", () => {
    const device = field("header0.device.value", VF);
    expect(device.raw).toBe(0xffff);
    expect(device.shown).toBe("10ca");
    expect(english(device.note)).toBe(
      "Device ID of a VF reads ffff. The kernel takes it from VF Device ID of its PF, 0000:01:00.0.",
    );
    expect(field("header0.vendor.value", VF).shown).toBe("8086");
  });

  test("shows where the kernel has put its memory", () => {
    expect(field("header0.bar0.address", VF).shown).toBe("fe000000h");
    expect(field("header0.bar0.address", VF).note).toEqual(PCI_VF_WORDS.barPlaced({ pf: "0000:01:00.0" }));
    expect(field("header0.bar2.address", VF).shown).toBe("0000000");
  });

  test.each([
    ["header0.command.mem", "VF MSE"],
    ["header0.intpin.value", "no INTx"],
    ["exp@40.devctl.mps", "PF"],
    ["exp@40.lnksta.speed", "PF"],
  ])("says of %s who decides instead", (path, words) => {
    expect(english(field(path, VF).note)).toContain(words);
  });

  test("is told from other functions by the kernel only", () => {
    for (const kernel of [null, { ...VF, pf: null }]) {
      expect(field("header0.device.value", kernel)).toMatchObject({ shown: "ffff", note: null });
      expect(field("header0.command.mem", kernel).note).toBeNull();
    }
  });

  test("needs no note where its own bits are set", () => {
    expect(field("header0.status.cap", VF).note).toBeNull();
    const own = makeSpace(256, "00: 86 80 ca 10 02 00 00 00");
    const vendor = decodeSpace(own, VF).header?.registers[0]?.fields[0];
    expect(vendor).toMatchObject({ shown: "8086", note: null });
    const command = decodeSpace(own, VF).header?.registers.find(({ path }) => path === "header0.command");
    expect(command?.fields.find(({ path }) => path.endsWith(".mem"))?.note).toBeNull();
  });
});
