import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { shortBdf } from "../pci/bdf.ts";
import { english } from "../words/testing/english.ts";
import { FUNCTION_WORDS } from "../words/texts/function.ts";
import type { MachineSnapshot } from "./facts.ts";
import type { Grouping } from "./forest.ts";
import type { GhostVf } from "./ghost-vf.ts";
import { buildMachine } from "./machine.ts";
import { buildRows, MANY_VFS, type Row, type RowsInput } from "./rows.ts";
import { randomSnapshot } from "./testing/random-machine.ts";
import { bdf, functionInfo, labServer, pfWithVfs, snapshot, sriov } from "./testing/sample-machine.ts";

const GROUPINGS: readonly Grouping[] = ["topology", "pf-vf", "iommu-group", "driver", "numa"];
const ALL: RowsInput = { grouping: "topology", collapsed: new Set(), filters: new Set(), query: "" };

function rowsOf(machine: MachineSnapshot, input: Partial<RowsInput> = {}): Row[] {
  return buildRows(buildMachine(machine), { ...ALL, ...input });
}

/** One line per row, indented by depth; dimmed rows in brackets. */
function drawn(rows: readonly Row[]): string[] {
  return rows.map((row) => {
    const name = row.fn === null ? english(row.label) : shortBdf(row.fn.bdf);
    return `${"  ".repeat(row.depth)}${row.isContext ? `(${name})` : name}`;
  });
}

describe("rows by topology", () => {
  test("host bridge, bridges, functions; VFs below their PF even on another bus number", () => {
    const functions = [
      functionInfo("00:01.0", { hostBridge: "pci0000:00", bridge: { secondary: 1, subordinate: 2 } }),
      ...pfWithVfs("01:00.0", 2, {
        hostBridge: "pci0000:00",
        parent: bdf("00:01.0"),
        sriov: sriov({ numVfs: 2, offset: 0xff }),
      }),
      functionInfo("01:00.1", { hostBridge: "pci0000:00", parent: bdf("00:01.0") }),
      functionInfo("10000:00:01.0", { hostBridge: "pci10000:00" }),
    ];
    expect(drawn(rowsOf(snapshot(functions)))).toEqual([
      "pci0000:00",
      "  00:01.0",
      "    01:00.0",
      "      01:1f.7",
      "      02:00.0",
      "    01:00.1",
      "pci10000:00",
      "  10000:00:01.0",
    ]);
  });

  test("a VF whose PF is not part of the machine stands where the device path puts it", () => {
    const [, vf] = pfWithVfs("01:00.0", 1, { hostBridge: "pci0000:00" });
    expect(drawn(rowsOf(snapshot(vf ? [vf] : [])))).toEqual(["pci0000:00", "  01:00.2"]);
  });

  test("functions that a damaged file hangs below their own VF are shown apart, not lost", () => {
    const [pf, vf] = pfWithVfs("01:00.0", 1);
    if (!pf || !vf) throw new Error("no VF");
    expect(drawn(rowsOf(snapshot([{ ...pf, parent: vf.bdf }, vf])))).toEqual([
      "Not in the tree",
      "  01:00.0",
      "  01:00.2",
    ]);
  });

  test("tells assistive technology where a row stands among the visible ones", () => {
    const rows = rowsOf(labServer());
    const gpu = rows.find((row) => row.bdf === "0000:41:00.0");
    expect(gpu).toMatchObject({ level: 3, setSize: 2, posInSet: 1, hasChildren: false, expanded: false });
    const pf = rows.find((row) => row.bdf === "0000:01:00.0");
    expect(pf).toMatchObject({ level: 3, hasChildren: true, expanded: true, counts: { functions: 4, vfs: 4 } });
    const narrowed = rowsOf(labServer(), { query: "audio 41:00.1" });
    expect(narrowed).toEqual([]);
    const audio = rowsOf(labServer(), { query: "41:00.1" }).at(-1);
    expect(audio).toMatchObject({ bdf: "0000:41:00.1", setSize: 1, posInSet: 1 });
  });
});

describe("other groupings", () => {
  test("PF/VF: PFs with their VFs first, the rest in one group", () => {
    expect(drawn(rowsOf(labServer(), { grouping: "pf-vf" }))).toEqual([
      "01:00.0",
      "  01:00.2",
      "  01:00.3",
      "  01:00.4",
      "  01:00.5",
      "01:00.1",
      "Other functions",
      "  00:01.0",
      "  00:02.0",
      "  41:00.0",
      "  41:00.1",
    ]);
  });

  test("IOMMU group, driver and NUMA node: groups in order, those without one last", () => {
    const headings = (grouping: Grouping) =>
      rowsOf(labServer(), { grouping })
        .filter((row) => row.kind === "group")
        .map((row) => `${english(row.label)}: ${row.counts.functions}`);
    expect(headings("iommu-group")).toEqual([
      ...[2, 7, 41, 42, 100, 101, 102, 103].map((group) => `IOMMU group ${group}: 1`),
      "No IOMMU group: 2",
    ]);
    expect(headings("driver")).toEqual(["mlx5_core: 4", "nvidia: 1", "pcieport: 2", "vfio-pci: 2", "No driver: 1"]);
    expect(headings("numa")).toEqual(["NUMA node 0: 2", "NUMA node 1: 1", "NUMA node unknown: 7"]);
  });

  test("every function of any machine is there exactly once, whatever the grouping", () => {
    fc.assert(
      fc.property(randomSnapshot, fc.constantFrom(...GROUPINGS), (machine, grouping) => {
        const rows = rowsOf(machine, { grouping });
        const bdfs = rows.flatMap((row) => (row.fn === null ? [] : [row.fn.bdf]));
        expect(bdfs.toSorted()).toEqual(machine.functions.map((fn) => fn.bdf).toSorted());
        expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length);
      }),
    );
  });
});

