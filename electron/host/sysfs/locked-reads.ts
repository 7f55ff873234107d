/**
 * Reads attributes whose reading takes the device's lock: `sriov_numvfs`, `sriov_vf_total_msix` (drivers/pci/iov.c), on
 * most kernels `driver_override`, and the files of an IOMMU group. An operation that is stuck holds that lock for good
 * (a VF taken from a guest that does not let go), and who reads then cannot even be killed. So another process reads,
 * and one that hangs is left behind and remembered: nothing asks for that device again until it has answered.
 */
import type { ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { Holds } from "../holds.ts";
import { programPath } from "../places/programs.ts";
import { errnoIn } from "../strerror.ts";
import { startReading } from "./reading-program.ts";

export interface LockedRequest {
  /** What the lock belongs to: a BDF, or `iommu group 41`. */
  readonly owner: string;
  /** Absolute path of the attribute. */
  readonly path: string;
  /** While an operation of our own holds the owner, answer what was read before it: it does not change this. */
  readonly lasting?: boolean;
}

/** The attribute's text, or the errno name of what went wrong: ETIMEDOUT for one that hangs. */
export type LockedAnswer = { readonly text: string } | { readonly code: string };

const TIMED_OUT: LockedAnswer = { code: "ETIMEDOUT" };
/** Given up on in one call; every one of them costs the whole timeout. */
const MAX_STUCK = 4;
/** A reader that has work to do is on a busy machine, and not stuck: it gets its time so often again. */
const MAX_BUSY = 30;
/** Of one process: arguments have a limit (2 MiB in all, commonly). */
const MAX_PATHS = 8192;

/** What came of one process: it ended, or it hangs at `stuckAt`. */
interface Round {
  readonly answers: ReadonlyMap<string, LockedAnswer>;
  readonly stuckAt: string | null;
  readonly child: ChildProcess | null;
}

export class LockedReads {
  private readonly timeoutMs: number;
  private readonly grep: string;
  private readonly stuck = new Map<string, ChildProcess>();
  private readonly running = new Set<ChildProcess>();
  private readonly held = new Holds<string>();
  private readonly before = new Map<string, LockedAnswer>();

  /** @param timeoutMs how long a single attribute may take @param grep the absolute path of the program that reads */
  constructor(timeoutMs = 1000, grep = programPath("grep")) {
    this.timeoutMs = timeoutMs;
    this.grep = grep;
  }

  /** Owners that have not answered yet. */
  get stuckOwners(): readonly string[] {
    return [...this.stuck.keys()];
  }

  /** While an operation of our own runs on this owner nothing is read of it. @param owner null = of nobody */
  during<T>(owner: string | null, work: () => Promise<T>): Promise<T> {
    return this.held.during(owner, work);
  }

  /** Answers by path; every path that was asked for has one. Never rejects. */
  async read(requests: readonly LockedRequest[]): Promise<ReadonlyMap<string, LockedAnswer>> {
    const answers = new Map<string, LockedAnswer>();
    let waiting = requests;
    let hanging = 0;
    while (waiting.length > 0) {
      waiting = waiting.filter((request) => {
        const isHeld = this.held.has(request.owner);
        const isBlocked = isHeld || hanging >= MAX_STUCK || this.stuck.has(request.owner);
        const before = isHeld && request.lasting ? this.before.get(request.path) : undefined;
        if (isBlocked) answers.set(request.path, before ?? TIMED_OUT);
        return !isBlocked;
      });
      const paths = waiting.slice(0, MAX_PATHS).map(({ path }) => path);
      if (paths.length === 0) break;
      const round = await this.round(paths);
      for (const [path, answer] of round.answers) answers.set(path, answer);
      const culprit = waiting.find(({ path }) => path === round.stuckAt);
      if (culprit && round.child) {
        hanging++;
        answers.set(culprit.path, TIMED_OUT);
        this.remember(culprit.owner, round.child);
      }
      for (const { path, lasting } of waiting) {
        const answer = answers.get(path);
        if (lasting && answer && "text" in answer) this.before.set(path, answer);
      }
      waiting = waiting.filter(({ path }) => !answers.has(path));
    }
    return answers;
  }

  private remember(owner: string, child: ChildProcess): void {
    this.stuck.set(owner, child);
    child.once("exit", () => {
      if (this.stuck.get(owner) === child) this.stuck.delete(owner);
    });
    child.unref();
  }

  /** One process over these paths; it ends, or does not come to the next line within the timeout. */
  private round(paths: readonly string[]): Promise<Round> {
    const transcript = new Transcript(paths);
    // An empty pattern prints every line of every file behind the file's name.
    const child = startReading(this.grep, ["-HZa", "--line-buffered", "-e", "", "--", ...paths]);
    if (child === null) return Promise.resolve({ answers: transcript.unanswered(), stuckAt: null, child: null });
    this.running.add(child);
    child.once("exit", () => this.running.delete(child));
    return new Promise((resolve) => {
      let timer: NodeJS.Timeout | null = null;
      let busy = 0;
      const finish = (answers: Round["answers"], stuckAt: string | null) => {
        if (timer) clearTimeout(timer);
        resolve({ answers, stuckAt, child });
      };
      const look = (seen: number) => {
        if (transcript.progress !== seen || (isRunnable(child.pid) && busy++ < MAX_BUSY)) return wait();
        child.stdout.destroy();
        child.stderr.destroy();
        const stuckAt = transcript.next();
        finish(transcript.answers(stuckAt), stuckAt);
      };
      const wait = () => {
        if (timer) clearTimeout(timer);
        const seen = transcript.progress;
        // A busy event loop may run the timer before it looks at output that has long arrived.
        timer = setTimeout(() => setImmediate(look, seen), this.timeoutMs);
      };
      child.stdout.setEncoding("latin1").on("data", (text: string) => {
        transcript.output(text);
        wait();
      });
      child.stderr.setEncoding("latin1").on("data", (text: string) => {
        transcript.complaint(text);
        wait();
      });
      child.once("error", () => finish(transcript.unanswered(), null));
      child.once("close", () =>
        finish(transcript.understood ? transcript.answers(null) : transcript.unanswered(), null),
      );
      wait();
    });
  }

  /** Ends what still runs or hangs, as far as the kernel lets it. */
  close(): void {
    for (const child of [...this.running, ...this.stuck.values()]) child.kill("SIGKILL");
    this.stuck.clear();
  }
}

/** Is the process waiting for nothing but a processor? */
function isRunnable(pid: number | undefined): boolean {
  try {
    return / R /.test(readFileSync(`/proc/${pid}/stat`, "utf8").replace(/^.*\)/s, ""));
  } catch {
    // It has ended, or there is no /proc.
    return false;
  }
}

