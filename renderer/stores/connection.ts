/** The way to the program that holds the machines, and what it says of itself. */
import { create } from "zustand";
import { type Client, createClient } from "../../shared/contract/client.ts";
import type { CallName, Input } from "../../shared/contract/contract.ts";
import type { Words } from "../../shared/words/message.ts";
import { type AppInfo, refusal } from "../model/rights.ts";
import type { SocketState } from "../model/socket-state.ts";
import { ipcTransport } from "../transport/ipc.ts";
import { socketTransport } from "../transport/socket.ts";

interface ConnectionState {
  /** `open` in Electron always. */
  readonly socket: SocketState;
  /** Since when it is not open any more, in milliseconds since 1970; null while it is, or was not yet. */
  readonly cutSince: number | null;
  readonly info: AppInfo | null;
  /** Why the program could not be asked what it is, in one sentence. */
  readonly startError: Words | null;
}

export const useConnection = create<ConnectionState>(() => ({
  socket: "connecting",
  cutSince: null,
  info: null,
  startError: null,
}));

function connectClient(): Client {
  const ipc = ipcTransport();
  if (ipc !== null) {
    useConnection.setState({ socket: "open" });
    return createClient(ipc);
  }
  const socket = socketTransport();
  socket.onState((state) =>
    useConnection.setState(({ socket: before, cutSince }) => {
      if (state === "open") return { socket: state, cutSince: null };
      return { socket: state, cutSince: cutSince ?? (before === "open" ? Date.now() : null) };
    }),
  );
  return createClient(socket);
}

export const client: Client = connectClient();

export async function loadInfo(): Promise<AppInfo> {
  const info = await client.call("app.info", {});
  useConnection.setState({ info });
  return info;
}

/** Why the program will refuse this call; null where it will not, as far as is known. */
export function useRefusal<K extends CallName>(method: K, input: Input<K>): Words | null {
  return refusal(
    useConnection((state) => state.info),
    method,
    input,
  );
}
