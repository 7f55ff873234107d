/**
 * A machine through ssh: the list and all configuration spaces over a connection that stands, against a run of
 * `ssh HOST lspci -vvvxxxx`, in turn on the same machine; and how both grow with the number of functions.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { productFiles } from "../e2e/lab/image/product.ts";
import { bootLab, prepareLab } from "../e2e/lab/machine/lab-machine.ts";
import { Ssh, sshArgs } from "../e2e/lab/machine/ssh.ts";
import { labWorld } from "../e2e/lab/worlds/catalogue.ts";
import { buildTree, type TreeOptions } from "../electron/host/local/testing/build-tree.ts";
import { SshHost } from "../electron/host/ssh/ssh-host.ts";
import { type FarMachine, noFarMachine, openFarMachine } from "../electron/host/ssh/testing/far-machine.ts";
import { parseSshTarget, type SshTarget } from "../shared/machine/ssh-target.ts";
import { ROOT } from "./build.ts";
import { median } from "./median.ts";
import { findProgram } from "./run.ts";

/** From about as many functions as a laptop has to more than any server. */
const SIZES: readonly TreeOptions[] = [
  { ports: 2, pfs: 1, vfs: 6 },
  { ports: 16, pfs: 1, vfs: 31 },
  { ports: 64, pfs: 1, vfs: 62 },
];

/** Ticks of a second in /proc (proc_pid_stat(5), sysconf(_SC_CLK_TCK)). */
const TICKS = 100;

/** Processor time in seconds of this process and all below it, those that have ended included. */
function processorTime(): number {
  const all = readdirSync("/proc").flatMap((name) => {
    const [, parent, times] = /^.*\) \S (\d+) (?:\S+ ){9}((?:\d+ ){4})/s.exec(statOf(name)) ?? [];
    return parent === undefined || times === undefined ? [] : [{ pid: Number(name), parent: Number(parent), times }];
  });
  const ours = new Set([process.pid]);
  for (const above of ours) for (const { pid, parent } of all) if (parent === above) ours.add(pid);
  const ticks = all.filter(({ pid }) => ours.has(pid)).flatMap(({ times }) => times.trim().split(" ").map(Number));
  return ticks.reduce((sum, count) => sum + count, 0) / TICKS;
}

/** Empty for what is no process, or none any more. */
function statOf(name: string): string {
  try {
    return /^\d+$/.test(name) ? readFileSync(`/proc/${name}/stat`, "latin1") : "";
  } catch {
    return "";
  }
}

interface Run {
  readonly seconds: number;
  /** Of the far side, too, where that is a machine of our own. */
  readonly processor: number;
}

interface Looked extends Run {
  readonly list: number;
  readonly count: number;
}

async function look(host: SshHost): Promise<Looked> {
  const before = processorTime();
  const start = performance.now();
  const { functions } = await host.scan();
  const list = (performance.now() - start) / 1000;
  const readings = await Promise.all(functions.map(({ bdf }) => host.config(bdf, { wake: false })));
  // What sleeps in D3cold is let sleep; lspci wakes it.
  const unread = readings.filter(({ state }) => state !== "read" && state !== "asleep").length;
  if (unread > 0) throw new Error(`${unread} configuration spaces were not read`);
  const seconds = (performance.now() - start) / 1000;
  return { seconds, processor: processorTime() - before, list, count: functions.length };
}

/** Where both sides of the comparison go, by the same ssh and with the same options. */
interface Place {
  readonly target: SshTarget;
  readonly options: readonly string[];
  /** All that runs there runs below this process. */
  readonly isOurs: boolean;
}

function lspci({ target: { user, host, port }, options }: Place): Run {
  const before = processorTime();
  const start = performance.now();
  const way = [...(user === null ? [] : ["-l", user]), ...(port === null ? [] : ["-p", String(port)])];
  const args = [...options, "-T", "-x", ...way, "--", host, "lspci -vvvxxxx"];
  const { status, stderr, stdout } = spawnSync("ssh", args, { encoding: "latin1", maxBuffer: 512 * 1024 * 1024 });
  if (status !== 0 || stdout === "") throw new Error(`lspci ended with status ${status}: ${stderr}`);
  return { seconds: (performance.now() - start) / 1000, processor: processorTime() - before };
}

