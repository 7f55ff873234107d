import { describe, expect, test } from "vitest";
import type { CallName } from "./contract.ts";
import { contract } from "./contract.ts";
import { dispatch, type Handlers } from "./dispatch.ts";
import { CallError } from "./wire.ts";

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
    expect(reply.ok === false && reply.error.message).toContain("bdf: not a function address");
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
