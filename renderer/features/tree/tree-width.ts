/** How wide the tree's column has to be, so that the deepest row shows its address and what it is. */
import { forestOf, type Grouping, type TreeNode } from "../../../shared/machine/forest.ts";
import type { Machine } from "../../../shared/machine/machine.ts";
import { shortBdf } from "../../../shared/pci/bdf.ts";

/** In pixels, as the style sheet has them. */
const EDGES = 14;
const INDENT = 14;
const CHEVRON = 18;
const CHARACTER = 7.4;
/** Of who uses it: it comes and goes, and the column stays. */
const MARK = 22;
/** `PF` and `VF 15` with the gap before them. */
const PF_BADGE = 34;
const VF_BADGE = 52;
const MOST = 320;

function need(node: TreeNode, depth: number): number {
  const { fn } = node;
  let own = 0;
  if (fn !== null) {
    const width = (level: number, badge: number) =>
      EDGES + level * INDENT + CHEVRON + shortBdf(fn.bdf).length * CHARACTER + badge + MARK;
    own = width(depth, fn.physfn !== null ? VF_BADGE : fn.sriov !== null ? PF_BADGE : 0);
    // Its VFs may come while the column is looked at, and be drawn before that.
    if (fn.sriov !== null) own = Math.max(own, width(depth + 1, VF_BADGE));
  }
  return node.children.reduce((most, child) => Math.max(most, need(child, depth + 1)), own);
}

/** Of all rows, open or closed, so that the column stays put while rows open and close. */
export function treeWidth(machine: Machine, grouping: Grouping): number {
  const most = forestOf(machine, grouping).reduce((width, node) => Math.max(width, need(node, 0)), 130);
  return Math.min(MOST, Math.ceil(most));
}
