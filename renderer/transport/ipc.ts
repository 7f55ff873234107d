/** The contract over Electron's bridge: what the preload script exposes. */
import type { Transport } from "../../shared/contract/client.ts";
import type { EventMessage, ReplyMessage } from "../../shared/contract/wire.ts";

interface Bridge {
  request(message: unknown): Promise<unknown>;
  subscribe(listener: (message: unknown) => void): () => void;
}

declare global {
  interface Window {
    readonly inspector?: Bridge;
  }
}

/** null outside of Electron. */
export function ipcTransport(): Transport | null {
  const bridge = window.inspector;
  if (!bridge) return null;
  return {
    request: (message) => bridge.request(message) as Promise<ReplyMessage>,
    onEvent: (listener) => bridge.subscribe((message) => listener(message as EventMessage)),
  };
}
