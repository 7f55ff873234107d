/** The lines of the journal file: JSON objects, each of which adds to what the lines before it said. */
import { z } from "zod";
import type { Stated } from "../../../shared/machine/schema-parts.ts";
import {
  EntrySchema,
  type JournalEntry,
  OutcomeSchema,
  ProcessMarkSchema,
  type StepOutcome,
} from "../../../shared/operations/record/record.ts";

/** Of what is written. Goes up when a program of before would misread a line; {@link migrate} brings older lines up. */
export const RECORD_VERSION = 2;

const version = z.literal(RECORD_VERSION);
const id = z.string();

const JournalLine = z.discriminatedUnion("kind", [
  /** The whole entry: at its beginning with the process that runs it, at its end without. */
  z.strictObject({ v: version, kind: z.literal("entry"), entry: EntrySchema, owner: ProcessMarkSchema.nullable() }),
  z.strictObject({ v: version, kind: z.literal("step"), id, index: z.int().min(0), outcome: OutcomeSchema }),
  z.strictObject({ v: version, kind: z.literal("link"), id, undoneBy: z.string().nullable() }),
  z.strictObject({ v: version, kind: z.literal("settled"), id, by: z.string() }),
  /** It was not begun after all, for another was first. */
  z.strictObject({ v: version, kind: z.literal("withdrawn"), id }),
]);
export type JournalRecord = Stated<typeof JournalLine>;

/** Version 1 called the request a wish, and the way back a guard. */
const NAMES_OF_1: Readonly<Record<string, string>> = { wish: "request", guard: "wayBack" };

function fromVersion1(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fromVersion1);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [NAMES_OF_1[key] ?? key, fromVersion1(item)]));
}

/** A record of any version so far, as one of {@link RECORD_VERSION}; what is no record stays what it is. */
function migrate(value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("v" in value) || value.v !== 1) return value;
  return Object.assign({}, fromVersion1(value), { v: RECORD_VERSION });
}

/** One line; null when it is torn, of a later version, or not ours at all. */
export function parseRecord(line: string): JournalRecord | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  const record = JournalLine.safeParse(migrate(value));
  return record.success ? record.data : null;
}

/** Lists of steps that were copied and may be changed: an operation has a record for each of its steps. */
export type OwnSteps = WeakMap<JournalEntry["steps"], StepOutcome[]>;

/**
 * The last word on an entry wins; a record of an entry that is not known is passed over. Entries that were handed out
 * before are never changed.
 * @param own the same for all records that are folded before anybody sees the entries
 */
export function foldRecord(entries: Map<string, JournalEntry>, record: JournalRecord, own: OwnSteps): void {
  switch (record.kind) {
    case "entry": {
      // A link that was noted while the entry ran stays.
      const undoneBy = record.entry.undoneBy ?? entries.get(record.entry.id)?.undoneBy ?? null;
      entries.set(record.entry.id, { ...record.entry, undoneBy });
      return;
    }
    case "step": {
      const entry = entries.get(record.id);
      if (!entry || record.index >= entry.steps.length) return;
      const steps = own.get(entry.steps) ?? [...entry.steps];
      own.set(steps, steps);
      steps[record.index] = record.outcome;
      entries.set(record.id, { ...entry, steps });
      return;
    }
    case "link": {
      const entry = entries.get(record.id);
      if (entry) entries.set(record.id, { ...entry, undoneBy: record.undoneBy });
      return;
    }
    case "withdrawn":
      entries.delete(record.id);
      return;
    case "settled": {
      const entry = entries.get(record.id);
      if (entry) entries.set(record.id, { ...entry, settledBy: record.by });
    }
  }
}

/** By start, then by when they were written: a map keeps the order in which entries began. */
export function entriesNewestFirst(entries: ReadonlyMap<string, JournalEntry>): JournalEntry[] {
  return [...entries.values()]
    .reverse()
    .sort((a, b) => (a.startedAt === b.startedAt ? 0 : a.startedAt < b.startedAt ? 1 : -1));
}

export const INTERRUPTED = "The program ended while this was running; what was true afterwards was not read back.";

/** An entry whose process is gone without having ended it. */
export function interrupted(entry: JournalEntry): JournalEntry {
  return { ...entry, state: "interrupted", nowTrue: [INTERRUPTED] };
}
