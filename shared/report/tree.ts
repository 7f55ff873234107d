/** The machine as a tree of text, for a terminal. */
import { stillEnglish } from "../../shared/words/say.ts";
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
export function treeText(machine: Machine, allVfs = false): string {
  const { identity } = machine.snapshot;
  const count = machine.functions.length;
  const lines = [visibleLine(`${identity.name}: ${count} ${count === 1 ? "function" : "functions"}`)];
  const source = textNote(machine.snapshot);
  const notes = [...machineNotes(machine.snapshot), ...(source === null ? [] : [source])];
  for (const note of notes) lines.push(visibleLine(`Note: ${stillEnglish(note)}`));
  for (const root of forestOf(machine, "topology")) {
    lines.push(visibleLine(stillEnglish(root.label)));
    branches(machine, root, "", allVfs, lines);
  }
  return `${lines.join("\n")}\n`;
}

function branches(machine: Machine, node: TreeNode, indent: string, allVfs: boolean, lines: string[]): void {
  const items = itemsOf(machine, node, allVfs);
  for (const [index, item] of items.entries()) {
    const last = index === items.length - 1;
    lines.push(indent + (last ? "└─ " : "├─ ") + item.text);
    if (item.node) branches(machine, item.node, indent + (last ? "   " : "│  "), allVfs, lines);
  }
}

interface Item {
  readonly text: string;
  /** Drawn below; null for a run of VFs. */
  readonly node: TreeNode | null;
}

/** The children of a node, with long runs of VFs made one item each. */
function itemsOf(machine: Machine, node: TreeNode, allVfs: boolean): Item[] {
  const items: Item[] = [];
  for (let at = 0; at < node.children.length; ) {
    const run = allVfs ? 1 : runLength(node.children, at);
    const child = node.children[at];
    if (run > FEW_VFS) items.push({ text: runText(machine, node.children.slice(at, at + run)), node: null });
    else if (child?.fn) items.push({ text: functionText(machine, child.fn), node: child });
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

function runText(machine: Machine, nodes: readonly TreeNode[]): string {
  const first = nodes[0]?.fn;
  const last = nodes.at(-1)?.fn;
  if (!first || !last) return "";
  const numbers = `VF ${machine.vfIndexOf(first.bdf) ?? "?"}–${machine.vfIndexOf(last.bdf) ?? "?"}`;
  return visibleLine(stillEnglish(withDriver(`${numbers} ${shortBdf(first.bdf)} … ${shortBdf(last.bdf)}`, first)));
}

function functionText(machine: Machine, fn: FunctionInfo): string {
  const bdf = shortBdf(fn.bdf);
  if (fn.physfn !== null) {
    const index = machine.vfIndexOf(fn.bdf);
    return visibleLine(
      `${stillEnglish(withDriver(`VF ${index ?? "?"} ${bdf}`, fn))}${groupPhrase(fn)}${leftPhrase(fn)}`,
    );
  }
  if (fn.bridge !== null)
    return visibleLine(`${bdf} ${stillEnglish(bridgePhrase(fn))}${degraded(machine, fn)}${leftPhrase(fn)}`);
  const sriov = sriovPhrase(fn);
  const what = sriov === null ? kindOf(fn) : `PF, ${stillEnglish(sriov)}`;
  return visibleLine(
    `${bdf} ${stillEnglish(functionName(fn))} — ${stillEnglish(withDriver(what, fn))}${groupPhrase(fn)}${degraded(machine, fn)}${leftPhrase(fn)}`,
  );
}

function leftPhrase(fn: FunctionInfo): string {
  return fn.leftUnread ? ", left unread" : "";
}

function groupPhrase(fn: FunctionInfo): string {
  return fn.iommuGroup === null ? "" : `, group ${fn.iommuGroup}`;
}

function degraded(machine: Machine, fn: FunctionInfo): string {
  const link = linkOf(machine, fn);
  return link?.state === "degraded" ? `, link ${stillEnglish(link.text)}` : "";
}
