import { describe, expect, test } from "vitest";
import { PciIds } from "../pci/ids.ts";
import { FUNCTION_WORDS } from "../words/texts/function.ts";
import { blankFunction } from "./blank.ts";
import type { FromText, FunctionFacts } from "./facts.ts";
import { infoBy } from "./function-info.ts";
import { className, functionName, vendorName } from "./names.ts";
import { bdf } from "./testing/sample-machine.ts";

const IDS = new PciIds(
  [
    "1234  Acme",
    "\t0001  Widget",
    "\t0002  Twin",
    "\t0003  Twin",
    "\t0009  Both",
    "5678  Acme Networks",
    "\t0001  Router",
    "\t0009  Both",
    "9abc  Double",
    "def0  Double",
    "C 02  Network controller",
    "\t00  Ethernet controller",
    "\t\t01  Fast one",
    "",
  ].join("\n"),
);

function info(names: Partial<FromText["names"]>, facts: Partial<FunctionFacts> = {}) {
  const none = { vendor: null, device: null, whole: null, subsystem: null, classLabel: null, progIf: null };
  const fromText = { facts: [], names: { ...none, ...names }, capabilities: [] };
  return infoBy(IDS)({ ...blankFunction(bdf("01:00.0")), fromText, ...facts });
}

describe("a name out of a text", () => {
  test("gives the ids that the database has under it, which are then of the text as well", () => {
    const fn = info({ whole: "Acme Networks Router", classLabel: "Ethernet controller", progIf: "Slow one" });
    expect(fn).toMatchObject({ vendor: 0x5678, device: 1, classCode: 0x020000, progIfUnknown: true });
    expect(fn.fromText?.facts.toSorted()).toEqual(["classCode", "device", "vendor"]);
    expect(fn.names).toMatchObject({ vendor: "Acme Networks", device: "Router", progIf: "Slow one" });
  });

  test("is of a class whose last byte the text has as a number", () => {
    const fromText = { ...info({ classLabel: "Ethernet controller" }).fromText, facts: [], progIf: 1 };
    const facts = { ...blankFunction(bdf("01:00.0")), fromText: fromText as FromText };
    expect(infoBy(IDS)(facts)).toMatchObject({ classCode: 0x020001, names: { progIf: "Fast one" } });
    expect(infoBy(IDS)(facts).progIfUnknown).toBeUndefined();
  });

  test.each([
    [{ whole: "Acme Widget" }, 0x1234, 1, "Acme Widget"],
    [{ whole: "Acme Networks Gadget" }, 0x5678, null, "Acme Networks Gadget"],
    // Two devices of one name, two vendors of one name: nobody knows which.
    [{ whole: "Acme Twin" }, 0x1234, null, "Acme Twin"],
    [{ whole: "Double Thing" }, null, null, "Double Thing"],
    [{ whole: "Nobody Knows It (big)" }, null, null, "Nobody Knows It (big)"],
    [{ vendor: "Acme", device: "Widget" }, 0x1234, 1, "Acme Widget"],
    [{ vendor: "Nobody", device: "It" }, null, null, "Nobody It"],
    [{ device: "It" }, null, null, "It"],
  ])("%j is shown whole, whatever ids it has", (names, vendor, device, shown) => {
    const fn = info(names);
    expect([fn.vendor, fn.device, functionName(fn)]).toEqual([vendor, device, shown]);
  });

  test("stands where the database has none for the ids, and behind the database's where it has one", () => {
    expect(functionName(info({ whole: "Acme Newest" }, { vendor: 0x1234, device: 8 }))).toBe("Acme Newest");
    expect(functionName(info({ whole: "ACME Corp Newest" }, { vendor: 0x1234, device: 8 }))).toBe("ACME Corp Newest");
    expect(functionName(info({ whole: "Acme Old Name" }, { vendor: 0x1234, device: 1 }))).toBe("Acme Widget");
    expect(className(info({ classLabel: "Quantum thing" }))).toBe("Quantum thing");
    expect(className(info({ classLabel: "Other" }, { classCode: 0x020000 }))).toBe("Ethernet controller");
  });

  test("that nobody can cut leaves no vendor unknown, nor said twice", () => {
    expect(vendorName(info({ whole: "Nobody Knows It (big)" }))).toBe(FUNCTION_WORDS.namedWithDevice);
    expect(vendorName(info({ device: "It" }))).toBe(FUNCTION_WORDS.unknownVendor);
  });

  test("of a device alone gives its vendor where one only has this name for this id", () => {
    const fn = info({ device: "Widget" }, { device: 1 });
    expect([fn.vendor, functionName(fn), fn.fromText?.facts]).toEqual([0x1234, "Acme Widget", ["vendor"]]);
    expect(info({ device: "Widget" }, { device: 2 }).vendor).toBeNull();
    expect(info({ device: "Both" }, { device: 9 }).vendor).toBeNull();
  });

  test("of a subsystem says more than a number does", () => {
    const facts = { vendor: 0x1234, device: 1, subsystemVendor: 0x1234, subsystemDevice: 7 };
    expect(info({ subsystem: "Acme Board" }, facts).names.subsystem).toBe("Acme Board");
    expect(info({}, facts).names.subsystem).toBe("Acme Device 0007");
  });
});

test("a programming interface that is not known has no name out of the database", () => {
  expect(info({}, { classCode: 0x020001 }).names.progIf).toBe("Fast one");
  expect(info({}, { classCode: 0x020001, progIfUnknown: true }).names.progIf).toBeNull();
});
