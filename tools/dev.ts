/**
 * `npm run dev`: browser mode for whoever works on it, with the same command line as `npm start`. The interface comes
 * from its sources and changes in place; the program behind it is a process of its own (dev-program.ts), started again
 * when its sources change, while pages keep their sessions. Pages prove themselves as in browser mode.
 */
import { type ChildProcess, fork } from "node:child_process";
import { realpathSync, watch } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import react from "@vitejs/plugin-react";
import { createServer, type Plugin, type ViteDevServer } from "vite";
import { demoNames } from "../electron/host/simulated/machines/catalogue.ts";
import { type LaunchOptions, parseLaunch } from "../electron/services/program/launch-options.ts";
import { endOnSignals } from "../electron/web/ending.ts";
import type { Gateway, PageSocket } from "../electron/web/gateway.ts";
import { LinkPlace, printLinks } from "../electron/web/link-place.ts";
import { PageKeys } from "../electron/web/page-keys.ts";
import { createPages, type PageClient } from "../electron/web/pages.ts";
import { originOf, startWebServer } from "../electron/web/server.ts";
import { CONTENT_SECURITY_POLICY, SECURITY_HEADERS } from "../shared/contract/content-security-policy.ts";
import type { EventMessage, ReplyMessage } from "../shared/contract/wire.ts";
import { errorText } from "../shared/error-text.ts";
import { INTERFACE, ROOT } from "./build.ts";
import type { FromProgram, ToProgram } from "./dev-program.ts";

/** What the program is made of. */
const PROGRAM_SOURCES = ["electron", "shared", "assets"];
/** An editor writes a file in several steps. */
const GATHER_MS = 30;
/** RFC 6455, section 7.4: the service restarts. */
const CLOSE_RESTART = 1012;
/** Vite's own inline script and style elements have it; everything else is held to the policy of what is shipped. */
const NONCE = "dev";
const POLICY = CONTENT_SECURITY_POLICY.replace(/(script|style)-src 'self'/g, `$& 'nonce-${NONCE}'`);

const { version } = createRequire(import.meta.url)("../package.json") as { version: string };

/** The process that holds the machines. */
class Program {
  private readonly child: ChildProcess;
  private readonly pages = new Map<number, (message: EventMessage) => void>();
  private readonly waiting = new Map<number, (reply: ReplyMessage) => void>();
  private count = 0;
  /** Resolves with true when it can be asked, and with false when it ended before that: it has said why. */
  readonly ready: Promise<boolean>;
  /** Resolves when it is gone. */
  readonly ended: Promise<void>;

  constructor() {
    // What is compiled is kept: only what has changed costs time at the next start.
    const env = { ...process.env, NODE_COMPILE_CACHE: join(ROOT, ".cache/dev") };
    this.child = fork(join(ROOT, "tools/dev-program.ts"), process.argv.slice(2), { env });
    this.ended = new Promise((resolve) => this.child.once("exit", () => resolve()));
    const isReady = new Promise<boolean>((resolve) => {
      this.child.on("message", (message) => {
        const told = message as FromProgram;
        if (told.kind === "ready") resolve(true);
        else if (told.kind === "event") this.pages.get(told.page)?.(told.event);
        else this.answer(told.request, told.reply);
      });
    });
    this.ready = Promise.race([isReady, this.ended.then(() => false)]);
  }

  connect(send: (message: EventMessage) => void): PageClient {
    const page = ++this.count;
    this.pages.set(page, send);
    this.tell({ kind: "connect", page });
    return {
      request: (message) =>
        new Promise((resolve) => {
          const request = ++this.count;
          this.waiting.set(request, resolve);
          this.tell({ kind: "request", page, request, message });
        }),
      close: () => {
        this.pages.delete(page);
        this.tell({ kind: "gone", page });
      },
    };
  }

  /** Ends it in good order. */
  end(): Promise<void> {
    this.child.kill("SIGTERM");
    return this.ended;
  }

  private answer(request: number, reply: ReplyMessage): void {
    this.waiting.get(request)?.(reply);
    this.waiting.delete(request);
  }

  private tell(message: ToProgram): void {
    if (this.child.connected) this.child.send(message, () => undefined);
  }
}

/** The program of now. Pages are sent away when there is another one, and come back with their sessions. */
class Programs {
  private readonly sockets = new Set<PageSocket>();
  private current: Program | null = null;
  private next: Program | null = null;

  /** @returns false when the sources do not run: the program of before goes on */
  async renew(): Promise<boolean> {
    await this.next?.end();
    const next = new Program();
    this.next = next;
    if (!(await next.ready)) return false;
    const before = this.current;
    this.current = next;
    this.next = null;
    void next.ended.then(() => this.current === next && this.sendAway());
    if (before !== null) this.sendAway();
    await before?.end();
    return true;
  }

