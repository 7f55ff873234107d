/** The program as it answers somebody who looks beside the pages. */

import { openedPage } from "../../electron/web/testing/page.ts";
import { type Client, createClient } from "../../shared/contract/client.ts";
import type { EventMessage, ReplyMessage } from "../../shared/contract/wire.ts";

export interface Observer {
  readonly client: Client;
  close(): void;
}

/** @param link unspent */
export async function observe(link: string): Promise<Observer> {
  const { port, hash } = new URL(link);
  const { socket } = await openedPage({ port: Number(port), secret: hash.slice(1) });
  const waiting = new Map<number, (reply: ReplyMessage) => void>();
  const listeners = new Set<(message: EventMessage) => void>();
  socket.on("message", (data) => {
    const message = JSON.parse(String(data)) as EventMessage | (ReplyMessage & { topic?: undefined });
    if (message.topic !== undefined) {
      for (const listener of listeners) listener(message);
    } else {
      waiting.get(message.id)?.(message);
      waiting.delete(message.id);
    }
  });
  const client = createClient({
    request: (message) =>
      new Promise((resolve) => {
        waiting.set(message.id, resolve);
        socket.send(JSON.stringify(message));
      }),
    onEvent: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  });
  return { client, close: () => socket.terminate() };
}
