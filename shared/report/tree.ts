/** The machine as a tree of text, for a terminal. */
import { bridgePhrase, kindOf, sriovPhrase, withDriver } from "../machine/describe.ts";
import type { FunctionInfo } from "../machine/facts.ts";
import { forestOf, type TreeNode } from "../machine/forest.ts";
import { linkOf } from "../machine/link.ts";
import type { Machine } from "../machine/machine.ts";
import { machineNotes } from "../machine/machine-notes.ts";
import { functionName } from "../machine/names.ts";
import { textNote } from "../machine/told-by-text.ts";
import { shortBdf } from "../pci/bdf.ts";
import { visibleLine } from "../pci/visible-text.ts";
import { phrase } from "../words/joined.ts";
import type { Words } from "../words/message.ts";
import { type Language, say } from "../words/say.ts";
import { COMMON } from "../words/texts/common.ts";
import { REPORT_WORDS as T } from "../words/texts/report.ts";
import { beside, groupPhrase } from "./beside.ts";

/** More VFs than this with the same driver in a row are drawn as one line. */
const FEW_VFS = 4;

/**
 * Host bridges, bridges, functions, and VFs below their PF; one line each, runs of VFs on the same driver in one:
 *
 *     pci0000:00
 *     └─ 00:01.0 PCI bridge to bus 01
 *        └─ 01:00.0 Mellanox … [ConnectX-7] — PF, 16 of 16 VFs enabled, on mlx5_core, group 41
 *           └─ VF 0–15 01:00.2 … 01:02.1 on mlx5_core
 * What there is to know of the whole machine stands below its name.
 * @param allVfs a line for every VF
 */
export function treeText(machine: Machine, language: Language, allVfs = false): string {
  const line = (words: Words) => visibleLine(say(language, words));
  const { identity } = machine.snapshot;
  const source = textNote(machine.snapshot);
  const notes = [...machineNotes(machine.snapshot), ...(source === null ? [] : [source])];
  const lines = [
    COMMON.labelled({ label: identity.name, text: COMMON.functions({ count: machine.functions.length }) }),
    ...notes.map((text) => COMMON.labelled({ label: T.note, text })),
  ].map(line);
  for (const root of forestOf(machine, "topology")) {
    lines.push(line(root.label));
    branches({ machine, allVfs, lines, line }, root, "");
  }
  return `${lines.join("\n")}\n`;
}

interface Drawing {
  readonly machine: Machine;
  readonly allVfs: boolean;
  readonly lines: string[];
  /** Words in the language, as one line. */
  readonly line: (words: Words) => string;
}

function branches(drawing: Drawing, node: TreeNode, indent: string): void {
  const { machine, allVfs, lines, line } = drawing;
  const items = itemsOf(machine, node, allVfs);
  for (const [index, item] of items.entries()) {
    const last = index === items.length - 1;
    lines.push(indent + (last ? "└─ " : "├─ ") + line(item.words));
    if (item.node) branches(drawing, item.node, indent + (last ? "   " : "│  "));
  }
}

interface Item {
  readonly words: Words;
  /** Drawn below; null for a run of VFs. */
  readonly node: TreeNode | null;
}

/** The children of a node, with long runs of VFs made one item each. */
function itemsOf(machine: Machine, node: TreeNode, allVfs: boolean): Item[] {
  const items: Item[] = [];
  for (let at = 0; at < node.children.length; ) {
    const run = allVfs ? 1 : runLength(node.children, at);
    const child = node.children[at];
    if (run > FEW_VFS) items.push({ words: runWords(machine, node.children.slice(at, at + run)), node: null });
    else if (child?.fn) items.push({ words: functionWords(machine, child.fn), node: child });
    at += run > FEW_VFS ? run : 1;
  }
  return items;
}

/** How many VFs from here on have the same driver and nothing below them. */
function runLength(nodes: readonly TreeNode[], from: number): number {
  const first = nodes[from]?.fn;
  if (!first || first.physfn === null) return 1;
  let end = from;
  while (end < nodes.length) {
    const fn = nodes[end]?.fn;
    if (
      !fn ||
      fn.physfn !== first.physfn ||
      fn.driver !== first.driver ||
      fn.leftUnread ||
      nodes[end]?.children.length !== 0
    )
      break;
    end++;
  }
  return Math.max(1, end - from);
}

function runWords(machine: Machine, nodes: readonly TreeNode[]): Words {
  const first = nodes[0]?.fn;
  const last = nodes.at(-1)?.fn;
  if (!first || !last) return "";
  const numbers = `VF ${machine.vfIndexOf(first.bdf) ?? "?"}–${machine.vfIndexOf(last.bdf) ?? "?"}`;
  return withDriver(`${numbers} ${shortBdf(first.bdf)} … ${shortBdf(last.bdf)}`, first);
}

function functionWords(machine: Machine, fn: FunctionInfo): Words {
  const bdf = shortBdf(fn.bdf);
  const left = fn.leftUnread ? T.leftUnread : null;
  if (fn.physfn !== null) {
    const index = machine.vfIndexOf(fn.bdf);
    return beside(withDriver(`VF ${index ?? "?"} ${bdf}`, fn), groupPhrase(fn), left);
  }
  const link = degradedPhrase(machine, fn);
  if (fn.bridge !== null) return beside(phrase(bdf, bridgePhrase(fn)), link, left);
  const sriov = sriovPhrase(fn);
  const what = sriov === null ? kindOf(fn) : beside(T.pf, sriov);
  return beside(phrase(bdf, functionName(fn), "—", withDriver(what, fn)), groupPhrase(fn), link, left);
}

function degradedPhrase(machine: Machine, fn: FunctionInfo): Words | null {
  const link = linkOf(machine, fn);
  return link?.state === "degraded" ? T.link({ link: link.text }) : null;
}
