/** The program as it answers somebody who looks beside the pages. */
import { expect } from "@playwright/test";
import { openedPage } from "../../electron/web/testing/page.ts";
import { type Client, createClient } from "../../shared/contract/client.ts";
import type { EventMessage, ReplyMessage } from "../../shared/contract/wire.ts";
import { applyPatch } from "../../shared/machine/diff.ts";
import type { MachinePatch, MachineSnapshot } from "../../shared/machine/facts.ts";
import { buildMachine, type Machine } from "../../shared/machine/machine.ts";

interface Look {
  readonly machine: Machine;
  /** What changes is seen. */
  readonly isLive: boolean;
}

export interface Observer {
  readonly client: Client;
  /** The machine as it is now, with all of its functions. A look leaves nothing open. */
  look(host: string): Promise<Look>;
  close(): void;
}

async function look(client: Client, host: string): Promise<Look> {
  const patches: MachinePatch[] = [];
  const leave = client.on("machine.changed", (changed) => {
    if (changed.host === host) patches.push(changed.patch);
  });
  const { snapshot, live } = await client.call("host.open", { host });
  // Of many functions the first ones are answered, and the others follow.
  let whole: MachineSnapshot = snapshot;
  const isPart = () => {
    for (const patch of patches.splice(0)) whole = applyPatch(whole, patch);
    return whole.partOf !== undefined;
  };
  await expect.poll(isPart, { message: `all functions of ${host} are there` }).toBe(false);
  leave();
  await client.call("host.close", { host });
  return { machine: buildMachine(whole), isLive: live.state === "live" };
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
  return { client, look: (host) => look(client, host), close: () => socket.terminate() };
}
