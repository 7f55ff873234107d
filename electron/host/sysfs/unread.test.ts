/** What is missing, what is empty and what may not be read are three things, of each fact of a function and of a machine. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { FunctionFacts } from "../../../shared/machine/facts.ts";
import { noneOf, noSlotText } from "../../../shared/machine/known.ts";
import { OWN_FOLDERS } from "../../../shared/machine/own-folders.ts";
import { COMMON } from "../../../shared/words/texts/common.ts";
import { buildTree } from "../local/testing/build-tree.ts";
import { tempFolder } from "../local/testing/temp-folder.ts";
import { AttributeReader, type TreeReader } from "./attribute-reader.ts";
import { hostProblems, readHostFacts, readSlots } from "./host-facts.ts";
import { type ModuleTables, NO_TABLES } from "./modules.ts";
import { readEach } from "./scan.ts";

/** Says EACCES of paths that end so, as the kernel does to others than root. */
class Forbidding extends AttributeReader {
  private readonly end: string;
  private readonly answer: string;

  constructor(end: string, answer = "EACCES") {
    super();
    this.end = end;
    this.answer = answer;
  }

  private forbids(path: string): boolean {
    if (!path.endsWith(this.end)) return false;
    this.code = this.answer;
    return true;
  }

  override text(path: string): string | null {
    return this.forbids(path) ? null : super.text(path);
  }

  override link(path: string): string | null {
    return this.forbids(path) ? null : super.link(path);
  }

  override names(path: string): string[] | null {
    return this.forbids(path) ? null : super.names(path);
  }
}

const MODULES: ModuleTables = { has: () => false, modulesFor: () => [] };

/** A PF with its VFs, read as often as a test wants. */
function onePf() {
  const tree = buildTree(tempFolder(), { ports: 1, pfs: 1, vfs: 3 });
  const [pf] = tree.pfs;
  if (pf === undefined) throw new Error("no PF");
  const { root } = tree;
  const path = (name: string) => join(root, "bus/pci/devices", pf, name);
  const read = (reader: TreeReader = new AttributeReader(), modules = MODULES): FunctionFacts => {
    const [found] = readEach({ root, modules, busNumbers: new Map(), reader }, [pf]);
    if (found === undefined) throw new Error("the PF is missing");
    return found;
  };
  return { root, path, read };
}

const problemsOf = ({ problems }: FunctionFacts) => problems.map(({ attribute, code }) => `${attribute} ${code}`);

type Fact = (found: FunctionFacts) => unknown;

describe("an attribute", () => {
  it.each<[string, Fact, empty: unknown]>([
    ["reset_method", ({ resetMethods }) => resetMethods, []],
    ["d3cold_allowed", ({ d3coldAllowed }) => d3coldAllowed, null],
    ["power_state", ({ powerState }) => powerState, null],
    ["numa_node", ({ numaNode }) => numaNode, null],
    ["sriov_totalvfs", ({ sriov }) => sriov?.totalVfs ?? null, null],
    ["sriov_offset", ({ sriov }) => sriov?.offset ?? null, null],
    ["sriov_drivers_autoprobe", ({ sriov }) => sriov?.driversAutoprobe ?? null, null],
    ["ari_enabled", ({ ariEnabled }) => ariEnabled, null],
  ])("%s is not known where it is missing or may not be read, which is told, and may be empty", (name, fact, empty) => {
    const { path, read } = onePf();
    // A function that can be reset has this file on every kernel.
    writeFileSync(path("reset"), "");
    writeFileSync(path(name), "\n");
    expect(fact(read())).toEqual(empty);
    const forbidden = read(new Forbidding(`/${name}`));
    expect([fact(forbidden), problemsOf(forbidden)]).toEqual([null, [`${name} EACCES`]]);
    rmSync(path(name));
    expect([fact(read()), problemsOf(read())]).toEqual([null, []]);
  });
});

/** Files, folders and links of a function, and what lies in its folders. */
function namesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const inside = entry.isDirectory() ? readdirSync(join(folder, entry.name)) : [];
    return [entry.name, ...inside.map((name) => `${entry.name}/${name}`)];
  });
}

