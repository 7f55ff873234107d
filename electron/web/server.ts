/** Browser mode's server: the built interface over HTTP and the contract over one WebSocket, on loopback only. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";
import { SECURITY_HEADERS } from "../../shared/contract/content-security-policy.ts";
import type { InterfaceFile, InterfaceFiles } from "../services/interface-files.ts";
import { AccessKeys } from "./access-keys.ts";
import type { Gateway } from "./gateway.ts";

export const SUBPROTOCOL = "sriov-inspector.v1";
const SOCKET_PATH = "/socket";
/** A JSON report of a large machine travels as one message. */
const MAX_MESSAGE = 80 * 1024 * 1024;
/** Above this a page that does not read is cut off instead of filling our memory. */
const MAX_BACKLOG = 256 * 1024 * 1024;

export interface WebServerOptions {
  /** 0 = any free port */
  readonly port: number;
  readonly files: InterfaceFiles;
  readonly gateway: Gateway;
  /** Called with the link for the next page each time one was used. */
  readonly onLink: (link: string) => void;
}

export interface WebServer {
  readonly port: number;
  readonly link: string;
  close(): Promise<void>;
}

/** @throws when the port cannot be had */
export async function startWebServer(options: WebServerOptions): Promise<WebServer> {
  const keys = new AccessKeys();
  const server = createServer((request, response) => answer(request, response, options.files, port));
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE, perMessageDeflate: false });
  server.on("upgrade", (request, socket, head) => {
    const session = admit(request, keys, port);
    if (session === null) {
      (socket as Socket).end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
      return;
    }
    sockets.handleUpgrade(request, socket, head, (page) => {
      page.send(JSON.stringify({ hello: 1, session: session.key }));
      serve(page, options.gateway);
      if (session.fresh) options.onLink(linkOf(port, keys));
    });
  });
  await listen(server, options.port);
  const { port } = server.address() as AddressInfo;
  return {
    port,
    link: linkOf(port, keys),
    close: () =>
      new Promise((resolve) => {
        for (const page of sockets.clients) page.terminate();
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function linkOf(port: number, keys: AccessKeys): string {
  // In the fragment: a browser sends it to nobody, and no log or Referer holds it.
  return `http://127.0.0.1:${port}/#${keys.currentToken}`;
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host: "127.0.0.1", port, exclusive: true }, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

/** The exact names under which this server is reached; anything else is DNS rebinding or a mistake. */
function isOurHost(host: string | undefined, port: number): boolean {
  return host === `127.0.0.1:${port}` || host === `localhost:${port}`;
}

/** What a request gets: a status, and a file or a sentence. */
function responseTo(request: IncomingMessage, files: InterfaceFiles, port: number): [number, InterfaceFile | string] {
  if (!isOurHost(request.headers.host, port)) return [403, "This address is not served."];
  if (request.method !== "GET" && request.method !== "HEAD") return [405, "Only GET is served."];
  const file = files.get(pathOf(request));
  return file ? [200, file] : [404, "There is no such file."];
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? "/").split("?", 1)[0] ?? "/";
}

function answer(request: IncomingMessage, response: ServerResponse, files: InterfaceFiles, port: number): void {
  const [status, content] = responseTo(request, files, port);
  const isText = typeof content === "string";
  const body = isText ? Buffer.from(`${content}\n`) : content.body;
  response.writeHead(status, {
    ...SECURITY_HEADERS,
    "Content-Type": isText ? "text/plain; charset=utf-8" : content.mediaType,
    "Content-Length": body.length,
    // Built files carry a hash in their name; the page itself must be looked for each time.
    "Cache-Control": !isText && pathOf(request).startsWith("/assets/") ? "max-age=31536000, immutable" : "no-store",
  });
  response.end(request.method === "HEAD" ? undefined : body);
}

interface Admission {
  readonly key: string;
  /** Opened with a token, which is spent now. */
  readonly fresh: boolean;
}

/**
 * A page names its secret as a subprotocol: `token.<hex>` from its link or `session.<hex>` from before.
 * The key is bound to the tab's storage, which, other than a cookie, no other port of this machine gets to see.
 */
function admit(request: IncomingMessage, keys: AccessKeys, port: number): Admission | null {
  if (pathOf(request) !== SOCKET_PATH) return null;
  const { host, origin } = request.headers;
  if (!isOurHost(host, port) || origin !== `http://${host}`) return null;
  const offered = (request.headers["sec-websocket-protocol"] ?? "").split(",").map((name) => name.trim());
  if (offered[0] !== SUBPROTOCOL) return null;
  for (const name of offered.slice(1)) {
    const [kind, secret = ""] = name.split(".", 2);
    if (kind === "session" && keys.isSession(secret)) return { key: secret, fresh: false };
    if (kind === "token") {
      const session = keys.redeem(secret);
      if (session !== null) return { key: session, fresh: true };
    }
  }
  return null;
}

function serve(page: WebSocket, gateway: Gateway): void {
  const send = (message: unknown): void => {
    if (page.readyState !== page.OPEN) return;
    if (page.bufferedAmount > MAX_BACKLOG) {
      page.close(1013, "too far behind");
      return;
    }
    page.send(JSON.stringify(message));
  };
  const client = gateway(send);
  page.on("message", (data, isBinary) => {
    if (isBinary) {
      page.close(1003, "text only");
      return;
    }
    let message: unknown;
    try {
      message = JSON.parse(String(data));
    } catch {
      page.close(1007, "not JSON");
      return;
    }
    client.request(message).then(send, () => page.close(1011, "failed"));
  });
  page.on("close", () => client.close());
  page.on("error", () => page.terminate());
}
