/** A real polkit agent of the text kind for this process, on a terminal of its own, and a person at its keyboard. */
import { execFileSync, spawn } from "node:child_process";
import { createReadStream, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { PASSWORD } from "../../host/ssh/testing/far-machine.ts";

/** What the user does when the agent asks for a password. */
export type AtTheAgent = "right" | "wrong" | "cancel";
type Typed = Exclude<AtTheAgent, "cancel">;

const LOOK_MS = 10;
const KEYS: Readonly<Record<Typed, string>> = { right: `${PASSWORD}\r`, wrong: "not this one\r" };

export interface PolkitAgent {
  /** All that it has shown. */
  readonly shown: () => string;
  /** Resolves when it has shown what came of the password: polkit answers who asked it first. */
  close(): Promise<void>;
}

/** Resolves when polkit knows of it. */
export async function startAgent(does: Typed): Promise<PolkitAgent> {
  const folder = mkdtempSync(join(tmpdir(), "polkit-agent-"));
  const known = join(folder, "known");
  execFileSync("mkfifo", [known]);
  // `script` gives it the terminal that it wants to ask on.
  const command = `tty >${folder}/tty; exec pkttyagent --process ${process.pid} --notify-fd 3 3>${known}`;
  const child = spawn("script", ["--quiet", "--flush", "--command", command, "/dev/null"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  let shown = "";
  let answering = false;
  const closed = new Promise<void>((resolve) => child.once("close", () => resolve()));
  child.stdin.on("error", () => undefined);
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    shown += text;
    if (answering || !shown.includes("Password:")) return;
    answering = true;
    void untilSilent(readFileSync(join(folder, "tty"), "utf8").trim()).then(() => child.stdin.write(KEYS[does]));
  });
  // It closes this when it is registered.
  for await (const _ of createReadStream(known));
  return {
    shown: () => shown,
    close: async () => {
      while (answering && !/AUTHENTICATION (FAILED|COMPLETE)/.test(shown)) await delay(LOOK_MS);
      child.kill("SIGKILL");
      await closed;
      rmSync(folder, { recursive: true });
    },
  };
}

/** It throws away what was typed before it has switched the echo off. */
async function untilSilent(terminal: string): Promise<void> {
  while (!/ -echo\b/.test(execFileSync("stty", ["-F", terminal, "-a"], { encoding: "utf8" }))) await delay(LOOK_MS);
}
