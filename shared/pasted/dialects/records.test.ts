import { expect, test } from "vitest";
import { readPasted } from "../read.ts";
import { functionsIn } from "../testing/functions-in.ts";

const RECORD = [
  "Class:\tEthernet controller [0200]",
  "Vendor:\tAcme Corporation [8086]",
  "Device:\tWidget [1521]",
  "SVendor:\tOther [1028]",
  "SDevice:\tBoard [0998]",
  "PhySlot:\t5",
  "Rev:\t01",
  "ProgIf:\t02",
  "Driver:\tigb",
  "Module:\tigb",
  "Module:\tigb_next",
  "NUMANode:\t1",
  "IOMMUGroup:\t14",
  "DTNode:\t/sys/firmware/devicetree/base/pci@0",
].join("\n");

const FACTS = {
  names: {
    classLabel: "Ethernet controller",
    vendor: "Acme Corporation",
    device: "Widget",
    subsystem: "Other Board",
  },
  class: 0x0200,
  vendor: 0x8086,
  device: 0x1521,
  subsystemVendor: 0x1028,
  subsystemDevice: 0x998,
  slot: "5",
  revision: 1,
  progIf: 2,
  driver: "igb",
  modules: ["igb", "igb_next"],
  numaNode: 1,
  iommuGroup: "14",
  deviceTreeNode: "/sys/firmware/devicetree/base/pci@0",
};

test.each(["Slot", "Device"])("a record that begins with %s tells all that stands in it", (slot) => {
  const text = `${slot}:\t0001:01:00.0\n${RECORD}\n\n${slot}:\t0001:01:00.1\n${RECORD.replaceAll("\t", "   ")}\n`;
  expect(functionsIn(text).map(({ bdf, text: told }) => [bdf, told])).toEqual([
    ["0001:01:00.0", FACTS],
    ["0001:01:00.1", FACTS],
  ]);
});

test("a record of numbers, and one of names, has what it has", () => {
  const text =
    "Slot:\t01:00.0\nClass:\t0200\nVendor:\t8086\nDevice:\t1521\nSVendor:\t8086\nSDevice:\t00a2\n\n" +
    "Slot:\t01:00.1\nClass:\tBridge\nVendor:\tAcme\nDevice:\tDevice 0042\n";
  expect(functionsIn(text).map(({ text: told }) => told)).toEqual([
    { class: 0x0200, vendor: 0x8086, device: 0x1521, subsystemVendor: 0x8086, subsystemDevice: 0xa2 },
    { names: { classLabel: "Bridge", vendor: "Acme" }, device: 0x42 },
  ]);
});

test("words that look like a record's are another program's where no slot stands above", () => {
  const [fn] = functionsIn("01:00.0 Bridge: Acme\nDriver:\tfake\n");
  expect(fn?.text.driver).toBeUndefined();
  expect(readPasted("Device: 01:00.0\n").ok).toBe(false);
});
