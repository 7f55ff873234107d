/**
 * Browser mode's server: the built interface over HTTP and frames over one WebSocket, on loopback only. Any user of the
 * machine can connect and send anything: each socket has limits and an error listener before its first byte is read.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Server as NetServer, Socket } from "node:net";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { SECURITY_HEADERS } from "../../shared/contract/content-security-policy.ts";
import { CLOSE_NOT_PROVEN, PAGE_PROTOCOL } from "../../shared/contract/page-proof.ts";
import type { Words } from "../../shared/words/message.ts";
import { say } from "../../shared/words/say.ts";
import type { InterfaceFile, InterfaceFiles } from "../services/program/interface-files.ts";
import { languageOfRequest } from "./accept-language.ts";
import type { Gateway, PageSocket } from "./gateway.ts";
import { WEB_WORDS } from "./words.ts";

const SOCKET_PATH = "/socket";
/** A file that is opened travels as one message: 64 MiB of it in base64. */
export const MAX_MESSAGE = 96 * 1024 * 1024;
/** Above this a page that does not read is cut off instead of filling our memory. */
const MAX_BACKLOG = 256 * 1024 * 1024;
/** A browser needs some ten on one connection; more of them, or answers that are not read, are somebody's flood. */
const MAX_REQUESTS = 200;
const IDLE_MS = 20_000;
/** Sockets at once: far more than anyone has tabs. */
const MAX_CONNECTIONS = 512;
/** Sockets without a proof: a page needs a handful, and for moments only. */
const MAX_STRANGERS = 128;
/** What may come before the proof: the request for the socket, and two short messages. */
const UNPROVEN_BYTES = 32 * 1024;
const UNPROVEN_MS = 10_000;
const HEADERS_MS = 5_000;
const REQUEST_MS = 10_000;
const CHECK_MS = 1_000;
/** A page that does not even answer the protocol's own ping is gone, a closed laptop's for example. */
const ALIVE_MS = 30_000;

/**
 * A socket that listens: Node's own object for it, which its types do not name. It can be handed to another process and
 * is one that a server can listen on (`net.Server.listen(handle)`).
 */
export type ListeningSocket = NetServer;

export interface WebServerOptions {
  /** A port, 0 = any free one; or a socket that listens already. */
  readonly on: number | ListeningSocket;
  readonly files: InterfaceFiles;
  readonly gateway: Gateway;
}

export interface WebServer {
  readonly port: number;
  readonly socket: ListeningSocket;
  close(): Promise<void>;
}

/** Where pages of a server on this port are loaded from: the one name under which it is reached. */
export function originOf(port: number): string {
  return new URL(`http://127.0.0.1:${port}`).origin;
}

/** @throws when the port cannot be had */
export async function startWebServer(options: WebServerOptions): Promise<WebServer> {
  const strangers = new Strangers();
  const server = createServer(
    {
      headersTimeout: HEADERS_MS,
      requestTimeout: REQUEST_MS,
      keepAliveTimeout: REQUEST_MS,
      connectionsCheckingInterval: CHECK_MS,
    },
    (request, response) => answer(request, response, options.files, port),
  );
  server.maxConnections = MAX_CONNECTIONS;
  server.maxRequestsPerSocket = MAX_REQUESTS;
  server.timeout = IDLE_MS;
  server.on("connection", (socket) => {
    // A peer may reset it at any moment, also one that is being refused: nobody else listens for that then.
    socket.on("error", () => socket.destroy());
    strangers.add(socket);
  });
  server.on("clientError", (_error, socket) => socket.destroy());
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE, perMessageDeflate: false });
  sockets.on("wsClientError", (_error, socket) => socket.destroy());
  server.on("upgrade", (request, socket, head) => {
    if (!isForPages(request, port)) {
      refuse(socket);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (page) => serve(page, request.socket, options.gateway, strangers));
  });
  const alive = setInterval(() => dropSilent(sockets), ALIVE_MS);
  await listen(server, options.on);
  const { port } = server.address() as AddressInfo;
  return {
    port,
    socket: (server as Server & { readonly _handle: ListeningSocket })._handle,
    close: () =>
      new Promise((resolve) => {
        clearInterval(alive);
        for (const page of sockets.clients) page.terminate();
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function listen(server: Server, on: number | ListeningSocket): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    const where = typeof on === "number" ? { host: "127.0.0.1", port: on, exclusive: true } : on;
    server.listen(where, () => {
      server.off("error", reject);
      // Running out of descriptors, for example: it goes on when there are some again.
      server.on("error", () => undefined);
      resolve();
    });
  });
}

