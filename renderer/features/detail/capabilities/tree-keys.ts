/** What a key does in the field tree (WAI-ARIA tree pattern). Pure. */
import type { TreeRow } from "./tree-rows.ts";

type TreeAction =
  | { readonly kind: "go"; readonly index: number; readonly row: TreeRow }
  | { readonly kind: "toggle"; readonly row: TreeRow }
  | { readonly kind: "all"; readonly open: boolean };

/**
 * @param current the chosen row; -1 = none
 * @param page rows in view
 * @returns null for a key that means nothing here
 */
export function treeKey(rows: readonly TreeRow[], current: number, key: string, page: number): TreeAction | null {
  const row = rows[current];
  const go = (index: number): TreeAction | null => {
    const bounded = Math.max(0, Math.min(rows.length - 1, index));
    const target = rows[bounded];
    return target === undefined ? null : { kind: "go", index: bounded, row: target };
  };
  switch (key) {
    case "ArrowDown":
      return go(current + 1);
    case "ArrowUp":
      return go(row === undefined ? 0 : current - 1);
    case "Home":
      return go(0);
    case "End":
      return go(rows.length - 1);
    case "PageDown":
      return go(current + page);
    case "PageUp":
      return go(current - page);
    case "ArrowRight":
      if (row === undefined || row.expanded === null) return null;
      return row.expanded ? go(current + 1) : { kind: "toggle", row };
    case "ArrowLeft":
      if (row === undefined) return null;
      if (row.expanded) return { kind: "toggle", row };
      return row.parent < 0 ? null : go(row.parent);
    case "Enter":
    case " ":
      return row === undefined || row.expanded === null ? null : { kind: "toggle", row };
    case "*":
      return { kind: "all", open: true };
    case "-":
      return { kind: "all", open: false };
    default:
      return null;
  }
}
