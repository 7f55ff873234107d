/** The lines of the journal file: JSON objects, each of which adds to what the lines before it said. */

import { z } from "zod";
import type { Stated } from "../../../shared/machine/schema-parts.ts";
import { words } from "../../../shared/machine/schema-parts.ts";
import { withSettingsWritten } from "../../../shared/operations/plan/settings-before.ts";
import {
  EntrySchema,
  type JournalEntry,
  OutcomeSchema,
  ProcessMarkSchema,
  type StepOutcome,
} from "../../../shared/operations/record/record.ts";
import type { Words } from "../../../shared/words/message.ts";
import { JOURNAL_WORDS } from "../../../shared/words/texts/running.ts";

/** Of what is written. Goes up when a program of before would misread a line; {@link migrate} brings older lines up. */
export const RECORD_VERSION = 5;

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

/** Version 1 called the request a wish and the way back a guard, and had a place of its own for reset methods. */
const NAMES_OF_1: Readonly<Record<string, string>> = { wish: "request", guard: "wayBack" };

function fromVersion1(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fromVersion1);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) =>
      key === "resetMethods" && Array.isArray(item)
        ? ["was", item.map((each: unknown) => Object.assign({ that: key }, each))]
        : [NAMES_OF_1[key] ?? key, fromVersion1(item)],
    ),
  );
}

/** 0 = what is no record of any version */
function versionOf(value: unknown): number {
  return typeof value === "object" && value !== null && "v" in value && typeof value.v === "number" ? value.v : 0;
}

/** Up to version 3 a request was about one edit of VF settings, without a list around it. */
function fromVersion3(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fromVersion3);
  if (typeof value !== "object" || value === null) return value;
  if ("kind" in value && value.kind === "vf.settings" && "vfs" in value && "settings" in value) {
    const { vfs, settings, ...rest } = value;
    return { ...rest, edits: [{ vfs, settings }] };
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fromVersion3(item)]));
}

/**
 * A record of any version so far, as one of {@link RECORD_VERSION}; what is no record stays what it is. Since version 3
 * words are messages; the sentences of before are words too, as they were written. Which settings of VFs an operation
 * wrote is said since version 5; {@link foldRecord} knows it of those of before, some by the entry that they refer to.
 */
function migrate(value: unknown): unknown {
  const from = versionOf(value);
  if (from < 1 || from >= RECORD_VERSION) return value;
  const named = from === 1 ? fromVersion1(value) : value;
  return Object.assign({}, fromVersion3(named), { v: RECORD_VERSION });
}

/** Why lines are no records, in the order in which that is told. */
const UNREAD_REASONS = ["cut off", "damaged", "later version"] as const;
export type UnreadReason = (typeof UNREAD_REASONS)[number];

/** A line that is no record, with what is known of the entry that it holds. */
export interface UnreadLine {
  readonly kind: "unread";
  readonly why: UnreadReason;
  readonly entry: KnownEntry | null;
}

const known = z.string().nullable().catch(null);
const knownWords = words.nullable().catch(null);
const KnownLine = z.object({
  entry: z.object({ id, startedAt: known, title: knownWords, machine: known, machineKey: known, bootId: known }),
});
export interface KnownEntry extends Stated<typeof KnownLine.shape.entry> {}

/** Every line that this program has begun to write. */
const BEGINNING = '{"v":';
/** Characters: an operation on thousands of functions stays below. To take more apart would block the program for seconds. */
const MAX_LINE = 16 * 1024 * 1024;

export function parseLine(line: string): JournalRecord | UnreadLine {
  if (line.length > MAX_LINE) return { kind: "unread", why: "damaged", entry: null };
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { kind: "unread", why: line.startsWith(BEGINNING) ? "cut off" : "damaged", entry: null };
  }
  const record = JournalLine.safeParse(migrate(value));
  if (record.success) return record.data;
  const { data } = KnownLine.safeParse(value);
  return {
    kind: "unread",
    why: versionOf(value) > RECORD_VERSION ? "later version" : "damaged",
    entry: data?.entry ?? null,
  };
}

const COUNTED = {
  "cut off": JOURNAL_WORDS.incomplete,
  damaged: JOURNAL_WORDS.damaged,
  "later version": JOURNAL_WORDS.later,
} as const satisfies Readonly<Record<UnreadReason, unknown>>;

/** `2 lines of …/journal.jsonl could not be read: 1 line is incomplete and 1 line is damaged.`; null where all could. @param file its path */
export function unreadText(file: string, lines: ReadonlyMap<UnreadReason, number>): Words | null {
  const counts = UNREAD_REASONS.map((why) => ({ why, count: lines.get(why) ?? 0 })).filter(({ count }) => count > 0);
  if (counts.length === 0) return null;
  const all = counts.reduce((sum, { count }) => sum + count, 0);
  const reasons = counts.map(({ why, count }) => COUNTED[why]({ count }));
  return JOURNAL_WORDS.notAllRead({ part: JOURNAL_WORDS.lines({ count: all }), lines: file, reasons });
}

/** Lists of steps that were copied and may be changed: an operation has a record for each of its steps. */
export type OwnSteps = WeakMap<JournalEntry["steps"], StepOutcome[]>;

/**
 * The last word on an entry wins; a record of an entry that is not known is passed over. Entries that were handed out
 * before are never changed.
 * @param own the same for all records that are folded before anybody sees the entries
 */
export function foldRecord(entries: Map<string, JournalEntry>, record: JournalRecord, own: OwnSteps): void {
  const change = (id: string, what: Partial<JournalEntry>) => {
    const entry = entries.get(id);
    if (entry) entries.set(id, { ...entry, ...what });
  };
  switch (record.kind) {
    case "entry": {
      // A link that was noted while the entry ran stays.
      const undoneBy = record.entry.undoneBy ?? entries.get(record.entry.id)?.undoneBy ?? null;
      const { request } = record.entry;
      const origin = "entryId" in request ? entries.get(request.entryId) : undefined;
      entries.set(record.entry.id, { ...withSettingsWritten(record.entry, origin), undoneBy });
      return;
    }
    case "step": {
      const entry = entries.get(record.id);
      if (!entry || record.index >= entry.steps.length) return;
      const steps = own.get(entry.steps) ?? [...entry.steps];
      own.set(steps, steps);
      steps[record.index] = record.outcome;
      change(record.id, { steps });
      return;
    }
    case "link":
      change(record.id, { undoneBy: record.undoneBy });
      return;
    case "withdrawn":
      entries.delete(record.id);
      return;
    case "settled":
      change(record.id, { settledBy: record.by });
  }
}

/** By start, then by when they were written: a map keeps the order in which entries began. */
export function entriesNewestFirst(entries: ReadonlyMap<string, JournalEntry>): JournalEntry[] {
  return [...entries.values()]
    .reverse()
    .sort((a, b) => (a.startedAt === b.startedAt ? 0 : a.startedAt < b.startedAt ? 1 : -1));
}

export const INTERRUPTED = JOURNAL_WORDS.endedInBetween;

/** An entry whose process is gone without having ended it. */
export function interrupted(entry: JournalEntry): JournalEntry {
  return { ...entry, state: "interrupted", nowTrue: [INTERRUPTED] };
}
