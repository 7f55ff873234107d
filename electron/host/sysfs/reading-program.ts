/** Programs that read what may hang, each in a process that can be ended. */
import { type ChildProcessByStdio, spawn } from "node:child_process";
import type { Readable } from "node:stream";

/** null = it cannot be started. */
export function startReading(
  program: string,
  words: readonly string[],
): ChildProcessByStdio<null, Readable, Readable> | null {
  try {
    const child = spawn(program, words, { env: { ...process.env, LC_ALL: "C" }, stdio: ["ignore", "pipe", "pipe"] });
    // Out of file descriptors it comes without streams.
    return child.stdout && child.stderr ? child : null;
  } catch {
    return null;
  }
}
