/**
 * The dead-man switch of this machine: a shell that waits, and then carries out the way back, unless it is told that
 * the change is kept. It is a process of its own and holds all that it needs, so that it runs whatever becomes of this
 * program and of the connection.
 */
import { spawn } from "node:child_process";
import { delimiter } from "node:path";
import { commandOf } from "../../../shared/operations/shell.ts";
import type { StepTemplate } from "../../../shared/operations/types.ts";
import type { WayBack } from "../access.ts";
import { searchFolders } from "../places/programs.ts";

/**
 * Waits for a signal or the end of the time. From then on nothing stops it: a way back that is half gone is worse
 * than none. Every command is tried, whatever became of the one before.
 */
function script(seconds: number, commands: readonly string[]): string {
  return [
    "trap 'kill $clock 2>/dev/null; exit 3' TERM",
    "trap '' HUP INT PIPE",
    `sleep ${seconds} & clock=$!`,
    "wait $clock",
    "trap '' TERM",
    ...commands.map((command) => `( ${command} ) 2>/dev/null`),
    "exit 0",
  ].join("\n");
}

/** @throws Error when it could not be started: then nothing may be changed. @param root where sysfs is */
export function armWayBack(root: string, seconds: number, steps: readonly StepTemplate[]): Promise<WayBack> {
  const commands = steps.map((step) => commandOf(step).replaceAll("/sys/bus/pci", `${root}/bus/pci`));
  const child = spawn("/bin/sh", ["-c", script(seconds, commands)], {
    detached: true,
    stdio: "ignore",
    env: { PATH: searchFolders().join(delimiter), LC_ALL: "C" },
  });
  const ended = new Promise<number | null>((resolve) => child.once("exit", (code) => resolve(code)));
  child.unref();
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("spawn", () =>
      resolve({
        fired: ended.then((code) => (code === 0 ? undefined : new Promise<void>(() => {}))),
        async disarm() {
          child.kill("SIGTERM");
          return (await ended) !== 0;
        },
      }),
    );
  });
}
