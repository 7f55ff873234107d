/** The journal of operations: on disk for real machines, in memory for those that are played. */
import { FileJournal } from "./journal-file.ts";
import { foldRecord, type JournalRecord } from "./journal-record.ts";
import { type Journal, type JournalOptions, RecordingJournal } from "./journal-recording.ts";

export type { Journal, JournalOptions } from "./journal-recording.ts";

/** Opens the journal of a directory, which must be there. A file that cannot be read or written shows when it is used. */
export function openJournal(directory: string, options: JournalOptions = {}): Journal {
  return new FileJournal(directory, options);
}

/** Keeps everything in memory: for demo machines, and where nothing may be written. */
export class MemoryJournal extends RecordingJournal {
  protected override async keep(record: JournalRecord): Promise<void> {
    foldRecord(this.entries, record);
  }

  protected override async sync(): Promise<void> {
    // All there is was folded in when it was kept.
  }
}
