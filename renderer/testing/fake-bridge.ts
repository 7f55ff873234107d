/** Stands in for the program behind the page: answers the contract's calls from snapshots that a test made. */
import type { CallName, Input, Output, Payload, TopicName } from "../../shared/contract/contract.ts";
import {
  CallError,
  type ErrorCode,
  type EventMessage,
  type ReplyMessage,
  type RequestMessage,
} from "../../shared/contract/wire.ts";
import { errorText } from "../../shared/error-text.ts";
import { diffSnapshots } from "../../shared/machine/diff.ts";
import type { MachineSnapshot } from "../../shared/machine/facts.ts";

type Answers = { [K in CallName]?: (input: Input<K>) => Output<K> | Promise<Output<K>> };

export interface FakeBridge {
  /** As the preload script exposes it. */
  readonly inspector: {
    request(message: unknown): Promise<unknown>;
    subscribe(listener: (message: unknown) => void): () => void;
  };
  /** Every call so far. */
  readonly calls: readonly { readonly method: string; readonly input: unknown }[];
  /** Answers a call in another way from now on. */
  answer<K extends CallName>(method: K, handler: (input: Input<K>) => Output<K> | Promise<Output<K>>): void;
  send<K extends TopicName>(topic: K, payload: Payload<K>): void;
  /** The machine becomes this: a patch goes out. */
  change(host: string, next: Omit<MachineSnapshot, "revision">): void;
}

function failure(id: number, message: string, code: ErrorCode = "IO"): ReplyMessage {
  return { v: 1, id, ok: false, error: { code, message } };
}

/** Of a machine that may be changed. */
const OPEN_ACCESS = { state: "unlocked", changing: false, way: null, note: null, canLock: false, next: null } as const;

/** @param machines by host id; the first is the one to open */
export function fakeBridge(machines: Readonly<Record<string, MachineSnapshot>>): FakeBridge {
  const current = new Map(Object.entries(machines));
  const listeners = new Set<(message: unknown) => void>();
  const calls: { method: string; input: unknown }[] = [];
  const machineOf = (host: string): MachineSnapshot => {
    const snapshot = current.get(host);
    if (snapshot === undefined) throw new Error(`${host} could not be reached.`);
    return snapshot;
  };
  const live = (host: string, paused: boolean) => ({ host, state: paused ? "paused" : "live", reason: null }) as const;
  const demos = [...current.keys()]
    .filter((host) => host.startsWith("demo:"))
    .map((host) => ({ host, name: host.slice(5), title: "A demo machine", about: "Made by hand" }));
  const answers: Answers = {
    "app.info": () => ({
      version: "0.1.0",
      shell: "browser",
      platform: "linux x64",
      initial: [...current.keys()][0] ?? "local",
      changesAllowed: true,
      changesRefusedBecause: null,
      named: null,
      demos,
      files: [],
      language: null,
      systemLanguages: null,
      notices: [],
    }),
    "host.open": ({ host }) => {
      const snapshot = machineOf(host);
      emit({ v: 1, topic: "access.changed", payload: { host, access: OPEN_ACCESS } });
      return { snapshot, live: live(host, false) };
    },
    "host.opened": () => ({ machines: [] }),
    "ssh.hosts": () => ({ hosts: [], problem: null }),
    "host.close": () => ({}),
    "live.set": ({ host, paused }) => live(host, paused),
    "machine.refresh": () => ({}),
    "settings.get": () => ({}),
    "settings.set": () => ({}),
    "journal.list": () => ({ entries: [], unread: { text: null, entries: [] } }),
    "config.read": () => ({ state: "asleep" }),
  };
  const emit = (message: EventMessage): void => {
    for (const listener of listeners) listener(message);
  };
  return {
    inspector: {
      async request(raw) {
        const { id, method, input } = raw as RequestMessage;
        calls.push({ method, input });
        const answer = answers[method as CallName] as ((input: unknown) => unknown) | undefined;
        if (answer === undefined) return failure(id, `The test has no answer for ${method}.`);
        try {
          return { v: 1, id, ok: true, output: await answer(input) };
        } catch (error) {
          if (error instanceof CallError) return failure(id, error.message, error.code);
          return failure(id, errorText(error));
        }
      },
      subscribe(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    calls,
    answer(method, handler) {
      Object.assign(answers, { [method]: handler });
    },
    send: (topic, payload) => emit({ v: 1, topic, payload }),
    change(host, next) {
      const before = machineOf(host);
      const after = { ...next, revision: before.revision + 1 };
      current.set(host, after);
      emit({ v: 1, topic: "machine.changed", payload: { host, patch: diffSnapshots(before, after) } });
    },
  };
}