describe.each(["EACCES", "EIO"])("whatever is there and answers %s", (code) => {
  it("takes no fact away without a word", () => {
    const { path, read } = onePf();
    mkdirSync(path("power"), { recursive: true });
    writeFileSync(path("power/runtime_status"), "active\n");
    const whole = read();
    expect(whole).toMatchObject({ msi: { kind: expect.stringContaining("msi") }, problems: [] });
    const names = namesBelow(path(""));
    expect(names).toEqual(expect.arrayContaining(["driver", "sriov_numvfs", "virtfn0", "power/runtime_status"]));
    for (const name of names) {
      const left = read(new Forbidding(`/${name}`, code));
      if (left.problems.length === 0) expect({ name, ...left }).toEqual({ name, ...whole });
    }
  });
});

it("a function that sleeps has a link that is not known", () => {
  const { path, read } = onePf();
  expect(read()).not.toHaveProperty("asleep");
  writeFileSync(path("power_state"), "D3cold\n");
  const found = read();
  expect(found).toMatchObject({ asleep: true, link: null, problems: [] });
  expect(noneOf(found, "current_link_speed", "no link")).toBe(COMMON.unknown);
});

it("slots that could not be read are not said to be none", () => {
  const { root, read } = onePf();
  mkdirSync(join(root, "bus/pci/slots/7"), { recursive: true });
  writeFileSync(join(root, "bus/pci/slots/7/address"), "0000:7f:00\n");
  const told = (end: string | null) => {
    const { problem } = readSlots(end === null ? new AttributeReader() : new Forbidding(end), root);
    const problems = problem === null ? [] : [problem];
    return [problems.map(({ attribute }) => attribute), noSlotText(read(), { problems })];
  };
  expect(told(null)).toEqual([[], COMMON.none]);
  for (const end of ["bus/pci/slots", "slots/7/address"])
    expect(told(end)).toEqual([["bus/pci/slots"], COMMON.unknown]);
});

it("which modules match is not known without a modalias, nor without the kernel's tables", () => {
  const { path, read } = onePf();
  const told = (found: FunctionFacts) => [found.modules, noneOf(found, "modules")];
  expect(told(read())).toEqual([[], COMMON.none]);
  expect(told(read(undefined, NO_TABLES))).toEqual([[], COMMON.unknown]);
  expect(told(read(new Forbidding("/modalias")))).toEqual([[], COMMON.unknown]);
  rmSync(path("modalias"));
  expect(told(read())).toEqual([[], COMMON.unknown]);
});

describe("a folder that may not be listed", () => {
  it("of interfaces is not one without interfaces", () => {
    const { read } = onePf();
    const nets = ({ children }: FunctionFacts) => children.filter(({ kind }) => kind === "net");
    expect(nets(read()).length).toBeGreaterThan(0);
    const found = read(new Forbidding("/net"));
    expect([nets(found), problemsOf(found)]).toEqual([[], ["net EACCES"]]);
  });

  it("of vectors is not one without vectors", () => {
    const { read } = onePf();
    expect(read().msi).not.toBeNull();
    expect(problemsOf(read(new Forbidding("/msi_irqs")))).toEqual(["msi_irqs EACCES"]);
  });

  it.each(OWN_FOLDERS)("of a GPU's driver is told, for what it has is not shown: %s", (name) => {
    const { path, read } = onePf();
    mkdirSync(path(name));
    expect(problemsOf(read())).toEqual([]);
    expect(problemsOf(read(new Forbidding(`/${name}`)))).toEqual([`${name} EACCES`]);
  });

  it("of drivers leaves open whether vfio-pci is there", () => {
    const { root } = onePf();
    const reader = new Forbidding("bus/pci/drivers");
    expect(readHostFacts(new AttributeReader(), root, MODULES).vfioPci).not.toBeNull();
    expect(readHostFacts(reader, root, MODULES).vfioPci).toBeNull();
    expect(hostProblems(reader, root).map(({ attribute }) => attribute)).toEqual(["bus/pci/drivers"]);
  });

  it("of IOMMUs is a problem of the machine, and one that is not there is none", () => {
    const { root } = onePf();
    expect(hostProblems(new Forbidding("class/iommu"), root)).toMatchObject([
      { attribute: "class/iommu", code: "EACCES" },
    ]);
    expect(hostProblems(new AttributeReader(), tempFolder())).toEqual([]);
  });
});

it("a VF whose link may not be followed is counted all the same", () => {
  const found = onePf().read(new Forbidding("/virtfn1"));
  expect([found.sriov?.numVfs, found.virtfns.map(({ index }) => index)]).toEqual([3, [0, 2]]);
  expect(problemsOf(found)).toEqual(["virtfn1 EACCES"]);
});
