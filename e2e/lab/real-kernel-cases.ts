/** Which cases of the contract are known to pass on which real kernel: a committed list, for docs/operations-checks.md. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const LIST = join(import.meta.dirname, "../../tools/docs/real-kernel-cases.json");

export interface KernelCases {
  /** `uname -r` */
  readonly release: string;
  /** Titles, sorted. */
  readonly cases: readonly string[];
}

/** By the kernel's name in the lab. */
export function listedCases(path = LIST): Readonly<Record<string, KernelCases>> {
  return JSON.parse(readFileSync(path, "utf8")) as Record<string, KernelCases>;
}

/** @param now what has just passed on the kernel of this name, all of it */
export function writeListedCases(name: string, now: KernelCases, path = LIST): void {
  writeFileSync(path, `${JSON.stringify({ ...listedCases(path), [name]: now }, null, 2)}\n`);
}

/** @param now what has passed in some of the worlds: it is added to what has passed on the same release in others */
export function addListedCases(name: string, now: KernelCases, path = LIST): void {
  const listed = listedCases(path)[name];
  const before = listed?.release === now.release ? listed.cases : [];
  writeListedCases(name, { ...now, cases: [...new Set([...before, ...now.cases])].sort() }, path);
}

export interface CaseChange {
  /** Listed, and did not run or did not pass. */
  readonly lost: readonly string[];
  /** Passed, and is not listed. */
  readonly unlisted: readonly string[];
}

export function compareCases(listed: readonly string[], passed: readonly string[]): CaseChange {
  const [known, now] = [new Set(listed), new Set(passed)];
  return { lost: listed.filter((title) => !now.has(title)), unlisted: passed.filter((title) => !known.has(title)) };
}
