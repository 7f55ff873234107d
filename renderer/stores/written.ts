/**
 * How often operations came to an end on each machine, or to where all is done and waits to be kept, and a person asked
 * for a look. What was read before the latest of these may not show what was written, and no fact of a scan tells of a
 * MAC address, a trust setting or a register: so all of it is read again.
 */
import { create } from "zustand";
import type { EntryView } from "../../shared/contract/operation-schemas.ts";
import { isAsking } from "../model/operation-status.ts";
import { client } from "./connection.ts";
import { useMachine } from "./machine.ts";

interface WrittenState {
  /** By host. */
  readonly times: ReadonlyMap<string, number>;
}

const useWritten = create<WrittenState>(() => ({ times: new Map() }));

/** What was heard of last, by host: it is told as progress and as an entry of the journal. */
const latest = new Map<string, string>();

function count(host: string): void {
  useWritten.setState(({ times }) => ({ times: new Map(times).set(host, (times.get(host) ?? 0) + 1) }));
}

function note(host: string, entryId: string, told: Pick<EntryView, "state" | "wayBack">): void {
  const mark = `${entryId} ${told.state}`;
  if ((told.state === "running" && !isAsking(told)) || latest.get(host) === mark) return;
  latest.set(host, mark);
  count(host);
}

client.on("operation.progress", ({ host, status }) => note(host, status.entryId, status));
client.on("journal.changed", ({ host, entry }) => note(host, entry.id, entry));
useMachine.subscribe(({ host, refreshing }, before) => {
  if (host !== null && before.refreshing && !refreshing) count(host);
});

/** How often this machine was written, or a person looked; a number to compare, for as long as the window is open. */
export function writtenOn(host: string | null): number {
  return useWritten.getState().times.get(host ?? "") ?? 0;
}

/** The same of the machine on screen: what is kept beside another number is old. */
export function useWrittenHere(): number {
  const host = useMachine((state) => state.host);
  return useWritten(({ times }) => times.get(host ?? "") ?? 0);
}
