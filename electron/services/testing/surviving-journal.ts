/** A journal whose lines outlive the program that wrote them, without a disk that has to be waited for. */
import { foldRecord, interrupted, type JournalRecord, parseLine } from "../journal/journal-record.ts";
import { RecordingJournal } from "../journal/recording-journal.ts";

export class SurvivingJournal extends RecordingJournal {
  readonly lines: string[];

  /** @param lines what a program before this one left, which has ended since */
  constructor(lines: readonly string[] = []) {
    super();
    this.lines = [...lines];
    for (const line of lines) this.fold(line);
    const cutOff = [...this.entries.values()].filter(({ state }) => state === "running");
    for (const entry of cutOff) this.entries.set(entry.id, interrupted(entry));
  }

  protected override async keep(record: JournalRecord): Promise<void> {
    const line = JSON.stringify(record);
    this.lines.push(line);
    this.fold(line);
  }

  protected override async sync(): Promise<void> {
    // All there is was folded in when it was kept.
  }

  private fold(line: string): void {
    const record = parseLine(line);
    if (record.kind === "unread") throw new Error(`not a line of a journal: ${line}`);
    foldRecord(this.entries, record, this.own);
  }
}
