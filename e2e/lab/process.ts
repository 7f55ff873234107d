/** Runs programs for the lab and keeps what they say. */
import { spawn } from "node:child_process";

export interface Executed {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ExecuteOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Given to its standard input, which is empty otherwise. */
  readonly input?: string;
  /** Everything it says is passed on as it comes. */
  readonly echo?: boolean;
}

/** Runs it to its end. A program that cannot be started ends with status 127. */
export function execute(program: string, args: readonly string[], options: ExecuteOptions = {}): Promise<Executed> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ["pipe", "pipe", "pipe"],
    });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
      if (options.echo) process.stdout.write(text);
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
      if (options.echo) process.stderr.write(text);
    });
    // A program that ends before it has read everything is told by its status.
    child.stdin.on("error", () => {});
    child.stdin.end(options.input ?? "");
    child.on("error", (error) => resolve({ status: 127, stdout, stderr: `${stderr}${error.message}\n` }));
    child.on("close", (status) => resolve({ status: status ?? 1, stdout, stderr }));
  });
}

/** @returns what it printed @throws Error with what it complained about when its status is not 0 */
export async function output(program: string, args: readonly string[], options: ExecuteOptions = {}): Promise<string> {
  const { status, stdout, stderr } = await execute(program, args, options);
  if (status !== 0) {
    throw new Error(`${[program, ...args].join(" ")} ended with status ${status}:\n${stderr.trim() || stdout.trim()}`);
  }
  return stdout;
}
