/**
 * What programs that were killed have left in the folders for what lasts no longer than a program: links of browser
 * mode, folders for ssh's questions, locks of trees of files.
 */
import { spawnSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { lookAt, ownUid } from "./owners.ts";
import { systemRuntimeDirectory, temporaryDirectory } from "./places.ts";
import { processStart } from "./processes.ts";
import { systemProgram } from "./programs.ts";

/** `sriov-inspector-PID-START-abcDEF` (before: without START) and `PID-START.link`, also one that was not finished. */
const FOLDER = /^sriov-inspector-(\d+)-(?:(\d+)-)?[A-Za-z0-9]{6}$/;
const LINK = /^(\d+)-(\d+)\.link(?:\.new)?$/;
const TREE = /^tree-[0-9a-f]{16}$/;
/** A program that takes a lock has just made its file, or written to it. */
const LOCK_MS = 24 * 60 * 60_000;

/** The beginning of the name of a folder that goes with this process. */
export function ownName(): string {
  return `sriov-inspector-${process.pid}-${processStart(process.pid) ?? 0}-`;
}

/** Never throws: what cannot be removed stays. @param now in milliseconds @returns the paths that are gone */
export function removeLeftovers(folders: readonly string[] = shortLived(), now = Date.now()): readonly string[] {
  return folders.flatMap((folder) =>
    namesIn(folder)
      .map((name) => ({ name, path: join(folder, name) }))
      .filter(({ name, path }) => isOwn(path) && (isOfDead(name) || (TREE.test(name) && isFree(path, now))))
      .filter(({ path }) => remove(path))
      .map(({ path }) => path),
  );
}

/** Of this machine alone: in a home that several share, the numbers of another one's processes say nothing. */
function shortLived(): readonly string[] {
  const temporary = temporaryDirectory();
  const inTemporary = temporary === null ? [] : [temporary, join(temporary, `sriov-inspector-${ownUid() ?? "link"}`)];
  const system = systemRuntimeDirectory();
  return system === null ? inTemporary : [system, ...inTemporary];
}

function namesIn(folder: string): readonly string[] {
  const uid = ownUid();
  try {
    const stats = lookAt(folder);
    // Everybody's, where each has his own; or ours.
    const isSafe = stats?.isDirectory() && (uid === null || stats.uid === uid || (stats.mode & 0o1000) !== 0);
    return isSafe ? readdirSync(folder) : [];
  } catch {
    return [];
  }
}

function isOwn(path: string): boolean {
  const stats = lookAt(path);
  const uid = ownUid();
  return stats !== null && !stats.isSymbolicLink() && (uid === null || stats.uid === uid);
}

function isOfDead(name: string): boolean {
  const [, pid, started] = FOLDER.exec(name) ?? LINK.exec(name) ?? [];
  if (pid === undefined) return false;
  const start = processStart(Number(pid));
  return start === null || (started !== undefined && start !== started);
}

/** The folder holds a lock that nobody has, and no notes of a way back. */
function isFree(folder: string, now: number): boolean {
  const lock = join(folder, "machine");
  const names = namesIn(folder);
  const flock = systemProgram("flock");
  const changed = Math.max(lookAt(folder)?.mtimeMs ?? now, lookAt(lock)?.mtimeMs ?? 0);
  if (flock === null || names.some((name) => name !== "machine") || now - changed < LOCK_MS) return false;
  return names.length === 0 || spawnSync(flock, ["-n", lock, "true"], { stdio: "ignore" }).status === 0;
}

function remove(path: string): boolean {
  try {
    rmSync(path, { recursive: true, force: true });
    return true;
  } catch {
    return false;
  }
}
