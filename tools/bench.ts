/**
 * `npm run bench`: scan, decode and text of 4,096 functions against lspci on the same tree in the same run, as whole
 * processes in turn; ratios are of medians. Then decode and text alone, within one process, and a machine behind ssh.
 * `-- --runs 9` measures longer, `--lspci PATH` takes another lspci. `--lab` measures through ssh on a lab machine with a
 * real kernel, `--host NAME` on any machine, `--large` machines and files that say more than any real one (`--count`),
 * `--window` the window on 65,536 functions (`--sysfs-root DIR` on a tree that is there), and nothing else.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type BuiltTree, buildTree } from "../electron/host/local/testing/build-tree.ts";
import { ConfigSpace } from "../shared/pci/config-space.ts";
import { decodeSpace } from "../shared/pci/decode.ts";
import { lspciFunctionText } from "../shared/pci/lspci/function-text.ts";
import { NUMERIC } from "../shared/pci/lspci/naming.ts";
import { benchDev } from "./bench-dev.ts";
import { benchLarge } from "./bench-large.ts";
import { benchHost, benchLab, benchRemote, median } from "./bench-remote.ts";
import { benchWindow } from "./bench-window.ts";
import { ensureBuilt, ROOT } from "./build.ts";
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

function processes(root: string, count: number, runs: number, lspci: string | null): void {
  const cli = join(ROOT, "dist/app/cli.js");
  const ours = () => timed(process.execPath, [cli, "show", "--sysfs-root", root, "--format", "lspci", "--numeric"]);
  const theirs = (program: string) => timed(program, ["-O", `sysfs.path=${join(root, "bus/pci")}`, "-vvv", "-n"]);
  const first = ours();
  const firstOfTheirs = lspci === null ? null : theirs(lspci);
  const our: Timed[] = [];
  const their: Timed[] = [];
  for (let run = 0; run < runs; run++) {
    our.push(ours());
    if (lspci !== null) their.push(theirs(lspci));
  }
  console.log(`${count} functions, ${runs} runs in turn, whole processes, medians`);
  const perFunction = (median(our.map(({ wall }) => wall)) / count) * 1e6;
  console.log(`scan + decode + text: ${perFunction.toFixed(0)} µs per function`);
  if (lspci === null || firstOfTheirs === null) {
    console.log("no ratio: there is no lspci on this machine");
    return;
  }
  const version = spawnSync(lspci, ["--version"], { encoding: "utf8" }).stdout.trim();
  console.log(`ratio to ${version} -vvv -n: ${ratio(our, their, ({ wall }) => wall)}`);
  console.log(`ratio of processor time: ${ratio(our, their, ({ cpu }) => cpu)}`);
  if (version === SAME_TEXT) console.log(`same text: ${first.output === firstOfTheirs.output ? "yes" : "NO"}`);
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

async function benchHere(runs: number, lspci: string | null): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "bench-tree-"));
  try {
    const root = join(folder, "sys");
    const tree = buildTree(root, { ports: 64, pfs: 1, vfs: 62 });
    const count = tree.ports.length + tree.pfs.length + tree.vfs.length;
    processes(root, count, runs, lspci);
    alone(tree, root);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "5" },
    lspci: { type: "string" },
    host: { type: "string" },
    lab: { type: "boolean", default: false },
    large: { type: "boolean", default: false },
    window: { type: "boolean", default: false },
    "sysfs-root": { type: "string" },
    count: { type: "string", default: "100000" },
    world: { type: "string", default: "nic-nvme" },
  },
});
const runs = Math.max(3, Number(values.runs) || 5);
if (values.large) {
  await benchLarge(Number(values.count) || 100_000);
  process.exit();
}
await ensureBuilt();
if (values.host !== undefined) await benchHost(values.host, runs);
else if (values.lab) await benchLab(values.world, runs);
else if (values.window) await benchWindow(values["sysfs-root"] ?? null);
else {
  await benchHere(runs, values.lspci ?? findProgram("lspci"));
  await benchRemote(runs);
  await benchDev(runs);
  await benchWindow(null);
}
