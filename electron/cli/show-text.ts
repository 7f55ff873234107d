/** What `show` prints, made from the same parts as the window and its reports. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { errorText } from "../../shared/error-text.ts";
import type { ConfigReading, FunctionInfo, MachineSnapshot, ScanResult } from "../../shared/machine/facts.ts";
import { configSpaceOf, kernelViewOf } from "../../shared/machine/kernel-view.ts";
import { buildMachine } from "../../shared/machine/machine.ts";
import { parseSshTarget } from "../../shared/machine/ssh-target.ts";
import { asEnd } from "../../shared/operations/words.ts";
import { type Bdf, compareBdf } from "../../shared/pci/bdf.ts";
import { parseDump } from "../../shared/pci/dump.ts";
import { functionNames, namingBy, type PciIds } from "../../shared/pci/ids.ts";
import { type LspciFunction, lspciMachineText } from "../../shared/pci/lspci/function-text.ts";
import { type Naming, NUMERIC } from "../../shared/pci/lspci/naming.ts";
import { visibleText } from "../../shared/pci/visible-text.ts";
import { createReport } from "../../shared/report/create-report.ts";
import { looksLikeDocument } from "../../shared/report/document.ts";
import { treeText } from "../../shared/report/tree.ts";
import type { HostAccess } from "../host/access.ts";
import { FileHost } from "../host/file/file-host.ts";
import { LocalHost } from "../host/local/local-host.ts";
import { loadPciIds } from "../host/local/pci-ids-file.ts";
import { createDemoHost, DEMO_MACHINES, demoNames } from "../host/simulated/machines/catalogue.ts";
import { readingConfig } from "../host/ssh/ssh-command.ts";
import { SshHost } from "../host/ssh/ssh-host.ts";
import type { ProgramPlace, ShowOptions } from "./show-options.ts";

const MAX_FILE_BYTES = 64 * 1024 * 1024;

function readInput(path: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason = code === "ENOENT" ? "there is no such file" : code === "EISDIR" ? "it is a directory" : code;
    throw new Error(`${path} cannot be read: ${reason}.`);
  }
  if (bytes.length > MAX_FILE_BYTES) throw new Error(`${path} is larger than 64 MiB.`);
  return bytes.toString("utf8");
}

/** Over ssh, which asks on the terminal what it wants to know. @throws Error when root is asked for and not had */
async function openRemote(options: ShowOptions, { assets }: ProgramPlace): Promise<HostAccess> {
  const name = options.host.slice("ssh:".length);
  const target = parseSshTarget(name);
  if (target === null) throw new Error(`${name} is no machine's name; it must be like root@lab1 or lab1:2222.`);
  const script = readFileSync(join(assets, "host-helper.sh"), "utf8");
  const extra = readingConfig(options.sshConfig === undefined ? null : resolve(options.sshConfig));
  const host = new SshHost({ target, name, script, asking: null, extra });
  try {
    await host.identity();
    if (options.sudo) {
      const { state, note } = await host.unlock();
      if (state !== "unlocked") throw new Error(note ?? "root's rights could not be had there");
    }
  } catch (error) {
    await host.close();
    throw new Error(`${name}: ${asEnd(errorText(error))}`);
  }
  return host;
}

async function openHost(options: ShowOptions, place: ProgramPlace): Promise<HostAccess> {
  if (options.from !== undefined) {
    const opened = FileHost.open(options.from, readInput(options.from));
    if (!opened.ok) throw new Error(`${options.from}: ${opened.message}`);
    return opened.host;
  }
  if (options.host === "local") {
    return new LocalHost(options.sysfsRoot === undefined ? {} : { root: options.sysfsRoot });
  }
  if (options.host.startsWith("ssh:")) return await openRemote(options, place);
  const demo = DEMO_MACHINES.find(({ name }) => options.host === `demo:${name}`);
  if (!demo) {
    const known = demoNames().map((name) => `demo:${name}`);
    throw new Error(`there is no machine "${options.host}"; there are local, ssh:NAME, ${known.join(", ")}.`);
  }
  return createDemoHost(demo);
}