function least(numbers: readonly number[]): number {
  return Math.min(...numbers);
}

/** One after the other, after a first time of each that nobody counts. @returns a line */
async function compare(place: Place, runs: number): Promise<string> {
  const script = readFileSync(join(ROOT, "assets/host-helper.sh"), "utf8");
  const host = new SshHost({ target: place.target, name: "far", script, asking: null, extra: place.options });
  const ours: Looked[] = [];
  const theirs: Run[] = [];
  try {
    await look(host);
    lspci(place);
    for (let run = 0; run < runs; run++) {
      ours.push(await look(host));
      theirs.push(lspci(place));
    }
  } finally {
    await host.close();
  }
  const seconds = (runs: readonly Run[]) => runs.map((run) => run.seconds);
  const processor = (runs: readonly Run[]) => runs.map((run) => run.processor);
  const told = (numbers: readonly number[]) => `${median(numbers).toFixed(2)} s (${least(numbers).toFixed(2)})`;
  const against = (of: (runs: readonly Run[]) => readonly number[]) =>
    `${told(of(ours))}, lspci ${told(of(theirs))}, ratio ${ratio(of, median)} (${ratio(of, least)})`;
  const ratio = (of: (runs: readonly Run[]) => readonly number[], from: (numbers: readonly number[]) => number) =>
    (from(of(ours)) / from(of(theirs))).toFixed(2);
  const count = String(ours[0]?.count ?? 0).padStart(5);
  const lists = told(ours.map(({ list }) => list));
  const line = `${count} functions: list ${lists}, with all configuration spaces ${against(seconds)}`;
  return place.isOurs ? `${line}\n      processor time of both sides ${against(processor)}` : line;
}

async function measure(options: TreeOptions, runs: number): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "bench-remote-"));
  let far: FarMachine | null = null;
  try {
    const tree = buildTree(join(folder, "sys"), options);
    far = await openFarMachine(tree.root);
    const target: SshTarget = { user: "root", host: "127.0.0.1", port: null };
    return await compare({ target, options: far.options, isOurs: true }, runs);
  } finally {
    far?.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function sayWhat(runs: number): void {
  console.log(
    `through ssh on a connection that stands, against ssh HOST lspci -vvvxxxx, ${runs} runs in turn, medians (least)`,
  );
}

/** A machine of the user's own, as they write it for ssh. */
export async function benchHost(name: string, runs: number): Promise<void> {
  const target = parseSshTarget(name);
  if (target === null) throw new Error(`${name} is no machine as ssh has it`);
  sayWhat(runs);
  console.log(await compare({ target, options: [], isOurs: false }, runs));
}

/** The lab's machine with a real kernel, as it starts and with all its VFs on. */
export async function benchLab(name: string, runs: number): Promise<void> {
  const world = labWorld(name);
  const folder = mkdtempSync(join(tmpdir(), "bench-lab-"));
  try {
    const kit = await prepareLab({ files: productFiles(), folder });
    const machine = await bootLab({ kit, world, logs: join(folder, "logs") });
    try {
      console.log(`${kit.parts.about}; ${world.name}: ${world.about}`);
      const ssh = await Ssh.open(machine.place.ssh);
      // lspci would wake what sleeps in D3cold, and wait for it. What is below a port goes with it.
      const asleep = "$(grep -l D3cold /sys/bus/pci/devices/*/power_state)";
      await ssh.run(`for f in ${asleep}; do d=$(dirname $f); [ ! -e $d ] || echo 1 > $d/remove; done`);
      const options = sshArgs(machine.place.ssh);
      const place: Place = { target: { user: "root", host: "127.0.0.1", port: null }, options, isOurs: false };
      sayWhat(runs);
      console.log(await compare(place, runs));
      const counts = world.offers.flatMap(({ pf, undrivenVfs }) => [
        ...(pf ? [{ pf: pf.bdf, count: pf.limit }] : []),
        ...(undrivenVfs ? [undrivenVfs] : []),
      ]);
      for (const { pf, count } of counts) await ssh.run(`echo ${count} > /sys/bus/pci/devices/${pf}/sriov_numvfs`);
      ssh.close();
      console.log(await compare(place, runs));
    } finally {
      await machine.close();
    }
  } finally {
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
  sayWhat(runs);
  for (const options of SIZES) console.log(await measure(options, runs));
}
