/**
 * `npm test`: everything that must hold, in one run. What cannot run here is SKIPPED with its reason and counted; with
 * CI=true nothing may be skipped. `npm test -- unit e2e` runs the named stages only.
 */
import { dirname, join } from "node:path";
import { ensureBuilt, ROOT } from "./build.ts";
import { findChromium } from "./chromium.ts";
import { ensureDevelopmentBuild } from "./development-build.ts";
import { ordinaryUserLauncher, testElectron } from "./electron-runtime.ts";
import { oldestNode } from "./oldest-node.ts";
import { noPackageCheck } from "./package-check/machine.ts";
import { findProgram, localProgram, run } from "./run.ts";
import { playwright, vitest } from "./spec-runs.ts";
import { ensureSystemPackages } from "./system-packages.ts";
import { closing, type StageResult } from "./testing/closing.ts";
import type { Outcome } from "./testing/outcome.ts";
import { failureLines } from "./testing/second-try.ts";

interface Stage {
  readonly name: string;
  readonly about: string;
  readonly work: () => Promise<Outcome>;
  /** Needs nothing but this project's own packages. */
  readonly isCheck?: true;
  /** Leaves a core idle, and prints what it says when it ends: it runs beside the stage after it. */
  readonly isBeside?: true;
}

const inCi = process.env.CI === "true";

/** Runs beside others: what it says is printed in one piece when it ends. */
async function check(name: string, program: string, args: readonly string[]): Promise<Outcome> {
  const { status, output } = await run(program, args, { isQuiet: true });
  if (output.trim() !== "") process.stdout.write(`\n${name}:\n${output}`);
  if (status === 0) return { state: "passed", flaky: [] };
  return { state: "failed", flaky: [], runs: [{ name, lines: failureLines(name, { report: null, output }) }] };
}

const local = (name: string, ...args: string[]) => check(name, localProgram(name), args);
const script = (name: string) => check(name, process.execPath, [join(ROOT, "tools", name)]);

function skipped(reason: string): Outcome {
  return { state: "skipped", reason, flaky: [] };
}

async function browserSpecs(): Promise<Outcome> {
  const chromium = findChromium();
  if (chromium === null) return skipped("there is no Chromium");
  await ensureBuilt();
  return playwright({ project: "chromium", env: { CHROMIUM_PATH: chromium } });
}

async function oldest(): Promise<Outcome> {
  const node = await oldestNode();
  if (node === null) return skipped("it cannot be had");
  await ensureBuilt();
  return check("node", process.execPath, [join(ROOT, "tools/oldest-node.ts"), node]);
}

/** As much as takes half a minute; `npm run monkey` plays others. */
const MONKEY = { MONKEY_SEED: "1", MONKEY_ACTIONS: "20" };

async function monkey(): Promise<Outcome> {
  const chromium = findChromium();
  if (chromium === null) return skipped("there is no Chromium");
  const program = await ensureDevelopmentBuild();
  return playwright({ project: "monkey", env: { CHROMIUM_PATH: chromium, MONKEY_PROGRAM: program, ...MONKEY } });
}

/** @returns the work, which is done once, when it is first asked for */
function once<T>(work: () => Promise<T>): () => Promise<T> {
  let promise: Promise<T> | null = null;
  return () => {
    promise ??= work();
    return promise;
  };
}

const electronFetched = once(testElectron);

/** Whether it can be had is the stage's to say. */
const labFetched = once(async () => {
  const { prefetchLab } = await import("../e2e/lab/machine/lab-machine.ts");
  await prefetchLab().catch(() => {});
});

/** How Electron is started by the specs; a reason when it cannot be. */
async function electronWay(): Promise<{ env: Record<string, string>; wrapper: readonly string[] } | string> {
  const electron = await electronFetched();
  if (electron === null) return "no Electron can be had";
  console.log(`Electron ${electron.version} from ${electron.origin}`);
  const bare = { ELECTRON_BARE_PATH: electron.path };
  if (process.platform !== "linux") return { env: bare, wrapper: [] };
  // The `electron` package, which Playwright asks for the program, looks into this folder instead of its own.
  const env = { ...bare, ELECTRON_OVERRIDE_DIST_PATH: dirname(ordinaryUserLauncher(electron.path)) };
  const xvfb = findProgram("xvfb-run");
  // An X server starts over when its last client goes, and lets nobody in meanwhile: two windows may close at once.
  if (xvfb !== null) return { env, wrapper: [xvfb, "-a", "-s", "-screen 0 2200x1400x24 -noreset"] };
  return process.env.DISPLAY ? { env, wrapper: [] } : "there is neither a display nor xvfb-run";
}

