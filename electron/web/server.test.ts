import { once } from "node:events";
import { request } from "node:http";
import { connect as connectSocket, type Socket } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { CLOSE_NOT_PROVEN, CLOSE_UNKNOWN_KEY, PAGE_PROTOCOL } from "../../shared/contract/page-proof.ts";
import type { ReplyMessage } from "../../shared/contract/wire.ts";
import type { InterfaceFiles } from "../services/program/interface-files.ts";
import type { Gateway } from "./gateway.ts";
import { PageKeys } from "./page-keys.ts";
import { createPages } from "./pages.ts";
import { originOf, startWebServer, type WebServer } from "./server.ts";
import { openedPage, openPage } from "./testing/page.ts";

const FILES: InterfaceFiles = new Map([
  ["/", { body: Buffer.from("<!doctype html>"), mediaType: "text/html; charset=utf-8" }],
  ["/assets/app.js", { body: Buffer.from("1"), mediaType: "text/javascript; charset=utf-8" }],
]);

let server: WebServer | null = null;
let keys = new PageKeys();
let linksUsed = 0;
let asked: unknown[] = [];
/** How many links were used when a page heard that it is in. */
let usedWhenIn: number | null = null;

/** The same, and takes down what {@link usedWhenIn} says. */
function watched(gateway: Gateway): Gateway {
  return (socket) =>
    gateway({
      admit: () => socket.admit(),
      end: (code, reason) => socket.end(code, reason),
      send(text) {
        if (text.includes("admitted")) usedWhenIn = linksUsed;
        socket.send(text);
      },
    });
}

async function start(): Promise<{ port: number; secret: string }> {
  keys = new PageKeys();
  linksUsed = 0;
  asked = [];
  usedWhenIn = null;
  const pages = createPages({
    keys,
    origin: () => originOf(server?.port ?? 0),
    connect: () => ({
      async request(message): Promise<ReplyMessage> {
        asked.push(message);
        return { v: 1, id: 1, ok: true, output: "answered" };
      },
      close: () => undefined,
    }),
    onLinkUsed: () => {
      linksUsed += 1;
    },
  });
  server = await startWebServer({ on: 0, files: FILES, gateway: watched(pages) });
  return { port: server.port, secret: keys.linkSecret };
}

afterEach(async () => {
  await server?.close();
  server = null;
});

interface Got {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: string;
}

function get(port: number, path: string, headers: Record<string, string> = {}, method = "GET"): Promise<Got> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: "127.0.0.1", port, path, method, headers, agent: false }, (response) => {
      let body = "";
      response.on("data", (chunk) => {
        body += chunk;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    outgoing.on("error", reject);
    outgoing.end();
  });
}

describe("files", () => {
  test("come with the security headers", async () => {
    const { port } = await start();
    const page = await get(port, "/");
    expect(page.status).toBe(200);
    expect(page.body).toBe("<!doctype html>");
    expect(page.headers["content-security-policy"]).toContain("default-src 'none'");
    expect(page.headers["x-content-type-options"]).toBe("nosniff");
    expect(page.headers["cache-control"]).toBe("no-store");
  });

  test("are served by the one name that is bound: no DNS rebinding, no name that is ::1 as well", async () => {
    const { port } = await start();
    for (const host of [`evil.example:${port}`, "127.0.0.1", `localhost:${port}`, `[::1]:${port}`]) {
      expect((await get(port, "/", { Host: host })).status, host).toBe(403);
    }
    expect((await get(port, "/", { Host: `127.0.0.1:${port}` })).status).toBe(200);
  });

  test.each(["/../package.json", "/%2e%2e/package.json", "/assets/", "/nothing"])("%s is not one", async (path) => {
    const { port } = await start();
    expect((await get(port, path)).status).toBe(404);
  });

  test("cannot be written", async () => {
    const { port } = await start();
    expect((await get(port, "/", {}, "POST")).status).toBe(405);
  });
});

