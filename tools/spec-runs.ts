/** Runs files of tests: all of them, then each that failed once more, alone. */
import { rmSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { ROOT } from "./build.ts";
import { localProgram, type RunResult, run } from "./run.ts";
import type { Outcome } from "./testing/outcome.ts";
import { readReport } from "./testing/report.ts";
import { filesToTryAgain, isPassed, outcomeOf, type Try } from "./testing/second-try.ts";

/** Where a run leaves what it made. */
export interface Setting {
  /** Folder for reports. */
  readonly reports: string;
  /** Folder for traces and pictures. */
  readonly results: string;
  /** Keeps what is printed to itself. */
  readonly isQuiet?: boolean;
}

const SETTING: Setting = { reports: join(ROOT, ".cache"), results: join(ROOT, "test-results") };

/** Where one try leaves its report, and a folder for what else it makes. */
interface Place {
  readonly report: string;
  readonly results: string;
}

/** @param file null = all */
type Runner = (file: string | null, place: Place) => Promise<Try>;

/** @param kept where the first try can be looked at when it left no trace */
async function twice(
  name: string,
  kept: string,
  { reports, results, isQuiet = false }: Setting,
  runner: Runner,
): Promise<Outcome> {
  // Beside the first one's folder, which stays as it is.
  const others = join(results, `${name}-again`);
  rmSync(others, { recursive: true, force: true });
  const say = (line: string) => isQuiet || console.log(line);
  const first = await runner(null, { report: join(reports, `${name}.json`), results: join(results, name) });
  const again = new Map<string, Try>();
  for (const [index, file] of filesToTryAgain(first).entries()) {
    say(`\n${name}: ${basename(file)} failed; it is tried once more, alone`);
    const place = { report: join(reports, `${name}-again-${index}.json`), results: join(others, basename(file)) };
    const second = await runner(file, place);
    again.set(file, second);
    say(`${name}: ${basename(file)} ${isPassed(second) ? "passed when tried alone: FLAKY" : "failed again"}`);
  }
  return outcomeOf({ name, first, again, kept });
}

/** The report is the one of this run, or none. */
async function tried(report: string, work: () => Promise<RunResult>): Promise<Try> {
  rmSync(report, { force: true });
  const { status, output } = await work();
  return { status, output, report: readReport(report, output) };
}

export interface PlaywrightRun {
  readonly project: string;
  readonly env: NodeJS.ProcessEnv;
  /** Comes before the command, and gives it a display for one. */
  readonly wrapper?: readonly string[];
  /** Of another project than this one's. */
  readonly config?: string;
  readonly setting?: Setting;
}

/** A file's path as the pattern that Playwright takes. */
function exactly(path: string): string {
  return `^${path.replace(/[^\w/]/g, "\\$&")}$`;
}

/** Runs the specs of one shell. */
export function playwright({ project, env, wrapper = [], config, setting = SETTING }: PlaywrightRun): Promise<Outcome> {
  const [program = "", ...before] = [...wrapper, localProgram("playwright")];
  const runner: Runner = (file, { report, results }) => {
    const args = [
      ...[...before, "test", `--project=${project}`],
      ...(config === undefined ? [] : [`--config=${config}`]),
      ...(file === null ? [] : ["--workers=1", exactly(file)]),
    ];
    return tried(report, () =>
      run(program, args, {
        env: { ...env, E2E_SUMMARY: report, E2E_OUTPUT: results },
        isQuiet: setting.isQuiet ?? false,
      }),
    );
  };
  return twice(project, `its results in ${relative(ROOT, join(setting.results, project))}`, setting, runner);
}

/** Runs the tests that lie beside the files. @param args where they are others than this project's */
export function vitest(name: string, args: readonly string[] = [], setting: Setting = SETTING): Promise<Outcome> {
  const runner: Runner = (file, { report }) => {
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
    const words = ["run", ...reporters, ...args, ...(file === null ? [] : [file])];
    return tried(report, () => run(localProgram("vitest"), words, { isQuiet: setting.isQuiet ?? false }));
  };
  return twice(name, `its report in ${relative(ROOT, join(setting.reports, `${name}.json`))}`, setting, runner);
}
