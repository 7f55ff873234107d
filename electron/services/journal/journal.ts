/** The journal of operations: on disk for real machines, in memory for those that are played. */

import { JOURNAL_WORDS } from "../../../shared/words/texts/running.ts";
import { systemReason } from "../../host/errors.ts";
import { type Claim, claimBelow } from "../../host/places/own-folder.ts";
import { FileJournal, tryJournal } from "./file-journal.ts";
import { foldRecord, type JournalRecord } from "./journal-record.ts";
import { type Journal, type JournalOptions, RecordingJournal } from "./recording-journal.ts";

export type { Journal, JournalOptions } from "./recording-journal.ts";

/** Opens the journal of a directory, which must be there. A file that cannot be read or written shows when it is used. */
export function openJournal(directory: string, options: JournalOptions = {}): Journal {
  return new FileJournal(directory, options);
}

/**
 * The folder of a real machine's journal; it is made here. One that cannot be written may still say what was done before.
 * @param names of folders below it, for a machine that has a journal of its own
 */
export function claimJournal(directory: string, ...names: readonly string[]): Claim {
  const claim = claimBelow(directory, ...names);
  const folder = "path" in claim ? claim.path : claim.readable;
  if (folder === null) return claim;
  try {
    tryJournal(folder, "read");
    if ("problem" in claim) return claim;
    tryJournal(folder, "write");
    return claim;
  } catch (error) {
    return { problem: JOURNAL_WORDS.cannotOpen({ folder, reason: systemReason(error) }), readable: null };
  }
}

/** Reads what is on disk, and keeps what is done now in memory. */
class UnkeptJournal extends FileJournal {
  protected override async keep(record: JournalRecord): Promise<void> {
    foldRecord(this.entries, record, this.own);
  }
}

/** A real machine's journal, which knows by its problem when it ends with the program. */
export function journalOf(claim: Claim, options: JournalOptions = {}): Journal {
  if ("path" in claim) return openJournal(claim.path, options);
  const { readable, problem } = claim;
  return readable === null ? new MemoryJournal(options, problem) : new UnkeptJournal(readable, options, problem);
}

/** Keeps everything in memory: for demo machines, and with a problem for real ones whose journal has no place. */
export class MemoryJournal extends RecordingJournal {
  protected override async keep(record: JournalRecord): Promise<void> {
    foldRecord(this.entries, record, this.own);
  }

  protected override async sync(): Promise<void> {
    // All there is was folded in when it was kept.
  }
}
