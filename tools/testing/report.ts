/** The JSON reports of Vitest and Playwright, in one shape: what became of each file. */
import { existsSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { stripVTControlCharacters } from "node:util";

const ROOT = join(import.meta.dirname, "../..");

export interface FileReport {
  /** Its path. */
  readonly file: string;
  readonly passed: number;
  readonly skipped: number;
  /** A line or more for each test that failed. */
  readonly failures: readonly string[];
  /** The first trace that was kept, as a path from the project's folder. */
  readonly trace: string | null;
}

export interface Report {
  readonly files: readonly FileReport[];
  /** What went wrong outside of every file. */
  readonly errors: readonly string[];
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

interface PlaywrightSpec {
  readonly title: string;
  readonly file: string;
  readonly line: number;
  readonly ok: boolean;
  readonly tests: readonly {
    readonly results: readonly {
      readonly status: string;
      readonly errors: readonly { readonly message?: string; readonly location?: { readonly line: number } }[];
      readonly attachments?: readonly { readonly name: string; readonly path?: string }[];
    }[];
  }[];
}

interface PlaywrightSuite {
  readonly specs?: readonly PlaywrightSpec[];
  readonly suites?: readonly PlaywrightSuite[];
}

interface PlaywrightReport {
  readonly config: { readonly rootDir: string };
  readonly suites: readonly PlaywrightSuite[];
  readonly errors: readonly { readonly message?: string }[];
}

const NO_MESSAGE = "no message";

function fromVitest({ testResults }: VitestReport): Pick<Report, "files"> {
  const files = testResults.map(({ name, message, status, assertionResults }): FileReport => {
    const count = (state: string) => assertionResults.filter((result) => result.status === state);
    const failed = count("failed");
    const own = failed.map(({ fullName, failureMessages }) => `${fullName}: ${failureMessages[0] ?? NO_MESSAGE}`);
    const passed = count("passed").length;
    return {
      file: name,
      passed,
      skipped: assertionResults.length - passed - failed.length,
      failures: own.length === 0 && status === "failed" ? [`${name}: ${message}`] : own,
      trace: null,
    };
  });
  return { files };
}

function specsIn(suite: PlaywrightSuite): readonly PlaywrightSpec[] {
  return [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsIn)];
}

function specReport({ title, file, line, ok, tests }: PlaywrightSpec): Omit<FileReport, "file"> {
  const results = tests.flatMap((test) => test.results);
  const errors = results.flatMap((result) => result.errors);
  const [first] = errors;
  const ran = results.some(({ status }) => status !== "skipped");
  // A test that never ran because one before it failed is no failure of its own.
  const failed = !ok && (first !== undefined || ran);
  const trace = results.flatMap((result) => result.attachments ?? []).find(({ name }) => name === "trace")?.path;
  return {
    passed: ok && ran ? 1 : 0,
    skipped: ran || failed ? 0 : 1,
    failures: failed ? [`${file}:${first?.location?.line ?? line} ${title}: ${first?.message ?? NO_MESSAGE}`] : [],
    trace: trace === undefined ? null : relative(ROOT, trace),
  };
}

function fromPlaywright({ config, suites, errors }: PlaywrightReport): Report {
  const specs = suites.flatMap(specsIn);
  const files = [...new Set(specs.map(({ file }) => file))].map((file): FileReport => {
    const reports = specs.filter((spec) => spec.file === file).map(specReport);
    const sum = (count: (report: Omit<FileReport, "file">) => number) =>
      reports.reduce((all, one) => all + count(one), 0);
    return {
      file: join(config.rootDir, file),
      passed: sum(({ passed }) => passed),
      skipped: sum(({ skipped }) => skipped),
      failures: reports.flatMap(({ failures }) => failures),
      trace: reports.find(({ trace }) => trace !== null)?.trace ?? null,
    };
  });
  return { files, errors: errors.map(({ message }) => message ?? NO_MESSAGE) };
}

/** What Vitest's report leaves out: an error that no test was there to catch. */
const UNHANDLED = /^\s*Vitest caught \d+ unhandled errors?/m;

/**
 * @param output what the runner printed
 * @returns what Vitest's or Playwright's JSON report says; null when there is none, or only a part of one
 */
export function readReport(path: string, output: string): Report | null {
  if (!existsSync(path)) return null;
  try {
    const content = JSON.parse(readFileSync(path, "utf8")) as VitestReport | PlaywrightReport;
    if (!("testResults" in content)) return fromPlaywright(content);
    const unhandled = UNHANDLED.exec(stripVTControlCharacters(output))?.[0];
    return { ...fromVitest(content), errors: unhandled === undefined ? [] : [unhandled.trim()] };
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
