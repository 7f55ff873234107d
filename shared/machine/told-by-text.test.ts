/** What stands in a text only is said to do so wherever it is told, and what a text leaves out is never told as nothing. */
import { describe, expect, test } from "vitest";
import { ConfigSpace } from "../pci/config-space.ts";
import { createReport } from "../report/create-report.ts";
import { treeText } from "../report/tree.ts";
import { english } from "../words/testing/english.ts";
import { COMMON } from "../words/texts/common.ts";
import { FUNCTION_WORDS } from "../words/texts/function.ts";
import type { FromText, FunctionFacts } from "./facts.ts";
import { factsFromConfigs } from "./from-config.ts";
import { withoutIommus } from "./known.ts";
import { buildMachine } from "./machine.ts";
import { className, functionName, vendorName } from "./names.ts";
import { bdf, functionInfo, snapshot } from "./testing/sample-machine.ts";
import { isNamedByText, namedOnly, offsetText, textNote } from "./told-by-text.ts";

const NAMES: FromText["names"] = {
  vendor: null,
  device: null,
  whole: null,
  subsystem: null,
  classLabel: null,
  progIf: null,
};
const SRIOV = { at: 0x160, isExtended: true, version: 1, name: "Single Root I/O Virtualization (SR-IOV)" };

/** A function of a text without a byte. */
function told(facts: Partial<FunctionFacts>, more: Partial<FromText> = {}) {
  return functionInfo("01:00.0", {
    vendor: 0x8086,
    device: 0x1521,
    classCode: 0x020000,
    driver: null,
    ...(facts.driver === undefined ? { driverUnknown: true } : {}),
    registersOnly: true,
    ...facts,
    fromText: { facts: Object.keys(facts), names: NAMES, capabilities: [], ...more },
  });
}

function machineOf(fn: ReturnType<typeof told>) {
  const host = { iommus: [], vfioPci: null, vfioEnableSriov: null, drivers: [], driversAutoprobe: null, crashed: null };
  return buildMachine({ ...snapshot([fn]), host });
}

function report(fn: ReturnType<typeof told>, format: "md" | "html"): string {
  const { text } = createReport({
    machine: machineOf(fn),
    configs: new Map(),
    scope: { kind: "machine" },
    language: "en",
    format,
    hex: false,
    redact: false,
    createdAt: "2026-01-01T00:00:00.000Z",
    version: "0.0.0",
  });
  return text.replaceAll("\\", "");
}

describe.each(["md", "html"] as const)("a %s report of a text", (format) => {
  const between = format === "md" ? ": " : "</dt><dd>";

  test("says of each value that it is out of the text, and that there is an IOMMU where there are groups", () => {
    const text = report(told({ driver: "igb", iommuGroup: "14", numaNode: 0, modules: ["igb"] }), format);
    for (const [label, value] of [
      ["Driver", "igb"],
      ["IOMMU group", "14"],
      ["NUMA node", "0"],
      ["Kernel modules", "igb"],
    ])
      expect(text).toContain(`${label}${between}${value} (from the text)`);
    expect(text).toContain(`IOMMU${between}active: IOMMU groups exist`);
  });

  test("says unknown where the text says nothing, and none only where it does", () => {
    const silent = report(told({}), format);
    expect(silent).toContain(`Driver${between}unknown`);
    expect(silent).toContain(`IOMMU${between}unknown`);
    expect(silent.slice(silent.indexOf("<body>") + 1)).not.toMatch(/none|no driver/i);
    expect(report(told({ driver: null }), format)).toContain(`Driver${between}none (from the text)`);
  });

  test("takes TotalVFs of a text for what the capability says, and for no word of a driver", () => {
    const sriov = {
      ...{ totalVfs: 8, numVfs: 0, offset: 128, stride: 2, vfDevice: 0x1520 },
      ...{ driversAutoprobe: null, vfTotalMsix: null },
    };
    const text = report(told({ sriov }), format);
    expect(text).toContain(`TotalVFs${between}8 (from the text)`);
    expect(text).not.toContain("the driver allows");
  });

  test("names the capabilities of which there are no registers, and how to see those", () => {
    const text = report(told({}, { capabilities: [SRIOV] }), format);
    expect(text).toMatch(/160h v1.*Single Root I\/O Virtualization \(SR-IOV\)/);
    expect(text).toContain("Run lspci -nnvvvxxxx as root");
  });
});

test("the tree says once for the machine what is out of the text", () => {
  const machine = machineOf(told({ driver: "igb", iommuGroup: "14" }));
  expect(treeText(machine, "en")).toContain("Note: From the text, not read from the machine: drivers, IOMMU groups.\n");
  expect(textNote(snapshot([functionInfo("01:00.0")]))).toBeNull();
});

test("of a function of which only the address stands in a text all else is unknown", () => {
  const bare = told({ driver: "vfio-pci" });
  const fn = { ...bare, vendor: null, device: null, classCode: null };
  expect([functionName(fn), className(fn), vendorName(fn)].map(english)).toEqual([
    "Unknown name",
    "Unknown class",
    "Unknown vendor",
  ]);
  expect(treeText(machineOf(fn), "en")).not.toMatch(/none|no driver/i);
});

test("a function has the text's name only where no id tells its name", () => {
  const names = { ...NAMES, whole: "Made-up Card" };
  expect(isNamedByText(told({}, { names }))).toBe(false);
  expect(isNamedByText(told({ vendor: null, device: null }, { names }))).toBe(true);
  expect(isNamedByText(told({ vendor: null, device: null }))).toBe(false);
});

test("no groups in a text are no sign that there is no IOMMU", () => {
  expect(withoutIommus(machineOf(told({})).snapshot)).toBe(COMMON.unknown);
  expect(withoutIommus(machineOf(told({ iommuGroup: "7" })).snapshot)).toBe(FUNCTION_WORDS.iommuByGroups);
});

test("a capability whose registers are there is not named once more", () => {
  const fn = told({}, { capabilities: [SRIOV, { ...SRIOV, at: 0x40, isExtended: false, version: null }] });
  expect(namedOnly(fn, [])).toHaveLength(2);
  expect(fn.fromText?.capabilities.map(offsetText)).toEqual(["160h v1", "40h"]);
});

test("that a text in words has no bytes is no fault of it", () => {
  const at = bdf("01:00.0");
  const problems = (text?: { driver: string }) =>
    factsFromConfigs([{ bdf: at, space: ConfigSpace.empty, ...(text === undefined ? {} : { text }) }])[0]?.problems;
  expect(problems()).toHaveLength(1);
  expect(problems({ driver: "igb" })).toEqual([]);
});
