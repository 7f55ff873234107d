/** What /proc tells of processes: when they started, where they wait, what they have open (proc(5)). */
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import type { ProcessMark } from "../../../shared/operations/types.ts";

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

export function programOf(pid: number): string {
  return read(`/proc/${pid}/comm`)?.trim() ?? "";
}

/** The kernel function that it waits in; null when it does not wait, or only root may know. */
export function waitsIn(pid: number): string | null {
  const wchan = read(`/proc/${pid}/wchan`)?.trim() ?? "";
  return wchan === "" || wchan === "0" ? null : wchan;
}

/** QEMU's name of a guest, from `-name guest=NAME` or `-name NAME`; null for other programs. */
export function guestOf(pid: number): string | null {
  const words = read(`/proc/${pid}/cmdline`)?.split("\0") ?? [];
  const name = words[words.indexOf("-name") + 1];
  if (!words.includes("-name") || name === undefined) return null;
  return /(?:^|,)guest=([^,]+)/.exec(name)?.[1] ?? name.split(",")[0] ?? null;
}

/** Numbers of all processes that can be seen. */
export function processes(): number[] {
  try {
    return readdirSync("/proc").flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []));
  } catch {
    return [];
  }
}

/** Processes that wait where no signal reaches them (state D). */
export function stuckProcesses(): number[] {
  return processes().filter((pid) => statFields(pid)?.[0] === "D");
}

/** Processes that have any of these files open, with the file; those of other users are seen by root only. */
export function holdersOf(paths: ReadonlySet<string>): { readonly pid: number; readonly path: string }[] {
  if (paths.size === 0) return [];
  return processes().flatMap((pid) => {
    try {
      const open = new Set(
        readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
          try {
            const path = readlinkSync(`/proc/${pid}/fd/${fd}`);
            return paths.has(path) ? [path] : [];
          } catch {
            return [];
          }
        }),
      );
      return [...open].map((path) => ({ pid, path }));
    } catch {
      return [];
    }
  });
}
