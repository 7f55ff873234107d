/** The contract over the WebSocket of browser mode, with reconnection. */
import type { Transport } from "../../shared/contract/client.ts";
import type { EventMessage, ReplyMessage } from "../../shared/contract/wire.ts";

const SUBPROTOCOL = "sriov-inspector.v1";
const SESSION_KEY = "sriov-inspector.session";
const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 4000;

export type SocketState = "connecting" | "open" | "refused" | "lost";

export interface SocketTransport extends Transport {
  onState(listener: (state: SocketState) => void): () => void;
}

/** The one-time token of the link, taken out of the address bar at once. */
function takeToken(): string | null {
  const token = /^#([0-9a-f]{64})$/.exec(window.location.hash)?.[1] ?? null;
  if (token !== null) window.history.replaceState(null, "", window.location.pathname);
  return token;
}

export function socketTransport(): SocketTransport {
  const events = new Set<(message: EventMessage) => void>();
  const states = new Set<(state: SocketState) => void>();
  const waiting = new Map<number, (reply: ReplyMessage) => void>();
  /** Sent when the first connection stands; later ones fail at once, so that nothing is ever sent twice. */
  let outbox: string[] | null = [];
  let socket: WebSocket | null = null;
  let state: SocketState = "connecting";
  let retry = FIRST_RETRY_MS;
  let token = takeToken();
  let everOpen = false;

  const setState = (next: SocketState): void => {
    state = next;
    for (const listener of states) listener(next);
  };

  const failWaiting = (message: string): void => {
    for (const [id, answer] of waiting) answer({ v: 1, id, ok: false, error: { code: "IO", message } });
    waiting.clear();
  };

  const connect = (): void => {
    const session = window.sessionStorage.getItem(SESSION_KEY);
    const secrets = [token === null ? null : `token.${token}`, session === null ? null : `session.${session}`];
    const protocols = [SUBPROTOCOL, ...secrets.filter((secret) => secret !== null)];
    token = null;
    if (protocols.length === 1) {
      setState("refused");
      return;
    }
    let opened = false;
    const next = new WebSocket(`ws://${window.location.host}/socket`, protocols);
    socket = next;
    next.addEventListener("message", (event) => {
      const message = JSON.parse(String(event.data)) as
        | { hello: 1; session: string }
        | (ReplyMessage & { topic?: undefined; hello?: undefined })
        | (EventMessage & { hello?: undefined });
      if (message.hello !== undefined) {
        opened = true;
        everOpen = true;
        retry = FIRST_RETRY_MS;
        window.sessionStorage.setItem(SESSION_KEY, message.session);
        for (const text of outbox ?? []) next.send(text);
        outbox = null;
        setState("open");
      } else if (message.topic !== undefined) {
        for (const listener of events) listener(message);
      } else {
        waiting.get(message.id)?.(message);
        waiting.delete(message.id);
      }
    });
    next.addEventListener("close", () => {
      failWaiting("The connection to the inspector was lost before it answered.");
      if (!opened && !everOpen) {
        setState("refused");
        return;
      }
      setState("lost");
      window.setTimeout(connect, retry);
      retry = Math.min(retry * 2, LAST_RETRY_MS);
    });
  };
  connect();

  return {
    request(message) {
      return new Promise((resolve) => {
        const text = JSON.stringify(message);
        if (state === "open" && socket?.readyState === WebSocket.OPEN) {
          waiting.set(message.id, resolve);
          socket.send(text);
        } else if (outbox !== null && state === "connecting") {
          waiting.set(message.id, resolve);
          outbox.push(text);
        } else {
          const error = { code: "IO", message: "There is no connection to the inspector right now." } as const;
          resolve({ v: 1, id: message.id, ok: false, error });
        }
      });
    },
    onEvent(listener) {
      events.add(listener);
      return () => events.delete(listener);
    },
    onState(listener) {
      states.add(listener);
      listener(state);
      return () => states.delete(listener);
    },
  };
}
