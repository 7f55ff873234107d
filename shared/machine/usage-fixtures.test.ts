/** What a machine itself runs on, by what its functions are. */
import { expect, it } from "vitest";
import { english } from "../words/testing/english.ts";
import { buildMachine } from "./machine.ts";
import { functionInfo, snapshot } from "./testing/sample-machine.ts";
import { resolveUsage } from "./usage.ts";
import { unreadUsage } from "./usage-facts.ts";

/** Even where nothing could be read of who uses the machine. */
function told(facts: Parameters<typeof functionInfo>[1]): string[] {
  const fn = functionInfo("00:1f.0", facts);
  const usage = resolveUsage(unreadUsage("a file does not tell it"), buildMachine(snapshot([fn])));
  return usage.reasonsOf(fn.bdf).map(({ kind, level, text }) => `${kind} ${level}: ${english(text)}`);
}

it.each([
  [0x060000, "machinery protected: is a host bridge"],
  [0x060100, "machinery protected: is the bridge to onboard chips (ISA, LPC)"],
  [0x060700, "machinery protected: is a bridge to CardBus"],
  [0x068000, "machinery protected: is a bridge"],
  [0x080020, "machinery protected: is an interrupt controller"],
  [0x080203, "machinery protected: is a system timer"],
  [0x080600, "iommu protected: is an IOMMU of the machine"],
  [0x080700, "machinery protected: is a Root Complex Event Collector"],
  [0x0c0500, "machinery protected: is the SMBus of memory and sensors"],
])("class %i", (classCode, reason) => {
  expect(told({ classCode })).toEqual([reason]);
});

it("virtio's IOMMU by its id, for it has no class of its own", () => {
  const [reason] = told({ vendor: 0x1af4, device: 0x1057, classCode: 0x00ff00, driver: "virtio-pci" });
  expect(reason).toBe("iommu protected: is an IOMMU of the machine");
});

it("VT-d by its ids, for its functions are system peripherals as much else is", () => {
  const classCode = 0x088000;
  expect(told({ vendor: 0x8086, device: 0x09a2, classCode })).toEqual([
    "machinery protected: has the registers of VT-d",
  ]);
  // DSA, which is given to guests.
  expect(told({ vendor: 0x8086, device: 0x0b25, classCode, driver: "idxd" })).toEqual([]);
});

it("the chipset's memory controllers, and no card of that class", () => {
  expect(told({ vendor: 0x8086, classCode: 0x058000 })).toEqual(["machinery protected: is part of the chipset"]);
  expect(told({ vendor: 0x10ee, classCode: 0x058000 })).toEqual([]);
});

it("neither PCI bridges, which are told by what is behind them, nor what cards are", () => {
  for (const classCode of [0x060400, 0x020000, 0x010802, 0x088000, 0x0c0330, null]) {
    expect(told({ classCode })).toEqual([]);
  }
});
