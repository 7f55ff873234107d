/**
 * Run inside the disposable machine by `npm run bench -- --start`: how long the installed program takes from its start
 * to its first row, and to the end of `show`, beside what others take for their window and their text, in turn.
 */
import { statSync } from "node:fs";
import { median } from "../median.ts";
import { install, PROGRAM, packageFiles } from "./packages.ts";
import { must, Running, run, USER } from "./program.ts";
import { makeUser } from "./user.ts";
import { onScreen, openWindow, untilAllEnded } from "./window.ts";

const MIB = 1024 * 1024;
const LOOK_MS = 5;
const LONGEST_MS = 30_000;

/** Something that is started and waited for. */
interface Racer {
  readonly name: string;
  readonly isOurs: boolean;
  /** @returns milliseconds */
  readonly start: () => Promise<number>;
}

async function isShown(title: string, env: Record<string, string>): Promise<boolean> {
  return (await run(["xdotool", "search", "--onlyvisible", "--name", title], { as: USER, env })).status === 0;
}

/** Until a window with this title is on the screen. */
function windowOf(name: string, title: string, words: readonly string[]): Racer {
  return {
    name,
    isOurs: false,
    async start() {
      const env = await onScreen();
      const begin = performance.now();
      const program = new Running(words, { as: USER, env });
      while (!(await isShown(title, env))) {
        if (performance.now() - begin > LONGEST_MS) throw new Error(`${name} shows no window: ${program.said}`);
        await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      }
      const took = performance.now() - begin;
      // With what it has started, which would hold its output open.
      await run(["pkill", "-KILL", "-f", "virt-manager|lstopo|dbus|at-spi|dconf"], { as: USER });
      await program.end();
      return took;
    },
  };
}

function ended(name: string, words: readonly string[]): Racer {
  return {
    name,
    isOurs: words[0] === PROGRAM,
    async start() {
      const begin = performance.now();
      await must(words, { as: USER });
      return performance.now() - begin;
    },
  };
}

/** Our window until a row stands in it. */
function ownWindow(name: string, words: readonly string[]): Racer {
  return {
    name,
    isOurs: true,
    async start() {
      await onScreen();
      const begin = performance.now();
      const window = await openWindow(words);
      await window.page.firstRow();
      const took = performance.now() - begin;
      await window.end();
      await untilAllEnded();
      return took;
    },
  };
}

const WINDOWS: readonly Racer[] = [
  ownWindow("the window's first row, a demo machine of 58 functions", ["--demo", "p22-048-018"]),
  ownWindow("the window's first row, this machine", []),
  windowOf("virt-manager's window", "Virtual Machine Manager", [
    ...["dbus-run-session", "virt-manager", "--no-fork", "--connect", "test:///default"],
  ]),
  windowOf("lstopo's window", "lstopo", ["lstopo"]),
];

const TEXTS: readonly Racer[] = [
  ended("show, this machine", [PROGRAM, "show"]),
  ended("lspci -nnk", ["lspci", "-nnk"]),
  ended("lstopo as text", ["lstopo", "--of", "console"]),
];

/** All in turn, `runs` times after one that nobody counts; each of others beside our first as a ratio. */
async function race(racers: readonly Racer[], runs: number): Promise<void> {
  for (const { start } of racers) await start();
  const taken = racers.map((): number[] => []);
  for (let turn = 0; turn < runs; turn++) {
    for (const [at, { start }] of racers.entries()) taken[at]?.push(await start());
  }
  const first = median(taken[0] ?? []);
  for (const [at, { name, isOurs }] of racers.entries()) {
    const its = median(taken[at] ?? []);
    const ratio = isOurs ? "" : `, ours takes ${(first / its).toFixed(2)} of that`;
    console.log(`  ${name}: ${its.toFixed(0)} ms, best ${Math.min(...(taken[at] ?? [])).toFixed(0)} ms${ratio}`);
  }
}

/** KiB that a package takes when it is installed. */
async function installedSize(name: string): Promise<string> {
  const status = await must(["dpkg-query", "-s", name]);
  const [, size] = /^Installed-Size: (\d+)$/m.exec(status) ?? [];
  return `${(Number(size) / 1024).toFixed(1)} MiB`;
}

process.stdin.on("end", () => process.exit(130)).resume();
const runs = Number(process.argv[2]);
const files = packageFiles();
await makeUser();
await install(files);
console.log(`from the start, ${runs} runs in turn, medians`);
await race(WINDOWS, runs);
await race(TEXTS, runs * 3);
console.log("sizes");
for (const path of files) {
  const name = path.split("/").at(-1)?.split("_")[0] ?? "";
  console.log(
    `  ${name}: ${(statSync(path).size / MIB).toFixed(1)} MiB to download, ${await installedSize(name)} installed`,
  );
}
for (const name of ["virt-manager", "virtinst", "hwloc"])
  console.log(`  ${name}: ${await installedSize(name)} installed`);
process.exit(0);
