/**
 * Secondary controllers of an NVMe PF, by `nvme` of nvme-cli: the kernel shows them in no file. Two Identify commands to
 * the PF's controller, which change nothing.
 */
import { spawn } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import type { NvmePool, NvmeVf, NvmeVfs } from "../../../shared/machine/facts.ts";
import { systemProgram } from "../places/programs.ts";

/** What `nvme` prints for these words; null = it failed. */
export type RunNvme = (words: readonly string[]) => Promise<string | null>;

const TIMEOUT_MS = 15_000;
const CONTROLLER = /^nvme\d{1,9}$/;

const unread = (lacks: "program" | "rights" | "answer"): NvmeVfs => ({ state: "unread", lacks });

/** null = there is no such program. */
export function systemNvme(): RunNvme | null {
  const program = systemProgram("nvme");
  return program === null ? null : (words) => run(program, words);
}

function run(program: string, words: readonly string[]): Promise<string | null> {
  return new Promise((resolve) => {
    const child = spawn(program, [...words], {
      env: { ...process.env, LC_ALL: "C" },
      stdio: ["ignore", "pipe", "ignore"],
      timeout: TIMEOUT_MS,
      killSignal: "SIGKILL",
    });
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
    child.once("error", () => resolve(null));
    child.once("close", (code) => resolve(code === 0 ? output : null));
  });
}

/** What stands in the function's folder, for who asks a controller only when it is there and awake. */
async function controllerOf(folder: string): Promise<{ readonly name: string; readonly answers: boolean } | null> {
  const names = await readdir(`${folder}/nvme`).catch(() => []);
  const name = names.filter((each) => CONTROLLER.test(each)).sort()[0];
  if (name === undefined) return null;
  const text = async (file: string) => (await readFile(`${folder}/${file}`, "utf8").catch(() => "")).trim();
  const isAwake = (await text("power_state")) !== "D3cold";
  return { name, answers: isAwake && (await text(`nvme/${name}/state`)) === "live" };
}

/**
 * The controllers of a PF's VFs; null = the nvme driver does not have the function. Never rejects.
 * @param nvme null = there is no nvme-cli
 */
export async function readNvmeVfs(
  root: string,
  bdf: string,
  { nvme, isRoot }: { readonly nvme: RunNvme | null; readonly isRoot: boolean },
): Promise<NvmeVfs | null> {
  const controller = await controllerOf(`${root}/bus/pci/devices/${bdf}`);
  if (controller === null) return null;
  if (!isRoot) return unread("rights");
  if (nvme === null) return unread("program");
  if (!controller.answers) return unread("answer");
  const device = `/dev/${controller.name}`;
  const list = await nvme(["list-secondary", device, "-o", "json"]);
  const caps = list === null ? null : await nvme(["primary-ctrl-caps", device, "-o", "json"]);
  return parseNvmeVfs(list ?? "", caps ?? "");
}

/** What the helper tells: why there is nothing, or what nvme-cli printed for the list and the capabilities. */
export function nvmeVfsIn(why: string, list: string, caps: string): NvmeVfs {
  return why === "program" || why === "rights" ? unread(why) : parseNvmeVfs(list, caps);
}

/** @param caps `primary-ctrl-caps`, which releases before 1.14 do not have */
export function parseNvmeVfs(list: string, caps: string): NvmeVfs {
  const entries = field(json(list), "secondary-controllers");
  if (!Array.isArray(entries)) return unread("answer");
  const told = json(caps);
  const pool = (kind: "q" | "i"): NvmePool | null => {
    const numbers = [`v${kind}frt`, `v${kind}rfa`, `v${kind}rfap`, `v${kind}frsm`, `v${kind}gran`].map((name) =>
      numberIn(told, name),
    );
    const [total, assigned, toPf, most, step] = numbers;
    if (total == null || assigned == null || toPf == null || most == null || step == null) return null;
    return { total, assigned, toPf, most, step };
  };
  const vfs = entries.flatMap((entry: unknown): NvmeVf[] => {
    const controller = numberIn(entry, "secondary-controller-identifier");
    const number = numberIn(entry, "virtual-function-number");
    const state = numberIn(entry, "secondary-controller-state");
    const queues = numberIn(entry, "num-virtual-queues");
    const interrupts = numberIn(entry, "num-virtual-interrupts");
    // Number 0 is no VF.
    if (controller === null || number === null || number === 0) return [];
    if (state === null || queues === null || interrupts === null) return [];
    return [{ vf: number - 1, controller, online: (state & 1) === 1, queues, interrupts }];
  });
  return { state: "read", vfs, queues: pool("q"), interrupts: pool("i") };
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function field(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return new Map<string, unknown>(Object.entries(value)).get(name);
}

/** All of them are 16 bits but the totals, which have 32. */
function numberIn(value: unknown, name: string): number | null {
  const found = field(value, name);
  return typeof found === "number" && Number.isInteger(found) && found >= 0 && found <= 0xffff ? found : null;
}
