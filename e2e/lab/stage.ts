/**
 * Runs of the lab: every world is booted, and what concerns it is run in it. `npm test` does so on the usual kernel, beside
 * the simulation; `npm run lab -- kernels` on others, where the contract and lspci's text are what matters;
 * `npm run lab -- worlds` in more worlds, with what a person tries there.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { freemem, tmpdir } from "node:os";
import { join } from "node:path";
import { errorText } from "../../shared/error-text.ts";
import type { Outcome } from "../../tools/testing/outcome.ts";
import { readReport } from "../../tools/testing/report.ts";
import {
  filesToTryAgain,
  isPassed,
  MAX_TRIED_AGAIN,
  outcomeOf,
  type Try,
  together,
} from "../../tools/testing/second-try.ts";
import { countContract, countKernel } from "./contract-count.ts";
import { agentFiles, productFiles } from "./image/product.ts";
import { PLAIN_USER, ROOT_USER, SUDO_USER } from "./image/users.ts";
import { bootLab, type LabKit, type LabMachine, prepareLab } from "./machine/lab-machine.ts";
import { NoLab } from "./parts/fetch.ts";
import { type LabKernel, USUAL_KERNEL } from "./parts/recipe.ts";
import { execute } from "./process.ts";
import { addListedCases, compareCases, listedCases, writeListedCases } from "./real-kernel-cases.ts";
import { LAB_MACHINE, LAB_USERS } from "./tests/booted.ts";
import { KERNEL_WORLDS, LAB_WORLDS } from "./worlds/catalogue.ts";
import type { LabWorld } from "./worlds/world.ts";

const ROOT = join(import.meta.dirname, "../..");
const RESULTS = join(ROOT, "test-results/lab");
const REPORTS = join(ROOT, ".cache/lab");
/**
 * Guests sleep half of their time: drivers wait a second here and there when VFs go. Two cores are busy with these.
 */
const MAX_AT_ONCE = 4;
/** A machine, and a browser for those that have one. */
const MEMORY_EACH = 1.6e9;
/** `write` makes the list of cases again: `npm run lab:cases`. */
const LAB_CASES = "LAB_CASES";

/** Is each case that the documents list of this kernel run. Those of the usual one are of more worlds: `npm test -- lab`. */
function isWhole(kernel: LabKernel, worlds: readonly LabWorld[]): boolean {
  return kernel !== USUAL_KERNEL && KERNEL_WORLDS.every((world) => worlds.includes(world));
}

/** What the product is driven in, as a project of Playwright's. */
export interface LabShell {
  readonly project: "lab" | "lab-electron";
  readonly env: Readonly<Record<string, string>>;
  /** Comes before the command, and gives it a display for one. */
  readonly wrapper: readonly string[];
}

function report(name: string): string {
  return join(REPORTS, `${name}.json`);
}

/** The name of a job's second try. */
function secondOf(name: string): string {
  return `${name}-again`;
}

/** The last report of each that left one. */
function lastReports(names: readonly string[]): readonly string[] {
  return names.flatMap((name) => [report(secondOf(name)), report(name)].filter(existsSync).slice(0, 1));
}

interface Tool {
  /** Of the run: its report has it too. */
  readonly name: string;
  readonly env: NodeJS.ProcessEnv;
  /** Comes before the command. */
  readonly wrapper?: readonly string[];
}

/** A program of this project's packages. */
async function runTool(words: readonly string[], { name, env, wrapper = [] }: Tool): Promise<Try> {
  const [tool = "", ...rest] = words;
  const [program = "", ...args] = [...wrapper, join(ROOT, "node_modules/.bin", tool), ...rest];
  const { status, stdout, stderr } = await execute(program, args, { cwd: ROOT, env: { ...process.env, ...env } });
  const output = `${stdout}${stderr}`;
  // In one piece: others run at the same time.
  process.stdout.write(output);
  return { status, output, report: readReport(report(name), output) };
}

