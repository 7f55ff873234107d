/** The model of a machine: a snapshot's functions with their relations made explicit. Pure; built for each revision. */
import { type Bdf, bdfParts, compareBdf } from "../pci/bdf.ts";
import { atOnce, eachInParts, type InParts } from "../pci/parts.ts";
import { isSorted } from "./diff.ts";
import type { FunctionInfo, MachineSnapshot } from "./facts.ts";
import { listsBy, pushTo } from "./lists.ts";
import { roleOf } from "./role.ts";

export interface IommuGroup {
  /** The kernel's number, as text; it may change from one boot to the next. */
  readonly name: string;
  readonly members: readonly FunctionInfo[];
}

interface HostBridge {
  /** `pci0000:00`, or the domain and bus where the device path is not known. */
  readonly name: string;
  readonly domain: number;
  readonly roots: readonly FunctionInfo[];
}

export interface Machine {
  readonly snapshot: MachineSnapshot;
  /** Sorted by BDF. */
  readonly functions: readonly FunctionInfo[];
  readonly byBdf: ReadonlyMap<Bdf, FunctionInfo>;
  readonly hostBridges: readonly HostBridge[];
  /** Functions directly below a bridge, VFs on later bus numbers included. */
  childrenOf(bdf: Bdf): readonly FunctionInfo[];
  /** The bridge above, or the function below which its domain begins; null at the root. */
  parentOf(bdf: Bdf): Bdf | null;
  /** The bridge above in the same domain: the other end of its link, or of its bus; null on a root bus. */
  portAbove(bdf: Bdf): Bdf | null;
  /** The function whose driver made the root bus that this one is behind (VMD), whatever bridges are between; null = none. */
  rootOwnerOf(bdf: Bdf): Bdf | null;
  /** All functions on the bus that an address is on. */
  onBusOf(bdf: Bdf): readonly FunctionInfo[];
  /** A PF's VFs that are there, by index. */
  vfsOf(pf: Bdf): readonly FunctionInfo[];
  /** 0-based index of a VF below its PF; null for anything else. */
  vfIndexOf(vf: Bdf): number | null;
  readonly groups: readonly IommuGroup[];
  groupOf(bdf: Bdf): IommuGroup | null;
}

export function isVf(fn: FunctionInfo): boolean {
  return roleOf(fn) === "vf";
}
/** A function with the SR-IOV attributes, whether VFs are on or off. */
export function isPf(fn: FunctionInfo): boolean {
  return roleOf(fn) === "pf";
}
export function isBridge(fn: FunctionInfo): boolean {
  return fn.bridge !== null || (fn.classCode !== null && fn.classCode >> 8 === 0x0604);
}

type ByBdf = ReadonlyMap<Bdf, FunctionInfo>;

interface BridgeRange {
  readonly bdf: Bdf;
  readonly secondary: number;
  readonly subordinate: number;
}

const LAST_BUS = 0xff;

function span({ secondary, subordinate }: BridgeRange): number {
  return subordinate - secondary;
}

/**
 * The innermost bridge whose bus range holds a bus, by domain and bus: what the device path says, where there is none.
 * Of bridges with ranges of one size the first counts.
 */
function bridgesForBuses(
  functions: readonly FunctionInfo[],
): ReadonlyMap<number, readonly (BridgeRange | undefined)[]> {
  const domains = new Map<number, (BridgeRange | undefined)[]>();
  for (const { bdf, bridge } of functions) {
    if (!bridge || bridge.secondary === 0) continue;
    const { domain } = bdfParts(bdf);
    const buses = domains.get(domain) ?? [];
    domains.set(domain, buses);
    const range = { bdf, ...bridge };
    for (let bus = range.secondary; bus <= Math.min(range.subordinate, LAST_BUS); bus++) {
      const best = buses[bus];
      if (best === undefined || span(range) < span(best)) buses[bus] = range;
    }
  }
  return domains;
}

/** The bridge above each function; null at the root. */
function* findParents(functions: readonly FunctionInfo[], byBdf: ByBdf): InParts<Map<Bdf, Bdf | null>> {
  const bridges = bridgesForBuses(functions);
  const parents = new Map<Bdf, Bdf | null>();
  yield* eachInParts(functions, (fn) => {
    let parent: Bdf | null = fn.parent !== null && byBdf.has(fn.parent) ? fn.parent : null;
    // Without a device path (a dump, a flat tree) the bridges' bus numbers tell; a VF stays beside its PF.
    if (parent === null && fn.hostBridge === null) {
      const anchor = fn.physfn !== null && byBdf.has(fn.physfn) ? fn.physfn : fn.bdf;
      const { domain, bus } = bdfParts(anchor);
      parent = bridges.get(domain)?.[bus]?.bdf ?? null;
    }
    parents.set(fn.bdf, parent);
  });
  yield* breakLoops(functions, parents);
  return parents;
}

/** Is the first at the root of a tree that begins below the second: another domain, or another root bus? */
function beginsBelow(fn: FunctionInfo, parent: FunctionInfo): boolean {
  if (bdfParts(fn.bdf).domain !== bdfParts(parent.bdf).domain) return true;
  return fn.hostBridge !== null && parent.hostBridge !== null && fn.hostBridge !== parent.hostBridge;
}

/** Each bridge takes a bus number of its own, and a domain has 256; a domain can begin below a function of another. */
const DEEPEST = 1024;

/**
 * A damaged file can make a bridge its own ancestor, or a chain that no bus numbers are enough for: such a function
 * becomes a root, so that nothing is lost or walked forever.
 */
