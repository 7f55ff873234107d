/** A second ordinary user of this machine, for tests that run as root: what he plants must not be followed. */
import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A user whom no list of users has. */
export const STRANGER = 61_000;

/** Runs a shell line as the stranger. @returns what it printed */
export function asStranger(line: string, ...args: readonly string[]): string {
  return execFileSync("/bin/sh", ["-c", line, "sh", ...args], { uid: STRANGER, gid: STRANGER, encoding: "utf8" });
}

/** An empty folder of ours with this mode, which goes when the test ends. */
export function folderOf(mode: number): string {
  const folder = mkdtempSync(join(tmpdir(), "places-"));
  chmodSync(folder, mode);
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
