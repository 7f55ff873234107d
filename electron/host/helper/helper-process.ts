/** A helper that was started as a process of ours: sudo, pkexec, ssh or a shell, with the streams that it speaks over. */

import { spawn } from "node:child_process";
import { channel } from "node:diagnostics_channel";
import { basename } from "node:path";
import { PassThrough } from "node:stream";
import type { Words } from "../../../shared/words/message.ts";
import { errorCode } from "../errors.ts";
import { isWindows } from "../places/system.ts";
import type { HelperStreams } from "./helper-channel.ts";

export interface ProcessEnd {
  /** The exit status; null when a signal ended it. */
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  /** What it wrote to standard error at last. */
  readonly said: string;
  /** The errno name when it could not be started at all. */
  readonly notStarted: string | null;
}

export interface ProcessCommand {
  /** An absolute path. */
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** A session of its own: nothing below it can ask on a terminal, and all of it can be ended together. */
  readonly detached?: boolean;
  /** It alone is ended, and not what it has started: a write that is under way, and a way back, go on without it. */
  readonly sparesWork?: boolean;
  /** Sent before anything else: the script, to a shell that waits for it. */
  readonly first?: string;
}

/** Where whoever keeps a log hears what these processes write to standard error, as {@link HelperSaid}. */
export const HELPER_SAID = "sriov-inspector.helper-said";

export interface HelperSaid {
  /** `ssh`, `sudo` … */
  readonly program: string;
  readonly text: string;
}

const heard = channel(HELPER_SAID);
const MAX_SAID = 8 * 1024;
/** After its input was closed, a process may take this long to end on its own. */
const GRACE_MS = 1_000;
/** What it wrote last may still be on its way when it has ended. */
const REST_MS = 200;

/**
 * Runs the first thing that an interpreter which reads this many bytes from its input is given: the script travels
 * there, so that no command line and no log has more than this line. It is read byte by byte, for what comes behind it
 * is not the interpreter's, and written in blocks, which takes a fourth of the time.
 */
export function readScript(bytes: number): string {
  return `eval "$(dd ibs=1 obs=4096 count=${bytes} 2>/dev/null)"`;
}

/** What still runs when this program ends is ended with it, without a grace: nobody is left to wait for it. */
const atExit = new Set<() => void>();

function endAtExit(end: () => void, ended: Promise<unknown>): void {
  if (atExit.size === 0) process.once("exit", endAll);
  atExit.add(end);
  void ended.then(() => {
    atExit.delete(end);
    if (atExit.size === 0) process.off("exit", endAll);
  });
}

function endAll(): void {
  for (const end of atExit) end();
}

/** @param reasonFor makes the reason of how it ended, a clause without a full stop */
export function startHelper(command: ProcessCommand, reasonFor: (end: ProcessEnd) => Words): HelperStreams {
  const child = spawn(command.program, command.args, {
    env: command.env ?? process.env,
    cwd: "/",
    detached: command.detached ?? false,
    windowsHide: true,
    stdio: ["pipe", "pipe", "pipe"],
  });
  let said = "";
  const log = new PassThrough();
  child.stderr.on("data", (chunk: Buffer) => {
    said = (said + chunk.toString("utf8")).slice(-MAX_SAID);
    log.write(chunk);
    if (!heard.hasSubscribers) return;
    const told: HelperSaid = { program: basename(command.program), text: chunk.toString("utf8") };
    heard.publish(told);
  });
  log.resume();
  child.stdin.on("error", () => undefined);
  let running = true;
  const ended = new Promise<Words>((resolve) => {
    const finish = (end: Omit<ProcessEnd, "said">) => {
      if (!running) return;
      running = false;
      resolve(reasonFor({ ...end, said }));
    };
    child.once("error", (error) => finish({ status: null, signal: null, notStarted: errorCode(error) }));
    child.once("close", (status, signal) => finish({ status, signal, notStarted: null }));
    child.once("exit", (status, signal) => {
      // Something below it may hold the streams open for long.
      setTimeout(() => {
        child.stdout.destroy();
        child.stderr.destroy();
        finish({ status, signal, notStarted: null });
      }, REST_MS).unref();
    });
  });
  endAtExit(() => signalAll("SIGKILL"), ended);
  if (command.first !== undefined) child.stdin.write(command.first, "latin1");
  const signalAll = (signal: NodeJS.Signals): void => {
    if (!running || child.pid === undefined) return;
    try {
      if (command.detached && !command.sparesWork && !isWindows()) process.kill(-child.pid, signal);
      else child.kill(signal);
    } catch {
      // It has ended meanwhile, or it is not ours to signal: it ends with its input.
    }
  };
  return {
    input: child.stdin,
    output: child.stdout,
    log,
    ended,
    kill: () => {
      setTimeout(() => signalAll("SIGTERM"), GRACE_MS).unref();
    },
  };
}
