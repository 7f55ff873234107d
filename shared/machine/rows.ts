/** The table's rows: a machine's trees narrowed by chips and search, and flattened to what is visible. Pure. */

import type { Bdf } from "../pci/bdf.ts";
import type { Words } from "../words/message.ts";
import { FUNCTION_WORDS } from "../words/texts/function.ts";
import { type ColumnId, columnOrder } from "./columns.ts";
import type { FunctionInfo } from "./facts.ts";
import { type FilterId, passesFilters } from "./filters.ts";
import { forestOf, type Grouping, type TreeNode } from "./forest.ts";
import type { GhostVf } from "./ghost-vf.ts";
import type { Machine } from "./machine.ts";
import { isGivingDriver } from "./role.ts";
import { functionMatches, isVfTerm, parseQuery, type Query, textMatches } from "./search.ts";
import { type UsedByIndex, usedByIndex } from "./used-by.ts";

export interface RowsInput {
  readonly grouping: Grouping;
  /** Who uses what, for chips, search and order; left out = that is not known. */
  readonly usedBy?: UsedByIndex;
  /** Drawn below their PF, after the VFs that are there. */
  readonly ghosts?: readonly GhostVf[];
  /** Ids of rows that a person closed … */
  readonly collapsed: ReadonlySet<string>;
  /** … or opened. A row in neither follows {@link MANY_VFS}; in both it is closed. */
  readonly expanded?: ReadonlySet<string>;
  /** Chips: a function is shown when all of them hold. */
  readonly filters: ReadonlySet<FilterId>;
  /** What a person typed into the search; see `parseQuery`. */
  readonly query: string;
  /** Orders brothers and sisters below each row; left out, they stand in the order of their BDFs. */
  readonly sort?: { readonly column: ColumnId; readonly descending: boolean } | null;
}

interface RowCounts {
  /** Functions below the row at any depth, whatever narrows the table. */
  readonly functions: number;
  /** VFs among them. */
  readonly vfs: number;
  /** Of the functions below, those that chips and search let through; all of them when nothing narrows the table. */
  readonly matches: number;
}

export interface Row {
  /** Stable over revisions: `hb:pci0000:00`, `fn:0000:01:00.0`, `iommu:41`, `ghost:0000:01:00.0/3`. */
  readonly id: string;
  readonly kind: "host-bridge" | "group" | "function" | "ghost";
  /** 0 at the top. */
  readonly depth: number;
  /** aria-level, aria-setsize and aria-posinset: 1-based, counted among the visible siblings. */
  readonly level: number;
  readonly setSize: number;
  readonly posInSet: number;
  readonly hasChildren: boolean;
  readonly expanded: boolean;
  /** Shown only because something below it matches: drawn dimmed. */
  readonly isContext: boolean;
  readonly label: Words;
  readonly bdf: Bdf | null;
  readonly fn: FunctionInfo | null;
  readonly ghost: GhostVf | null;
  /** A VF that stands right below its PF, which has the name that they share. */
  readonly isBelowPf: boolean;
  readonly counts: RowCounts;
}

const NOTHING_BELOW: RowCounts = { functions: 0, vfs: 0, matches: 0 };

/** A PF with more VFs than this starts closed, so that one card does not push the rest off the screen. */
export const MANY_VFS = 16;

/**
 * The visible rows, top to bottom.
 *
 * Narrowing: chips and search must all hold (AND). The rows above a match stay, as context. While the table is
 * narrowed every row starts open, so that no match is hidden; `collapsed` still closes a row, so a caller starts a
 * search with a fresh set.
 * Starting state otherwise: all open but PFs with more than {@link MANY_VFS} VFs; a PF with ghosts is open.
 */
export function buildRows(machine: Machine, input: RowsInput): Row[] {
  const view = viewOf(machine, input);
  const rows: Row[] = [];
  emit(view, forestOf(machine, input.grouping), { fn: null, ghosts: [], depth: 0 }, rows);
  return rows;
}

/** The same rows for every call with these: what `emit` needs to know of a node. */
interface View {
  readonly input: RowsInput;
  readonly order: ((a: FunctionInfo, b: FunctionInfo) => number) | null;
  /** Of what is visible; null = nothing narrows the table. */
  readonly verdicts: ReadonlyMap<TreeNode, Verdict> | null;
  readonly ghostsOf: (pf: Bdf) => readonly GhostVf[];
}

interface Verdict {
  readonly self: boolean;
  readonly below: number;
  /** Itself, something below it, or a ghost below it. */
  readonly visible: boolean;
}

function viewOf(machine: Machine, input: RowsInput): View {
  const query = parseQuery(input.query);
  const known = { machine, usedBy: input.usedBy ?? usedByIndex(machine, null) };
  const narrowed = query.length > 0 || input.filters.size > 0;
  const ghosts = new Map<Bdf, GhostVf[]>();
  for (const ghost of input.ghosts ?? []) {
    if (narrowed && !ghostMatches(ghost, input.filters, query)) continue;
    const list = ghosts.get(ghost.pf);
    if (list) list.push(ghost);
    else ghosts.set(ghost.pf, [ghost]);
  }
  const ghostsOf = (pf: Bdf) => ghosts.get(pf) ?? [];
  let verdicts: Map<TreeNode, Verdict> | null = null;
  if (narrowed) {
    verdicts = new Map();
    const matches = (fn: FunctionInfo) => passesFilters(known, fn, input.filters) && functionMatches(known, fn, query);
    for (const node of forestOf(machine, input.grouping)) judge(node, matches, ghostsOf, verdicts);
  }
  const order = input.sort ? columnOrder(known, input.sort.column, input.sort.descending) : null;
  return { input, order, verdicts, ghostsOf };
}

