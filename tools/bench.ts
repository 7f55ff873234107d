/**
 * `npm run bench`: scan, decode and text of 4,096 functions against lspci on the same tree in the same run, as whole
 * processes in turn; figures are ratios of medians. `-- --runs 9` measures longer, `--lspci PATH` takes another lspci.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { buildTree } from "../electron/host/local/testing/build-tree.ts";
import { ensureBuilt, ROOT } from "./build.ts";
import { findProgram } from "./run.ts";

const { values } = parseArgs({
  options: { runs: { type: "string", default: "5" }, lspci: { type: "string" } },
});
const runs = Math.max(3, Number(values.runs) || 5);
const lspci = values.lspci ?? findProgram("lspci");

interface Timed {
  readonly seconds: number;
  readonly output: string;
}

function timed(program: string, args: readonly string[]): Timed {
  const start = performance.now();
  const { stdout, status, error } = spawnSync(program, args, { encoding: "latin1", maxBuffer: 256 * 1024 * 1024 });
  if (error || status !== 0) throw new Error(`${program} ended with status ${status}`);
  return { seconds: (performance.now() - start) / 1000, output: stdout };
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

await ensureBuilt();
const folder = mkdtempSync(join(tmpdir(), "bench-tree-"));
try {
  const tree = buildTree(join(folder, "sys"), { ports: 64, pfs: 1, vfs: 62 });
  const count = tree.ports.length + tree.pfs.length + tree.vfs.length;
  const root = join(folder, "sys");
  const ours = () =>
    timed(process.execPath, [
      join(ROOT, "dist/app/cli.js"),
      "show",
      "--sysfs-root",
      root,
      "--format",
      "lspci",
      "--numeric",
    ]);
  const theirs = () => timed(lspci ?? "", ["-O", `sysfs.path=${join(root, "bus/pci")}`, "-vvv", "-n"]);
  ours();
  if (lspci !== null) theirs();
  const oursSeconds: number[] = [];
  const theirSeconds: number[] = [];
  for (let run = 0; run < runs; run++) {
    oursSeconds.push(ours().seconds);
    if (lspci !== null) theirSeconds.push(theirs().seconds);
  }
  console.log(`${count} functions, ${runs} runs in turn, whole processes, medians`);
  console.log(`scan + decode + text: ${((median(oursSeconds) / count) * 1e6).toFixed(0)} µs per function`);
  if (lspci === null) console.log("no ratio: there is no lspci on this machine");
  else {
    const version = spawnSync(lspci, ["--version"], { encoding: "utf8" }).stdout.trim();
    console.log(`ratio to ${version} -vvv -n: ${(median(oursSeconds) / median(theirSeconds)).toFixed(2)}`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
