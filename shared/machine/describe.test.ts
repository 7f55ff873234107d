import { describe, expect, test } from "vitest";
import { english } from "../words/testing/english.ts";
import { COLUMNS, type ColumnId } from "./columns.ts";
import { describeFunction } from "./describe.ts";
import type { FunctionInfo } from "./facts.ts";
import { buildMachine } from "./machine.ts";
import { className, functionName } from "./names.ts";
import { bdf, functionInfo, labServer, snapshot, sriov } from "./testing/sample-machine.ts";
import { NOT_ASKED } from "./used-by.ts";

const machine = buildMachine(labServer());

function at(address: string): FunctionInfo {
  const fn = machine.byBdf.get(bdf(address));
  if (!fn) throw new Error(`no ${address}`);
  return fn;
}

function sentence(facts: Partial<FunctionInfo>): string {
  const fn = functionInfo("05:00.0", facts);
  return english(describeFunction(buildMachine(snapshot([fn])), fn));
}

describe("sentences about a function", () => {
  test.each([
    ["01:00.0", "Physical function with 4 of 16 VFs enabled, bound to mlx5_core"],
    ["01:00.1", "Physical function, SR-IOV off, up to 16 VFs, bound to mlx5_core"],
    ["01:00.3", "VF 1 of 0000:01:00.0, bound to vfio-pci"],
    ["00:01.0", "PCI bridge to bus 01–02"],
    ["00:02.0", "PCI bridge to bus 41"],
    ["41:00.0", "Graphics card, bound to nvidia"],
    ["41:00.1", "Class 0403, no driver"],
  ])("%s: %s", (address, expected) => {
    expect(english(describeFunction(machine, at(address)))).toBe(expected);
  });

  test("says what is not known", () => {
    expect(sentence({})).toBe("Function, no driver");
    expect(sentence({ sriov: sriov({ totalVfs: null, numVfs: 2 }) })).toContain("2 VFs enabled, limit unknown");
    expect(sentence({ physfn: bdf("04:00.0"), driver: "iavf" })).toBe("VF of 0000:04:00.0, bound to iavf");
    expect(sentence({ bridge: { secondary: 0, subordinate: 0 } })).toBe("PCI bridge, no secondary bus");
    expect(sentence({ classCode: 0x010802, driverUnknown: true })).toBe("NVMe controller, driver unknown");
  });

  test("tells a CardBus bridge from others", () => {
    const facts = { classCode: 0x060700, bridge: { secondary: 3, subordinate: 6 } };
    expect(sentence(facts)).toBe("CardBus bridge to bus 03–06");
  });

  test("names fall back to ids", () => {
    const fn = functionInfo("05:00.0", { vendor: 0x10de, device: 0x22a3, classCode: 0x068000 });
    expect(functionName(fn)).toBe("Vendor 10de Device 22a3");
    expect(className(fn)).toBe("Class 0680");
    expect(english(functionName(functionInfo("05:00.0")))).toBe("Unknown vendor Unknown device");
  });
});

describe("columns", () => {
  const shown = (address: string) =>
    Object.fromEntries(
      COLUMNS.map((column) => [column.id, english(column.text({ machine, usedBy: NOT_ASKED }, at(address)))]),
    );

  test("of a PF", () => {
    expect(shown("01:00.0")).toEqual({
      bdf: "01:00.0",
      name: "Mellanox Technologies MT2910 Family [ConnectX-7]",
      class: "Ethernet controller",
      driver: "mlx5_core",
      "used-by": "unknown",
      vfs: "4/16",
      "iommu-group": "41",
      numa: "0",
      link: "16 GT/s x16",
      power: "",
      slot: "3",
      ids: "15b3:1021",
      revision: "",
      interfaces: "enp1s0f0np0",
    });
  });

  test("of a VF and of a function that says nothing", () => {
    expect(shown("01:00.2")).toMatchObject({ vfs: "", link: "16 GT/s x16 (PF’s)" });
    expect(shown("41:00.1")).toMatchObject({
      driver: "no driver",
      vfs: "",
      numa: "",
      link: "",
      slot: "",
      ids: "",
      interfaces: "",
    });
  });

  test("sort BDFs by domain and groups by number, not by their text", () => {
    const value = (id: ColumnId, fn: FunctionInfo) =>
      Number(COLUMNS.find((column) => column.id === id)?.value({ machine, usedBy: NOT_ASKED }, fn));
    const low = functionInfo("ff:1f.7", { iommuGroup: "9" });
    const high = functionInfo("10000:00:00.0", { iommuGroup: "10" });
    expect(value("bdf", low)).toBeLessThan(value("bdf", high));
    expect(value("iommu-group", low)).toBeLessThan(value("iommu-group", high));
  });
});
