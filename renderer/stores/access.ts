/** What may be done with the machine on screen, and how that is changed. */
import { create } from "zustand";
import type { AccessState } from "../../shared/machine/access-state.ts";
import { errorWords } from "../../shared/words/errors.ts";
import { client, useConnection } from "./connection.ts";
import { addNotice } from "./notices.ts";

interface AccessStore {
  readonly host: string | null;
  /** null = nothing is known of it yet */
  readonly access: AccessState | null;
}

export const useAccess = create<AccessStore>(() => ({ host: null, access: null }));

// Nothing else tells of it: an answer that comes late cannot stand against what has changed since.
client.on("access.changed", ({ host, access }) => {
  if (host === useAccess.getState().host) useAccess.setState({ access });
});

// Without a connection nobody knows what may be done: rights that were had may be gone.
useConnection.subscribe(({ socket }) => {
  if (socket !== "open" && useAccess.getState().access !== null) useAccess.setState({ access: null });
});

/** Of this machine from now on: it tells of its lock as it is opened. */
export function followAccess(host: string): void {
  if (useAccess.getState().host !== host) useAccess.setState({ host, access: null });
}

async function change(method: "host.unlock" | "host.lock"): Promise<void> {
  const { host } = useAccess.getState();
  if (host === null) return;
  try {
    await client.call(method, { host });
  } catch (error) {
    addNotice("warn", errorWords(error));
  }
}

/** Asks for root's rights. What came of it is in the store. */
export const unlock = (): Promise<void> => change("host.unlock");
export const lock = (): Promise<void> => change("host.lock");
