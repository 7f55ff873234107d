import { describe, expect, test } from "vitest";
import { className, deviceName, type NameLookup, type Naming, NUMERIC, progIfName, subsystemName } from "./naming.ts";

const lookup: NameLookup = {
  vendor: (vendor) => (vendor === 0x8086 ? "Intel Corporation" : vendor === 0x1028 ? "Dell" : null),
  device: (vendor, device) => (vendor === 0x8086 && device === 0x1521 ? "I350" : null),
  subsystem: (vendor, device, subVendor, subDevice) =>
    vendor === 0x8086 && device === 0x1521 && subVendor === 0x1028 && subDevice === 1 ? "Quad card" : null,
  baseClass: (base) => (base === 2 ? "Network controller" : null),
  subclass: (base, subclass) => (base === 2 && subclass === 0 ? "Ethernet controller" : null),
  progIf: (base, subclass, progIf) => (base === 1 && subclass === 8 && progIf === 2 ? "NVM Express" : null),
};
const NAMES: Naming = { numeric: false, lookup };
const NO_DATABASE: Naming = { numeric: false, lookup: null };

describe("names", () => {
  test("of classes fall back to the base class, then to the number", () => {
    expect(className(NAMES, 0x0200)).toBe("Ethernet controller");
    expect(className(NAMES, 0x0207)).toBe("Network controller [0207]");
    expect(className(NAMES, 0x0c03)).toBe("Class 0c03");
    expect(className(NO_DATABASE, 0x0200)).toBe("Class 0200");
    expect(className(NUMERIC, 0x0200)).toBe("0200");
  });

  test("of devices say as much as is known", () => {
    expect(deviceName(NAMES, 0x8086, 0x1521)).toBe("Intel Corporation I350");
    expect(deviceName(NAMES, 0x8086, 0x0001)).toBe("Intel Corporation Device 0001");
    expect(deviceName(NAMES, 0x1af4, 0x1041)).toBe("Device 1af4:1041");
    expect(deviceName(NUMERIC, 0x8086, 0x1521)).toBe("8086:1521");
  });

  test("of subsystems take the chip's name where the board has the chip's ids", () => {
    expect(subsystemName(NAMES, 0x8086, 0x1521, 0x1028, 1)).toBe("Dell Quad card");
    expect(subsystemName(NAMES, 0x8086, 0x1521, 0x1028, 2)).toBe("Dell Device 0002");
    expect(subsystemName(NAMES, 0x8086, 0x1521, 0x8086, 0x1521)).toBe("Intel Corporation I350");
    expect(subsystemName(NAMES, 0x8086, 0x1521, 0x8086, 2)).toBe("Intel Corporation Device 0002");
    expect(subsystemName(NUMERIC, 0x8086, 0x1521, 0x1028, 1)).toBe("1028:0001");
  });

  test("of programming interfaces stay in -n, and IDE's are made of its bits", () => {
    expect(progIfName({ numeric: true, lookup }, 0x0108, 2)).toBe("NVM Express");
    expect(progIfName(NAMES, 0x0108, 3)).toBeNull();
    expect(progIfName(NUMERIC, 0x0101, 0x8a)).toBe("Master SecP PriP");
    expect(progIfName(NUMERIC, 0x0101, 0x00)).toBe("");
    expect(progIfName(NUMERIC, 0x0101, 0x10)).toBeNull();
  });

  test("are cut like lspci cuts them", () => {
    const long: NameLookup = { ...lookup, vendor: () => "v".repeat(300) };
    const text = deviceName({ numeric: false, lookup: long }, 0x8086, 0x1521);
    expect(text).toHaveLength(255);
    expect(text.endsWith("vv...")).toBe(true);
  });
});