describe("the proof", () => {
  test("a link opens once; the session that it opened goes on", async () => {
    const { port, secret } = await start();
    const first = await openedPage({ port, secret });
    expect(first.programProved).toBe(true);
    expect(linksUsed).toBe(1);
    expect(keys.linkSecret).not.toBe(secret);
    expect(await openPage({ port, secret })).toBe(CLOSE_UNKNOWN_KEY);
    const again = await openedPage({ port, secret: first.session });
    expect(again.programProved).toBe(true);
    expect(linksUsed).toBe(1);
  });

  test("neither a foreign page, a foreign name nor another path gets a socket", async () => {
    const { port, secret } = await start();
    const bad = [
      { protocols: ["sriov-inspector.v1"] },
      { origin: "http://evil.example" },
      { origin: `http://127.0.0.1:${port + 1}` },
      { origin: `http://localhost:${port}`, host: `localhost:${port}` },
      { host: `evil.example:${port}` },
      { path: "/elsewhere" },
    ];
    for (const attempt of bad) expect(await openPage({ port, secret, ...attempt })).toBeNull();
    // None of these spent the link.
    await openedPage({ port, secret });
  });

  test("who knows no secret stays outside, and the link is not spent", async () => {
    const { port, secret } = await start();
    expect(await openPage({ port, secret: "0".repeat(64) })).toBe(CLOSE_UNKNOWN_KEY);
    const wrong = { page: "proof", proof: "0".repeat(64) };
    expect(await openPage({ port, secret, answer: wrong })).toBe(CLOSE_NOT_PROVEN);
    expect(await openPage({ port, secret, answer: { v: 1, id: 1, method: "app.info", input: {} } })).toBe(
      CLOSE_NOT_PROVEN,
    );
    expect(asked).toEqual([]);
    await openedPage({ port, secret });
  });

  test("a challenge that was passed on by a stranger on another port proves nothing", async () => {
    const { port, secret } = await start();
    // The page was loaded from the stranger, so its proof names the stranger's address.
    expect(await openPage({ port, secret, provenOrigin: `http://127.0.0.1:${port + 1}` })).toBe(CLOSE_NOT_PROVEN);
  });

  test("there is another link before the page hears that it is in", async () => {
    const { port, secret } = await start();
    await openedPage({ port, secret });
    expect(usedWhenIn).toBe(1);
  });

  test("the secret never travels, and neither does that of the session", async () => {
    const { port, secret } = await start();
    const page = await openedPage({ port, secret });
    const again = await openedPage({ port, secret: page.session });
    const wire = [...page.wire, ...again.wire].join("\n");
    expect(wire).toContain("admitted");
    expect(wire).not.toContain(secret);
    expect(wire).not.toContain(page.session);
  });
});

describe("the socket", () => {
  test("carries requests, and ends on what is no JSON", async () => {
    const { port, secret } = await start();
    const page = await openedPage({ port, secret });
    page.socket.send('{"v":1,"id":1,"method":"app.info","input":{}}');
    expect(JSON.parse(await page.next())).toEqual({ v: 1, id: 1, ok: true, output: "answered" });
    expect(asked).toEqual([{ v: 1, id: 1, method: "app.info", input: {} }]);
    page.socket.send("not json");
    expect((await once(page.socket, "close"))[0]).toBe(1007);
  });
});

function raw(port: number, text: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connectSocket({ host: "127.0.0.1", port }, () => {
      socket.write(text);
      resolve(socket);
    });
    socket.on("error", reject);
  });
}

const upgrade = (port: number, more = ""): string =>
  [
    "GET /socket HTTP/1.1",
    `Host: 127.0.0.1:${port}`,
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    more,
    "",
    "",
  ].join("\r\n");

/** What anyone who can connect may send; after each the server has to be as before. */
describe("a stranger", () => {
  test("who resets the connection in every state ends nothing", async () => {
    const { port, secret } = await start();
    const page = `Sec-WebSocket-Protocol: ${PAGE_PROTOCOL}\r\nOrigin: http://127.0.0.1:${port}`;
    const texts = [
      "",
      "GET / HTTP/1.1\r\n",
      `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`,
      upgrade(port),
      upgrade(port).repeat(50),
      upgrade(port, page),
      `${upgrade(port, page)}\x81\xfe`,
      "\x00\xff".repeat(5000),
      `CONNECT 127.0.0.1:1 HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`,
      `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nExpect: 100-continue\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n`,
    ];
    for (const text of texts) {
      for (let times = 0; times < 10; times++) (await raw(port, text)).resetAndDestroy();
    }
    const refused = await raw(port, upgrade(port));
    const answer = once(refused, "data");
    expect(String((await answer)[0])).toContain("403 Forbidden");
    refused.resetAndDestroy();
    expect((await get(port, "/")).status).toBe(200);
    await openedPage({ port, secret });
  });

  test("who says too much before the proof is cut off", async () => {
    const { port } = await start();
    const headers = `Sec-WebSocket-Protocol: ${PAGE_PROTOCOL}\r\nOrigin: http://127.0.0.1:${port}`;
    const socket = await raw(port, upgrade(port, headers));
    const closed = new Promise((resolve) => socket.once("close", resolve));
    socket.removeAllListeners("error").on("error", () => undefined);
    socket.resume();
    // The beginning of a masked frame of 64 MiB.
    socket.write(Buffer.from([0x81, 0xff, 0, 0, 0, 0, 4, 0, 0, 0, 1, 2, 3, 4]));
    socket.write(Buffer.alloc(256 * 1024));
    await closed;
  });

  test("who holds many connections open does not keep a page out", async () => {
    const { port, secret } = await start();
    const held = await Promise.all(Array.from({ length: 300 }, () => raw(port, "GET / HTTP/1.1\r\n")));
    for (const socket of held) socket.on("error", () => undefined);
    expect((await get(port, "/")).status).toBe(200);
    await openedPage({ port, secret });
    for (const socket of held) socket.destroy();
  });
});
