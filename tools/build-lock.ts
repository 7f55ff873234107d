/** One process at a time builds; what is built appears whole. Both go on where a builder has died. */
import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { errorCode } from "../electron/host/errors.ts";
import { processStart } from "../electron/host/places/processes.ts";

const LOOK_MS = 100;
/** A builder that takes longer is stopped, or has left its number to another process. */
const LONGEST_MS = 10 * 60_000;

function isRunning(pid: number, started: string): boolean {
  const start = processStart(pid);
  if (start !== null) return start === started;
  if (process.platform === "linux") return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Whether the builder that this lock names is at work. */
function isHeld(lock: string): boolean {
  try {
    const [pid, started = ""] = readFileSync(lock, "utf8").split(" ");
    return isRunning(Number(pid), started) && Date.now() - statSync(lock).mtimeMs < LONGEST_MS;
  } catch {
    return false;
  }
}

/** @returns whether it is ours now. A file system without links has no locks: whoever builds there builds alone. */
function take(lock: string): boolean {
  const own = `${lock}.${process.pid}`;
  writeFileSync(own, `${process.pid} ${processStart(process.pid) ?? ""}`);
  try {
    linkSync(own, lock);
    return true;
  } catch (error) {
    return errorCode(error) !== "EEXIST";
  } finally {
    rmSync(own, { force: true });
  }
}

/**
 * Does the work when nobody else does it. Two that find the same dead builder may both get through: the work must bear it.
 * @param lock a file that is made and removed
 * @param onWait called once when somebody else is at it
 */
export async function oneAfterTheOther(lock: string, work: () => Promise<void>, onWait: () => void): Promise<void> {
  mkdirSync(dirname(lock), { recursive: true });
  let waits = false;
  while (!take(lock)) {
    if (!isHeld(lock)) {
      rmSync(lock, { force: true });
      continue;
    }
    if (!waits) onWait();
    waits = true;
    await setTimeout(LOOK_MS);
  }
  try {
    await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

/** What has our kind of name, with the number of the process that made it. */
function numbered(folder: string): { readonly path: string; readonly pid: number }[] {
  const [parent, name] = [dirname(folder), basename(folder)];
  return readdirSync(parent).flatMap((entry) => {
    const [, pid] = entry.startsWith(`${name}-`) ? (/^-(\d+)(?:-old)?$/.exec(entry.slice(name.length)) ?? []) : [];
    return pid === undefined ? [] : { path: join(parent, entry), pid: Number(pid) };
  });
}

/** @param old where the one that was there goes */
function putInPlace(folder: string, target: string, old: string): void {
  for (let triesLeft = 3; ; triesLeft--) {
    rmSync(old, { recursive: true, force: true });
    try {
      if (existsSync(target)) renameSync(target, old);
      renameSync(folder, target);
      return;
    } catch (error) {
      // Another builder may have been here in between.
      if (triesLeft === 0) throw error;
    }
  }
}

/**
 * Has a folder made beside the place for it, and puts it there when it is complete; what was there goes. What builders
 * that have died left there goes as well.
 * @param beside a path on the same file system that nothing has: folders are named after it
 */
export async function makeWhole(
  target: string,
  beside: string,
  make: (folder: string) => Promise<void>,
): Promise<void> {
  mkdirSync(dirname(beside), { recursive: true });
  for (const { path, pid } of numbered(beside)) {
    if (pid === process.pid || processStart(pid) === null) rmSync(path, { recursive: true, force: true });
  }
  const folder = `${beside}-${process.pid}`;
  const old = `${folder}-old`;
  try {
    mkdirSync(folder);
    await make(folder);
    putInPlace(folder, target, old);
  } finally {
    for (const path of [folder, old]) rmSync(path, { recursive: true, force: true });
  }
}
