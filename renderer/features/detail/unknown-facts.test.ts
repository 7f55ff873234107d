/**
 * What a dump does not tell is nowhere said to be absent. The places that would say so are found by trying: the same
 * function with its facts, and with a kernel's word that there are none. Where these two differ, a dump reads as neither.
 */
import { describe, expect, test } from "vitest";
import { BLANK_HOST, nameless } from "../../../shared/machine/blank.ts";
import { COLUMNS } from "../../../shared/machine/columns.ts";
import { describeFunction } from "../../../shared/machine/describe.ts";
import type { FunctionInfo, HostFacts } from "../../../shared/machine/facts.ts";
import { fileIdentity } from "../../../shared/machine/file-name.ts";
import { FILTERS, filterCounts } from "../../../shared/machine/filters.ts";
import { factsFromConfigs } from "../../../shared/machine/from-config.ts";
import { buildMachine, type Machine } from "../../../shared/machine/machine.ts";
import { functionMatches, parseQuery } from "../../../shared/machine/search.ts";
import { unreadUsage } from "../../../shared/machine/usage-facts.ts";
import { toldUsage } from "../../../shared/machine/usage-told.ts";
import { usedByIndex } from "../../../shared/machine/used-by.ts";
import { readPasted } from "../../../shared/pasted/read.ts";
import { decodeSpace } from "../../../shared/pci/decode.ts";
import { reportModel } from "../../../shared/report/model.ts";
import type { Pair } from "../../../shared/report/table.ts";
import { treeText } from "../../../shared/report/tree.ts";
import type { Words } from "../../../shared/words/message.ts";
import { say } from "../../../shared/words/say.ts";
import { pfSpace } from "../../testing/config-bytes.ts";
import { bdf } from "../../testing/machines.ts";
import { capabilityOf } from "./capabilities/find.ts";
import { vfioFacts } from "./iommu/vfio-facts.ts";
import { powerFacts } from "./link/power-facts.ts";
import { overviewSections } from "./overview/overview-facts.ts";
import type { Fact } from "./parts/facts.ts";
import { countsOf, stateFacts } from "./sriov/sriov-facts.ts";

const AT = bdf("0000:01:00.0");
const IDENTITY = fileIdentity("dump.txt", "", { kind: "pasted", at: null, by: "file" });

/** One function, as a text gives it. */
function told(text: string): FunctionInfo {
  const pasted = readPasted(text);
  const [fn] = pasted.ok ? factsFromConfigs(pasted.machines[0]?.functions ?? []) : [];
  if (fn === undefined) throw new Error("the text tells of no function");
  return nameless(fn);
}

function dumped(known: number): FunctionInfo {
  const [fn] = factsFromConfigs([{ bdf: AT, space: pfSpace({ known }) }]);
  if (fn === undefined) throw new Error("no function");
  return nameless(fn);
}

const NO_HOST: HostFacts = {
  iommus: [],
  vfioPci: "absent",
  vfioEnableSriov: false,
  drivers: [],
  driversAutoprobe: false,
  crashed: false,
};
const HOST: HostFacts = { ...NO_HOST, iommus: ["dmar0"], vfioPci: "loaded", vfioEnableSriov: true };

/** Read from a kernel, which tells nothing of it, or all that it can. */
function byKernel(fn: FunctionInfo, facts: Partial<FunctionInfo>): FunctionInfo {
  const { registersOnly: _, driverUnknown: __, listsKnown: ___, fromText: ____, ...known } = fn;
  return { ...known, ...facts };
}

function without(fn: FunctionInfo): FunctionInfo {
  const sriov = fn.sriov && { ...fn.sriov, totalVfs: fn.sriov.totalVfs, driversAutoprobe: false, vfTotalMsix: 0 };
  return byKernel(fn, { sriov, d3coldAllowed: false, resetMethods: [], numaNode: -1, irq: fn.irq ?? 0, problems: [] });
}

function withAll(fn: FunctionInfo): FunctionInfo {
  const sriov = fn.sriov ?? { totalVfs: 16, numVfs: 0, offset: 2, stride: 1, vfDevice: 1 };
  return byKernel(fn, {
    driver: "mlx5_core",
    driverOverride: "vfio-pci",
    modules: ["mlx5_core"],
    iommuGroup: "7",
    numaNode: 1,
    slot: "3",
    d3coldAllowed: true,
    powerState: fn.powerState ?? "D0",
    link: fn.link ?? { speed: 16, width: 16, maxSpeed: 16, maxWidth: 16 },
    resetMethods: ["flr"],
    irq: fn.irq || 40,
    msi: { kind: "msix", vectors: 8 },
    children: [{ kind: "net", name: "ens1", state: "up", address: "02:00:00:00:00:01" }],
    sriov: { ...sriov, driversAutoprobe: true, vfTotalMsix: 64 } as FunctionInfo["sriov"],
    problems: [],
  });
}

