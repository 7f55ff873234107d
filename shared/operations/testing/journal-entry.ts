/** Journal entries for tests: what was done on the lab's machine, with nothing known but what a test says. */
import { IDENTITY } from "../../machine/testing/sample-machine.ts";
import type { JournalEntry } from "../record/record.ts";
import { at } from "./facts.ts";

const DONE: JournalEntry = {
  id: "entry-1",
  startedAt: "2026-01-01T00:00:00.000Z",
  endedAt: "2026-01-01T00:00:01.000Z",
  machine: IDENTITY.name,
  machineKind: "local",
  bootId: IDENTITY.bootId,
  title: "Something",
  request: { kind: "vfs.set", pf: at("01:00.0"), count: 1, purpose: "host" },
  state: "done",
  steps: [],
  nowTrue: [],
  explanation: null,
  before: { functions: [], vfs: null },
  undoOf: null,
  undoneBy: null,
};

/** An operation that was done, unless `facts` says otherwise. */
export function journalEntry(facts: Partial<JournalEntry> = {}): JournalEntry {
  return { ...DONE, ...facts };
}

/** An operation that was cut off. */
export function cutOffEntry(facts: Partial<JournalEntry> = {}): JournalEntry {
  return { ...DONE, endedAt: null, state: "interrupted", ...facts };
}
