import { ClipboardCopy, Copy, Pencil, Table2 } from "lucide-react";
import type { Machine } from "../../../../shared/machine/machine.ts";
import { copyText } from "../../../actions/clipboard.ts";
import { functionMenu } from "../../../actions/function-menu.tsx";
import type { MenuItem } from "../../../ui/Menu.tsx";
import { sayNow } from "../../../words/language.ts";
import { VF_TABLE_WORDS } from "../../../words/vf-table.ts";
import type { VfGrid } from "./use-vf-grid.ts";
import { functionsOf, type VfRows } from "./use-vf-rows.ts";
import type { VfColumn } from "./vf-columns.ts";

/** What can be done with the VF that the menu was opened on, or with all that are selected where it is one of them. */
export function vfMenu(
  machine: Machine,
  rows: VfRows,
  grid: VfGrid,
  columns: readonly VfColumn[],
): readonly MenuItem[] {
  const { cursor } = grid;
  if (cursor === null) return [];
  const column = columns.find(({ id }) => id === cursor.column);
  const row = rows.present.find(({ index }) => index === cursor.vf);
  const functions = functionsOf(rows, grid.targetsOf(cursor.vf));
  const items: MenuItem[] = [];
  if (column !== undefined && grid.editOf(cursor.vf, cursor.column) !== null) {
    items.push(
      {
        id: "edit",
        label: VF_TABLE_WORDS.edit({ column: column.title }),
        icon: <Pencil />,
        shortcut: "Enter",
        run: () => grid.edit(cursor),
      },
      { kind: "line", id: "after-edit" },
    );
  }
  if (row !== undefined && column !== undefined) {
    items.push(
      {
        id: "copy-value",
        label: VF_TABLE_WORDS.copyValue,
        icon: <Copy />,
        run: () => void copyText(column.cell(row).own ?? sayNow(column.cell(row).text)),
      },
      { id: "copy-row", label: VF_TABLE_WORDS.copyRow, icon: <ClipboardCopy />, run: () => grid.copy([row]) },
    );
  }
  items.push({
    id: "copy-table",
    label: VF_TABLE_WORDS.copyTable,
    icon: <Table2 />,
    run: () => grid.copy(grid.ordered),
  });
  const actions = functionMenu(machine, functions, { without: "vf-settings" });
  if (actions.length > 0) items.push({ kind: "line", id: "before-actions" }, ...actions);
  return items;
}
