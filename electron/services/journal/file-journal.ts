/**
 * The journal on disk: one file of JSON lines, only ever added to. Each line is on the disk (fsync) before the call
 * returns. A line that a crash tore hides no other: the next one starts on a line of its own. What cannot be read is told.
 */

import { closeSync, fsyncSync, openSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { join } from "node:path";
import type { UnreadView } from "../../../shared/contract/operation-schemas.ts";
import { isSameMachine, type MachineMark } from "../../../shared/machine/machine-key.ts";
import type { JournalEntry, ProcessMark } from "../../../shared/operations/record/record.ts";
import type { Words } from "../../../shared/words/message.ts";
import { ADD, mustBeOwn, PRIVATE, READ, tryToOpen } from "../../host/places/own-file.ts";
import { processStart } from "../../host/places/processes.ts";
import { isWindows } from "../../host/places/system.ts";
import { Slices } from "../../host/sysfs/slices.ts";
import {
  foldRecord,
  interrupted,
  type JournalRecord,
  type KnownEntry,
  parseLine,
  RECORD_VERSION,
  type UnreadReason,
  unreadText,
} from "./journal-record.ts";
import { type JournalOptions, RecordingJournal } from "./recording-journal.ts";

const FILE_NAME = "journal.jsonl";
const NEWLINE = 0x0a;
/** Read and taken apart at a time, with turns for others in between. */
const CHUNK_BYTES = 1024 * 1024;
const RETRY_MS = 5_000;

export interface FileJournalOptions extends JournalOptions {
  /** When the process of this number started, as text; null when there is no such process. For tests. */
  readonly startOf?: (pid: number) => string | null;
  /** Milliseconds since 1970. For tests. */
  readonly now?: () => number;
  /** How long it waits before it tries once more to write what could not be written. For tests. */
  readonly retryMs?: number;
}

/** Writes nothing. @throws Error with the reason where the journal of this directory could not be written, or read */
export function tryJournal(directory: string, how: "write" | "read"): void {
  tryToOpen(directory, FILE_NAME, how === "write" ? ADD : READ);
}

export class FileJournal extends RecordingJournal {
  private readonly directory: string;
  private readonly startOf: (pid: number) => string | null;
  private readonly now: () => number;
  private readonly self: ProcessMark;
  /** Entries that a process began and did not end. */
  private readonly owners = new Map<string, ProcessMark>();
  /** How many lines are no records, by the reason, and the entries in them of which something is known. */
  private readonly unreadLines = new Map<UnreadReason, number>();
  private readonly unreadEntries = new Map<string, KnownEntry>();
  /** Of the last line while it has no end: it is read again with what is added to it. */
  private unreadEnd: UnreadReason | null = null;
  /** What could not be written yet, oldest first. */
  private readonly owed: JournalRecord[] = [];
  private readonly retryMs: number;
  private timer: NodeJS.Timeout | null = null;
  private offset = 0;
  /** One write or read of the file at a time. */
  private queue: Promise<unknown> = Promise.resolve();

  constructor(directory: string, options: FileJournalOptions = {}, problem: Words | null = null) {
    super(options, problem);
    this.directory = directory;
    this.startOf = options.startOf ?? processStart;
    this.now = options.now ?? Date.now;
    this.retryMs = options.retryMs ?? RETRY_MS;
    this.self = { pid: process.pid, started: this.startOf(process.pid) ?? "" };
  }

  protected override async keep(record: JournalRecord): Promise<void> {
    try {
      await this.add(record);
    } catch (error) {
      const owed = owedFor(record);
      if (owed !== null) this.owe(owed);
      throw error;
    }
  }

  /** Adds what is owed and then these, in one write: whatever part of it a full disk takes is taken again as a whole. */
  private add(...records: readonly JournalRecord[]): Promise<void> {
    return this.withFile(ADD, async (file) => {
      const owed = [...this.owed];
      const text = [...owed, ...records].map((record) => this.lineOf(record)).join("");
      const { size } = await file.stat();
      const torn = size > 0 && (await lastByte(file, size)) !== NEWLINE;
      await file.appendFile(torn ? `\n${text}` : text);
      await file.sync();
      this.owed.splice(0, owed.length);
      if (size === 0) syncDirectory(this.directory);
      await this.readOn(file);
    });
  }

  private lineOf(record: JournalRecord): string {
    const running = record.kind === "entry" && record.entry.state === "running";
    return `${JSON.stringify(running ? { ...record, owner: this.self } : record)}\n`;
  }

  /** It counts here at once; others learn of it with the next write that works. */
  private owe(record: JournalRecord): void {
    this.owed.push(record);
    this.fold(record);
    this.payLater();
  }

  private payLater(): void {
    if (this.timer !== null || this.owed.length === 0) return;
    this.timer = setTimeout(() => {
      this.timer = null;
      void this.add()
        .catch(() => undefined)
        .finally(() => this.payLater());
    }, this.retryMs);
    this.timer.unref();
  }

  protected override async sync(): Promise<void> {
    await this.withFile(READ, (file) => this.readOn(file)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOENT") throw error;
    });
    for (const [id, owner] of this.owners) {
      if (this.lives(owner)) continue;
      const entry = this.entries.get(id);
      if (entry?.state !== "running") continue;
      // The program is gone and its writer is not: the kernel still works on it.
      if (entry.steps.some(({ state, writer }) => state === "running" && writer && this.lives(writer))) continue;
      // A way back that is armed will run: until then nothing else may be done, and nothing is settled.
      if (entry.wayBack && Date.parse(entry.wayBack.until) > this.now()) continue;
      this.owners.delete(id);
      this.entries.set(id, interrupted(entry));
    }
  }

  protected override told(entry: JournalEntry): JournalEntry {
    const owner = entry.state === "running" ? this.owners.get(entry.id) : undefined;
    if (owner === undefined) return entry;
    const here = owner.pid === this.self.pid && owner.started === this.self.started;
    return { ...entry, begunBy: { pid: owner.pid, here, lives: this.lives(owner) } };
  }

  override unread(machine: MachineMark): UnreadView {
    const counts = new Map(this.unreadLines);
    if (this.unreadEnd !== null) countOne(counts, this.unreadEnd);
    const entries = [...this.unreadEntries.values()].filter(
      (entry) => !this.entries.has(entry.id) && mayBeOf(entry, machine),
    );
    return {
      text: unreadText(join(this.directory, FILE_NAME), counts),
      entries: entries.map(({ id, startedAt, title }) => ({ id, startedAt, title })),
    };
  }

  private lives({ pid, started }: ProcessMark): boolean {
    return this.startOf(pid) === started;
  }

  private withFile(flags: number, work: (file: FileHandle) => Promise<void>): Promise<void> {
    const done = this.queue.then(async () => {
      const file = await open(join(this.directory, FILE_NAME), flags, PRIVATE);
      try {
        mustBeOwn(await file.stat());
        await work(file);
      } finally {
        await file.close();
      }
    });
    this.queue = done.catch(() => undefined);
    return done;
  }

  /** Folds in what was added since the last time, whichever process wrote it. */
  private async readOn(file: FileHandle): Promise<void> {
    const { size } = await file.stat();
    // Someone made the file shorter: what it says now is what counts.
    if (size < this.offset) {
      this.offset = 0;
      for (const known of [this.entries, this.owners, this.unreadLines, this.unreadEntries]) known.clear();
    }
    this.unreadEnd = null;
    if (size === this.offset) return;
    const slices = new Slices();
    /** The parts of the line that goes on beyond what was read of it. */
    let open: Buffer[] = [];
    for (let at = this.offset; at < size; ) {
      const bytes = Buffer.alloc(Math.min(CHUNK_BYTES, size - at));
      const { bytesRead } = await file.read(bytes, 0, bytes.length, at);
      if (bytesRead === 0) break;
      at += bytesRead;
      const read = bytes.subarray(0, bytesRead);
      const end = read.lastIndexOf(NEWLINE);
      if (end < 0) {
        open.push(read);
        continue;
      }
      const lines = Buffer.concat([...open, read.subarray(0, end)]);
      open = [read.subarray(end + 1)];
      this.offset += lines.length + 1;
      for (const line of lines.toString("utf8").split("\n")) {
        const why = this.foldLine(line);
        if (why !== null) countOne(this.unreadLines, why);
        if (slices.due) await slices.rest();
      }
    }
    // What stands after the last newline is read again later: it counts now if only its newline is missing.
    this.unreadEnd = this.foldLine(Buffer.concat(open).toString("utf8"));
    for (const record of this.owed) this.fold(record);
  }

  /** @returns why it could not be read; null when it could, and for an empty one */
  private foldLine(line: string): UnreadReason | null {
    if (line === "") return null;
    const record = parseLine(line);
    if (record.kind !== "unread") {
      this.fold(record);
      return null;
    }
    if (record.entry !== null) this.unreadEntries.set(record.entry.id, record.entry);
    return record.why;
  }

  private fold(record: JournalRecord): void {
    foldRecord(this.entries, record, this.own);
    if (record.kind === "withdrawn") this.owners.delete(record.id);
    if (record.kind !== "entry") return;
    if (record.owner === null) this.owners.delete(record.entry.id);
    else this.owners.set(record.entry.id, record.owner);
  }
}

/**
 * What is written later of a record that could not be written: what is over, for the machine is as it says; and that an
 * operation has not begun, for the file may have its beginning all the same.
 */
function owedFor(record: JournalRecord): JournalRecord | null {
  if (record.kind === "step") return null;
  if (record.kind !== "entry" || record.entry.state !== "running") return record;
  return { v: RECORD_VERSION, kind: "withdrawn", id: record.entry.id };
}

function countOne(counts: Map<UnreadReason, number>, why: UnreadReason): void {
  counts.set(why, (counts.get(why) ?? 0) + 1);
}

function mayBeOf({ machine: name, machineKey, bootId }: KnownEntry, machine: MachineMark): boolean {
  return name === null || isSameMachine({ name, machineKey, bootId }, machine) !== false;
}

async function lastByte(file: FileHandle, size: number): Promise<number | undefined> {
  const last = Buffer.alloc(1);
  await file.read(last, 0, 1, size - 1);
  return last[0];
}

/** A new file's name is on the disk only when its directory is. Windows opens no directory, and needs none of this. */
function syncDirectory(directory: string): void {
  if (isWindows()) return;
  const descriptor = openSync(directory, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
