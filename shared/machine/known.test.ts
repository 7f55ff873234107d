/** One fact is told in one way: columns, trees, search, sentences, reports and checks agree on what nobody knows. */
import { describe, expect, test } from "vitest";
import { reportModel } from "../report/model.ts";
import { english, inEnglish } from "../words/testing/english.ts";
import { COMMON } from "../words/texts/common.ts";
import { FUNCTION_WORDS } from "../words/texts/function.ts";
import { READING_WORDS } from "../words/texts/reading.ts";
import { COLUMNS } from "./columns.ts";
import { describeFunction } from "./describe.ts";
import type { FunctionInfo } from "./facts.ts";
import { filterCounts } from "./filters.ts";
import { forestOf as forestOfInWords } from "./forest.ts";
import { driverCell, groupText, iommusText, lacksIommu, noneOf, whyUnread, withoutIommus } from "./known.ts";
import { buildMachine, type Machine } from "./machine.ts";
import { functionMatches, parseQuery } from "./search.ts";
import { functionInfo, HOST, snapshot } from "./testing/sample-machine.ts";
import { NOT_ASKED } from "./used-by.ts";

const forestOf = (...of: Parameters<typeof forestOfInWords>) => inEnglish(forestOfInWords(...of));

const NVME = { classCode: 0x010802 };
const unread = (attribute: string) => [{ attribute, code: "EACCES", message: `${attribute} could not be read.` }];

const CASES: Readonly<Record<string, { fn: FunctionInfo; driver: string; cell: string; group: string }>> = {
  "of a dump": {
    fn: functionInfo("01:00.0", { ...NVME, driverUnknown: true, registersOnly: true }),
    driver: "unknown",
    cell: "unknown",
    group: "unknown",
  },
  "whose links could not be read": {
    fn: functionInfo("01:00.0", {
      ...NVME,
      driverUnknown: true,
      problems: [...unread("driver"), ...unread("iommu_group")],
    }),
    driver: "unknown",
    cell: "unknown",
    group: "unknown",
  },
  "that has neither": { fn: functionInfo("01:00.0", NVME), driver: "none", cell: "no driver", group: "none" },
};

function cellOf(machine: Machine, fn: FunctionInfo, id: string): string {
  return english(COLUMNS.find((column) => column.id === id)?.text({ machine, usedBy: NOT_ASKED }, fn) ?? "");
}
function headings(machine: Machine, grouping: "driver" | "iommu-group"): string[] {
  return forestOf(machine, grouping).map(({ label }) => label);
}

describe.each(Object.entries(CASES))("a function %s", (_name, { fn, driver, cell, group }) => {
  const machine = buildMachine(snapshot([fn]));
  const isKnown = driver === "none";

  test("has one driver and one group wherever they are told", () => {
    expect([cellOf(machine, fn, "driver"), english(driverCell(fn))]).toEqual([cell, cell]);
    expect(english(groupText(fn))).toBe(group);
    expect(cellOf(machine, fn, "iommu-group")).toBe(isKnown ? "" : group);
    expect(headings(machine, "driver")).toEqual([isKnown ? "No driver" : "Driver unknown"]);
    expect(headings(machine, "iommu-group")).toEqual([isKnown ? "No IOMMU group" : "IOMMU group unknown"]);
    expect(english(describeFunction(machine, fn))).toContain(isKnown ? ", no driver" : ", driver unknown");
  });

  test("has an empty NUMA cell only where the firmware says nothing", () => {
    const problems = isKnown ? [] : unread("numa_node");
    expect(cellOf(machine, { ...fn, numaNode: null, problems }, "numa")).toBe(isKnown ? "" : "unknown");
    expect(cellOf(machine, { ...fn, numaNode: -1, problems: [] }, "numa")).toBe("");
  });

  test("is found and counted by what is known", () => {
    const view = { machine, usedBy: NOT_ASKED };
    expect(functionMatches(view, fn, parseQuery('"no driver"'))).toBe(isKnown);
    expect(functionMatches(view, fn, parseQuery('"no iommu group"'))).toBe(isKnown);
    expect(filterCounts(view).get("no-driver")?.count).toBe(isKnown ? 1 : 0);
  });

  test("says in a report what is not known, and nothing of what is not there", () => {
    const model = reportModel({
      machine,
      usage: { functions: [], unread: [] },
      functions: [fn],
      configOf: () => null,
      hex: false,
      redacted: false,
      createdAt: "",
      version: "",
    });
    const overview = new Map(model.functions[0]?.overview.map(({ label, value }) => [english(label), english(value)]));
    expect(overview.get("Driver")).toBe(driver);
    expect(overview.get("IOMMU group")).toBe(isKnown ? undefined : "unknown");
  });
});

test("known and unknown drivers stand under headings of their own", () => {
  const functions = [functionInfo("01:00.0", NVME), functionInfo("02:00.0", { ...NVME, driverUnknown: true })];
  expect(headings(buildMachine(snapshot(functions)), "driver")).toEqual(["No driver", "Driver unknown"]);
});

test("a dump tells nothing of IOMMUs, and a machine without one has none at work", () => {
  const host = { ...HOST, iommus: [] };
  const dump = snapshot([functionInfo("01:00.0", { registersOnly: true })], { host });
  expect([iommusText(dump), withoutIommus(dump)]).toEqual([null, COMMON.unknown]);
  expect(withoutIommus(snapshot([functionInfo("01:00.0")], { host }))).toBe(FUNCTION_WORDS.noIommu);
});

test.each<[string, Partial<FunctionInfo>, boolean]>([
  ["a host's driver", { driver: "igb" }, false],
  ["no driver", { driver: null }, false],
  ["vfio-pci, which makes groups without an IOMMU as well", { driver: "vfio-pci" }, true],
  ["who knows which driver", { driver: null, driverUnknown: true }, true],
])(
  "a group of a function with %s tells whether an IOMMU is at work that is not in /sys/class/iommu",
  (_, facts, lacks) => {
    const host = { ...HOST, iommus: [] };
    const functions = [functionInfo("01:00.0", { ...facts, iommuGroup: "7" })];
    expect(lacksIommu(host, functions)).toBe(lacks);
    expect(withoutIommus(snapshot(functions, { host }))).toBe(
      lacks ? FUNCTION_WORDS.noIommu : FUNCTION_WORDS.iommuByGroups,
    );
  },
);

test("does not say that a function that is left unread has no link", () => {
  const fn = functionInfo("01:00.0", { leftUnread: true });
  expect(noneOf(fn, "current_link_speed", "no link")).toBe(COMMON.unknown);
  expect(noneOf(fn, "modules")).toBe(COMMON.none);
});

test("what could not be read is said once: its reason stands alone after such words", () => {
  const message = READING_WORDS.unread({ attribute: "config", why: READING_WORDS.ENODEV, code: "ENODEV" });
  expect(english(whyUnread({ message }))).toBe("the device is no longer present (ENODEV)");
  for (const other of [READING_WORDS.leftUnread, "A sentence of an older report."]) {
    expect(whyUnread({ message: other })).toBe(other);
  }
});