function vitest(name: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Try> {
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report(name)}`];
  return runTool(["vitest", "run", ...reporters, ...args], { name, env });
}

async function simulation(): Promise<Outcome> {
  const name = "simulation";
  const first = await vitest(name, ["electron/host/simulated/contract.test.ts"]);
  return outcomeOf({ name, first, again: new Map(), kept: "" });
}

/** What is run in one machine: those that take long do not wait for each other. */
interface Job {
  readonly name: string;
  readonly world: LabWorld;
  /** @param name of this try, for its report and its results */
  readonly run: (name: string, env: NodeJS.ProcessEnv) => Promise<Try>;
}

interface DoneJob {
  readonly job: Job;
  readonly first: Try;
}

interface VitestJob {
  readonly name: string;
  readonly tests: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

function vitestJob(world: LabWorld, { name, tests, env: own = {} }: VitestJob): Job {
  const args = ["--config", "e2e/lab/vitest.config.ts", ...tests];
  return { name, world, run: (trying, env) => vitest(trying, args, { ...env, ...own }) };
}

/** Files in e2e/lab/tests. */
function testsOf({ tests = ["contract.lab", "decode.lab"] }: LabWorld): readonly string[] {
  return tests;
}

function kernelJob(world: LabWorld, kernel = USUAL_KERNEL): Job {
  const name = kernel === USUAL_KERNEL ? world.name : `${world.name}-${kernel.name}`;
  return vitestJob(world, { name, tests: testsOf(world) });
}

/** Where nothing is tried, what concerns the world. */
function triedJob(world: LabWorld, kernel: LabKernel): Job {
  if (world.tried === undefined) return kernelJob(world, kernel);
  const name = kernel === USUAL_KERNEL ? `${world.name}-tried` : `${world.name}-tried-${kernel.name}`;
  return vitestJob(world, { name, tests: ["tried.lab", "decode.lab"] });
}

/**
 * One user goes through the whole suite, and root, whose way is the shorter one, through what another world lacks. Beside
 * the whole of it little is left to be seen without ssh, and takes no machine of its own.
 */
function contractJobs(world: LabWorld): readonly Job[] {
  const { name, throughSsh } = world;
  if (throughSsh === undefined) return [kernelJob(world)];
  const ssh = "ssh.lab";
  const users = (user: string) => ({ [LAB_USERS]: [user, PLAIN_USER].join(" ") });
  return throughSsh === "whole suite"
    ? [vitestJob(world, { name, tests: [...testsOf(world), ssh], env: users(SUDO_USER) })]
    : [kernelJob(world), vitestJob(world, { name: `${name}-ssh`, tests: [ssh], env: users(ROOT_USER) })];
}

function productJob(world: LabWorld, specs: string, { project, env: ways, wrapper }: LabShell): Job {
  const name = `${world.name}-${project}`;
  const words = ["playwright", "test", `--project=${project}`, specs];
  const run: Job["run"] = (trying, env) => {
    const own = { ...ways, E2E_SUMMARY: report(trying), E2E_OUTPUT: join(RESULTS, trying, "product") };
    return runTool(words, { name: trying, env: { ...env, ...own }, wrapper });
  };
  return { name, world, run };
}

/** Names of the jobs that take long, the longest first: what is started last should end soon. */
const LONG: readonly string[] = [
  "nic-nvme",
  "switch",
  "nic-nvme-lab",
  "virtio-sriov",
  "nic-nvme-ssh",
  "nic-nvme-lab-electron",
  "no-iommu",
  "usage",
];

function rank({ name }: Job): number {
  const place = LONG.indexOf(name);
  return place < 0 ? LONG.length : place;
}

function jobsWith(shells: readonly LabShell[]): readonly Job[] {
  const jobs = LAB_WORLDS.flatMap((world) => {
    const { specs } = world;
    return [
      ...contractJobs(world),
      ...(specs === undefined ? [] : shells.map((shell) => productJob(world, specs, shell))),
    ];
  });
  return jobs.toSorted((a, b) => rank(a) - rank(b));
}

interface Done {
  readonly outcomes: readonly Outcome[];
  /** `uname -r` */
  readonly release: string;
}

export class LabRun {
  private readonly machines = new Set<LabMachine>();
  private ended = false;

  /** The lab's part of `npm test`: every job on the usual kernel, and the simulation beside them. */
  async stage(shells: readonly LabShell[]): Promise<Outcome> {
    return await this.inFolder(async (work) => {
      const jobs = jobsWith(shells);
      const [simulated, { outcomes, release }] = await Promise.all([
        simulation(),
        this.onKernel(USUAL_KERNEL, jobs, work),
      ]);
      const names = LAB_WORLDS.flatMap(contractJobs).map(({ name }) => name);
      const count = countContract(lastReports(["simulation"]), lastReports(names));
      console.log(`\n${count.text}`);
      if (process.env[LAB_CASES] === "write") writeListedCases(USUAL_KERNEL.name, { release, cases: count.real });
      const broken = [
        ...(count.equal ? [] : ["the contract is not the same everywhere"]),
        ...brokenWord(USUAL_KERNEL, count.real),
      ];
      return together([simulated, ...outcomes, contractOutcome(broken)]);
    });
  }

  /**
   * The contract suite and lspci's text on each of these kernels, in each of these worlds.
   * @param write what passes goes into the documents' list, or is added to it where the worlds are not all; else what is
   * there must pass
   */
  async kernels(kernels: readonly LabKernel[], worlds: readonly LabWorld[], write: boolean): Promise<Outcome> {
    return await this.inFolder(async (work) => {
      const outcomes: Outcome[] = [];
      const texts: string[] = [];
      for (const kernel of kernels) {
        const jobs = worlds.map((world) => kernelJob(world, kernel));
        const done = await this.onKernel(kernel, jobs, work);
        const names = jobs.map(({ name }) => name);
        const { text, real } = countKernel(done.release, lastReports(names));
        texts.push(text);
        const whole = isWhole(kernel, worlds);
        const list = whole ? writeListedCases : addListedCases;
        if (write) list(kernel.name, { release: done.release, cases: real });
        outcomes.push(...done.outcomes, contractOutcome(whole ? brokenWord(kernel, real) : []));
        if (this.ended) break;
      }
      console.log(`\n${texts.join("\n")}`);
      return together(outcomes);
    });
  }

  /** What a person tries in each of these worlds, and lspci's text there. */
  async worlds(kernels: readonly LabKernel[], worlds: readonly LabWorld[]): Promise<Outcome> {
    return await this.inFolder(async (work) => {
      const outcomes: Outcome[] = [];
      for (const kernel of kernels) {
        if (this.ended) break;
        const jobs = worlds.map((world) => triedJob(world, kernel));
        outcomes.push(...(await this.onKernel(kernel, jobs, work)).outcomes);
      }
      return together(outcomes);
    });
  }

  /** Ends every machine at once. */
  async end(): Promise<void> {
    this.ended = true;
    await Promise.all([...this.machines].map((machine) => machine.close()));
  }

  private async inFolder(run: (work: string) => Promise<Outcome>): Promise<Outcome> {
    rmSync(RESULTS, { recursive: true, force: true });
    rmSync(REPORTS, { recursive: true, force: true });
    mkdirSync(REPORTS, { recursive: true });
    const work = mkdtempSync(join(tmpdir(), "lab-kit-"));
    try {
      return await run(work);
    } catch (error) {
      if (error instanceof NoLab) return { state: "skipped", reason: error.message, flaky: [] };
      throw error;
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  }

  /** Runs every job; one whose tests failed is run once more, in a machine of its own and alone. */
  private async onKernel(kernel: LabKernel, jobs: readonly Job[], work: string): Promise<Done> {
    const folder = mkdtempSync(join(work, "kernel-"));
    const files = [...productFiles(), ...(await agentFiles(folder))];
    const kit = await prepareLab({ files, folder, kernel });
    console.log(kit.parts.about);
    const outcomes = await this.secondTries(await this.jobs(jobs, kit), kit);
    rmSync(folder, { recursive: true });
    return { outcomes, release: kit.parts.kernelRelease };
  }

  private async jobs(jobs: readonly Job[], kit: LabKit): Promise<readonly DoneJob[]> {
    const waiting = [...jobs];
    const done: DoneJob[] = [];
    const worker = async (): Promise<void> => {
      for (let job = waiting.shift(); job !== undefined && !this.ended; job = waiting.shift()) {
        done.push({ job, first: await this.job(job, job.name, kit) });
      }
    };
    const atOnce = Math.max(1, Math.min(MAX_AT_ONCE, Math.floor(freemem() / MEMORY_EACH)));
    await Promise.all(Array.from({ length: atOnce }, worker));
    return done;
  }

  private async secondTries(done: readonly DoneJob[], kit: LabKit): Promise<readonly Outcome[]> {
    const wanted = done.filter(({ first }) => filesToTryAgain(first).length > 0);
    const isTried = (one: DoneJob) => wanted.length <= MAX_TRIED_AGAIN && wanted.includes(one) && !this.ended;
    const outcomes: Outcome[] = [];
    for (const one of done) {
      const { name } = one.job;
      const second = isTried(one) ? await this.job(one.job, secondOf(name), kit) : null;
      outcomes.push(jobOutcome(one, second));
    }
    return outcomes;
  }

  /** @param name of this try */
  private async job({ world, run }: Job, name: string, kit: LabKit): Promise<Try> {
    const logs = join(RESULTS, name);
    const seconds = stopwatch();
    let machine: LabMachine;
    try {
      machine = await bootLab({ kit, world, logs });
    } catch (error) {
      const output = errorText(error);
      console.error(`lab ${name}: ${output}`);
      return { status: 1, report: null, output };
    }
    const booted = seconds();
    this.machines.add(machine);
    try {
      const tried = await run(name, { [LAB_MACHINE]: JSON.stringify(machine.place) });
      const isGood = isPassed(tried);
      const outcome = isGood ? "passed" : `FAILED; console.log and qemu.log are in ${logs}`;
      console.log(`lab ${name}: booted in ${booted} s, ${seconds()} s in all, ${outcome}`);
      if (isGood) rmSync(logs, { recursive: true, force: true });
      return tried;
    } finally {
      this.machines.delete(machine);
      await machine.close();
    }
  }
}

/** All of a job is tried again, for its tests share a machine. */
function jobOutcome({ job: { name }, first }: DoneJob, second: Try | null): Outcome {
  const again = new Map(second === null ? [] : filesToTryAgain(first).map((file): [string, Try] => [file, second]));
  const outcome = outcomeOf({ name, first, again, kept: `logs in test-results/lab/${name}` });
  return { ...outcome, flaky: outcome.flaky.map((one) => ({ ...one, name: `${name} ${one.name}` })) };
}

/** @param passed titles of the cases, sorted @returns what the documents say of this kernel and the run does not bear out */
function brokenWord({ name }: LabKernel, passed: readonly string[]): readonly string[] {
  const { lost, unlisted } = compareCases(listedCases()[name]?.cases ?? [], passed);
  for (const title of unlisted) console.log(`new on Linux ${name}, not in the documents (npm run lab:cases): ${title}`);
  return lost.map((title) => `did not pass on Linux ${name}, and the documents say so: ${title}`);
}

function contractOutcome(broken: readonly string[]): Outcome {
  const lines = broken.map((line) => `contract: ${line}`);
  if (lines.length === 0) return { state: "passed", flaky: [] };
  return { state: "failed", flaky: [], runs: [{ name: "contract", lines }] };
}

function stopwatch(): () => string {
  const start = performance.now();
  return () => ((performance.now() - start) / 1000).toFixed(1);
}
