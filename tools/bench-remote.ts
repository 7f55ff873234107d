/**
 * A machine through ssh: the list and all configuration spaces over a connection that stands, against a run of
 * `ssh HOST lspci -vvvxxxx`, in turn on the same made-up machine; and how both grow with the number of functions.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildTree, type TreeOptions } from "../electron/host/local/testing/build-tree.ts";
import { SshHost } from "../electron/host/ssh/ssh-host.ts";
import { type FarMachine, noFarMachine, openFarMachine } from "../electron/host/ssh/testing/far-machine.ts";
import { ROOT } from "./build.ts";
import { findProgram } from "./run.ts";

/** From about as many functions as a laptop has to more than any server. */
const SIZES: readonly TreeOptions[] = [
  { ports: 2, pfs: 1, vfs: 6 },
  { ports: 16, pfs: 1, vfs: 31 },
  { ports: 64, pfs: 1, vfs: 62 },
];

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

interface Looked {
  readonly seconds: number;
  readonly list: number;
  readonly count: number;
}

async function look(host: SshHost): Promise<Looked> {
  const start = performance.now();
  const { functions } = await host.scan();
  const list = (performance.now() - start) / 1000;
  const readings = await Promise.all(functions.map(({ bdf }) => host.config(bdf, { wake: false })));
  const unread = readings.filter(({ state }) => state !== "read").length;
  if (unread > 0) throw new Error(`${unread} configuration spaces were not read`);
  return { seconds: (performance.now() - start) / 1000, list, count: functions.length };
}

function lspci(far: FarMachine): number {
  const start = performance.now();
  const args = [...far.options, "-l", "root", "127.0.0.1", "lspci -vvvxxxx"];
  const { status, stderr, stdout } = spawnSync("ssh", args, { encoding: "latin1", maxBuffer: 512 * 1024 * 1024 });
  if (status !== 0 || stdout === "") throw new Error(`lspci ended with status ${status}: ${stderr}`);
  return (performance.now() - start) / 1000;
}

async function measure(options: TreeOptions, runs: number): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "bench-remote-"));
  let far: FarMachine | null = null;
  try {
    const tree = buildTree(join(folder, "sys"), options);
    far = await openFarMachine(tree.root);
    const script = readFileSync(join(ROOT, "assets/host-helper.sh"), "utf8");
    const target = { user: "root", host: "127.0.0.1", port: null };
    const host = new SshHost({ target, name: "far", script, asking: null, extra: far.options });
    const ours: Looked[] = [];
    const theirs: number[] = [];
    try {
      await look(host);
      lspci(far);
      for (let run = 0; run < runs; run++) {
        ours.push(await look(host));
        theirs.push(lspci(far));
      }
    } finally {
      await host.close();
    }
    const our = median(ours.map(({ seconds }) => seconds));
    const list = median(ours.map((looked) => looked.list));
    const their = median(theirs);
    const digits = (seconds: number) => `${seconds.toFixed(2)} s`;
    return `${String(ours[0]?.count ?? 0).padStart(5)} functions: list ${digits(list)}, with all configuration spaces ${digits(our)}, lspci ${digits(their)}, ratio ${(our / their).toFixed(2)}`;
  } finally {
    far?.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Prints a line for each size, or why nothing can be measured here. */
export async function benchRemote(runs: number): Promise<void> {
  const missing = noFarMachine() ?? (findProgram("lspci") === null ? "lspci is not installed" : null);
  if (missing !== null) {
    console.log(`through ssh: not measured, because ${missing}`);
    return;
  }
  console.log(
    `through ssh on a connection that stands, against ssh HOST lspci -vvvxxxx, ${runs} runs in turn, medians`,
  );
  for (const options of SIZES) console.log(await measure(options, runs));
}