async function electronSpecs(): Promise<Outcome> {
  const way = await electronWay();
  if (typeof way === "string") return skipped(way);
  await ensureBuilt();
  return playwright({ project: "electron", ...way });
}

/** Boots virtual machines with a real kernel; whatever ends this run ends them too. */
async function lab(): Promise<Outcome> {
  const chromium = findChromium();
  if (chromium === null) return skipped("there is no Chromium");
  if (findProgram("ssh") === null) return skipped("there is no ssh");
  const way = await electronWay();
  if (typeof way === "string") return skipped(way);
  await Promise.all([ensureBuilt(), labFetched()]);
  const { LabRun } = await import("../e2e/lab/stage.ts");
  const run = new LabRun();
  const stop = (): void => {
    void run.end().finally(() => process.exit(130));
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  try {
    return await run.stage([
      { project: "lab", env: { CHROMIUM_PATH: chromium }, wrapper: [] },
      { project: "lab-electron", ...way },
    ]);
  } finally {
    process.off("SIGINT", stop);
    process.off("SIGTERM", stop);
  }
}

async function packages(): Promise<Outcome> {
  const reason = noPackageCheck();
  return reason === null ? script("package-check.ts") : skipped(reason);
}

const STAGES: readonly Stage[] = [
  { name: "lint", about: "Biome", work: () => local("biome", "ci", "--error-on-warnings", "."), isCheck: true },
  { name: "types", about: "TypeScript, each folder with its own world", work: () => local("tsc", "-b"), isCheck: true },
  { name: "architecture", about: "who may import whom", work: () => script("architecture.ts"), isCheck: true },
  { name: "unused", about: "dead files, exports and packages", work: () => local("knip"), isCheck: true },
  { name: "unit", about: "unit, property and contract tests", work: () => vitest("unit") },
  { name: "node", about: "command line and browser mode on the oldest Node that package.json asks for", work: oldest },
  { name: "e2e", about: "the product in Chromium", work: browserSpecs },
  { name: "packages", about: "installed in a disposable copy of this machine", work: packages, isBeside: true },
  { name: "monkey", about: "random actions on a development build", work: monkey },
  { name: "electron", about: "the product in Electron", work: electronSpecs },
  { name: "lab", about: "a real kernel with real SR-IOV, in virtual machines", work: lab },
];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !STAGES.some((stage) => stage.name === name));
if (unknown.length > 0) {
  console.error(`there is no stage ${unknown.join(", ")}; there are ${STAGES.map(({ name }) => name).join(", ")}`);
  process.exit(2);
}

const chosen = STAGES.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
const checks = chosen.filter(({ isCheck = false }) => isCheck);
const others = chosen.filter((stage) => !checks.includes(stage));

async function timed({ name, about, work }: Stage): Promise<StageResult> {
  console.log(`\n── ${name}: ${about}`);
  const start = performance.now();
  const outcome = await work();
  return { name, outcome, seconds: (performance.now() - start) / 1000 };
}

/** Installs what the other stages need, and begins to fetch what they need later: that takes the network's time. */
async function prepare(): Promise<void> {
  if (others.length === 0) return;
  await ensureSystemPackages();
  const needs = (...names: readonly string[]) => others.some(({ name }) => names.includes(name));
  if (needs("electron", "lab", "packages")) void electronFetched().catch(() => {});
  if (needs("lab")) void labFetched();
}

const preparing = prepare();
const results: StageResult[] = await Promise.all(checks.map(timed));
await preparing;
const started: Promise<StageResult>[] = [];
for (const stage of others) {
  started.push(timed(stage));
  if (!stage.isBeside) await Promise.all(started);
}
results.push(...(await Promise.all(started)));

const { lines, ok } = closing(results, inCi);
console.log(`\n${lines.join("\n")}`);
process.exitCode = ok ? 0 : 1;
