import { describe, expect, it } from "vitest";
import { functionNames, idsVersion, namingBy, PciIds } from "./ids.ts";
import { className, deviceName, progIfName, subsystemName } from "./lspci/naming.ts";

const TEXT = [
  "#",
  "#\tVersion: 2025.06.21",
  "#",
  "8086  Intel Corporation",
  "# a comment in the middle",
  "\t1521  I350 Gigabit Network Connection",
  "\t\t103c 337f  Ethernet 1Gb 4-port 366FLR Adapter",
  "\t\t8086 00a1  ",
  "\t\t8086 00a2  Ethernet Server Adapter I350-T2 ",
  "\t1520  I350 Ethernet Controller Virtual Function",
  "nonsense that is no entry",
  "10DE  NVIDIA Corporation\r",
  "\t2204  GA102 [GeForce RTX 3090]\r",
  "103c  Hewlett-Packard Company",
  "",
  "C 01  Mass storage controller",
  "\t01  IDE interface",
  "\t\t80  ISA Compatibility mode-only controller, supports bus mastering",
  "\t08  Non-Volatile memory controller",
  "\t\t02  NVM Express",
  "C 02  Network controller",
  "\t00  Ethernet controller",
  "L 01  a block of a later format",
  "\t00  must not be read as a subclass",
  "S 103c",
  "\t1234  A board that is named for its maker alone",
  "C 03  Display controller",
  "\t00  VGA compatible controller",
  "",
].join("\n");

const ids = new PciIds(TEXT);
const naming = namingBy(ids);
const NOTHING = { vendor: null, device: null, subsystemVendor: null, subsystemDevice: null, classCode: null };

describe("PciIds", () => {
  it("finds vendors and devices whichever case and line end they have", () => {
    expect(ids.vendor(0x8086)).toBe("Intel Corporation");
    expect(ids.vendor(0x10de)).toBe("NVIDIA Corporation");
    expect(ids.device(0x10de, 0x2204)).toBe("GA102 [GeForce RTX 3090]");
    expect(ids.device(0x8086, 0x1520)).toBe("I350 Ethernet Controller Virtual Function");
    expect(ids.vendor(0x1234)).toBeNull();
    expect(ids.device(0x8086, 0x9999)).toBeNull();
    expect(ids.device(0x9999, 0x1521)).toBeNull();
  });

  it("knows a subsystem by its device, then by its vendor's own list", () => {
    expect(ids.subsystem(0x8086, 0x1521, 0x103c, 0x337f)).toBe("Ethernet 1Gb 4-port 366FLR Adapter");
    expect(ids.subsystem(0x8086, 0x1520, 0x103c, 0x337f)).toBeNull();
    expect(ids.subsystem(0x8086, 0x1520, 0x103c, 0x1234)).toBe("A board that is named for its maker alone");
    expect(ids.subsystem(0x8086, 0x1521, 0x8086, 0x00a1)).toBeNull();
  });

  it("knows classes, subclasses and programming interfaces, and skips blocks of unknown kinds", () => {
    expect(ids.baseClass(0x02)).toBe("Network controller");
    expect(ids.subclass(0x02, 0x00)).toBe("Ethernet controller");
    expect(ids.subclass(0x03, 0x00)).toBe("VGA compatible controller");
    expect(ids.subclass(0x02, 0x01)).toBeNull();
    expect(ids.progIf(0x01, 0x08, 0x02)).toBe("NVM Express");
    expect(ids.progIf(0x01, 0x08, 0x03)).toBeNull();
  });

  it("reads the date of the database, and none out of any other text", () => {
    expect(ids.version).toBe("2025.06.21");
    expect(idsVersion("8086  Intel Corporation\n")).toBeNull();
  });

  it("takes any text", () => {
    for (const text of ["", "\n", "\t\t\n", "C 0", "8086", "8086 ", "\u0000\u0000", "S 103c extra\n\t1234  x"]) {
      expect(new PciIds(text).vendor(0x8086)).toBeNull();
    }
  });
});

describe("names as lspci writes them", () => {
  it("falls back to numbers for what the database lacks", () => {
    expect(deviceName(naming, 0x8086, 0x1521)).toBe("Intel Corporation I350 Gigabit Network Connection");
    expect(deviceName(naming, 0x10de, 0x22a3)).toBe("NVIDIA Corporation Device 22a3");
    expect(deviceName(naming, 0x1234, 0x1111)).toBe("Device 1234:1111");
    expect(className(naming, 0x0200)).toBe("Ethernet controller");
    expect(className(naming, 0x0299)).toBe("Network controller [0299]");
    expect(className(naming, 0x1312)).toBe("Class 1312");
  });

  it("takes the chip's name for a board that repeats the chip's ids", () => {
    expect(subsystemName(naming, 0x8086, 0x1521, 0x8086, 0x1521)).toBe(
      "Intel Corporation I350 Gigabit Network Connection",
    );
    expect(subsystemName(naming, 0x8086, 0x1521, 0x103c, 0x0001)).toBe("Hewlett-Packard Company Device 0001");
  });

  it("spells out the bits of an IDE controller without a name of its own", () => {
    expect(progIfName(naming, 0x0101, 0x80)).toContain("bus mastering");
    expect(progIfName(naming, 0x0101, 0x8a)).toBe("Master SecP PriP");
    expect(progIfName(naming, 0x0101, 0x1f)).toBeNull();
  });
});

describe("functionNames", () => {
  it("gives the names of a function", () => {
    const of = {
      vendor: 0x8086,
      device: 0x1521,
      subsystemVendor: 0x103c,
      subsystemDevice: 0x337f,
      classCode: 0x020000,
    };
    expect(functionNames(ids, of)).toEqual({
      vendor: "Intel Corporation",
      device: "I350 Gigabit Network Connection",
      subsystem: "Hewlett-Packard Company Ethernet 1Gb 4-port 366FLR Adapter",
      classLabel: "Ethernet controller",
      progIf: null,
    });
  });

  it("says null for what is not known rather than a number", () => {
    const names = { vendor: null, device: null, subsystem: null, classLabel: null, progIf: null };
    expect(functionNames(ids, NOTHING)).toEqual(names);
    const strange = { vendor: 0x1234, device: 1, subsystemVendor: 0, subsystemDevice: 0, classCode: 0x131200 };
    expect(functionNames(ids, strange)).toEqual(names);
    expect(
      functionNames(ids, { ...strange, vendor: 0x10de, subsystemVendor: 0x10de, subsystemDevice: 0x198b }),
    ).toEqual({
      ...names,
      vendor: "NVIDIA Corporation",
      subsystem: "NVIDIA Corporation Device 198b",
    });
  });
});
