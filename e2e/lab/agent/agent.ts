/** Runs in a lab machine: the product's own access to the machine it runs on, called over standard input and output. */
import { createInterface } from "node:readline";
import { LocalHost } from "../../../electron/host/local/local-host.ts";
import type { Step } from "../../../shared/operations/verbs/list.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import type { AgentCall, AgentMessage } from "./wire.ts";

const hosts = new Map<number, LocalHost>();
/** By host and listener: what ends it. */
const listeners = new Map<string, () => void>();

function send(message: AgentMessage): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

function hostOf(number: number): LocalHost {
  const host = hosts.get(number);
  if (!host) throw new Error(`there is no host ${number}`);
  return host;
}

/** Our own other end sends nothing else than the host's arguments, so they are not checked once more. */
async function answer({ host: number, method, args }: AgentCall): Promise<unknown> {
  switch (method) {
    case "open":
      hosts.set(number, new LocalHost({ script: args[0] as string }));
      return null;
    case "identity":
      return await hostOf(number).identity();
    case "scan":
      return await hostOf(number).scan(args[0] === null ? undefined : (args[0] as Bdf[]));
    case "config":
      return await hostOf(number).config(args[0] as Bdf, args[1] as { wake: boolean });
    case "detail":
      return await hostOf(number).detail(args[0] as Bdf);
    case "usage":
      return await hostOf(number).usage();
    case "perform":
      return await hostOf(number).perform(args[0] as Step);
    case "listen": {
      const listener = Number(args[0]);
      const end = hostOf(number).events((event) => send({ host: number, listener, event }));
      listeners.set(`${number} ${listener}`, end);
      return null;
    }
    case "silence": {
      const key = `${number} ${args[0]}`;
      listeners.get(key)?.();
      listeners.delete(key);
      return null;
    }
    case "close": {
      const host = hostOf(number);
      hosts.delete(number);
      await host.close();
      return null;
    }
  }
}

const lines = createInterface({ input: process.stdin });
lines.on("line", (line) => {
  const call = JSON.parse(line) as AgentCall;
  answer(call).then(
    (result) => send({ id: call.id, result }),
    (error: unknown) =>
      send({ id: call.id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
// Whoever asked is gone; a write that hangs in the kernel must not keep us.
lines.on("close", () => process.exit(0));
