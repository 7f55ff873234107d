/** The table's columns on screen: which are shown, in which order and how wide. */
import { COLUMNS, type Column, type ColumnId } from "../../../shared/machine/columns.ts";
import type { Words } from "../../../shared/words/message.ts";
import { TOOLBAR_WORDS } from "../../words/tree-toolbar.ts";

/** The column that carries the tree: always first, always there. */
export const TREE_COLUMN: ColumnId = "bdf";
/** The column that takes the room that is left, unless a width was set. */
export const FLEXIBLE_COLUMN: ColumnId = "name";

/** What a window of 1280 pixels has room for beside the details; one that is wider shows more. */
const DEFAULT_COLUMNS: readonly ColumnId[] = ["bdf", "name", "driver", "used-by", "vfs", "iommu-group"];
const MORE_COLUMNS: readonly ColumnId[] = ["numa", "link"];

interface Width {
  readonly usual: number;
  readonly least: number;
}

const WIDTHS: Partial<Record<ColumnId, Width>> = {
  bdf: { usual: 188, least: 110 },
  name: { usual: 240, least: 120 },
  class: { usual: 150, least: 60 },
  driver: { usual: 94, least: 60 },
  "used-by": { usual: 138, least: 60 },
  vfs: { usual: 78, least: 60 },
  "iommu-group": { usual: 54, least: 44 },
  numa: { usual: 52, least: 44 },
  link: { usual: 112, least: 60 },
  power: { usual: 66, least: 50 },
  slot: { usual: 66, least: 44 },
  ids: { usual: 92, least: 60 },
  revision: { usual: 68, least: 44 },
  interfaces: { usual: 112, least: 60 },
};
const OTHER: Width = { usual: 100, least: 50 };

export function widthOf(id: ColumnId): Width {
  return WIDTHS[id] ?? OTHER;
}

/** Headings that would be wider than what stands below them. */
const SHORT_TITLES: Partial<Record<ColumnId, Words>> = { "iommu-group": TOOLBAR_WORDS.shortGroup };

export function headingOf(column: Column): Words {
  return SHORT_TITLES[column.id] ?? column.title;
}

const ids = new Set<string>(COLUMNS.map((column) => column.id));
function isColumnId(id: string): id is ColumnId {
  return ids.has(id);
}

/**
 * What was remembered, as far as it is columns of this version; the tree's column first in any case.
 * @param isWide there is room for more than the usual ones
 */
export function shownColumns(remembered: readonly string[] | null, isWide = false): readonly ColumnId[] {
  const usual = isWide ? [...DEFAULT_COLUMNS, ...MORE_COLUMNS] : DEFAULT_COLUMNS;
  const known = (remembered ?? usual).filter(isColumnId).filter((id) => id !== TREE_COLUMN);
  return [TREE_COLUMN, ...new Set(known)];
}

/** Shows or hides a column; a shown one comes where it stands in the usual order. */
export function withColumn(shown: readonly ColumnId[], id: ColumnId, on: boolean): readonly ColumnId[] {
  const rest = shown.filter((each) => each !== id);
  if (!on || id === TREE_COLUMN) return shownColumns(rest);
  const usual = COLUMNS.map((column) => column.id);
  const before = new Set(usual.slice(0, usual.indexOf(id)));
  let at = rest.length;
  while (at > 0 && !before.has(rest[at - 1] as ColumnId)) at--;
  return shownColumns([...rest.slice(0, at), id, ...rest.slice(at)]);
}

/** Puts a column at the place of another one. */
export function movedColumn(shown: readonly ColumnId[], id: ColumnId, to: number): readonly ColumnId[] {
  if (id === TREE_COLUMN) return shown;
  const rest = shown.filter((each) => each !== id);
  const at = Math.max(1, Math.min(to, rest.length));
  return shownColumns([...rest.slice(0, at), id, ...rest.slice(at)]);
}

/** Next in the cycle of a heading: up, down, the order of BDFs. */
export function nextSort(
  sort: { readonly column: ColumnId; readonly descending: boolean } | null,
  column: ColumnId,
): { readonly column: ColumnId; readonly descending: boolean } | null {
  if (sort?.column !== column) return { column, descending: false };
  return sort.descending ? null : { column, descending: true };
}
