/** The page's side of browser mode, against a program that proves itself and against whoever took its place. */

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { CLOSE_UNKNOWN_KEY, KEY_NAME_TEXT, keyNameOf, signedText } from "../../shared/contract/page-proof.ts";
import type { SocketState } from "../model/socket-state.ts";
import { type SocketTransport, socketTransport } from "./socket.ts";

const LINK = "1".repeat(64);
/** Of each test its own: what the page of an earlier one still does is none of its business. */
let port = 4711;
let origin = "";
const NONCE = "2".repeat(64);

async function hmac(secret: string, text: string): Promise<string> {
  const bytes = Uint8Array.from(secret.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  const key = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const mac = new Uint8Array(await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(text)));
  return Array.from(mac, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** A socket as the page sees it, and what a test does at its other end. */
class FakeSocket extends EventTarget {
  static readonly OPEN = 1;
  static readonly all: FakeSocket[] = [];
  readyState = 0;
  readonly sent: string[] = [];

  readonly url: string;

  constructor(url: string) {
    super();
    this.url = url;
    FakeSocket.all.push(this);
  }

  send(text: string): void {
    this.sent.push(text);
  }

  close(): void {
    // A peer that never answers leaves it closing: nothing is told of it.
    this.readyState = 2;
  }

  open(): void {
    this.readyState = FakeSocket.OPEN;
    this.dispatchEvent(new Event("open"));
  }

  say(message: unknown): void {
    this.dispatchEvent(new MessageEvent("message", { data: JSON.stringify(message) }));
  }

  drop(code = 1006): void {
    this.readyState = 3;
    this.dispatchEvent(Object.assign(new Event("close"), { code }));
  }
}

const kept = new Map<string, string>();
let states: SocketState[] = [];
let transport: SocketTransport | null = null;
const asks = { v: 1, id: 1, method: "app.info", input: {} } as const;

async function socketNumber(count: number): Promise<FakeSocket> {
  const own = () => FakeSocket.all.filter(({ url }) => url === `${origin.replace("http", "ws")}/socket`);
  await expect.poll(() => own().length).toBeGreaterThanOrEqual(count);
  return own()[count - 1] as FakeSocket;
}

function start(hash: string): void {
  states = [];
  port += 1;
  origin = `http://127.0.0.1:${port}`;
  const location = { hash, host: `127.0.0.1:${port}`, origin, pathname: "/" };
  vi.stubGlobal("window", {
    location,
    history: { replaceState: () => undefined },
    sessionStorage: {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (k: string, v: string) => kept.set(k, v),
    },
    addEventListener: () => undefined,
    setTimeout: (work: () => void, ms: number) => setTimeout(work, ms),
    clearTimeout: (id: number) => clearTimeout(id),
    setInterval: (work: () => void, ms: number) => setInterval(work, ms),
  });
  vi.stubGlobal("WebSocket", FakeSocket);
  transport = socketTransport();
  transport.onState((state) => states.push(state));
}

/** Plays the program: proves itself and lets the page in. @returns the session's secret */
async function admit(socket: FakeSocket, secret: string): Promise<string> {
  socket.open();
  const { key, nonce } = JSON.parse(socket.sent[0] ?? "") as { key: string; nonce: string };
  expect(key).toBe(keyNameOf(await hmac(secret, KEY_NAME_TEXT)));
  const exchange = { origin, key, pageNonce: nonce, programNonce: NONCE };
  socket.say({ program: "proof", nonce: NONCE, proof: await hmac(secret, signedText("program", exchange)) });
  await expect.poll(() => socket.sent.length).toBe(2);
  expect(JSON.parse(socket.sent[1] ?? "")).toEqual({
    page: "proof",
    proof: await hmac(secret, signedText("page", exchange)),
  });
  socket.say({ program: "admitted" });
  await expect.poll(() => states.at(-1)).toBe("open");
  return hmac(secret, signedText("session", exchange));
}

beforeEach(() => {
  kept.clear();
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval"] });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("the page", () => {
  test("sends what it was asked once the program has proved itself, and remembers the session alone", async () => {
    start(`#${LINK}`);
    const answer = transport?.request(asks);
    const socket = await socketNumber(1);
    const session = await admit(socket, LINK);
    expect(kept.get("sriov-inspector.session")).toBe(session);
    expect(JSON.parse(socket.sent[2] ?? "")).toEqual(asks);
    socket.say({ v: 1, id: 1, ok: true, output: 42 });
    expect(await answer).toMatchObject({ ok: true, output: 42 });
  });

  test.each([
    ["says nothing", () => undefined],
    ["proves wrongly", (socket: FakeSocket) => socket.say({ program: "proof", nonce: NONCE, proof: NONCE })],
    ["lets it in without a proof", (socket: FakeSocket) => socket.say({ program: "admitted" })],
    ["asks for a password", (socket: FakeSocket) => socket.say({ v: 1, topic: "prompt.asked", payload: {} })],
  ])("tells a stranger who %s nothing, whatever the person does", async (_what, answer) => {
    start(`#${LINK}`);
    const events: unknown[] = [];
    transport?.onEvent((event) => events.push(event));
    const first = await socketNumber(1);
    await admit(first, LINK);
    first.drop();
    await vi.advanceTimersByTimeAsync(300);
    const stranger = await socketNumber(2);
    stranger.open();
    answer(stranger);
    expect(await transport?.request({ ...asks, id: 2 })).toMatchObject({ ok: false });
    await vi.advanceTimersByTimeAsync(20_000);
    expect(await transport?.request({ ...asks, id: 3 })).toMatchObject({ ok: false });
    await vi.advanceTimersByTimeAsync(20_000);
    expect(stranger.sent.map((text) => Object.keys(JSON.parse(text) as object))).toEqual([["page", "key", "nonce"]]);
    expect(["lost", "stranger"]).toContain(states.at(-1));
    expect(events).toEqual([]);
  });

  test("tells a program that hangs from one that is gone, and takes it back when it answers", async () => {
    start(`#${LINK}`);
    const socket = await socketNumber(1);
    await admit(socket, LINK);
    await vi.advanceTimersByTimeAsync(13_000);
    expect(states.at(-1)).toBe("silent");
    socket.say({ pong: 1 });
    expect(states.at(-1)).toBe("open");
  });

  test("comes back by its session when the word that it was let in was lost", async () => {
    start(`#${LINK}`);
    const socket = await socketNumber(1);
    socket.open();
    const { key, nonce } = JSON.parse(socket.sent[0] ?? "") as { key: string; nonce: string };
    const exchange = { origin, key, pageNonce: nonce, programNonce: NONCE };
    socket.say({ program: "proof", nonce: NONCE, proof: await hmac(LINK, signedText("program", exchange)) });
    await expect.poll(() => socket.sent.length).toBe(2);
    socket.drop();
    await vi.advanceTimersByTimeAsync(300);
    // The link is spent by now.
    const second = await socketNumber(2);
    second.open();
    second.drop(CLOSE_UNKNOWN_KEY);
    await admit(await socketNumber(3), await hmac(LINK, signedText("session", exchange)));
  });

  test("says that a link that was used opens nothing", async () => {
    start(`#${LINK}`);
    const socket = await socketNumber(1);
    socket.open();
    socket.drop(CLOSE_UNKNOWN_KEY);
    expect(states.at(-1)).toBe("refused");
  });
});
