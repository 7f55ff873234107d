/** Keys as people write them (`Ctrl Shift L`), and whether an event is one of them. */

interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** Characters that need Shift on some keyboards and not on others: only the character counts. */
const SYMBOL = /^[^A-Za-z0-9]$/;

export function pressed(event: KeyPress, keys: string): boolean {
  const parts = keys.split(" ");
  const key = parts.pop() ?? "";
  const symbol = SYMBOL.test(key);
  return (
    event.key.toLowerCase() === key.toLowerCase() &&
    (event.ctrlKey || event.metaKey) === parts.includes("Ctrl") &&
    event.altKey === parts.includes("Alt") &&
    (symbol || event.shiftKey === parts.includes("Shift"))
  );
}

export interface ShortcutGroup {
  readonly title: string;
  readonly shortcuts: readonly { readonly keys: string; readonly does: string }[];
}

/** Keys of the places that are not commands: for the help dialog. */
export const PLACE_SHORTCUTS: readonly ShortcutGroup[] = [
  {
    title: "Anywhere",
    shortcuts: [
      { keys: "F6", does: "To the next part of the window: search, table, details, activity" },
      { keys: "Ctrl V", does: "Open what was copied: lspci's text, a dump, a log, a list of functions" },
      { keys: "Esc", does: "Close a dialog; clear the search; from the details back to the table" },
    ],
  },
  {
    title: "In the column headings",
    shortcuts: [
      { keys: "← →", does: "Move between the columns" },
      { keys: "Enter", does: "Sort by the column; again to reverse, once more for BDF order" },
      { keys: "Alt ← →", does: "Move the column" },
      { keys: "Shift ← →", does: "Make the column narrower or wider" },
    ],
  },
  {
    title: "In the table",
    shortcuts: [
      { keys: "↑ ↓", does: "Move to the row above or below" },
      { keys: "→ ←", does: "Open or close the row; to its first child or its parent" },
      { keys: "Home End", does: "First or last row" },
      { keys: "PgUp PgDn", does: "One page up or down" },
      { keys: "Enter", does: "Into the details of the function" },
      { keys: "Space", does: "Add the row to the selection or take it out" },
      { keys: "Shift ↑ ↓", does: "Extend the selection" },
      { keys: "Ctrl ↑ ↓", does: "Move without changing the selection" },
      { keys: "Ctrl A", does: "Select every function in the table" },
      { keys: "*", does: "Expand all" },
      { keys: "1 … 5", does: "Group by topology, PF/VF, IOMMU group, driver, NUMA" },
      { keys: "Ctrl C", does: "Copy the selected rows as text" },
      { keys: "Shift F10", does: "Menu of the row" },
    ],
  },
];
