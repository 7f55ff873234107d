/** Rows as text, for a spreadsheet, a ticket or a shell. */
import { COLUMNS, type ColumnId } from "../../../shared/machine/columns.ts";
import type { FunctionInfo } from "../../../shared/machine/facts.ts";
import type { MachineView } from "../../../shared/machine/used-by.ts";
import type { SayWords } from "../../words/language.ts";

const byId = new Map(COLUMNS.map((column) => [column.id, column]));

/** The shown columns of the functions, a line each, with tabs between; no heading. BDFs are written in full. */
export function rowsText(
  view: MachineView,
  functions: readonly FunctionInfo[],
  shown: readonly ColumnId[],
  say: SayWords,
): string {
  const line = (fn: FunctionInfo) =>
    shown.map((id) => (id === "bdf" ? fn.bdf : say(byId.get(id)?.text(view, fn) ?? ""))).join("\t");
  return functions.map(line).join("\n");
}