/**
 * The exact name under which this server is reached; anything else is DNS rebinding or a mistake. Not `localhost`,
 * which is ::1 as well, where somebody else may listen.
 */
function isOurHost(host: string | undefined, port: number): boolean {
  return host !== undefined && `http://${host}` === originOf(port);
}

/** What a request gets: a status, and a file or a sentence. */
function responseTo(request: IncomingMessage, files: InterfaceFiles, port: number): [number, InterfaceFile | string] {
  const is = (words: Words) => say(languageOfRequest(request.headers["accept-language"]), words);
  if (!isOurHost(request.headers.host, port)) {
    return [403, is(WEB_WORDS.notThisAddress({ address: `${originOf(port)}/` }))];
  }
  if (request.method !== "GET" && request.method !== "HEAD") return [405, is(WEB_WORDS.onlyGet)];
  const file = files.get(pathOf(request));
  return file ? [200, file] : [404, is(WEB_WORDS.noSuchFile)];
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

/** A request for the socket by a page that this server has served. Who is behind it is proved afterwards. */
function isForPages(request: IncomingMessage, port: number): boolean {
  const { host, origin } = request.headers;
  if (pathOf(request) !== SOCKET_PATH || !isOurHost(host, port) || origin !== originOf(port)) return false;
  const offered = (request.headers["sec-websocket-protocol"] ?? "").split(",").map((name) => name.trim());
  return offered.includes(PAGE_PROTOCOL);
}

function refuse(socket: Duplex): void {
  // Whether it is read or not, and whatever else the peer sends: the socket goes.
  socket.end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n", () => socket.destroy());
}

const unanswered = new WeakSet<WebSocket>();

function dropSilent(sockets: WebSocketServer): void {
  for (const page of sockets.clients) {
    if (unanswered.has(page)) page.terminate();
    else {
      unanswered.add(page);
      page.ping();
    }
  }
}

function serve(page: WebSocket, connection: Socket, gateway: Gateway, strangers: Strangers): void {
  page.on("error", () => page.terminate());
  page.on("pong", () => unanswered.delete(page));
  const tooLate = setTimeout(() => page.close(CLOSE_NOT_PROVEN, "too late"), UNPROVEN_MS);
  const before = connection.bytesRead;
  const count = (): void => {
    if (connection.bytesRead - before > UNPROVEN_BYTES) page.terminate();
  };
  connection.on("data", count);
  const socket: PageSocket = {
    send(text) {
      if (page.readyState !== page.OPEN) return;
      if (page.bufferedAmount > MAX_BACKLOG) page.close(1013, "too far behind");
      else page.send(text);
    },
    admit() {
      clearTimeout(tooLate);
      connection.off("data", count);
      strangers.delete(connection);
    },
    end: (code, reason) => page.close(code, reason),
  };
  const frames = gateway(socket);
  page.on("message", (data, isBinary) => {
    if (isBinary) page.close(1003, "text only");
    else frames.receive(String(data));
  });
  page.on("close", () => {
    clearTimeout(tooLate);
    frames.close();
  });
}

/** Sockets of which nobody knows yet whose they are. A flood of them must not keep the user's own page out. */
export class Strangers {
  /** Oldest first. */
  private readonly sockets = new Set<Socket>();
  private readonly most: number;

  constructor(most = MAX_STRANGERS) {
    this.most = most;
  }

  /** Takes one in until it is closed or known; with too many, the one that has been unknown longest goes. */
  add(socket: Socket): void {
    this.sockets.add(socket);
    socket.once("close", () => this.sockets.delete(socket));
    const [oldest] = this.sockets;
    if (this.sockets.size > this.most && oldest !== undefined) {
      this.sockets.delete(oldest);
      oldest.destroy();
    }
  }

  /** It has proved whose it is. */
  delete(socket: Socket): void {
    this.sockets.delete(socket);
  }
}