/** A dump says nothing but its bytes, and lspci takes all else from them: `lspci -F`. */
function dumpText(options: ShowOptions, text: string, naming: Naming): string {
  const dump = parseDump(text, { holesAsOnes: true });
  if (!dump.ok) throw new Error(`${options.from}: ${dump.message}`);
  const functions: LspciFunction[] = dump.functions
    .filter(({ bdf }) => options.slot === undefined || bdf === options.slot)
    .map(({ bdf, space }) => ({ bdf, space, kernel: null, naming }));
  requireSome(functions, options);
  return lspciMachineText(functions);
}

function requireSome(functions: readonly unknown[], options: ShowOptions): void {
  if (functions.length === 0 && options.slot !== undefined) {
    throw new Error(`there is no function ${options.slot} on ${options.from ?? options.host}.`);
  }
}

/** All asked for at once: over a connection they travel together. */
async function readConfigs(host: HostAccess, bdfs: readonly Bdf[], wake: boolean): Promise<Map<Bdf, ConfigReading>> {
  return new Map(await Promise.all(bdfs.map(async (bdf) => [bdf, await host.config(bdf, { wake })] as const)));
}

interface LspciRequest {
  readonly bdfs: readonly Bdf[];
  readonly naming: Naming;
  readonly wake: boolean;
}

async function lspciText(host: HostAccess, scan: ScanResult, { bdfs, naming, wake }: LspciRequest): Promise<string> {
  const wanted = new Set(bdfs);
  const functions: LspciFunction[] = [];
  const shown = scan.functions.filter(({ bdf }) => wanted.has(bdf));
  const readings = await readConfigs(
    host,
    shown.map(({ bdf }) => bdf),
    wake,
  );
  for (const facts of shown) {
    const reading = readings.get(facts.bdf);
    if (reading === undefined) continue;
    functions.push({ bdf: facts.bdf, space: configSpaceOf(reading), kernel: kernelViewOf(facts), naming });
  }
  return lspciMachineText(functions);
}

async function snapshotOf(host: HostAccess, scan: ScanResult, ids: PciIds): Promise<MachineSnapshot> {
  const functions: FunctionInfo[] = scan.functions
    .map((facts) => ({ ...facts, names: functionNames(ids, facts) }))
    .sort((a, b) => compareBdf(a.bdf, b.bdf));
  return { identity: await host.identity(), host: scan.host, functions, problems: scan.problems, revision: 1 };
}

/**
 * The same text for a terminal, a pipe and a file: nothing in it moves a cursor or hides.
 * @throws Error with one sentence for a file or machine that cannot be read
 */
export async function showText(options: ShowOptions, place: ProgramPlace): Promise<string> {
  return visibleText(await textOf(options, place));
}

async function textOf(options: ShowOptions, place: ProgramPlace): Promise<string> {
  const needsNames = !(options.format === "lspci" && options.numeric);
  const loadIds = async () => (await loadPciIds(join(place.assets, "pci.ids"))).ids;
  if (options.from !== undefined && options.format === "lspci" && !options.hex && !options.redact) {
    const text = readInput(options.from);
    if (!looksLikeDocument(text)) return dumpText(options, text, needsNames ? namingBy(await loadIds()) : NUMERIC);
  }
  const host = await openHost(options, place);
  try {
    const scan = await host.scan();
    const bdfs = scan.functions
      .map(({ bdf }) => bdf)
      .filter((bdf) => options.slot === undefined || bdf === options.slot);
    requireSome(bdfs, options);
    const [problem] = scan.problems;
    if (scan.functions.length === 0 && problem) {
      throw new Error(`${options.from ?? options.sysfsRoot ?? options.host}: ${problem.message}`);
    }
    if (options.format === "lspci" && !options.hex && !options.redact) {
      const naming = needsNames ? namingBy(await loadIds()) : NUMERIC;
      return await lspciText(host, scan, { bdfs, naming, wake: options.wake });
    }
    const machine = buildMachine(await snapshotOf(host, scan, await loadIds()));
    if (options.format === "tree") return treeText(machine);
    const configs = await readConfigs(host, bdfs, options.wake);
    const scope = options.slot === undefined ? ({ kind: "machine" } as const) : ({ kind: "functions", bdfs } as const);
    const { hex, redact, format } = options;
    return createReport({
      machine,
      configs,
      scope,
      format,
      hex,
      redact,
      createdAt: new Date().toISOString(),
      version: place.version,
    }).text;
  } finally {
    await host.close();
  }
}
