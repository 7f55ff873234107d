/** The journal of the machine on screen: what was done to it, newest first. */
import { create } from "zustand";
import type { EntryView, UnreadView } from "../../shared/contract/operation-schemas.ts";
import { errorWords } from "../../shared/words/errors.ts";
import type { Words } from "../../shared/words/message.ts";
import { client } from "./connection.ts";
import { useMachine } from "./machine.ts";
import { endFromJournal } from "./operation-run.ts";

interface JournalState {
  /** null = not read yet */
  readonly entries: readonly EntryView[] | null;
  /** What of it could not be read. */
  readonly unread: UnreadView;
  /** Why it could not be read, in one sentence. */
  readonly error: Words | null;
  load(): Promise<void>;
}

/** The list with this entry in it, at the place of the one that it replaces, or by when it started. */
export function withEntry(entries: readonly EntryView[], entry: EntryView): readonly EntryView[] {
  const at = entries.findIndex(({ id }) => id === entry.id);
  if (at >= 0) return entries.with(at, entry);
  const older = entries.findIndex(({ startedAt }) => startedAt <= entry.startedAt);
  return entries.toSpliced(older < 0 ? entries.length : older, 0, entry);
}

const ALL_READ: UnreadView = { text: null, entries: [] };

/** Entries that changed while the list was on its way: newer than what it says. */
const early = new Map<string, EntryView>();

export const useJournal = create<JournalState>((set) => ({
  entries: null,
  unread: ALL_READ,
  error: null,
  async load() {
    const { host } = useMachine.getState();
    if (host === null) return;
    early.clear();
    set({ error: null });
    try {
      const list = await client.call("journal.list", { host });
      if (useMachine.getState().host !== host) return;
      const entries = [...early.values()].reduce(withEntry, list.entries);
      set({ entries, unread: list.unread, error: null });
      endFromJournal(host, entries);
    } catch (error) {
      if (useMachine.getState().host === host) set({ error: errorWords(error) });
    }
  },
}));

client.on("journal.changed", ({ host, entry }) => {
  endFromJournal(host, [entry]);
  if (host !== useMachine.getState().host) return;
  early.set(entry.id, entry);
  const { entries } = useJournal.getState();
  if (entries !== null) useJournal.setState({ entries: withEntry(entries, entry) });
});

useMachine.subscribe((now, before) => {
  if (now.host !== before.host) useJournal.setState({ entries: null, unread: ALL_READ, error: null });
  // Opened, or opened again after the connection was lost. What is opened is there a moment after the answer.
  const isThere = ({ opening, machine }: typeof now): boolean => !opening && machine !== null;
  if (isThere(now) && !isThere(before)) void useJournal.getState().load();
});