function judge(
  node: TreeNode,
  matches: (fn: FunctionInfo) => boolean,
  ghostsOf: (pf: Bdf) => readonly GhostVf[],
  verdicts: Map<TreeNode, Verdict>,
): Verdict {
  let below = 0;
  let visible = false;
  for (const child of node.children) {
    const verdict = judge(child, matches, ghostsOf, verdicts);
    below += verdict.below + (verdict.self ? 1 : 0);
    visible ||= verdict.visible;
  }
  const self = node.fn !== null && matches(node.fn);
  visible ||= self || (node.fn !== null && ghostsOf(node.fn.bdf).length > 0);
  // Most of many functions are leaves that match or do not: of those one verdict each is made.
  const verdict = below === 0 && visible === self ? (self ? MATCH : NO_MATCH) : { self, below, visible };
  if (verdict.visible) verdicts.set(node, verdict);
  return verdict;
}

const MATCH: Verdict = { self: true, below: 0, visible: true };
const NO_MATCH: Verdict = { self: false, below: 0, visible: false };

/** A ghost is a VF without anything but its address and the driver that it is expected to get. */
function ghostMatches(ghost: GhostVf, filters: ReadonlySet<FilterId>, query: Query): boolean {
  for (const id of filters) {
    if (id !== "vfs" && !(id === "given-away" && isGivingDriver(ghost.driver))) return false;
  }
  const text = [ghost.bdf ?? "", ghost.driver ?? "no driver", "vf virtual function", `vf ${ghost.index}`].join("\n");
  const others = query.filter((term) => isVfTerm(term, ghost.index) === null);
  return textMatches(text.toLowerCase(), others) && query.every((term) => isVfTerm(term, ghost.index) !== false);
}

function sorted(view: View, nodes: readonly TreeNode[]): readonly TreeNode[] {
  const visible = view.verdicts === null ? nodes : nodes.filter((node) => view.verdicts?.has(node));
  const { order } = view;
  if (order === null) return visible;
  // A heading has no value in any column: headings keep their own order, after functions beside them.
  return [...visible].sort((a, b) => {
    if (a.fn === null || b.fn === null) return Number(a.fn === null) - Number(b.fn === null);
    return order(a.fn, b.fn);
  });
}

function isExpanded(view: View, node: TreeNode, ghosts: readonly GhostVf[]): boolean {
  const { collapsed, expanded } = view.input;
  if (collapsed.has(node.id)) return false;
  if (expanded?.has(node.id) === true || view.verdicts !== null || ghosts.length > 0) return true;
  const isPf = node.fn !== null && node.fn.physfn === null && node.fn.bridge === null;
  return !(isPf && node.vfs > MANY_VFS);
}

/** What rows stand below. */
interface Above {
  readonly fn: FunctionInfo | null;
  /** To be drawn after the rows. */
  readonly ghosts: readonly GhostVf[];
  readonly depth: number;
}

function emit(view: View, nodes: readonly TreeNode[], { fn: above, ghosts, depth }: Above, rows: Row[]): void {
  const visible = sorted(view, nodes);
  const setSize = visible.length + ghosts.length;
  let posInSet = 0;
  for (const node of visible) {
    posInSet++;
    const verdict = view.verdicts?.get(node);
    const own = node.fn === null ? [] : view.ghostsOf(node.fn.bdf);
    const hasChildren = own.length > 0 || (verdict ? hasVisibleChild(view, node) : node.children.length > 0);
    const expanded = hasChildren && isExpanded(view, node, own);
    rows.push({
      id: node.id,
      kind: node.kind,
      depth,
      level: depth + 1,
      setSize,
      posInSet,
      hasChildren,
      expanded,
      isContext: verdict !== undefined && !verdict.self,
      label: node.label,
      bdf: node.fn?.bdf ?? null,
      fn: node.fn,
      ghost: null,
      isBelowPf: above !== null && node.fn?.physfn === above.bdf,
      counts:
        node.functions === 0
          ? NOTHING_BELOW
          : { functions: node.functions, vfs: node.vfs, matches: verdict?.below ?? node.functions },
    });
    if (expanded) emit(view, node.children, { fn: node.fn, ghosts: own, depth: depth + 1 }, rows);
  }
  for (const ghost of ghosts) {
    posInSet++;
    rows.push(ghostRow(ghost, depth, setSize, posInSet));
  }
}

function hasVisibleChild(view: View, node: TreeNode): boolean {
  return node.children.some((child) => view.verdicts?.has(child) === true);
}

function ghostRow(ghost: GhostVf, depth: number, setSize: number, posInSet: number): Row {
  return {
    id: `ghost:${ghost.pf}/${ghost.index}`,
    kind: "ghost",
    depth,
    level: depth + 1,
    setSize,
    posInSet,
    hasChildren: false,
    expanded: false,
    isContext: false,
    label: FUNCTION_WORDS.vfAt({ index: String(ghost.index), pf: ghost.pf }),
    bdf: ghost.bdf,
    fn: null,
    ghost,
    isBelowPf: true,
    counts: NOTHING_BELOW,
  };
}
