/** Which cases of the contract are known to pass on a real kernel: a committed list, for docs/operations-checks.md. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const LIST = join(import.meta.dirname, "../../tools/docs/real-kernel-cases.json");

/** Titles, sorted. */
export function realKernelCases(path = LIST): readonly string[] {
  return JSON.parse(readFileSync(path, "utf8")) as string[];
}

/** @param passed titles of the cases that have just passed, sorted */
export function writeRealKernelCases(passed: readonly string[], path = LIST): void {
  writeFileSync(path, `${JSON.stringify(passed, null, 2)}\n`);
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
