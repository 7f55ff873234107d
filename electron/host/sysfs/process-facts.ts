/** What /proc tells of processes: when they started, and whether they are still there (proc(5)). */
import { readFileSync } from "node:fs";
import type { ProcessMark } from "../../../shared/operations/record/record.ts";

function read(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

/** Fields of /proc/PID/stat after the name, which may hold spaces and brackets; the first is the state. */
function statFields(pid: number): string[] | null {
  const stat = read(`/proc/${pid}/stat`);
  return stat === null ? null : stat.slice(stat.lastIndexOf(")") + 2).split(" ");
}

export function markProcess(pid: number): ProcessMark | null {
  const started = statFields(pid)?.[19];
  return started === undefined ? null : { pid, started };
}

/** Is it still the same process, and not one that has ended and is only waited for? */
export function isAlive({ pid, started }: ProcessMark): boolean {
  const fields = statFields(pid);
  return fields !== null && fields[19] === started && fields[0] !== "Z" && fields[0] !== "X";
}
