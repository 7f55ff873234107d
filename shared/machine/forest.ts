/** The functions of a machine as trees, one shape for each way of grouping. Whole: nothing is filtered or collapsed here. */

import type { Bdf } from "../pci/bdf.ts";
import { atOnce, eachInParts, type InParts } from "../pci/parts.ts";
import type { Words } from "../words/message.ts";
import { FOREST_WORDS } from "../words/texts/forest.ts";
import { numaNodeOf } from "./columns.ts";
import type { FunctionInfo } from "./facts.ts";
import { isGroupUnknown } from "./known.ts";
import type { Machine } from "./machine.ts";
import { functionName } from "./names.ts";

export type Grouping = "topology" | "pf-vf" | "iommu-group" | "driver" | "numa";

export interface TreeNode {
  /** Stable over revisions and unique within one grouping: `hb:pci0000:00`, `fn:0000:01:00.0`, `driver:mlx5_core`. */
  readonly id: string;
  readonly kind: "host-bridge" | "group" | "function";
  readonly label: Words;
  /** null for a host bridge or a group. */
  readonly fn: FunctionInfo | null;
  readonly children: readonly TreeNode[];
  /** Functions below, at any depth. */
  readonly functions: number;
  /** VFs among them. */
  readonly vfs: number;
}

const cache = new WeakMap<Machine, Map<Grouping, readonly TreeNode[]>>();

/**
 * The trees of a machine. Every function is in them exactly once:
 * - `topology`: host bridge → bridges → functions; a VF is drawn below its PF even where its bus number is another
 * - `pf-vf`: each PF with its VFs, then the other functions in one group
 * - `iommu-group`, `driver`, `numa`: one group each, in order; the functions that have none come last
 */
export function forestOf(machine: Machine, grouping: Grouping): readonly TreeNode[] {
  return cache.get(machine)?.get(grouping) ?? atOnce(growInParts(machine, grouping));
}

/** Makes {@link forestOf} ready, for whoever has other things to do meanwhile. */
export function* growInParts(machine: Machine, grouping: Grouping): InParts<readonly TreeNode[]> {
  const forests = cache.get(machine) ?? new Map<Grouping, readonly TreeNode[]>();
  cache.set(machine, forests);
  const forest = forests.get(grouping) ?? (yield* grow(machine, grouping));
  forests.set(grouping, forest);
  return forest;
}

function grow(machine: Machine, grouping: Grouping): InParts<readonly TreeNode[]> {
  switch (grouping) {
    case "topology":
      return topology(machine);
    case "pf-vf":
      return pfsFirst(machine);
    case "iommu-group":
      return groupedBy(machine, "iommu", (fn) => fn.iommuGroup, {
        label: (group) => FOREST_WORDS.iommuGroup({ group }),
        none: FOREST_WORDS.noIommuGroup,
        unknown: FOREST_WORDS.iommuGroupUnknown,
        isUnknown: isGroupUnknown,
      });
    case "driver":
      return groupedBy(machine, "driver", (fn) => fn.driver, {
        label: (name) => name,
        none: FOREST_WORDS.noDriver,
        unknown: FOREST_WORDS.driverUnknown,
        isUnknown: (fn) => fn.driverUnknown === true,
      });
    case "numa":
      return groupedBy(machine, "numa", (fn) => numaNodeOf(fn)?.toString() ?? null, {
        label: (node) => FOREST_WORDS.numaNode({ node }),
        none: FOREST_WORDS.numaNodeUnknown,
        unknown: FOREST_WORDS.numaNodeUnknown,
        isUnknown: () => false,
      });
  }
}

function heading(id: string, kind: "host-bridge" | "group", label: Words, children: readonly TreeNode[]): TreeNode {
  return { id, kind, label, fn: null, children, ...countsOf(children) };
}

function functionNode(fn: FunctionInfo, children: readonly TreeNode[]): TreeNode {
  // Spelled out: of many functions each has one.
  const { functions, vfs } = children.length === 0 ? NOTHING_BELOW : countsOf(children);
  return { id: `fn:${fn.bdf}`, kind: "function", label: functionName(fn), fn, children, functions, vfs };
}

const NOTHING_BELOW = { functions: 0, vfs: 0 } as const;

function countsOf(children: readonly TreeNode[]): { functions: number; vfs: number } {
  let functions = 0;
  let vfs = 0;
  for (const child of children) {
    functions += child.functions + (child.fn === null ? 0 : 1);
    vfs += child.vfs + (child.fn !== null && child.fn.physfn !== null ? 1 : 0);
  }
  return { functions, vfs };
}

function leaf(fn: FunctionInfo): TreeNode {
  return functionNode(fn, []);
}

