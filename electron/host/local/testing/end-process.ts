/** Ends a process and what it has started, as a kernel that crashes under a write does. */
import { readFileSync } from "node:fs";

export function endProcess(pid: number): void {
  try {
    const below = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean);
    for (const each of below) endProcess(Number(each));
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended already.
  }
}