  async close(): Promise<void> {
    await Promise.all([this.current?.end(), this.next?.end()]);
  }

  connect(send: (message: EventMessage) => void): PageClient {
    if (this.current === null) throw new Error("there is no program");
    return this.current.connect(send);
  }

  gateway(pages: Gateway): Gateway {
    return (socket) => {
      const frames = pages(socket);
      this.sockets.add(socket);
      return {
        receive: (text) => frames.receive(text),
        close: () => {
          this.sockets.delete(socket);
          frames.close();
        },
      };
    };
  }

  private sendAway(): void {
    for (const socket of this.sockets) socket.end(CLOSE_RESTART, "started again");
  }
}

/** Calls back when a source of the program has changed, once for what changes together. */
function watchSources(changed: () => void): void {
  let timer: NodeJS.Timeout | null = null;
  for (const folder of PROGRAM_SOURCES) {
    watch(join(ROOT, folder), { recursive: true }, (_event, name) => {
      if (name === null || /\.test\.tsx?$|~$/.test(name)) return;
      if (timer !== null) clearTimeout(timer);
      timer = setTimeout(changed, GATHER_MS);
    });
  }
}

/** Vite starts an editor for whoever asks for this path, without a proof. */
const NO_EDITOR: Plugin = {
  name: "no-editor",
  configureServer({ middlewares }) {
    middlewares.use("/__open-in-editor", (_request, response) => void response.writeHead(404).end());
  },
};

/** @param socket the port that takes what pages send */
async function serveInterface(port: number, socket: number): Promise<{ port: number; vite: ViteDevServer }> {
  // Whatever the environment says: of a production build no component changes in place.
  process.env.NODE_ENV = "development";
  const vite = await createServer({
    ...INTERFACE,
    cacheDir: join(ROOT, ".cache/vite"),
    plugins: [react(), NO_EDITOR],
    html: { cspNonce: NONCE },
    clearScreen: false,
    server: {
      host: "127.0.0.1",
      port,
      strictPort: port !== 0,
      headers: { ...SECURITY_HEADERS, "Content-Security-Policy": POLICY },
      fs: { allow: [ROOT, realpathSync(join(ROOT, "node_modules"))] },
      proxy: {
        "^/socket$": { target: `http://127.0.0.1:${socket}`, ws: true, changeOrigin: true, rewriteWsOrigin: true },
      },
    },
  });
  await vite.listen();
  const address = vite.httpServer?.address();
  if (address === null || typeof address !== "object") throw new Error("the interface is not served");
  return { port: address.port, vite };
}

/** Why this is not done as root; null = it may be. What listens here runs with the rights of who started it. */
function refusal({ host, sysfsRoot }: LaunchOptions): string | null {
  if (process.getuid?.() !== 0 || host.startsWith("demo:") || sysfsRoot !== null) return null;
  return "As root this serves demo machines only, because what listens here has your rights: add --demo p22-048-018, or start it as your own user.";
}

async function serve(options: LaunchOptions): Promise<void> {
  const opened: (() => Promise<void>)[] = [];
  endOnSignals({
    work: async () => void (await Promise.all(opened.map((close) => close()))),
    late: "The program still hangs: its next start says what became of it.",
  });
  const programs = new Programs();
  opened.push(() => programs.close());
  if (!(await programs.renew())) process.exit(1);
  const keys = new PageKeys();
  const link = new LinkPlace(keys, options.allowChanges, "npm run dev -- --link");
  const pages = createPages({
    keys,
    origin: () => originOf(link.port),
    connect: (send) => programs.connect(send),
    onLinkUsed: () => link.renew(),
  });
  const sockets = await startWebServer({ on: 0, files: new Map(), gateway: programs.gateway(pages) });
  opened.push(() => sockets.close());
  const { port, vite } = await serveInterface(options.port, sockets.port);
  opened.push(() => vite.close());
  process.once("exit", () => link.remove());
  link.port = port;
  link.announce();
  watchSources(async () => {
    const isNew = await programs.renew();
    console.log(isNew ? "The program was started again." : "The program was not started again: it goes on as it was.");
  });
}

const parsed = parseLaunch(process.argv.slice(2), version, demoNames());
const because = parsed.kind === "run" ? refusal(parsed.options) : null;
if (parsed.kind === "exit") {
  (parsed.status === 0 ? process.stdout : process.stderr).write(parsed.text);
  process.exitCode = parsed.status;
} else if (parsed.options.link) {
  // `npm start -- --link` would build first what has changed.
  printLinks("npm run dev");
} else if (because !== null) {
  console.error(because);
  process.exitCode = 1;
} else {
  await serve(parsed.options).catch((error: unknown) => {
    console.error(`SR-IOV Inspector could not start: ${errorText(error)}.`);
    process.exit(1);
  });
}
