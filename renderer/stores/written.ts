/**
 * How many operations have ended on each machine, and looks that a person asked for. What was read before the latest of
 * them may show what was written, and no fact of a scan tells of a MAC address, a trust setting or a register: so all of
 * it is read again.
 */
import { create } from "zustand";
import { client } from "./connection.ts";
import { useMachine } from "./machine.ts";

interface WrittenState {
  /** By host. */
  readonly ended: ReadonlyMap<string, number>;
}

const useWritten = create<WrittenState>(() => ({ ended: new Map() }));

/** The end that was heard of last, by host: it is told as progress and as an entry of the journal. */
const latest = new Map<string, string>();

function count(host: string): void {
  useWritten.setState(({ ended }) => ({ ended: new Map(ended).set(host, (ended.get(host) ?? 0) + 1) }));
}

function note(host: string, entryId: string, state: string): void {
  const end = `${entryId} ${state}`;
  if (state === "running" || latest.get(host) === end) return;
  latest.set(host, end);
  count(host);
}

client.on("operation.progress", ({ host, status }) => note(host, status.entryId, status.state));
client.on("journal.changed", ({ host, entry }) => note(host, entry.id, entry.state));
useMachine.subscribe(({ host, refreshing }, before) => {
  if (host !== null && before.refreshing && !refreshing) count(host);
});

/** Operations that have ended on this machine, and looks at it; a number to compare, for as long as the window is open. */
export function writtenOn(host: string | null): number {
  return useWritten.getState().ended.get(host ?? "") ?? 0;
}

/** The same of the machine on screen: what is kept beside another number is old. */
export function useWrittenHere(): number {
  const host = useMachine((state) => state.host);
  return useWritten(({ ended }) => ended.get(host ?? "") ?? 0);
}
