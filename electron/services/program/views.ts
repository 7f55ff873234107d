/** What a window is shown of plans and of the journal, and nothing else of them. Pure. */
import type { EntryView } from "../../../shared/contract/operation-schemas.ts";
import type { JournalEntry } from "../../../shared/operations/record/record.ts";

/** Without what its undo is planned from, and without the key by which the program knows its machine again. */
export function entryView({ before: _before, machineKey: _key, ...shown }: JournalEntry): EntryView {
  return shown;
}
