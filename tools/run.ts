/** Starts programs for the other tools. */
import { spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { ROOT } from "./build.ts";

export interface RunResult {
  readonly status: number;
  readonly output: string;
}

/** Where `program` lies on PATH; null when it is not there. */
export function findProgram(program: string, extra: readonly string[] = ["/usr/sbin", "/sbin"]): string | null {
  for (const folder of [...(process.env.PATH ?? "").split(delimiter), ...extra]) {
    const path = join(folder, program);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not in this folder.
    }
  }
  return null;
}

/** A program of this project's packages. */
export function localProgram(name: string): string {
  return join(ROOT, "node_modules/.bin", name);
}

export interface RunOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** Keeps its output to itself. */
  readonly isQuiet?: boolean;
}

/** Runs it to its end, its output passed through as it comes. */
export function run(
  program: string,
  args: readonly string[],
  { env = {}, isQuiet = false }: RunOptions = {},
): Promise<RunResult> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      if (!isQuiet) process.stdout.write(chunk);
    });
    child.stderr.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      if (!isQuiet) process.stderr.write(chunk);
    });
    child.on("error", (error) => resolve({ status: 127, output: `${output}${error.message}\n` }));
    child.on("close", (status) => resolve({ status: status ?? 1, output }));
  });
}
