import { request } from "node:http";
import { afterEach, describe, expect, test } from "vitest";
import WebSocket from "ws";
import type { ReplyMessage } from "../../shared/contract/wire.ts";
import type { InterfaceFiles } from "../services/interface-files.ts";
import { SUBPROTOCOL, startWebServer, type WebServer } from "./server.ts";

const FILES: InterfaceFiles = new Map([
  ["/", { body: Buffer.from("<!doctype html>"), mediaType: "text/html; charset=utf-8" }],
  ["/assets/app.js", { body: Buffer.from("1"), mediaType: "text/javascript; charset=utf-8" }],
]);

let server: WebServer | null = null;
let links: string[] = [];
let asked: unknown[] = [];

async function start(): Promise<WebServer> {
  links = [];
  asked = [];
  server = await startWebServer({
    port: 0,
    files: FILES,
    onLink: (link) => links.push(link),
    gateway: () => ({
      async request(message): Promise<ReplyMessage> {
        asked.push(message);
        return { v: 1, id: 1, ok: true, output: "answered" };
      },
      close: () => undefined,
    }),
  });
  return server;
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
    const outgoing = request({ host: "127.0.0.1", port, path, method, headers }, (response) => {
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

interface Attempt {
  readonly path?: string;
  readonly protocols: string[];
  readonly origin?: string;
  readonly host?: string;
}

/** The first message of an accepted connection and the socket; null when it was refused. */
function connect(port: number, attempt: Attempt): Promise<{ socket: WebSocket; hello: { session: string } } | null> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${attempt.path ?? "/socket"}`, attempt.protocols, {
      origin: attempt.origin ?? `http://127.0.0.1:${port}`,
      headers: attempt.host === undefined ? {} : { Host: attempt.host },
    });
    socket.once("error", () => resolve(null));
    socket.once("message", (data) => resolve({ socket, hello: JSON.parse(String(data)) as { session: string } }));
  });
}

const tokenOf = (link: string): string => new URL(link).hash.slice(1);

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

  test("are served by the exact name of the server only: no DNS rebinding", async () => {
    const { port } = await start();
    expect((await get(port, "/", { Host: `evil.example:${port}` })).status).toBe(403);
    expect((await get(port, "/", { Host: "127.0.0.1" })).status).toBe(403);
    expect((await get(port, "/", { Host: `localhost:${port}` })).status).toBe(200);
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

describe("the socket", () => {
  test("opens once by the link's token, again by the session's key, and prints a new link", async () => {
    const { port, link } = await start();
    const token = tokenOf(link);
    expect(token).toMatch(/^[0-9a-f]{64}$/);
    const first = await connect(port, { protocols: [SUBPROTOCOL, `token.${token}`] });
    expect(first).not.toBeNull();
    expect(await connect(port, { protocols: [SUBPROTOCOL, `token.${token}`] })).toBeNull();
    const again = await connect(port, { protocols: [SUBPROTOCOL, `session.${first?.hello.session}`] });
    expect(again?.hello.session).toBe(first?.hello.session);
    expect(links).toHaveLength(1);
    expect(tokenOf(links[0] ?? "")).not.toBe(token);
    first?.socket.terminate();
    again?.socket.terminate();
  });

  test("refuses a wrong or missing secret, a foreign page and a foreign name", async () => {
    const { port, link } = await start();
    const good = [SUBPROTOCOL, `token.${tokenOf(link)}`];
    expect(await connect(port, { protocols: [SUBPROTOCOL] })).toBeNull();
    expect(await connect(port, { protocols: [SUBPROTOCOL, `token.${"0".repeat(64)}`] })).toBeNull();
    expect(await connect(port, { protocols: [SUBPROTOCOL, "session."] })).toBeNull();
    expect(await connect(port, { protocols: good, origin: "http://evil.example" })).toBeNull();
    expect(await connect(port, { protocols: good, origin: `http://127.0.0.1:${port + 1}` })).toBeNull();
    expect(await connect(port, { protocols: good, host: `evil.example:${port}` })).toBeNull();
    expect(await connect(port, { protocols: good, path: "/elsewhere" })).toBeNull();
    // None of these spent the token.
    const accepted = await connect(port, { protocols: good });
    expect(accepted).not.toBeNull();
    accepted?.socket.terminate();
  });

  test("carries requests, and ends on what is no JSON", async () => {
    const { port, link } = await start();
    const page = await connect(port, { protocols: [SUBPROTOCOL, `token.${tokenOf(link)}`] });
    const reply = await new Promise<string>((resolve) => {
      page?.socket.once("message", (data) => resolve(String(data)));
      page?.socket.send('{"v":1,"id":1,"method":"app.info","input":{}}');
    });
    expect(JSON.parse(reply)).toEqual({ v: 1, id: 1, ok: true, output: "answered" });
    expect(asked).toEqual([{ v: 1, id: 1, method: "app.info", input: {} }]);
    const code = await new Promise<number>((resolve) => {
      page?.socket.once("close", resolve);
      page?.socket.send("not json");
    });
    expect(code).toBe(1007);
  });
});
