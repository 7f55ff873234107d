import { describe, expect, test } from "vitest";
import type { z } from "zod";
import { firstUnseen, HOSTILE, hostileSnapshot } from "../machine/testing/hostile-machine.ts";
import { english } from "../words/testing/english.ts";
import { createClient } from "./client.ts";
import { type CallName, contract } from "./contract.ts";
import { dispatch, type Handlers } from "./dispatch.ts";
import { CallError, type EventMessage } from "./wire.ts";

const errors: unknown[] = [];

/** Handlers that answer nothing but what a test puts in. */
function handlersWith(some: Partial<Handlers<null>>): Handlers<null> {
  const all = Object.fromEntries(
    Object.entries(contract)
      .filter(([, entry]) => entry.kind === "call")
      .map(([name]) => [name, async () => ({})]),
  );
  return { ...(all as Record<CallName, never>), ...some } as Handlers<null>;
}

function send(message: unknown, some: Partial<Handlers<null>> = {}, refuse: string | null = null) {
  return dispatch(message, {
    handlers: handlersWith(some),
    context: null,
    refuse: (_method, access) => (access === "privileged" ? refuse : null),
    onInternalError: (_method, error) => errors.push(error),
  });
}

const call = (method: string, input: unknown) => ({ v: 1, id: 7, method, input });

describe("dispatch", () => {
  test.each([
    null,
    1,
    "x",
    [],
    {},
    { v: 2, id: 1, method: "app.info", input: {} },
    { v: 1, id: -1, method: "a", input: 0 },
  ])("%j is not a request", async (message) => {
    expect(await send(message)).toMatchObject({ ok: false, error: { code: "BAD_REQUEST" } });
  });

  test.each(["__proto__", "constructor", "toString", "machine.changed", "nothing"])(
    "%s is not a call",
    async (method) => {
      expect(await send(call(method, {}))).toMatchObject({ id: 7, ok: false, error: { code: "NOT_FOUND" } });
    },
  );

  test("refuses input that is not of the contract, naming where", async () => {
    const reply = await send(call("config.read", { host: "local", bdf: "../../etc/shadow", wake: false }));
    expect(reply).toMatchObject({ ok: false, error: { code: "BAD_REQUEST" } });
    expect(reply.ok === false && english(reply.error.message)).toContain("bdf: not a function address");
    const extra = await send(call("host.open", { host: "local", path: "/etc" }));
    expect(extra).toMatchObject({ ok: false, error: { code: "BAD_REQUEST" } });
    const foreign = await send(call("host.open", { host: "file:/etc/passwd" }));
    expect(foreign).toMatchObject({ ok: false, error: { code: "BAD_REQUEST" } });
  });

  test("asks whether the connection may, before the handler runs", async () => {
    let ran = false;
    const some: Partial<Handlers<null>> = {
      "operation.cancel": async () => {
        ran = true;
        return {};
      },
    };
    const reply = await send(call("operation.cancel", { operationId: "1" }), some, "read only");
    expect(reply).toEqual({ v: 1, id: 7, ok: false, error: { code: "REFUSED", message: "read only" } });
    expect(ran).toBe(false);
    expect(await send(call("operation.cancel", { operationId: "1" }), some)).toMatchObject({ ok: true });
  });

  test("passes a handler's own refusal on and lets nothing else of an exception out", async () => {
    const refused = await send(call("settings.get", {}), {
      "settings.get": async () => {
        throw new CallError("BUSY", "Wait a moment.");
      },
    });
    expect(refused).toMatchObject({ ok: false, error: { code: "BUSY", message: "Wait a moment." } });
    const broken = await send(call("settings.get", {}), {
      "settings.get": async () => {
        throw new Error("secret at /root/key");
      },
    });
    expect(broken).toMatchObject({ ok: false, error: { code: "INTERNAL" } });
    expect(JSON.stringify(broken)).not.toContain("secret");
    expect(errors).toHaveLength(1);
  });

  test("does not answer with what is not of the contract", async () => {
    const reply = await send(call("live.set", { host: "local", paused: true }), {
      "live.set": (async () => ({ host: "local", state: "live", reason: null, extra: "leak" })) as never,
    });
    expect(reply).toMatchObject({ ok: false, error: { code: "INTERNAL" } });
  });
});

/** Every string in an answer, as JSON has it. */
function stringsIn(value: unknown): string[] {
  const found: string[] = [];
  JSON.stringify(value, (_, item: unknown) => {
    if (typeof item === "string") found.push(item);
    return item;
  });
  return found;
}

describe.each(HOSTILE.map((bad) => [bad]))("a machine that says %j", (bad) => {
  const snapshot = hostileSnapshot(bad);
  const unseen = (value: unknown) =>
    stringsIn(value).filter((text) => firstUnseen(text) !== null || text.includes("\n"));

  test("is shown with all of it visible, answer, refusal and news alike", async () => {
    const live = { host: "local", state: "lost", reason: bad } as const;
    const open = async () => ({ snapshot, live });
    const answer = await send(call("host.open", { host: "local" }), { "host.open": open });
    expect(answer).toMatchObject({ ok: true });
    expect(unseen(answer)).toEqual([]);

    const fail = () => Promise.reject(new CallError("IO", `${bad} could not be read`));
    expect(unseen(await send(call("machine.refresh", { host: "local" }), { "machine.refresh": fail }))).toEqual([]);

    const listeners: ((message: EventMessage) => void)[] = [];
    const client = createClient({
      request: () => Promise.reject(new Error("nothing is asked")),
      onEvent: (listener) => {
        listeners.push(listener);
        return () => undefined;
      },
    });
    const heard: unknown[] = [];
    client.on("machine.changed", (payload) => heard.push(payload));
    client.on("live.changed", (payload) => heard.push(payload));
    client.on("host.offered", (payload) => heard.push(payload));
    const { identity, host, functions, problems } = snapshot;
    const patch = { from: 1, to: 2, upsert: functions, removed: [], host, identity, problems };
    for (const listener of listeners) {
      listener({ v: 1, topic: "machine.changed", payload: { host: "local", patch } });
      listener({ v: 1, topic: "live.changed", payload: live });
      listener({ v: 1, topic: "host.offered", payload: { host: "file:1", name: bad } });
    }
    expect(heard).toHaveLength(3);
    expect(unseen(heard)).toEqual([]);
  });
});

/** Where a schema lets any string through as it is: neither made visible nor held to a pattern. */
function openStrings(schema: z.core.$ZodType, path: string): string[] {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case "string":
      return (def.checks ?? []).some(({ _zod }) => _zod.def.check === "string_format") ? [] : [path];
    case "object":
      return Object.entries(def.shape).flatMap(([key, value]) => openStrings(value, `${path}.${key}`));
    case "array":
      return openStrings(def.element, `${path}[]`);
    case "tuple":
      return def.items.flatMap((item) => openStrings(item, `${path}[]`));
    case "union":
      return def.options.flatMap((option) => openStrings(option, path));
    case "nullable":
    case "optional":
      return openStrings(def.innerType, path);
    default:
      return [];
  }
}

test("every string on its way to the window is made visible, but for two whole files", () => {
  const open = Object.entries(contract).flatMap(([name, entry]) =>
    openStrings(entry.kind === "call" ? entry.output : entry.payload, name),
  );
  expect(open).toEqual(["helper.text.text", "report.create.text"]);
});
