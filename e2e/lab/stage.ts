/** The lab's part of `npm test`: every world is booted once, and everything that concerns it is run in it. */
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { countContract } from "./contract-count.ts";
import { agentFiles, productFiles } from "./image/product.ts";
import { bootLab, type LabKit, type LabMachine, prepareLab } from "./machine/lab-machine.ts";
import { NoLab } from "./parts/fetch.ts";
import { execute } from "./process.ts";
import { LAB_MACHINE } from "./tests/booted.ts";
import { LAB_WORLDS } from "./worlds/catalogue.ts";
import type { LabWorld } from "./worlds/world.ts";

const ROOT = join(import.meta.dirname, "../..");
const RESULTS = join(ROOT, "test-results/lab");
const REPORTS = join(ROOT, ".cache/lab");
/** Guests sleep most of the time: drivers wait a second here and there when VFs go. */
const AT_ONCE = 3;

export type LabOutcome =
  | { readonly state: "passed" | "failed" }
  | { readonly state: "skipped"; readonly reason: string };

/** A program of this project's packages, by the Node that runs this. */
async function runTool(tool: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<boolean> {
  const program = join(ROOT, "node_modules/.bin", tool);
  const { status, stdout, stderr } = await execute(program, args, { cwd: ROOT, env: { ...process.env, ...env } });
  // In one piece: others run at the same time.
  process.stdout.write(`${stdout}${stderr}`);
  return status === 0;
}

function report(name: string): string {
  return join(REPORTS, `${name}.json`);
}

function vitest(name: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<boolean> {
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report(name)}`];
  return runTool("vitest", ["run", ...reporters, ...args], env);
}

function simulation(): Promise<boolean> {
  return vitest("simulation", ["electron/host/simulated/contract.test.ts"]);
}

/** The product in a browser, where the world has specs of its own. */
async function product(world: LabWorld, env: NodeJS.ProcessEnv): Promise<boolean> {
  if (!existsSync(join(ROOT, `e2e/specs/${world.name}.lab.spec.ts`))) return true;
  const own = { E2E_SUMMARY: report(`${world.name}-product`), E2E_OUTPUT: join(RESULTS, world.name, "product") };
  return await runTool("playwright", ["test", "--project=lab", `${world.name}.lab`], { ...env, ...own });
}

export class LabRun {
  private readonly machines = new Set<LabMachine>();
  private readonly chromium: string;
  private ended = false;

  /** @param chromium path of the browser that the product is driven in */
  constructor(chromium: string) {
    this.chromium = chromium;
  }

  async run(): Promise<LabOutcome> {
    rmSync(RESULTS, { recursive: true, force: true });
    rmSync(REPORTS, { recursive: true, force: true });
    mkdirSync(REPORTS, { recursive: true });
    const work = mkdtempSync(join(tmpdir(), "lab-kit-"));
    try {
      const kit = await prepareLab([...productFiles(), ...(await agentFiles(work))], work);
      console.log(kit.parts.about);
      const [simulated, real] = await Promise.all([simulation(), this.worlds(kit)]);
      const names = LAB_WORLDS.map(({ name }) => report(name)).filter(existsSync);
      const count = countContract([report("simulation")].filter(existsSync), names);
      console.log(`\n${count.text}`);
      return { state: simulated && real && count.equal ? "passed" : "failed" };
    } catch (error) {
      if (error instanceof NoLab) return { state: "skipped", reason: error.message };
      throw error;
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  }

  /** Ends every machine at once. */
  async end(): Promise<void> {
    this.ended = true;
    await Promise.all([...this.machines].map((machine) => machine.close()));
  }

  private async worlds(kit: LabKit): Promise<boolean> {
    const waiting = [...LAB_WORLDS];
    let passed = true;
    const worker = async (): Promise<void> => {
      for (let world = waiting.shift(); world !== undefined && !this.ended; world = waiting.shift()) {
        if (!(await this.world(world, kit))) passed = false;
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    return passed;
  }

  private async world(world: LabWorld, kit: LabKit): Promise<boolean> {
    const logs = join(RESULTS, world.name);
    const seconds = stopwatch();
    let machine: LabMachine;
    try {
      machine = await bootLab({ kit, world, logs });
    } catch (error) {
      console.error(`lab ${world.name}: ${error instanceof Error ? error.message : String(error)}`);
      return false;
    }
    const booted = seconds();
    this.machines.add(machine);
    try {
      const env = { [LAB_MACHINE]: JSON.stringify(machine.place), CHROMIUM_PATH: this.chromium };
      const kernel = await vitest(world.name, ["--config", "e2e/lab/vitest.config.ts"], env);
      const passed = (await product(world, env)) && kernel;
      const outcome = passed ? "passed" : `FAILED; console.log and qemu.log are in ${logs}`;
      console.log(`lab ${world.name}: booted in ${booted} s, ${seconds()} s in all, ${outcome}`);
      if (passed) rmSync(logs, { recursive: true, force: true });
      return passed;
    } finally {
      this.machines.delete(machine);
      await machine.close();
    }
  }
}

function stopwatch(): () => string {
  const start = performance.now();
  return () => ((performance.now() - start) / 1000).toFixed(1);
}