describe("opening and closing", () => {
  const many = snapshot(pfWithVfs("01:00.0", MANY_VFS + 1));
  const PF = "fn:0000:01:00.0";

  test("a PF with many VFs starts closed, one with few starts open", () => {
    expect(rowsOf(many)).toHaveLength(2);
    expect(rowsOf(snapshot(pfWithVfs("01:00.0", MANY_VFS)))).toHaveLength(MANY_VFS + 2);
  });

  test("a person's choice goes before the starting state", () => {
    expect(rowsOf(many, { expanded: new Set([PF]) })).toHaveLength(MANY_VFS + 3);
    const closed = rowsOf(labServer(), { collapsed: new Set([PF]) });
    expect(closed.find((row) => row.id === PF)).toMatchObject({ hasChildren: true, expanded: false });
    expect(closed.some((row) => row.fn?.physfn != null)).toBe(false);
    expect(rowsOf(labServer(), { collapsed: new Set(["hb:pci0000:00"]) })).toHaveLength(1);
  });

  test("a search opens what holds a match", () => {
    const rows = rowsOf(many, { query: "01:02.1" });
    expect(drawn(rows)).toEqual(["(pci0000:01)", "  (01:00.0)", "    01:02.1"]);
  });
});

describe("narrowing", () => {
  test("chips and search must all hold, and the way to a match stays as context", () => {
    const rows = rowsOf(labServer(), { filters: new Set(["vfs", "given-away"] as const), query: "group 101" });
    expect(drawn(rows)).toEqual(["(pci0000:00)", "  (00:01.0)", "    (01:00.0)", "      01:00.3"]);
    expect(rows[0]?.counts).toMatchObject({ functions: 10, matches: 1 });
  });

  test("a match above is not dimmed, and its children that do not match are left out", () => {
    const rows = rowsOf(labServer(), { filters: new Set(["sriov-capable"] as const), grouping: "pf-vf" });
    expect(drawn(rows)).toEqual(["01:00.0", "01:00.1"]);
    expect(rows[0]).toMatchObject({ hasChildren: false, expanded: false, counts: { functions: 4, matches: 0 } });
  });

  test("nothing found is no rows", () => {
    expect(rowsOf(labServer(), { query: "no such thing" })).toEqual([]);
  });
});

describe("ghosts", () => {
  const ghosts: GhostVf[] = [0, 1, 2].map((index) => ({
    pf: bdf("01:00.1"),
    index,
    bdf: index === 2 ? null : bdf(`01:02.${2 + index}`),
    driver: "vfio-pci",
  }));

  test("stand below their PF, after the VFs that are there, and open it", () => {
    const rows = rowsOf(labServer(), { grouping: "pf-vf", ghosts });
    const at = rows.findIndex((row) => row.bdf === "0000:01:00.1");
    expect(rows[at]).toMatchObject({ hasChildren: true, expanded: true });
    expect(rows.slice(at + 1, at + 4)).toMatchObject([
      { kind: "ghost", id: "ghost:0000:01:00.1/0", bdf: "0000:01:02.2", depth: 1, setSize: 3, posInSet: 1 },
      { kind: "ghost", posInSet: 2 },
      { kind: "ghost", bdf: null, label: FUNCTION_WORDS.vfAt({ index: "2", pf: "0000:01:00.1" }), posInSet: 3 },
    ]);
  });

  test("are found by the chips and words that will hold for them", () => {
    const drawnWith = (input: Partial<RowsInput>) =>
      drawn(rowsOf(labServer(), { grouping: "driver", ghosts, ...input }));
    expect(drawnWith({ query: "01:02.3" })).toEqual(["(mlx5_core)", "  (01:00.1)", "    VF 1 of 0000:01:00.1"]);
    expect(drawnWith({ filters: new Set(["vfs", "given-away"] as const), query: "01:00.1" })).toEqual([]);
    expect(drawnWith({ filters: new Set(["no-driver"] as const), query: "01:02.3" })).toEqual([]);
  });

  test("leave the machine's own rows as they are", () => {
    const own = rowsOf(labServer(), { ghosts }).filter((row) => row.kind !== "ghost");
    expect(own.map((row) => row.id)).toEqual(rowsOf(labServer()).map((row) => row.id));
  });
});

test("sorting orders siblings by a column, those without a value last in either direction", () => {
  const order = (descending: boolean) =>
    rowsOf(labServer(), { grouping: "pf-vf", sort: { column: "iommu-group", descending } })
      .filter((row) => row.fn !== null)
      .map((row) => shortBdf(row.fn?.bdf ?? bdf("00:00.0")));
  expect(order(false)).toEqual([
    ...["01:00.0", "01:00.2", "01:00.3", "01:00.4", "01:00.5", "01:00.1"],
    ...["00:01.0", "41:00.0", "00:02.0", "41:00.1"],
  ]);
  expect(order(true)).toEqual([
    ...["01:00.1", "01:00.0", "01:00.5", "01:00.4", "01:00.3", "01:00.2"],
    ...["41:00.0", "00:01.0", "00:02.0", "41:00.1"],
  ]);
});
