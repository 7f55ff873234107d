/**
 * `npm test`: everything that must hold, in one run. What cannot run here is SKIPPED with its reason and counted; with
 * CI=true nothing may be skipped. `npm test -- unit e2e` runs the named stages only.
 */
import { readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { ensureBuilt, ROOT } from "./build.ts";
import { ordinaryUserLauncher, testElectron } from "./electron-runtime.ts";
import { type FailedRun, failuresOf } from "./failures.ts";
import { findProgram, localProgram, run } from "./run.ts";
import { ensureSystemPackages } from "./system-packages.ts";

type Outcome =
  | { readonly state: "passed" }
  | { readonly state: "failed"; readonly runs: readonly FailedRun[] }
  | { readonly state: "skipped"; readonly reason: string };

interface Stage {
  readonly name: string;
  readonly about: string;
  readonly work: () => Promise<Outcome>;
}

/** The end of the output says so many of a stage's failures again. */
const MOST_FAILURES = 10;
const inCi = process.env.CI === "true";

interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** The report it leaves. */
  readonly report?: string;
}

async function command(name: string, { program, args, env = {}, report }: Command): Promise<Outcome> {
  if (report !== undefined) rmSync(report, { force: true });
  const { status, output } = await run(program, args, env);
  if (status === 0) return { state: "passed" };
  return { state: "failed", runs: [{ name, report: report ?? null, output }] };
}

const local = (name: string, ...args: string[]) => command(name, { program: localProgram(name), args });
const script = (name: string) => command(name, { program: process.execPath, args: [join(ROOT, "tools", name)] });

function unitTests(): Promise<Outcome> {
  const report = join(ROOT, ".cache/unit.json");
  const args = ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  return command("unit", { program: localProgram("vitest"), args, report });
}

interface PlaywrightSummary {
  readonly stats: {
    readonly expected: number;
    readonly skipped: number;
    readonly unexpected: number;
    readonly flaky: number;
  };
}

/** Runs the specs of one shell; a spec that skipped itself counts as not passed. */
async function playwright(project: string, env: NodeJS.ProcessEnv, wrapper: readonly string[] = []): Promise<Outcome> {
  const report = join(ROOT, ".cache", `e2e-${project}.json`);
  const [program = "", ...args] = [...wrapper, localProgram("playwright"), "test", `--project=${project}`];
  const ways = { ...env, E2E_SUMMARY: report, E2E_OUTPUT: `test-results/${project}` };
  const outcome = await command(project, { program, args, env: ways, report });
  if (outcome.state !== "passed") return outcome;
  const { stats } = JSON.parse(readFileSync(report, "utf8")) as PlaywrightSummary;
  if (stats.skipped > 0) return { state: "skipped", reason: `${stats.skipped} specs skipped themselves` };
  if (stats.expected > 0) return outcome;
  return { state: "failed", runs: [{ name: project, report: null, output: "no spec was run" }] };
}

function findChromium(): string | null {
  return process.env.CHROMIUM_PATH ?? findProgram("chromium") ?? findProgram("google-chrome");
}

async function browserSpecs(): Promise<Outcome> {
  const chromium = findChromium();
  if (chromium === null) return { state: "skipped", reason: "there is no Chromium" };
  await ensureBuilt();
  return playwright("chromium", { CHROMIUM_PATH: chromium });
}

/** How Electron is started by the specs; a reason when it cannot be. */
async function electronWay(): Promise<{ env: Record<string, string>; wrapper: readonly string[] } | string> {
  const electron = await testElectron();
  if (electron === null) return "no Electron can be had";
  console.log(`Electron ${electron.version} from ${electron.origin}`);
  const bare = { ELECTRON_BARE_PATH: electron.path };
  if (process.platform !== "linux") return { env: bare, wrapper: [] };
  // The `electron` package, which Playwright asks for the program, looks into this folder instead of its own.
  const env = { ...bare, ELECTRON_OVERRIDE_DIST_PATH: dirname(ordinaryUserLauncher(electron.path)) };
  const xvfb = findProgram("xvfb-run");
  if (xvfb !== null) return { env, wrapper: [xvfb, "-a", "-s", "-screen 0 2200x1400x24"] };
  return process.env.DISPLAY ? { env, wrapper: [] } : "there is neither a display nor xvfb-run";
}

