/** What failed, in a line each: read from the reports that Vitest and Playwright leave. */
import { existsSync, readFileSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";

/** Something that was run and did not end well. */
export interface FailedRun {
  readonly name: string;
  /** Vitest's or Playwright's JSON report, which may be missing. */
  readonly report: string | null;
  /** What it printed. */
  readonly output: string;
}

interface VitestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly message: string;
    readonly status: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

interface PlaywrightSuite {
  readonly specs?: readonly {
    readonly title: string;
    readonly file: string;
    readonly line: number;
    readonly ok: boolean;
    readonly tests: readonly {
      readonly results: readonly {
        readonly status: string;
        readonly errors: readonly { readonly message?: string; readonly location?: { readonly line: number } }[];
      }[];
    }[];
  }[];
  readonly suites?: readonly PlaywrightSuite[];
}

interface PlaywrightReport {
  readonly suites: readonly PlaywrightSuite[];
  readonly errors: readonly { readonly message?: string }[];
}

const WIDTH = 240;
/** Lines of the output that stand for a run without a report. */
const TAIL = 5;

function oneLine(text: string): string {
  const line = stripVTControlCharacters(text).replace(/\s+/g, " ").trim();
  return line.length > WIDTH ? `${line.slice(0, WIDTH - 1)}…` : line;
}

function fromVitest({ testResults }: VitestReport): readonly string[] {
  return testResults.flatMap(({ name, message, status, assertionResults }) => {
    const failed = assertionResults.filter((result) => result.status === "failed");
    if (failed.length === 0 && status === "failed") return [`${name}: ${message}`];
    return failed.map(({ fullName, failureMessages }) => `${fullName}: ${failureMessages[0] ?? "no message"}`);
  });
}

function fromPlaywright(suite: PlaywrightSuite): readonly string[] {
  const own = (suite.specs ?? []).flatMap(({ title, file, line, ok, tests }) => {
    // A test that never ran because one before it failed is no failure of its own.
    const errors = tests.flatMap(({ results }) => results.flatMap((result) => result.errors));
    if (ok || errors.length === 0) return [];
    return [`${file}:${errors[0]?.location?.line ?? line} ${title}: ${errors[0]?.message ?? "no message"}`];
  });
  return [...own, ...(suite.suites ?? []).flatMap(fromPlaywright)];
}

function fromReport(report: string): readonly string[] {
  const content = JSON.parse(readFileSync(report, "utf8")) as VitestReport | PlaywrightReport;
  if ("testResults" in content) return fromVitest(content);
  return [...content.errors.map(({ message }) => message ?? "no message"), ...content.suites.flatMap(fromPlaywright)];
}

/** @returns a line for each failed test; the end of the output where no report names one */
export function failuresOf({ name, report, output }: FailedRun): readonly string[] {
  const tests = report !== null && existsSync(report) ? fromReport(report) : [];
  const said = output.split("\n").filter((line) => line.trim() !== "");
  return (tests.length > 0 ? tests : said.slice(-TAIL)).map((line) => `${name}: ${oneLine(line)}`);
}
