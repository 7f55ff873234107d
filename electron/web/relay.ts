/**
 * Browser mode in two processes: the sockets live in a child that has no rights (started by root it gives root up before
 * it listens), in a session of its own without a terminal. It hands frames over a pipe to this one, which holds the
 * machines. The child may crash, hang or be killed: its pages are gone then, what runs goes on, and another is started.
 * The listening socket is kept here between them, though never accepted on: a port that is free for a moment could be
 * taken by somebody else, whose page the user's tab would load, with all that the tab remembers.
 */
import { type ChildProcess, fork } from "node:child_process";
import { WordsError } from "../../shared/words/errors.ts";
import type { Words } from "../../shared/words/message.ts";
import { NO_DEBUGGER } from "./ending.ts";
import type { Gateway, PageFrames } from "./gateway.ts";
import { FromRelay, type RelaySettings, type ToRelay } from "./relay-messages.ts";
import type { ListeningSocket } from "./server.ts";
import { WEB_WORDS } from "./words.ts";

/** Set for the child only. */
export const RELAY_MARK = "SRIOV_INSPECTOR_RELAY";

const START_MS = 30_000;
const ASK_EVERY_MS = 3_000;
/** As many questions without an answer: it hangs. A busy machine answers late, a stopped process never does. */
const MAX_UNANSWERED = 5;
const GRACE_MS = 1_000;
/** Pauses before it is started again, the last one repeated. */
const AGAIN_MS: readonly number[] = [0, 500, 2_000, 5_000, 10_000, 30_000];
/** One that has lived so long starts the pauses from the beginning. */
const STEADY_MS = 60_000;
const MAX_PAGES = 256;
/** What the child may print while it lives: complaints of the runtime. */
const MAX_SAID = 16 * 1024;

export interface RelayOptions extends Pick<RelaySettings, "interfaceDirectory"> {
  /** The program that runs {@link RelaySettings} when {@link RELAY_MARK} is set. */
  readonly program: string;
  /** 0 = any free port */
  readonly port: number;
  /** Whom a child becomes: asked for each, since others may have become that meanwhile. */
  readonly become: () => RelaySettings["become"];
  readonly gateway: Gateway;
  /** Something to say on the terminal: our own words, or what the child printed. */
  readonly say: (words: Words) => void;
  /** For tests. */
  readonly askEveryMs?: number;
}

export interface RelayServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Only what a Node program needs to start; nothing that could load more into it (NODE_OPTIONS, LD_PRELOAD). */
function childEnvironment(settings: RelaySettings): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH ?? "", [RELAY_MARK]: JSON.stringify(settings) };
}

/** Why it cannot listen, without a full stop. */
function failureWords({ why, message }: Extract<FromRelay, { kind: "failed" }>, port: number): Words {
  if (why === "port-in-use") return WEB_WORDS.portInUse({ port: String(port) });
  if (why === "port-reserved") return WEB_WORDS.portReserved({ port: String(port) });
  return why === "still-root" ? WEB_WORDS.stillRoot : message;
}

class Relay {
  private readonly child: ChildProcess;
  private readonly options: RelayOptions;
  private readonly pages = new Map<number, PageFrames>();
  private unanswered = 0;
  private asking: NodeJS.Timeout | null = null;
  /** Why it was ended from here. */
  private because: Words | null = null;
  /** `socket` of the one that was given none. */
  readonly listening: Promise<{ readonly port: number; readonly socket: ListeningSocket | null }>;
  /** Resolves when it is gone, with how. */
  readonly ended: Promise<Words>;

  /** @param on a port, or the socket that the one before listened on */
  constructor(options: RelayOptions, on: number | ListeningSocket) {
    this.options = options;
    const port = typeof on === "number" ? on : null;
    const { interfaceDirectory } = options;
    this.child = fork(options.program, [], {
      env: childEnvironment({ port, interfaceDirectory, become: options.become() }),
      execArgv: NO_DEBUGGER,
      detached: true,
      windowsHide: true,
      cwd: "/",
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    let said = 0;
    this.child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      if (said < MAX_SAID) options.say(text.slice(0, MAX_SAID - said).trimEnd());
      said += text.length;
    });
    this.ended = new Promise((resolve) => {
      const finish = (how: Words): void => {
        if (this.asking !== null) clearInterval(this.asking);
        for (const frames of this.pages.values()) frames.close();
        this.pages.clear();
        resolve(this.because ?? how);
      };
      this.child.on("error", (error) => finish(error.message));
      this.child.once("exit", (code, signal) => {
        const how = signal ?? WEB_WORDS.status({ status: code ?? "?" });
        // What it said last may still be on its way, and would open a page that nobody closes.
        if (this.child.connected) this.child.once("disconnect", () => finish(how));
        else finish(how);
      });
    });
    this.listening = this.untilListening();
    this.listening.catch(() => undefined);
    if (typeof on !== "number") this.tell({ kind: "listen" }, on);
  }