function machineOf(fn: FunctionInfo, host: HostFacts): Machine {
  return buildMachine({ identity: IDENTITY, host, functions: [fn], problems: [], revision: 1 });
}

const english = (words: Words) => say("en", words);

/** Everything that is said of the function, by the place where it stands. */
function placesOf(fn: FunctionInfo, host: HostFacts, known: number, isPf: boolean): ReadonlyMap<string, string> {
  const machine = machineOf(fn, host);
  const view = { machine, usedBy: usedByIndex(machine, { unread: [], functions: [], seen: machine }) };
  const said = new Map<string, string>();
  const facts = (where: string, list: readonly Fact[]) => {
    for (const { id, value, none, note } of list) {
      const shown = value ?? none ?? "unknown";
      said.set(`${where}: ${id}`, [shown, note ?? ""].map(english).join(" "));
    }
  };
  const pairs = (where: string, list: readonly Pair[]) => {
    for (const { label, value } of list) said.set(`${where}: ${english(label)}`, english(value));
  };
  for (const { id, text } of COLUMNS) said.set(`column: ${id}`, english(text(view, fn)));
  for (const filter of FILTERS) {
    const { count, unknown } = filterCounts(view).get(filter.id) ?? { count: 0, unknown: 0 };
    said.set(`chip: ${filter.id}`, `${count}${unknown > 0 ? "?" : ""}`);
  }
  for (const query of ["no driver", "no group"]) {
    const matches = functionMatches(view, fn, parseQuery(`"${query}"`));
    const unknown = functionMatches(view, fn, parseQuery("unknown"));
    said.set(`search: ${query}`, matches ? "found" : unknown ? "unknown" : "not found");
  }
  for (const { id, facts: list } of overviewSections(machine, fn)) facts(`overview, ${id}`, list);
  const decoded = known === 0 ? null : decodeSpace(pfSpace({ known }));
  const cap = decoded === null ? null : capabilityOf(decoded, "sriov");
  facts("power", powerFacts(fn, decoded === null ? null : capabilityOf(decoded, "pm"), null));
  facts(
    "IOMMU",
    vfioFacts(machine, fn).filter(({ id }) => isPf || id !== "enable-sriov"),
  );
  // Of what is not known to be a PF there is no tab.
  if (isPf) {
    facts("SR-IOV", stateFacts(fn, cap));
    for (const { id, value } of countsOf(fn, cap)) said.set(`count: ${id}`, `${value}`);
  }
  said.set("sentence", english(describeFunction(machine, fn)));
  said.set("tree", treeText(machine, "en"));
  const configOf = () => null;
  const [createdAt, version] = ["2026-10-03T10:00:00Z", "1"];
  const usage = toldUsage(unreadUsage("a file"), machine);
  const model = reportModel({
    machine,
    usage,
    functions: [fn],
    configOf,
    hex: false,
    redacted: false,
    createdAt,
    version,
  });
  pairs("report", model.facts);
  for (const section of model.functions) {
    pairs("report of it", section.overview);
    if (isPf) pairs("report of SR-IOV", section.sriov?.facts ?? []);
  }
  return said;
}

/** Of the interfaces, which are said to be unknown. */
const FOLLOWS: ReadonlySet<string> = new Set(["report of it: MAC address"]);

/** Said as a kernel says that there is none, where it would say otherwise if there were one. */
function deniedIn(fn: FunctionInfo, known: number): string[] {
  const isPf = fn.sriov !== null;
  const unknown = placesOf(fn, BLANK_HOST, known, isPf);
  const none = placesOf(without(fn), NO_HOST, known, isPf);
  const all = placesOf(withAll(fn), HOST, known, isPf);
  const places = [...new Set([...none.keys(), ...all.keys()])].filter((place) => {
    return none.get(place) !== all.get(place) && none.get(place)?.trim() !== "unknown" && !FOLLOWS.has(place);
  });
  // What nothing depends on proves nothing.
  expect(places.length).toBeGreaterThan(20);
  return places.filter((place) => unknown.get(place) === none.get(place));
}

describe("of a dump nothing is denied that it does not tell", () => {
  test.each([
    ["whole registers", dumped(4096), 4096],
    ["the 256 bytes of lspci -xxx", dumped(256), 256],
    ["the 64 bytes that an ordinary user reads", dumped(64), 64],
    ["ids alone, as of lspci -n", told("01:00.0 0200: 15b3:1021\n"), 0],
    ["names alone", told("01:00.0 Ethernet controller: Mellanox Technologies MT2910 Family [ConnectX-7]\n"), 0],
  ])("%s", (_name, fn, known) => {
    expect(deniedIn(fn, known)).toEqual([]);
  });
});
