/** What every journal has: its interface, and how calls become records. */

import type { UnreadView } from "../../../shared/contract/operation-schemas.ts";
import type { MachineMark } from "../../../shared/machine/machine-key.ts";
import { isOfMachine } from "../../../shared/operations/checks/entries.ts";
import { titleOf } from "../../../shared/operations/plan/titles.ts";
import type { JournalEntry, StepOutcome } from "../../../shared/operations/record/record.ts";
import type { Words } from "../../../shared/words/message.ts";
import { entriesNewestFirst, type JournalRecord, type OwnSteps, RECORD_VERSION } from "./journal-record.ts";

export interface Journal {
  /** Why it ends with the program although it should not, in words without a full stop; null = it is where it belongs. */
  readonly problem: Words | null;
  /**
   * Before the first step. Rejects when it could not be written: then nothing may be changed.
   * @returns null, or an operation of this machine that has begun and has not ended: then this one has not begun
   */
  begin(entry: JournalEntry): Promise<JournalEntry | null>;
  /** Before and after each step. */
  step(entryId: string, index: number, outcome: StepOutcome): Promise<void>;
  /** One that could not be written is known here all the same, and written as soon as that works. So are link and settle. */
  end(entry: JournalEntry): Promise<void>;
  /** Notes which entry took this one back; null = none any more. */
  link(entryId: string, undoneBy: string | null): Promise<void>;
  /** Notes that an interrupted entry needs no attention any more. @param by the entry that finished it, or `person` */
  settle(entryId: string, by: string): Promise<void>;
  /** Newest first. @param machine only entries that are of this machine, or may be */
  list(machine?: MachineMark): Promise<JournalEntry[]>;
  find(entryId: string): Promise<JournalEntry | null>;
  /** What of it could not be read when it was listed last. @param machine only entries that are of this machine, or may be */
  unread(machine: MachineMark): UnreadView;
}

export interface JournalOptions {
  /** Told when an entry begins, ends or is linked. */
  readonly onChange?: (entry: JournalEntry) => void;
}

/** The records that a journal is made of, from the calls of its interface. */
export abstract class RecordingJournal implements Journal {
  readonly problem: Words | null;
  protected readonly entries = new Map<string, JournalEntry>();
  /** Lists of steps that nobody was handed yet: an operation of many steps is noted step by step. */
  protected own: OwnSteps = new WeakMap();
  private readonly onChange: (entry: JournalEntry) => void;

  constructor(options: JournalOptions = {}, problem: Words | null = null) {
    this.problem = problem;
    this.onChange = options.onChange ?? (() => undefined);
  }

  /** Keeps the record, and folds it into the entries. */
  protected abstract keep(record: JournalRecord): Promise<void>;
  /** The entry with what is known beside its records. */
  protected told(entry: JournalEntry): JournalEntry {
    return entry;
  }
  /** Brings the entries up to date. */
  protected abstract sync(): Promise<void>;

  /**
   * Whoever looks first and writes then can be overtaken in between. So each writes first, and whoever stands before it
   * in the journal has begun before it: of two that begin at the same moment one finds the other, and no lock is needed.
   */
  async begin(entry: JournalEntry): Promise<JournalEntry | null> {
    await this.keep({ v: RECORD_VERSION, kind: "entry", entry, owner: null });
    await this.sync();
    const first = this.before(entry);
    if (first === null) this.changed(entry.id);
    else await this.keep({ v: RECORD_VERSION, kind: "withdrawn", id: entry.id });
    return first;
  }

  /** An operation of the same machine, as far as is known, that stands before this one and has not ended. */
  private before(entry: JournalEntry): JournalEntry | null {
    const { machine: name, bootId, machineKey = null } = entry;
    for (const other of this.entries.values()) {
      if (other.id === entry.id) return null;
      if (other.state === "running" && isOfMachine(other, { name, bootId, machineKey }) !== false)
        return this.handedOut(other);
    }
    return null;
  }

  async step(entryId: string, index: number, outcome: StepOutcome): Promise<void> {
    await this.keep({ v: RECORD_VERSION, kind: "step", id: entryId, index, outcome });
  }

  async end(entry: JournalEntry): Promise<void> {
    await this.keep({ v: RECORD_VERSION, kind: "entry", entry, owner: null });
    this.changed(entry.id);
  }

  async link(entryId: string, undoneBy: string | null): Promise<void> {
    await this.keep({ v: RECORD_VERSION, kind: "link", id: entryId, undoneBy });
    this.changed(entryId);
  }

  async settle(entryId: string, by: string): Promise<void> {
    await this.keep({ v: RECORD_VERSION, kind: "settled", id: entryId, by });
    this.changed(entryId);
  }

  async list(machine?: MachineMark): Promise<JournalEntry[]> {
    await this.sync();
    const all = entriesNewestFirst(this.entries).map((entry) => this.handedOut(entry));
    return machine === undefined ? all : all.filter((entry) => isOfMachine(entry, machine) !== false);
  }

  async find(entryId: string): Promise<JournalEntry | null> {
    await this.sync();
    const entry = this.entries.get(entryId);
    return entry === undefined ? null : this.handedOut(entry);
  }

  unread(_machine: MachineMark): UnreadView {
    return { text: null, entries: [] };
  }

  protected changed(entryId: string): void {
    const entry = this.entries.get(entryId);
    if (entry) this.onChange(this.handedOut(entry));
  }

  private handedOut(entry: JournalEntry): JournalEntry {
    this.own = new WeakMap();
    return this.told(this.titled(entry));
  }

  /** Titles of before version 3 are English: the request is known, and what it is called can be said in every language. */
  private titled(entry: JournalEntry): JournalEntry {
    if (typeof entry.title !== "string") return entry;
    let isWhole = true;
    const title = titleOf(entry.request, (id) => {
      const referred = this.entries.get(id) ?? null;
      isWhole &&= referred !== null;
      return referred;
    });
    // Of an entry that is gone the old title says more.
    return isWhole ? { ...entry, title } : entry;
  }
}
