/** Where packages and systems are made for one run, and that no run leaves them behind, however it ended. */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const NAME = /^package-check-(\d+)-\w+$/;

/** How the folder of a process begins. */
export function workName(pid: number): string {
  return `package-check-${pid}-`;
}

/** Stays on the file system of the folder: what was mounted there is not its own. */
export function removeTree(folder: string): void {
  spawnSync("rm", ["-rf", "--one-file-system", folder]);
}

/** Removes the folders of runs that were killed. */
export function removeLeft(top = tmpdir()): void {
  for (const name of readdirSync(top)) {
    const pid = NAME.exec(name)?.[1];
    if (pid !== undefined && !existsSync(`/proc/${pid}`)) removeTree(join(top, name));
  }
}
