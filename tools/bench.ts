/**
 * `npm run bench`: 4,096 functions as a tree and as text against lspci on the same tree in the same run, as whole
 * processes in turn; ratios are of medians. Then what a scan keeps in memory, decode and text alone, within one process,
 * a machine behind ssh, how soon `npm run dev` shows an edit, and the window on 65,536 functions. A figure with an aim
 * is printed beside it. `-- --runs 9` measures longer, `--lspci PATH` takes another lspci.
 *
 * One thing alone: `--start` measures the installed program from its start to its first row beside virt-manager and lstopo
 * (`--packages DIR` takes packages that are there), `--lab` measures through ssh on a lab machine with a real kernel (`--world NAME`, of those that
 * `npm run lab -- --help` lists), `--host NAME` on any machine, `--large` machines and files that say more than any
 * real one (`--count N`), `--window` the window on 65,536 functions, or on 4,096 with `--count 4096` (`--sysfs-root DIR` on a tree that is there).
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BuiltTree, buildTree, type TreeOptions } from "../electron/host/local/testing/build-tree.ts";
import { ConfigSpace } from "../shared/pci/config-space.ts";
import { decodeSpace } from "../shared/pci/decode.ts";
import { lspciFunctionText } from "../shared/pci/lspci/function-text.ts";
import { NUMERIC } from "../shared/pci/lspci/naming.ts";
import { benchDev } from "./bench-dev.ts";
import { benchLarge } from "./bench-large.ts";
import { benchHost, benchLab, benchRemote } from "./bench-remote.ts";
import { benchStart } from "./bench-start.ts";
import { benchWindow } from "./bench-window.ts";
import { ensureBuilt, ROOT } from "./build.ts";
import { median } from "./median.ts";
import { toolOptions } from "./options.ts";
import { findProgram } from "./run.ts";

/** The version whose text is the aim. */
const SAME_TEXT = "lspci version 3.14.0";

interface Timed {
  readonly wall: number;
  /** Processor time, user and system. */
  readonly cpu: number;
  readonly output: string;
}

/** A shell around the program tells its processor time: `times` prints 0m0.12s, for itself and for what it ran. */
function timed(program: string, args: readonly string[]): Timed {
  const start = performance.now();
  const { stdout, stderr, status } = spawnSync("sh", ["-c", '"$@" || exit; times >&2', "sh", program, ...args], {
    encoding: "latin1",
    maxBuffer: 256 * 1024 * 1024,
  });
  const wall = (performance.now() - start) / 1000;
  if (status !== 0) throw new Error(`${program} ended with status ${status}: ${stderr}`);
  const times = [...stderr.matchAll(/(\d+)m([\d.]+)s/g)].slice(-2);
  const cpu = times.reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds), 0);
  return { wall, cpu, output: stdout };
}

function ratio(ours: readonly Timed[], theirs: readonly Timed[], of: (run: Timed) => number): string {
  return (median(ours.map(of)) / median(theirs.map(of))).toFixed(2);
}

/** Microseconds per function of the median of seven passes, after one that nobody counts. */
function microseconds(count: number, pass: () => void): string {
  pass();
  const passes = Array.from({ length: 7 }, () => {
    const start = performance.now();
    pass();
    return performance.now() - start;
  });
  return `${((median(passes) * 1000) / count).toFixed(1)} µs per function`;
}

/** What of ours is measured against what of lspci's; the aim is of their ratio of processor time. */
const PAIRS = [
  { name: "scan", ours: ["--format", "tree"], theirs: ["-nnk"], aim: 1.5 },
  { name: "scan, decode and text", ours: ["--format", "lspci", "--numeric"], theirs: ["-vvv", "-n"], aim: 1 },
] as const;

