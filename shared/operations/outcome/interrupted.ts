/** What is true of a machine on which an operation was cut off: asked each time, because nobody read it back then. */
import type { JournalEntry } from "../record/record.ts";
import type { Look } from "../verbs/expectation.ts";
import { nowTrue, restoredText } from "./outcome-text.ts";

const NOTHING_PLANNED = { effects: { creates: [], destroys: [], rebinds: [] } };

/** The entry with sentences on the machine as it is now. */
export function withTruth(entry: JournalEntry, look: Look): JournalEntry {
  const sentences = nowTrue(NOTHING_PLANNED, entry.before, look);
  return { ...entry, nowTrue: [...sentences, restoredText(entry.before, look)] };
}

/** An interrupted operation that nobody has dealt with yet. */
export function isOpen(entry: Pick<JournalEntry, "state" | "undoneBy" | "settledBy">): boolean {
  return entry.state === "interrupted" && entry.undoneBy === null && entry.settledBy === undefined;
}
