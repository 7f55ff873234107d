/** Removes what a system was made in. */
import { spawnSync } from "node:child_process";

/** Stays on the file system of the folder: what was mounted there is not its own. */
export function removeTree(folder: string): void {
  spawnSync("rm", ["-rf", "--one-file-system", folder]);
}
