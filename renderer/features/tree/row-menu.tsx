import { ChevronsDownUp, ChevronsUpDown, ClipboardCopy, Copy } from "lucide-react";
import type { ColumnId } from "../../../shared/machine/columns.ts";
import type { Row } from "../../../shared/machine/rows.ts";
import { copyText } from "../../actions/clipboard.ts";
import { functionMenu } from "../../actions/function-menu.tsx";
import { branchIds, setRowsOpen } from "../../actions/tree-view.ts";
import { useMachine } from "../../stores/machine.ts";
import { usedByNow } from "../../stores/used-by.ts";
import { useView } from "../../stores/view.ts";
import type { MenuItem } from "../../ui/Menu.tsx";
import { sayNow } from "../../words/language.ts";
import { SELECTION_WORDS } from "../../words/tree-selection.ts";
import { TOOLBAR_WORDS } from "../../words/tree-toolbar.ts";
import { rowsText } from "./copy.ts";

/** What can be done with the selection, and with the row that the menu was opened on. */
export function rowMenu(row: Row | undefined, columns: readonly ColumnId[]): readonly MenuItem[] {
  const { machine } = useMachine.getState();
  if (machine === null) return [];
  const { selected, grouping } = useView.getState();
  const functions = machine.functions.filter((fn) => selected.has(fn.bdf));
  const items: MenuItem[] = [];
  if (functions.length > 1)
    items.push({ kind: "heading", id: "many", label: SELECTION_WORDS.functions({ count: functions.length }) });
  const copyRows: MenuItem = {
    id: "copy-rows",
    label: functions.length === 1 ? SELECTION_WORDS.copyRow : SELECTION_WORDS.copySome({ count: functions.length }),
    icon: <ClipboardCopy />,
    shortcut: "Ctrl C",
    run: () => void copyText(rowsText({ machine, usedBy: usedByNow(machine) }, functions, columns, sayNow)),
  };
  items.push(...functionMenu(machine, functions, { after: (id) => (id === "copy-bdf" ? [copyRows] : []) }));
  if (row?.hasChildren === true) {
    if (items.length > 0) items.push({ kind: "line", id: "before-rows" });
    const branch = () => branchIds(machine, grouping, row.id);
    items.push(
      {
        id: "open",
        label: TOOLBAR_WORDS.expandBelow,
        icon: <ChevronsUpDown />,
        run: () => setRowsOpen(branch(), true),
      },
      {
        id: "close",
        label: TOOLBAR_WORDS.collapseBelow,
        icon: <ChevronsDownUp />,
        run: () => setRowsOpen(branch(), false),
      },
    );
  }
  if (row?.fn === null && row.ghost === null) {
    items.push({
      id: "copy-label",
      label: SELECTION_WORDS.copyName,
      icon: <Copy />,
      run: () => void copyText(sayNow(row.label)),
    });
  }
  return items;
}