function processes(root: string, count: number, runs: number, lspci: string | null): void {
  const cli = join(ROOT, "dist/app/cli.js");
  const version = lspci === null ? "" : spawnSync(lspci, ["--version"], { encoding: "utf8" }).stdout.trim();
  console.log(`${count} functions, ${runs} runs in turn, whole processes, medians`);
  for (const { name, ours, theirs, aim } of PAIRS) {
    const runOurs = () => timed(process.execPath, [cli, "show", "--sysfs-root", root, ...ours]);
    const runTheirs = () =>
      lspci === null ? null : timed(lspci, ["-O", `sysfs.path=${join(root, "bus/pci")}`, ...theirs]);
    const first = [runOurs(), runTheirs()];
    const pairs = Array.from({ length: runs }, () => [runOurs(), runTheirs()] as const);
    const our = pairs.map(([run]) => run);
    const their = pairs.flatMap(([, run]) => run ?? []);
    const perFunction = (median(our.map(({ cpu }) => cpu)) / count) * 1e6;
    console.log(`${name}: ${perFunction.toFixed(0)} µs of processor time per function`);
    if (their.length === 0) {
      console.log("no ratio: there is no lspci on this machine");
      continue;
    }
    const peer = `${version} ${theirs.join(" ")}`;
    console.log(`  ratio to ${peer}: ${ratio(our, their, ({ cpu }) => cpu)} (aim: at most ${aim.toFixed(1)})`);
    console.log(`  ratio of time: ${ratio(our, their, ({ wall }) => wall)}`);
    const isSame = first[0]?.output === first[1]?.output;
    if (name !== "scan" && version === SAME_TEXT) console.log(`  same text: ${isSame ? "yes" : "NO"}`);
  }
}

/** Bytes a function, KiB: what a process keeps that has read the facts of all. */
const MEMORY_AIM = 1.5;

function memory(root: string): void {
  const program = join(import.meta.dirname, "bench-memory.ts");
  const { output } = timed(process.execPath, ["--expose-gc", program, root]);
  const { functions, bytes, microseconds } = JSON.parse(output) as Record<string, number>;
  const [kib = 0, time = 0] = [(bytes ?? 0) / 1024, microseconds ?? 0];
  console.log(
    `all facts of ${functions} functions, as the window reads them: ${time.toFixed(0)} µs of processor time each`,
  );
  console.log(`  kept in memory: ${kib.toFixed(2)} KiB each (aim: at most ${MEMORY_AIM.toFixed(1)})`);
}

function alone(tree: BuiltTree, root: string): void {
  const functions = [...tree.ports, ...tree.pfs, ...tree.vfs].map((bdf) => ({
    bdf,
    space: new ConfigSpace(readFileSync(join(root, "bus/pci/devices", bdf, "config"))),
    kernel: null,
    naming: NUMERIC,
  }));
  const decode = microseconds(functions.length, () => {
    for (const { space } of functions) decodeSpace(space);
  });
  const text = microseconds(functions.length, () => {
    for (const item of functions) lspciFunctionText(item, false);
  });
  console.log(`decode alone: ${decode}`);
  console.log(`text alone: ${text}`);
}

/** Makes a tree up, and takes it away afterwards. */
function withTree(options: TreeOptions, measure: (root: string, tree: BuiltTree) => void): void {
  const folder = mkdtempSync(join(tmpdir(), "bench-tree-"));
  try {
    const root = join(folder, "sys");
    measure(root, buildTree(root, options));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function benchHere(runs: number, lspci: string | null): void {
  withTree({ ports: 64, pfs: 1, vfs: 62 }, (root, tree) => {
    const count = tree.ports.length + tree.pfs.length + tree.vfs.length;
    processes(root, count, runs, lspci);
    memory(root);
    alone(tree, root);
  });
  withTree({ ports: 512, pfs: 1, vfs: 126 }, memory);
}

const values = toolOptions({
  runs: { type: "string", default: "5" },
  lspci: { type: "string" },
  host: { type: "string" },
  lab: { type: "boolean", default: false },
  large: { type: "boolean", default: false },
  start: { type: "boolean", default: false },
  packages: { type: "string" },
  window: { type: "boolean", default: false },
  "sysfs-root": { type: "string" },
  count: { type: "string" },
  world: { type: "string", default: "nic-nvme" },
});
const runs = Math.max(3, Number(values.runs) || 5);
if (values.large) {
  await benchLarge(Number(values.count) || 100_000);
  process.exit();
}
await ensureBuilt();
if (values.host !== undefined) await benchHost(values.host, runs);
else if (values.start) await benchStart(values.packages ?? null, runs);
else if (values.lab) await benchLab(values.world, runs);
else if (values.window) await benchWindow(values["sysfs-root"] ?? null, Number(values.count) || undefined);
else {
  benchHere(runs, values.lspci ?? findProgram("lspci"));
  await benchRemote(runs);
  await benchDev(runs);
  await benchWindow(null);
}