  /** Gone within moments, whatever it does. */
  async close(): Promise<void> {
    if (this.child.connected) this.child.disconnect();
    const timer = setTimeout(() => this.child.kill("SIGKILL"), GRACE_MS);
    await this.ended;
    clearTimeout(timer);
  }

  private untilListening(): Relay["listening"] {
    const { options } = this;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.kill(WEB_WORDS.startedLate), START_MS);
      void this.ended.then((how) => {
        clearTimeout(timer);
        reject(new WordsError(WEB_WORDS.listenerEnded({ how })));
      });
      this.child.on("message", (raw, socket?: ListeningSocket) => {
        const message = FromRelay.safeParse(raw);
        if (!message.success) {
          this.kill(WEB_WORDS.invalidMessage);
          return;
        }
        if (message.data.kind === "listening") {
          clearTimeout(timer);
          this.asking ??= setInterval(() => this.askWhetherAlive(), options.askEveryMs ?? ASK_EVERY_MS);
          this.asking.unref();
          resolve({ port: message.data.port, socket: socket ?? null });
        } else if (message.data.kind === "failed") {
          reject(new WordsError(failureWords(message.data, options.port)));
          void this.close();
        } else this.take(message.data);
      });
    });
  }

  private take(message: Exclude<FromRelay, { kind: "listening" | "failed" }>): void {
    switch (message.kind) {
      case "alive":
        this.unanswered = 0;
        return;
      case "open":
        this.open(message.page);
        return;
      case "frame":
        this.pages.get(message.page)?.receive(message.text);
        return;
      case "gone":
        this.pages.get(message.page)?.close();
        this.pages.delete(message.page);
    }
  }

  private open(page: number): void {
    if (this.pages.has(page)) {
      this.kill(WEB_WORDS.openedTwice);
      return;
    }
    if (this.pages.size >= MAX_PAGES) {
      this.tell({ kind: "end", page, code: 1013, reason: "too many pages" });
      return;
    }
    this.pages.set(
      page,
      this.options.gateway({
        send: (text) => this.tell({ kind: "send", page, text }),
        admit: () => this.tell({ kind: "admit", page }),
        end: (code, reason) => this.tell({ kind: "end", page, code, reason }),
      }),
    );
  }

  private askWhetherAlive(): void {
    if (this.unanswered >= MAX_UNANSWERED) {
      this.kill(WEB_WORDS.silent);
      return;
    }
    this.unanswered += 1;
    this.tell({ kind: "alive?" });
  }

  private kill(because: Words): void {
    this.because ??= because;
    this.child.kill("SIGKILL");
  }

  private tell(message: ToRelay, socket?: ListeningSocket): void {
    if (this.child.connected) this.child.send(message, socket, { keepOpen: true }, () => undefined);
  }
}

/** Starts the child, and another one whenever it ends. @throws when the first cannot listen */
export async function startRelayServer(options: RelayOptions): Promise<RelayServer> {
  let relay = new Relay(options, options.port);
  const { port, socket } = await relay.listening;
  if (socket === null) {
    await relay.close();
    throw new WordsError(WEB_WORDS.noSocket);
  }
  let closing = false;
  let stopWaiting: () => void = () => undefined;
  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      stopWaiting = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const keep = async (): Promise<void> => {
    let tries = 0;
    let since = performance.now();
    while (!closing) {
      const how = await relay.ended;
      if (closing) return;
      if (performance.now() - since > STEADY_MS) tries = 0;
      options.say(WEB_WORDS.relayEnded({ how }));
      await pause(AGAIN_MS[Math.min(tries, AGAIN_MS.length - 1)] ?? 0);
      if (closing) return;
      tries += 1;
      since = performance.now();
      relay = new Relay(options, socket);
      const listens = await relay.listening.then(
        () => true,
        () => false,
      );
      if (listens) options.say(WEB_WORDS.relayBack);
    }
  };
  void keep();

  return {
    port,
    async close() {
      closing = true;
      stopWaiting();
      socket.close();
      await relay.close();
    },
  };
}
