/**
 * Writes an attribute in a process of its own. A write can hang for good in the kernel, with the device's lock held
 * and deaf to every signal: then that process is lost and nothing else, and it lives on when this program ends.
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { lstatSync } from "node:fs";
import { KILLED } from "../../../shared/operations/kernel-crash.ts";
import { programPath } from "../places/programs.ts";
import { errorCode } from "./errors.ts";
import type { WriteAttribute } from "./perform.ts";
import { markProcess } from "./process-facts.ts";
import { errnoIn } from "./strerror.ts";

/**
 * dd takes the value from its input and gives it to the kernel as one write. Without O_CREAT (nocreat): an attribute
 * that is not there must not come to be. O_NOFOLLOW: an attribute is no link.
 */
const CAREFUL = ["conv=nocreat", "oflag=nofollow", "status=none"];

/** Does this dd know {@link CAREFUL}? That of busybox does not. */
const careful = new Map<string, boolean>();

function isCareful(dd: string): boolean {
  const known = careful.get(dd);
  if (known !== undefined) return known;
  const tried = spawnSync(dd, ["of=/dev/null", ...CAREFUL], { stdio: "ignore", timeout: 5_000 });
  // One that could not be started, or did not end, may be another one the next time.
  if (tried.status === null) return true;
  careful.set(dd, tried.status === 0);
  return tried.status === 0;
}

/**
 * For a dd that would create files and follow links: looks first. Between the look and the write an attribute can go
 * only together with its directory, and sysfs lets nobody create files.
 * @throws with the code that the careful one would have told
 */
function lookFirst(path: string): void {
  if (lstatSync(path).isSymbolicLink()) {
    throw Object.assign(new Error(`${path} is a symbolic link`), { code: "ELOOP" });
  }
}

export const writeInProcess: WriteAttribute = (path, text, onWriter) =>
  writeBy(programPath("dd"), path, text, onWriter);

/** @param dd the absolute path of the program that writes */
export async function writeBy(dd: string, ...[path, text, onWriter]: Parameters<WriteAttribute>): Promise<void> {
  const child = startWriter(dd, path);
  const mark = child.pid === undefined ? null : markProcess(child.pid);
  const end = ended(child);
  // It has nothing to write before it is known: if this program dies until then, it ends without having written.
  try {
    if (mark !== null) await onWriter?.(mark);
  } catch (error) {
    child.kill("SIGKILL");
    throw error;
  }
  child.stdin?.end(text, "latin1");
  const { code, signal, complaint } = await end;
  if (signal !== null) throw Object.assign(new Error(`the writing process was ended by ${signal}`), { code: KILLED });
  if (code === 0) return;
  throw Object.assign(new Error(complaint || `the writing process ended with ${code}`), {
    code: errnoIn(firstLine(complaint)) ?? "EIO",
  });
}

function startWriter(dd: string, path: string): ChildProcess {
  const options = isCareful(dd) ? CAREFUL : [];
  if (options.length === 0) lookFirst(path);
  return spawn(dd, [`of=${path}`, "bs=65536", ...options], {
    env: { ...process.env, LC_ALL: "C" },
    stdio: ["pipe", "ignore", "pipe"],
    // Of a group of its own: what ends this program (Ctrl+C) must not end a write in the middle.
    detached: true,
  });
}

function firstLine(text: string): string {
  return text.split("\n")[0] ?? "";
}

interface Ended {
  readonly code: number;
  /** null = it ended without one. */
  readonly signal: NodeJS.Signals | null;
  readonly complaint: string;
}

function ended(child: ChildProcess): Promise<Ended> {
  return new Promise((resolve, reject) => {
    let complaint = "";
    child.once("error", (error) => reject(Object.assign(new Error(error.message), { code: missingAs(error) })));
    child.stderr?.setEncoding("utf8").on("data", (part: string) => {
      complaint += part;
    });
    // A writer that could not open the file does not read what it was to write.
    child.stdin?.on("error", () => {});
    child.once("close", (code, signal) => resolve({ code: code ?? 1, signal, complaint }));
    // Nobody has to wait for a write that never comes back.
    child.unref();
  });
}

/** A missing dd must not look like a missing attribute. */
function missingAs(error: unknown): string {
  return errorCode(error) === "ENOENT" ? "ENOSYS" : errorCode(error);
}
