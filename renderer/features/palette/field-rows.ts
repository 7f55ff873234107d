/** The rows of the search through all registers: a heading for each field, below it the functions that have it. Pure. */
import type { FieldAnswerData, FieldGroup, FieldHit } from "../../../shared/contract/fields.ts";

import { names } from "../../../shared/words/joined.ts";
import type { Words } from "../../../shared/words/message.ts";
import { FIELD_WORDS } from "../../words/fields.ts";

export type FieldRow =
  | { readonly kind: "field"; readonly group: FieldGroup; readonly closed: boolean }
  | { readonly kind: "hit"; readonly group: FieldGroup; readonly hit: FieldHit }
  /** Hits that were counted and not sent. */
  | { readonly kind: "more"; readonly group: FieldGroup; readonly count: number };

/** Functions of one field that are listed without being asked for, where there are other fields below. */
const FEW = 6;

/**
 * Fields start closed where their functions would push the next field out of view.
 * @param toggled ids of fields that are not as they start
 */
export function fieldRows(answer: FieldAnswerData | null, toggled: ReadonlySet<string>): readonly FieldRow[] {
  const rows: FieldRow[] = [];
  const groups = answer?.groups ?? [];
  for (const group of groups) {
    const isClosed = (groups.length > 1 && group.functions > FEW) !== toggled.has(group.id);
    rows.push({ kind: "field", group, closed: isClosed });
    if (isClosed) continue;
    for (const hit of group.hits) rows.push({ kind: "hit", group, hit });
    const more = group.functions - group.hits.length;
    if (more > 0) rows.push({ kind: "more", group, count: more });
  }
  return rows;
}

/** What is chosen first: the best field's first function, or the field where its functions are folded away. */
export function firstPick(rows: readonly FieldRow[]): number {
  return rows[1]?.kind === "hit" ? 1 : 0;
}

/** The row that a key leads to; rows that only count are passed over. */
export function nextRow(rows: readonly FieldRow[], from: number, step: number): number {
  const last = rows.length - 1;
  let at = Math.max(0, Math.min(last, from + step));
  const way = step < 0 ? -1 : 1;
  while (rows[at]?.kind === "more" && at + way >= 0 && at + way <= last) at += way;
  return rows[at]?.kind === "more" ? from : at;
}

/** `62 functions: Disabled ×60, L1 Entry Enabled ×2`: the values that a field has. */
export function valuesText({ values }: FieldGroup, text: (value: FieldGroup["values"][number]) => string): string {
  const shown = values.filter((value) => text(value) !== "");
  return shown.map((value) => (shown.length < 2 ? text(value) : `${text(value)} ×${value.functions}`)).join(", ");
}

/** What was left out of a search; null when nothing was. */
export function leftText({ asleep, gone, unreadable, cut }: FieldAnswerData["left"]): Words | null {
  const parts: Words[] = [];
  if (asleep > 0) parts.push(FIELD_WORDS.asleep({ count: asleep }));
  if (gone > 0) parts.push(FIELD_WORDS.gone({ count: gone }));
  if (unreadable > 0) parts.push(FIELD_WORDS.unreadable({ count: unreadable }));
  if (cut > 0) parts.push(FIELD_WORDS.cut({ count: cut }));
  return parts.length === 0 ? null : names(parts);
}