/** Is it drawn below its PF, as one of {@link Machine.vfsOf}. */
function isDrawnBelow(machine: Machine, fn: FunctionInfo): boolean {
  return fn.physfn !== null && machine.byBdf.get(fn.physfn)?.physfn === null;
}

/** Rows below rows: as deep as bridges go (`machine.ts`), with VFs in between. A damaged file could go on forever. */
const DEEPEST = 1040;

function* topology(machine: Machine): InParts<readonly TreeNode[]> {
  let placed = 0;
  const nodeFor = (fn: FunctionInfo, depth: number): TreeNode => {
    placed += 1;
    if (depth === DEEPEST) return leaf(fn);
    const vfs = machine.vfsOf(fn.bdf).map((vf) => nodeFor(vf, depth + 1));
    return functionNode(fn, [...vfs, ...nodesFor(machine.childrenOf(fn.bdf), depth + 1)]);
  };
  const nodesFor = (functions: readonly FunctionInfo[], depth: number): TreeNode[] =>
    functions.filter((fn) => !isDrawnBelow(machine, fn)).map((fn) => nodeFor(fn, depth));
  const trees: TreeNode[] = [];
  for (const { name, roots } of machine.hostBridges) {
    const nodes: TreeNode[] = [];
    for (const root of roots) {
      if (isDrawnBelow(machine, root)) continue;
      yield placed / machine.functions.length;
      nodes.push(nodeFor(root, 0));
    }
    if (nodes.length > 0) trees.push(heading(`hb:${name}`, "host-bridge", name, nodes));
  }
  // Only a damaged file makes a PF hang below its own VF, or rows without end; its functions are shown all the same.
  if (placed === machine.functions.length) return trees;
  const inTrees = new Set<Bdf>();
  const note = ({ fn, children }: TreeNode): void => {
    if (fn !== null) inTrees.add(fn.bdf);
    children.forEach(note);
  };
  trees.forEach(note);
  const lost = machine.functions.filter((fn) => !inTrees.has(fn.bdf)).map(leaf);
  return [...trees, heading("hb: none", "host-bridge", FOREST_WORDS.notInTree, lost)];
}

function* pfsFirst(machine: Machine): InParts<readonly TreeNode[]> {
  const pfs: TreeNode[] = [];
  const others: TreeNode[] = [];
  yield* eachInParts(machine.functions, (fn) => {
    if (isDrawnBelow(machine, fn)) return;
    const vfs = machine.vfsOf(fn.bdf);
    if (vfs.length > 0 || (fn.sriov !== null && fn.physfn === null)) pfs.push(functionNode(fn, vfs.map(leaf)));
    else others.push(leaf(fn));
  });
  if (others.length === 0) return pfs;
  const label = pfs.length === 0 ? FOREST_WORDS.withoutSriov : FOREST_WORDS.others;
  return [...pfs, heading("others", "group", label, others)];
}

interface GroupWords {
  readonly label: (name: string) => Words;
  readonly none: Words;
  /** Heads those of which nobody knows whether they have a name. */
  readonly unknown: Words;
  readonly isUnknown: (fn: FunctionInfo) => boolean;
}

/** Names that are numbers in their order, then the others by their text. */
function inOrder(names: Iterable<string>): string[] {
  const numbers: { readonly name: string; readonly value: number }[] = [];
  const others: string[] = [];
  for (const name of names) {
    const value = Number(name);
    if (Number.isNaN(value)) others.push(name);
    else numbers.push({ name, value });
  }
  numbers.sort((a, b) => a.value - b.value);
  return [...numbers.map(({ name }) => name), ...others.sort()];
}

function* groupedBy(
  machine: Machine,
  key: string,
  nameOf: (fn: FunctionInfo) => string | null,
  words: GroupWords,
): InParts<readonly TreeNode[]> {
  const groups = new Map<string, TreeNode[]>();
  const none: TreeNode[] = [];
  const unknown: TreeNode[] = [];
  yield* eachInParts(machine.functions, (fn) => {
    const name = nameOf(fn);
    const nameless = words.isUnknown(fn) ? unknown : none;
    const members = name === null ? nameless : (groups.get(name) ?? []);
    if (name !== null && members.length === 0) groups.set(name, members);
    members.push(leaf(fn));
  });
  const names = inOrder(groups.keys());
  const nodes: TreeNode[] = [];
  yield* eachInParts(names, (name) => {
    nodes.push(heading(`${key}:${name}`, "group", words.label(name), groups.get(name) ?? []));
  });
  // No name of the kernel begins with a space, so these ids are nobody else's.
  if (none.length > 0) nodes.push(heading(`${key}: none`, "group", words.none, none));
  if (unknown.length > 0) nodes.push(heading(`${key}: unknown`, "group", words.unknown, unknown));
  return nodes;
}
