/** Machines of a size that only a file can have: each is built in one pass, or the test's own limit ends it. */
import { describe, expect, test } from "vitest";
import { formatBdf } from "../pci/bdf.ts";
import { inEnglish } from "../words/testing/english.ts";
import type { FunctionInfo } from "./facts.ts";
import { filterCounts } from "./filters.ts";
import { forestOf as forestOfInWords } from "./forest.ts";
import { buildMachine } from "./machine.ts";
import { buildRows } from "./rows.ts";
import { functionInfo, snapshot, sriov } from "./testing/sample-machine.ts";
import { NOT_ASKED } from "./used-by.ts";

const forestOf = (...of: Parameters<typeof forestOfInWords>) => inEnglish(forestOfInWords(...of));

const MANY = 100_000;
const NOTHING_NARROWED = { collapsed: new Set<string>(), filters: new Set<never>(), query: "" };

/** One more bus, device or function number each. */
function address(index: number) {
  return formatBdf({
    domain: index >> 16,
    bus: (index >> 8) & 0xff,
    device: (index >> 3) & 0x1f,
    function: index & 7,
  });
}

function many(facts: (index: number) => Partial<FunctionInfo>): FunctionInfo[] {
  return Array.from({ length: MANY }, (_, index) => functionInfo(address(index), facts(index)));
}

describe("a machine of 100,000 functions", () => {
  test("that are all bridges over many buses finds the innermost bridge of each", () => {
    const bridge = (index: number) => ({ secondary: 1 + (index & 0x3f), subordinate: 0xff });
    const machine = buildMachine(snapshot(many((index) => ({ classCode: 0x060400, bridge: bridge(index) }))));
    // Of the first domain's bridges, 0000:00:07.7 is the first with the smallest range over bus 64 and up.
    expect(machine.parentOf(address(0xff00))).toBe("0000:00:07.7");
    expect(forestOf(machine, "topology").reduce((sum, { functions }) => sum + functions, 0)).toBe(MANY);
  });

  test("that hang below each other in one chain is no deeper than bus numbers allow, and loses none", () => {
    const link = { speed: 8, width: 4, maxSpeed: 16, maxWidth: 4 };
    const below = (index: number) => ({ classCode: 0x060400, link, parent: index === 0 ? null : address(index - 1) });
    const machine = buildMachine(snapshot(many(below)));
    const rows = buildRows(machine, { ...NOTHING_NARROWED, grouping: "topology" });
    expect(rows.filter(({ fn }) => fn !== null)).toHaveLength(MANY);
    expect(rows.reduce((deepest, { depth }) => Math.max(deepest, depth), 0)).toBeLessThan(1100);
    expect(filterCounts({ machine, usedBy: NOT_ASKED }).get("link-degraded")?.count).toBeGreaterThan(0);
  });

  test("that are PFs below the VFs of other PFs is no deeper either", () => {
    const at = (index: number): Partial<FunctionInfo> => {
      const before = index === 0 ? null : address(index - 1);
      return index % 2 === 0 ? { parent: before, sriov: sriov({ numVfs: 1 }) } : { physfn: before };
    };
    const machine = buildMachine(snapshot(many(at)));
    const trees = forestOf(machine, "topology");
    expect(trees.reduce((sum, { functions }) => sum + functions, 0)).toBe(MANY);
    expect(trees.at(-1)?.label).toBe("Not in the tree");
  });
});
