/**
 * A file of tests that fails is tried once more, alone: whether it is, and what the two tries say together. Pure; what
 * runs them is in `../spec-runs.ts` and in the lab's stage.
 */
import { basename } from "node:path";
import { stripVTControlCharacters } from "node:util";
import type { Flaky, Outcome } from "./outcome.ts";
import type { FileReport, Report } from "./report.ts";

/** A run of all files, or of one. */
export interface Try {
  readonly status: number;
  /** null when the runner left none: then it broke. */
  readonly report: Report | null;
  /** What it printed. */
  readonly output: string;
}

/** Where more than this fail, it is not by chance, and trying each again only takes time. */
export const MAX_TRIED_AGAIN = 5;
const WIDTH = 240;
/** Lines of the output that stand for a run that names no test. */
const TAIL = 5;

function failureLine(name: string, text: string): string {
  const line = stripVTControlCharacters(text).replace(/\s+/g, " ").trim();
  return `${name}: ${line.length > WIDTH ? `${line.slice(0, WIDTH - 1)}…` : line}`;
}

/** @returns a line for each failed test; the end of the output where no report names one */
export function failureLines(name: string, { report, output }: Omit<Try, "status">): readonly string[] {
  const named = report === null ? [] : [...report.errors, ...report.files.flatMap(({ failures }) => failures)];
  const said = output.split("\n").filter((line) => line.trim() !== "");
  return (named.length > 0 ? named : said.slice(-TAIL)).map((line) => failureLine(name, line));
}

function failedFiles(report: Report): readonly FileReport[] {
  return report.files.filter(({ failures }) => failures.length > 0);
}

/** @returns paths of the files to try again; none where all is well, where the runner broke, and where too much fails */
export function filesToTryAgain({ status, report }: Try): readonly string[] {
  if (status === 0 || report === null || report.errors.length > 0) return [];
  const files = failedFiles(report).map(({ file }) => file);
  return files.length > MAX_TRIED_AGAIN ? [] : files;
}

/** Did it end well, and was anything run at all? */
export function isPassed({ status, report }: Try): boolean {
  if (status !== 0 || report === null || report.errors.length > 0) return false;
  return failedFiles(report).length === 0 && report.files.some(({ passed }) => passed > 0);
}

export interface Tries {
  /** Of the runner. */
  readonly name: string;
  readonly first: Try;
  /** By path of the file: the tries of {@link filesToTryAgain}. */
  readonly again: ReadonlyMap<string, Try>;
  /** Where the first try can be looked at when it left no trace: `logs in …`. */
  readonly kept: string;
}

function failed(name: string, lines: readonly string[], flaky: readonly Flaky[] = []): Outcome {
  return { state: "failed", runs: [{ name, lines }], flaky };
}

/** How many tests did not run, and of which files; null when all did. */
function skipReason(files: readonly FileReport[]): string | null {
  const some = files.filter(({ skipped }) => skipped > 0);
  if (some.length === 0) return null;
  const sum = some.reduce((all, { skipped }) => all + skipped, 0);
  const named = some.map(({ file, skipped }) => `${basename(file)} (${skipped})`);
  return `${sum} ${sum === 1 ? "test" : "tests"} skipped: ${named.join(", ")}`;
}

/** What the first run and the tries after it come to. A test that skipped itself did not pass. */
export function outcomeOf({ name, first, again, kept }: Tries): Outcome {
  const { status, report } = first;
  if (report === null) return failed(name, [`${name}: it left no report`, ...failureLines(name, first)]);
  const files = failedFiles(report);
  if ((status !== 0 && files.length === 0) || files.some(({ file }) => !again.has(file))) {
    return failed(name, failureLines(name, first));
  }
  const seconds = [...again.values()].filter((second) => !isPassed(second));
  const flaky = files.flatMap((file): Flaky[] => {
    const second = again.get(file.file);
    if (second === undefined || !isPassed(second)) return [];
    const lines = file.failures.map((line) => failureLine(name, line));
    return [{ name: basename(file.file), lines, kept: file.trace === null ? kept : `trace in ${file.trace}` }];
  });
  if (seconds.length > 0) {
    const lines = seconds.flatMap((second) => failureLines(name, second));
    return failed(name, lines, flaky);
  }
  const last = report.files.flatMap((one) => again.get(one.file)?.report?.files ?? [one]);
  const reason = skipReason(last);
  if (reason !== null) return { state: "skipped", reason, flaky };
  if (!last.some(({ passed }) => passed > 0)) return failed(name, [`${name}: no test was run`], flaky);
  return { state: "passed", flaky };
}

/** What several parts come to: as bad as the worst of them. */
export function together(outcomes: readonly Outcome[]): Outcome {
  const flaky = outcomes.flatMap((outcome) => outcome.flaky);
  const runs = outcomes.flatMap((outcome) => (outcome.state === "failed" ? outcome.runs : []));
  if (runs.length > 0) return { state: "failed", runs, flaky };
  const reasons = outcomes.flatMap((outcome) => (outcome.state === "skipped" ? [outcome.reason] : []));
  return reasons.length > 0 ? { state: "skipped", reason: reasons.join("; "), flaky } : { state: "passed", flaky };
}