function* breakLoops(functions: readonly FunctionInfo[], parents: Map<Bdf, Bdf | null>): InParts<void> {
  /** Functions above, of those that have been looked at. */
  const depths = new Map<Bdf, number>();
  yield* eachInParts(functions, ({ bdf: start }) => {
    const path = new Set<Bdf>();
    let at: Bdf | null = start;
    while (at !== null && !depths.has(at) && !path.has(at)) {
      path.add(at);
      at = parents.get(at) ?? null;
    }
    if (at !== null && path.has(at)) parents.set(at, null);
    for (const bdf of [...path].reverse()) {
      const above = parents.get(bdf) ?? null;
      const depth = above === null ? 0 : (depths.get(above) ?? 0) + 1;
      if (depth > DEEPEST) parents.set(bdf, null);
      depths.set(bdf, depth > DEEPEST ? 0 : depth);
    }
  });
}

/** Each PF's VFs by index. A VF that only its own `physfn` link tells of comes last, without an index. */
function* findVfs(
  functions: readonly FunctionInfo[],
  byBdf: ByBdf,
): InParts<readonly [Map<Bdf, FunctionInfo[]>, Map<Bdf, number>]> {
  const lists = new Map<Bdf, FunctionInfo[]>();
  const indices = new Map<Bdf, number>();
  yield* eachInParts(functions, (pf) => {
    for (const { index, bdf } of pf.virtfns) {
      if (byBdf.get(bdf)?.physfn === pf.bdf && !indices.has(bdf)) indices.set(bdf, index);
    }
  });
  yield* eachInParts(functions, (vf) => {
    if (vf.physfn !== null && byBdf.get(vf.physfn)?.physfn === null) pushTo(lists, vf.physfn, vf);
  });
  const position = (vf: FunctionInfo) => indices.get(vf.bdf) ?? Number.MAX_SAFE_INTEGER;
  for (const list of lists.values()) list.sort((a, b) => position(a) - position(b));
  return [lists, indices];
}

function inOrder(groups: Iterable<IommuGroup>): IommuGroup[] {
  const numbered = [...groups].map((group) => ({ number: Number(group.name), group }));
  numbered.sort((a, b) => a.number - b.number || (a.group.name < b.group.name ? -1 : 1));
  return numbered.map(({ group }) => group);
}

/** `0000:01` */
function busOf(bdf: Bdf): string {
  return bdf.slice(0, -5);
}

function rootName(fn: FunctionInfo): string {
  if (fn.hostBridge !== null) return fn.hostBridge;
  return `pci${busOf(fn.bdf)}`;
}

export function buildMachine(snapshot: MachineSnapshot): Machine {
  return atOnce(buildInParts(snapshot));
}

/** {@link buildMachine} for whoever has other things to do meanwhile. */
export function* buildInParts(snapshot: MachineSnapshot): InParts<Machine> {
  const { functions: given } = snapshot;
  const functions = isSorted(given) ? given : [...given].sort((a, b) => compareBdf(a.bdf, b.bdf));
  const byBdf = new Map<Bdf, FunctionInfo>();
  yield* eachInParts(functions, (fn) => byBdf.set(fn.bdf, fn));
  const parents = yield* findParents(functions, byBdf);
  const children = new Map<Bdf, FunctionInfo[]>();
  const roots = new Map<string, FunctionInfo[]>();
  yield* eachInParts(functions, (fn) => {
    const parent = parents.get(fn.bdf) ?? null;
    if (parent === null) pushTo(roots, rootName(fn), fn);
    else pushTo(children, parent, fn);
  });
  const parentOf = (bdf: Bdf) => parents.get(bdf) ?? null;
  /** Of functions that somebody asked about. */
  const ports = new Map<Bdf, Bdf | null>();
  const portAbove = (bdf: Bdf) => {
    let port = ports.get(bdf);
    if (port === undefined) {
      const fn = byBdf.get(bdf);
      const parent = byBdf.get(parentOf(bdf) ?? bdf);
      port = fn && parent && parent !== fn && !beginsBelow(fn, parent) ? parent.bdf : null;
      ports.set(bdf, port);
    }
    return port;
  };
  const [vfs, vfIndices] = yield* findVfs(functions, byBdf);
  const groupByName = new Map<string, IommuGroup & { readonly members: FunctionInfo[] }>();
  yield* eachInParts(functions, (fn) => {
    const { iommuGroup: name } = fn;
    if (name === null) return;
    const group = groupByName.get(name);
    if (group) group.members.push(fn);
    else groupByName.set(name, { name, members: [fn] });
  });
  const hostBridges = [...roots].map(([name, list]) => ({
    name,
    domain: list[0] ? bdfParts(list[0].bdf).domain : 0,
    roots: list,
  }));
  let buses: Map<string, FunctionInfo[]> | null = null;
  let groups: readonly IommuGroup[] | null = null;
  return {
    snapshot,
    functions,
    byBdf,
    hostBridges,
    childrenOf: (bdf) => children.get(bdf) ?? [],
    parentOf,
    portAbove,
    rootOwnerOf: (bdf) => {
      let top = bdf;
      for (let above = portAbove(top); above !== null; above = portAbove(top)) top = above;
      return parentOf(top);
    },
    onBusOf: (bdf) => {
      buses ??= listsBy(functions, (fn) => busOf(fn.bdf));
      return buses.get(busOf(bdf)) ?? [];
    },
    vfsOf: (pf) => vfs.get(pf) ?? [],
    vfIndexOf: (vf) => vfIndices.get(vf) ?? null,
    get groups() {
      groups ??= inOrder(groupByName.values());
      return groups;
    },
    groupOf: (bdf) => groupByName.get(byBdf.get(bdf)?.iommuGroup ?? "") ?? null,
  };
}
