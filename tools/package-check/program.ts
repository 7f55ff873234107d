/** Starts programs inside the disposable machine, as its ordinary user or as root. */
import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";

export interface Who {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly home: string;
}

export const SUPERUSER: Who = { name: "root", uid: 0, gid: 0, home: "/root" };
/** Made by the first check; no name that a machine has. */
export const USER: Who = { name: "sriov-tester", uid: 4242, gid: 4242, home: "/home/sriov-tester" };
export const PASSWORD = "the tester's own word";

export interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Start {
  readonly as?: Who;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
}

const LOOK_MS = 25;
/** Only against what never ends: nothing here takes so long. */
const LONGEST_MS = 60_000;

function spawnOptions({ as = SUPERUSER, env = {} }: Start): SpawnOptions {
  return {
    uid: as.uid,
    gid: as.gid,
    cwd: as.home,
    // As a login has them.
    env: {
      HOME: as.home,
      USER: as.name,
      LOGNAME: as.name,
      SHELL: "/bin/bash",
      LANG: "C.UTF-8",
      PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
      ...env,
    },
  };
}

/** Runs it to its end. */
export function run(words: readonly string[], start: Start = {}): Promise<Ended> {
  const [program = "", ...args] = words;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...spawnOptions(start), stdio: "pipe", timeout: LONGEST_MS });
    let out = "";
    let err = "";
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      out += text;
    });
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      err += text;
    });
    child.stdin?.on("error", () => undefined).end(start.input ?? "");
    child.once("error", reject);
    child.once("close", (status) => resolve({ status, out, err }));
  });
}

/** The same, and its output. @throws Error with what it said when it ends with another status than 0 */
export async function must(words: readonly string[], start: Start = {}): Promise<string> {
  const { status, out, err } = await run(words, start);
  if (status !== 0) throw new Error(`\`${words.join(" ")}\` ended with status ${status}\n${out}${err}`);
  return out;
}

/** A program that runs on. */
export class Running {
  readonly child: ChildProcess;
  /** All that it has said. */
  said = "";
  private readonly words: readonly string[];
  private readonly closed: Promise<void>;

  constructor(words: readonly string[], start: Start = {}) {
    const [program = "", ...args] = words;
    this.words = words;
    this.child = spawn(program, args, { ...spawnOptions(start), stdio: "pipe" });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => {
        this.said += text;
      });
    }
    this.child.stdin?.on("error", () => undefined);
    this.child.once("error", (error) => {
      this.said += `${error.message}\n`;
    });
    this.closed = new Promise((resolve) => this.child.once("close", () => resolve()));
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Waits for what it says. */
  async says(wanted: RegExp): Promise<RegExpExecArray> {
    return until(
      () => {
        const found = wanted.exec(this.said);
        if (found === null && !this.isRunning) {
          throw new Error(`\`${this.words.join(" ")}\` ended with status ${this.child.exitCode}\n${this.said}`);
        }
        return found;
      },
      () => `\`${this.words.join(" ")}\` does not say ${wanted}; it says:\n${this.said}`,
    );
  }

  /** Asks it to end, and waits for that. */
  async end(signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
    if (this.isRunning) this.child.kill(signal);
    await this.closed;
  }
}

/** Looks until there is something else than null or false. @param otherwise what to say when there never is */
export async function until<T>(
  look: () => T | null | false | Promise<T | null | false>,
  otherwise: () => string,
): Promise<T> {
  const start = performance.now();
  for (;;) {
    const found = await look();
    if (found !== null && found !== false) return found;
    if (performance.now() - start > LONGEST_MS) throw new Error(otherwise());
    await delay(LOOK_MS);
  }
}