/** Makes answers of the lines `PATH\0text` and `grep: PATH: reason`. */
class Transcript {
  /** Counts up whenever something came. */
  progress = 0;
  private readonly paths: readonly string[];
  private readonly lines = new Map<string, string[]>();
  private readonly errors = new Map<string, string>();
  private out = "";
  private err = "";

  constructor(paths: readonly string[]) {
    this.paths = paths;
  }

  output(text: string): void {
    this.progress++;
    const lines = (this.out + text).split("\n");
    this.out = lines.pop() ?? "";
    for (const line of lines) {
      const zero = line.indexOf("\0");
      if (zero < 0) continue;
      const path = line.slice(0, zero);
      const list = this.lines.get(path);
      if (list) list.push(line.slice(zero + 1));
      else this.lines.set(path, [line.slice(zero + 1)]);
    }
  }

  complaint(text: string): void {
    this.progress++;
    const lines = (this.err + text).split("\n");
    this.err = lines.pop() ?? "";
    for (const line of lines) {
      const reason = line.lastIndexOf(": ");
      const path = line.slice(line.indexOf(": ") + 2, Math.max(reason, 0));
      this.errors.set(path, errnoIn(line) ?? "EIO");
    }
  }

  /** False when all that came were complaints that are about none of the paths: a grep that lacks our options. */
  get understood(): boolean {
    return this.lines.size > 0 || this.errors.size === 0 || this.paths.some((path) => this.errors.has(path));
  }

  /** The process was of no use. */
  unanswered(): ReadonlyMap<string, LockedAnswer> {
    return new Map(this.paths.map((path) => [path, { code: "ENOSYS" }]));
  }

  /** The path that is being read: the one after the last that said anything. */
  next(): string | null {
    const last = this.paths.findLastIndex((path) => this.lines.has(path) || this.errors.has(path));
    return this.paths[last + 1] ?? null;
  }

  /** Of all paths, or of those before the one at which it hangs; a path that said nothing is empty. */
  answers(stuckAt: string | null): ReadonlyMap<string, LockedAnswer> {
    const answers = new Map<string, LockedAnswer>();
    for (const path of this.paths) {
      if (path === stuckAt) break;
      const code = this.errors.get(path);
      answers.set(path, code === undefined ? { text: (this.lines.get(path) ?? []).join("\n").trim() } : { code });
    }
    return answers;
  }
}
