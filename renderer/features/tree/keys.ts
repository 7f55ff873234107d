/** What a key means in the table: pure, so that the whole keyboard can be tested without a page. */
import type { Grouping } from "../../../shared/machine/forest.ts";
import type { Row } from "../../../shared/machine/rows.ts";
import { GROUPINGS } from "../../stores/view.ts";
import type { MoveMode } from "./selection.ts";

interface KeyInput {
  readonly key: string;
  readonly ctrl: boolean;
  readonly shift: boolean;
  readonly alt: boolean;
}

export type KeyAction =
  | { readonly do: "move"; readonly to: number; readonly mode: MoveMode }
  | { readonly do: "open" | "close"; readonly row: Row }
  | { readonly do: "open-all" | "select-all" | "copy" | "menu" | "details" }
  | { readonly do: "group"; readonly by: Grouping };

interface Place {
  readonly rows: readonly Row[];
  /** Of the row that the keyboard is on; -1 = on none. */
  readonly at: number;
  /** Rows in view. */
  readonly page: number;
}

function parentOf(rows: readonly Row[], at: number): number {
  const depth = rows[at]?.depth ?? 0;
  for (let above = at - 1; above >= 0; above--) if ((rows[above]?.depth ?? 0) < depth) return above;
  return -1;
}

/** Where the keys that only move lead to; null for other keys. */
function target(key: string, { rows, at, page }: Place): number | null {
  const last = rows.length - 1;
  const from = Math.max(at, 0);
  switch (key) {
    case "ArrowDown":
      return at < 0 ? 0 : Math.min(last, from + 1);
    case "ArrowUp":
      return Math.max(0, from - 1);
    case "Home":
      return 0;
    case "End":
      return last;
    case "PageDown":
      return Math.min(last, from + page);
    case "PageUp":
      return Math.max(0, from - page);
    default:
      return null;
  }
}

function sideways(key: string, { rows, at }: Place): KeyAction | null {
  const row = rows[at];
  if (row === undefined) return null;
  if (key === "ArrowRight") {
    if (!row.hasChildren) return null;
    return row.expanded ? { do: "move", to: at + 1, mode: "pick" } : { do: "open", row };
  }
  if (row.hasChildren && row.expanded) return { do: "close", row };
  const parent = parentOf(rows, at);
  return parent < 0 ? null : { do: "move", to: parent, mode: "pick" };
}

function withCtrl(key: string, shift: boolean): KeyAction | null {
  if (key.toLowerCase() === "a") return { do: "select-all" };
  return key.toLowerCase() === "c" && !shift ? { do: "copy" } : null;
}

function entered({ rows, at }: Place): KeyAction | null {
  const row = rows[at];
  if (row?.kind === "function") return { do: "details" };
  return row?.hasChildren === true ? { do: row.expanded ? "close" : "open", row } : null;
}

/** null = the table has no use for the key. */
export function keyAction(input: KeyInput, place: Place): KeyAction | null {
  const { key, ctrl, shift, alt } = input;
  const { rows, at } = place;
  if (key === "ContextMenu" || (key === "F10" && shift)) return { do: "menu" };
  if (alt || rows.length === 0) return null;
  const to = target(key, place);
  if (to !== null) return { do: "move", to, mode: shift ? "extend" : ctrl ? "walk" : "pick" };
  if (key === "Escape") return at < 0 ? null : { do: "move", to: at, mode: "pick" };
  if (key === " ") return at < 0 ? null : { do: "move", to: at, mode: "toggle" };
  if (ctrl) return withCtrl(key, shift);
  if (key === "ArrowRight" || key === "ArrowLeft") return sideways(key, place);
  if (key === "Enter") return entered(place);
  if (key === "*") return { do: "open-all" };
  const by = /^[1-5]$/.test(key) ? GROUPINGS[Number(key) - 1] : undefined;
  return by === undefined ? null : { do: "group", by };
}