async function electronSpecs(): Promise<Outcome> {
  const way = await electronWay();
  if (typeof way === "string") return { state: "skipped", reason: way };
  await ensureBuilt();
  return playwright("electron", way.env, way.wrapper);
}

/** Boots virtual machines with a real kernel; whatever ends this run ends them too. */
async function lab(): Promise<Outcome> {
  const chromium = findChromium();
  if (chromium === null) return { state: "skipped", reason: "there is no Chromium" };
  if (findProgram("ssh") === null) return { state: "skipped", reason: "there is no ssh" };
  const way = await electronWay();
  if (typeof way === "string") return { state: "skipped", reason: way };
  await ensureBuilt();
  const { LabRun } = await import("../e2e/lab/stage.ts");
  const run = new LabRun([
    { project: "lab", env: { CHROMIUM_PATH: chromium }, wrapper: [] },
    { project: "lab-electron", ...way },
  ]);
  const stop = (): void => {
    void run.end().finally(() => process.exit(130));
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  try {
    return await run.run();
  } finally {
    process.off("SIGINT", stop);
    process.off("SIGTERM", stop);
  }
}

const STAGES: readonly Stage[] = [
  { name: "lint", about: "Biome", work: () => local("biome", "ci", "--error-on-warnings", ".") },
  { name: "types", about: "TypeScript, each folder with its own world", work: () => local("tsc", "-b") },
  { name: "architecture", about: "who may import whom", work: () => script("architecture.ts") },
  { name: "unused", about: "dead files, exports and packages", work: () => local("knip") },
  { name: "unit", about: "unit, property and contract tests", work: unitTests },
  { name: "e2e", about: "the product in Chromium", work: browserSpecs },
  { name: "electron", about: "the product in Electron", work: electronSpecs },
  { name: "lab", about: "a real kernel with real SR-IOV, in virtual machines", work: lab },
];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !STAGES.some((stage) => stage.name === name));
if (unknown.length > 0) {
  console.error(`there is no stage ${unknown.join(", ")}; there are ${STAGES.map(({ name }) => name).join(", ")}`);
  process.exit(2);
}

if (wanted.length === 0 || ["e2e", "electron", "unit", "lab"].some((name) => wanted.includes(name))) {
  await ensureSystemPackages();
}

const results: { readonly stage: Stage; readonly outcome: Outcome; readonly seconds: number }[] = [];
for (const stage of STAGES) {
  if (wanted.length > 0 && !wanted.includes(stage.name)) continue;
  console.log(`\n── ${stage.name}: ${stage.about}`);
  const start = performance.now();
  const outcome = await stage.work();
  results.push({ stage, outcome, seconds: (performance.now() - start) / 1000 });
}

console.log("");
for (const { stage, outcome, seconds } of results) {
  const note = outcome.state === "skipped" ? `  ${outcome.reason}` : "";
  console.log(
    `${outcome.state.toUpperCase().padEnd(8)}${stage.name.padEnd(14)}${seconds.toFixed(1).padStart(6)} s${note}`,
  );
}
const failures = results.flatMap(({ stage, outcome }) =>
  outcome.state === "failed" ? [{ stage: stage.name, lines: outcome.runs.flatMap(failuresOf) }] : [],
);
for (const { stage, lines } of failures) {
  console.log(`\n${stage} failed:`);
  for (const line of lines.slice(0, MOST_FAILURES)) console.log(`  ${line}`);
  if (lines.length > MOST_FAILURES) console.log(`  and ${lines.length - MOST_FAILURES} more`);
}
if (failures.length > 0) console.log("");
const failed = failures.length;
const skipped = results.filter(({ outcome }) => outcome.state === "skipped").length;
console.log(`${results.length - failed - skipped} passed, ${failed} failed, ${skipped} SKIPPED`);
if (inCi && skipped > 0) console.error("CI=true: nothing may be skipped");
process.exitCode = failed > 0 || (inCi && skipped > 0) ? 1 : 0;
