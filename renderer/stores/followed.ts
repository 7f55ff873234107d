/**
 * Machines that were left while an operation runs on them: the program goes on telling of them until it has ended, and
 * how it ended stays on screen until somebody has seen it.
 */
import { create } from "zustand";
import { client, useConnection } from "./connection.ts";
import { isRunningOn, useRuns } from "./operation-run.ts";

interface FollowedState {
  /** By host: the machine's name. */
  readonly names: ReadonlyMap<string, string>;
}

export const useFollowed = create<FollowedState>(() => ({ names: new Map() }));

/** Those of which the program was told already that nobody looks at them. */
const closed = new Set<string>();

/** What is not on screen need not be watched; that it could not be said changes nothing here. */
const close = async (host: string): Promise<void> => {
  await client.call("host.close", { host }).catch(() => undefined);
};

function forget(host: string): void {
  const names = new Map(useFollowed.getState().names);
  if (!names.delete(host)) return;
  closed.delete(host);
  useFollowed.setState({ names });
}

/** The machine is no longer on screen: it is closed, once nothing runs on it any more. */
export async function leaveMachine(host: string, name: string): Promise<void> {
  if (isRunningOn(host)) useFollowed.setState(({ names }) => ({ names: new Map(names).set(host, name) }));
  else await close(host);
}

/** It is on screen again. */
export function returnToMachine(host: string): void {
  forget(host);
}

useRuns.subscribe(({ runs }) => {
  for (const host of useFollowed.getState().names.keys()) {
    if (isRunningOn(host)) continue;
    if (!closed.has(host)) {
      closed.add(host);
      void close(host);
    }
    if (runs[host]?.seen !== false) forget(host);
  }
});

// The other side forgets a page that is cut off.
useConnection.subscribe(({ socket }, before) => {
  if (socket !== "open" || before.socket === "open") return;
  for (const host of useFollowed.getState().names.keys()) {
    if (!closed.has(host)) void client.call("host.open", { host }).catch(() => undefined);
  }
});
