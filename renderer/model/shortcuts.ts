/** Keys as people write them (`Ctrl Shift L`), and whether an event is one of them. */
import type { Words } from "../../shared/words/message.ts";
import { SHORTCUT_WORDS } from "../words/shortcuts.ts";

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
  readonly title: Words;
  readonly shortcuts: readonly { readonly keys: string; readonly does: Words }[];
}

/** Keys of the places that are not commands: for the help dialog. */
export const PLACE_SHORTCUTS: readonly ShortcutGroup[] = [
  {
    title: SHORTCUT_WORDS.anywhere,
    shortcuts: [
      { keys: "F6", does: SHORTCUT_WORDS.nextRegion },
      { keys: "Ctrl V", does: SHORTCUT_WORDS.paste },
      { keys: "Esc", does: SHORTCUT_WORDS.escape },
    ],
  },
  {
    title: SHORTCUT_WORDS.inHeadings,
    shortcuts: [
      { keys: "← →", does: SHORTCUT_WORDS.moveBetweenColumns },
      { keys: "Enter", does: SHORTCUT_WORDS.sort },
      { keys: "Alt ← →", does: SHORTCUT_WORDS.moveColumn },
      { keys: "Shift ← →", does: SHORTCUT_WORDS.resizeColumn },
    ],
  },
  {
    title: SHORTCUT_WORDS.inTable,
    shortcuts: [
      { keys: "↑ ↓", does: SHORTCUT_WORDS.moveRow },
      { keys: "→ ←", does: SHORTCUT_WORDS.openRow },
      { keys: "Home End", does: SHORTCUT_WORDS.firstLast },
      { keys: "PgUp PgDn", does: SHORTCUT_WORDS.page },
      { keys: "Enter", does: SHORTCUT_WORDS.toDetails },
      { keys: "Space", does: SHORTCUT_WORDS.toggleRow },
      { keys: "Shift ↑ ↓", does: SHORTCUT_WORDS.extend },
      { keys: "Ctrl ↑ ↓", does: SHORTCUT_WORDS.moveOnly },
      { keys: "Ctrl A", does: SHORTCUT_WORDS.selectAll },
      { keys: "*", does: SHORTCUT_WORDS.expandAll },
      { keys: "1 … 5", does: SHORTCUT_WORDS.group },
      { keys: "Ctrl C", does: SHORTCUT_WORDS.copyRows },
      { keys: "Shift F10", does: SHORTCUT_WORDS.menu },
    ],
  },
  {
    title: SHORTCUT_WORDS.inVfTable,
    shortcuts: [
      { keys: "Enter", does: SHORTCUT_WORDS.editCell },
      { keys: "0-7", does: SHORTCUT_WORDS.selectVfs },
      { keys: "Ctrl Enter", does: SHORTCUT_WORDS.reviewEdits },
      { keys: "Ctrl Z", does: SHORTCUT_WORDS.takeBackEdit },
    ],
  },
  {
    title: SHORTCUT_WORDS.inDialogs,
    shortcuts: [{ keys: "Ctrl Enter", does: SHORTCUT_WORDS.mainButton }],
  },
];
