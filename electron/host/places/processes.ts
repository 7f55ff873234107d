/** What tells a process from a later one with the same number. */
import { readFileSync } from "node:fs";
import { errorCode } from "../errors.ts";
import { isLinux } from "./system.ts";

/** All that a system without /proc tells: it is there. */
function startWithoutProc(pid: number): string | null {
  try {
    process.kill(pid, 0);
    return "0";
  } catch (error) {
    return errorCode(error) === "EPERM" ? "0" : null;
  }
}

/**
 * Field 22 of /proc/PID/stat; the name in field 2 may hold spaces and brackets (proc_pid_stat(5)). One that has ended
 * and that nobody has asked after (state Z) does nothing any more.
 */
export function processStart(pid: number): string | null {
  if (!isLinux()) return startWithoutProc(pid);
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" || fields[0] === "X" ? null : (fields[19] ?? null);
  } catch {
    return null;
  }
}
