/**
 * What `show` prints, made from the same parts as the window and its reports. lspci, which people compare with, starts in
 * a millisecond: so what only one kind of machine or one format needs is loaded there.
 */

import { join } from "node:path";
import type {
  ConfigReading,
  FunctionFacts,
  FunctionInfo,
  MachineSnapshot,
  ScanResult,
} from "../../shared/machine/facts.ts";
import { configSpaceOf } from "../../shared/machine/kernel-view.ts";
import { type Bdf, compareBdf } from "../../shared/pci/bdf.ts";
import type { PciIds } from "../../shared/pci/ids.ts";
import { type Naming, NUMERIC } from "../../shared/pci/lspci/naming.ts";
import { visibleText } from "../../shared/pci/visible-text.ts";
import { COMMON } from "../../shared/words/texts/common.ts";
import type { HostAccess } from "../host/access.ts";
import { type LeftUnread, leavingUnread } from "../host/left-unread.ts";
import { otherSystem } from "../host/places/system.ts";
import { EVERYTHING, type Wanted } from "../host/sysfs/function-facts.ts";
import { SysfsReader } from "../host/sysfs/sysfs-reader.ts";
import { refuse } from "./language.ts";
import { leftOf } from "./left.ts";
import type { InputText } from "./read-input.ts";
import type { ProgramPlace, ShowOptions } from "./show-options.ts";
import { CLI_WORDS } from "./words.ts";

type ShownHost = Pick<HostAccess, "identity" | "scan" | "config" | "detail" | "close"> &
  Partial<Pick<HostAccess, "usage" | "keptUsage">>;
type Write = (text: string) => void;

const FOR_TREE: Wanted = { tree: true, lspci: false, rest: false };
const FOR_LSPCI: Wanted = { tree: false, lspci: true, rest: false };

/**
 * Writes the same text for a terminal, a pipe and a file, piece by piece: nothing in it moves a cursor or hides.
 * @throws Error with one sentence for a file, machine or function that cannot be read, before anything is written
 */
export async function showText(write: Write, options: ShowOptions, place: ProgramPlace): Promise<void> {
  if (options.part !== undefined && options.from === undefined) {
    refuse(CLI_WORDS.partNeedsText);
  }
  const writeVisible = (text: string) => write(visibleText(text));
  if (options.kernel !== undefined && !options.host.startsWith("demo:")) {
    refuse(CLI_WORDS.kernelNeedsDemo);
  }
  const input = options.from === undefined ? null : await (await import("./read-input.ts")).readInput(options.from);
  if (input !== null && isPlainLspci(options)) {
    const { dumpText } = await import("./dump-text.ts");
    const text = await dumpText(input, options, await namingFor(options, place), () => loadInfo(place));
    if (text !== null) return writeVisible(text);
  }
  const left = await leftOf(options, place);
  const opened = await openShown(options, place, { input, left });
  const isRead = left === null || (isPlainLspci(options) && opened instanceof SysfsReader);
  const host: ShownHost = isRead ? opened : leavingUnread(opened, left);
  try {
    if (isPlainLspci(options)) await writeFunctions(host, options, place, { left, write: writeVisible });
    else writeVisible(await wholeText(host, options, place));
  } finally {
    await host.close();
  }
}

/** lspci's text and nothing else. */
function isPlainLspci({ format, hex, redact }: ShowOptions): boolean {
  return format === "lspci" && !hex && !redact;
}

interface Opening {
  readonly input: InputText | null;
  readonly left: LeftUnread | null;
}

async function openShown(options: ShowOptions, place: ProgramPlace, { input, left }: Opening): Promise<ShownHost> {
  if (input === null && options.host === "local") return openLocal(options, left);
  const { openOther, openPart } = await import("./other-machines.ts");
  return input === null ? await openOther(options, place, left) : openPart(input, options);
}

/** @throws Error with one sentence where this computer's functions cannot be read */
export function openLocal(options: ShowOptions, left: LeftUnread | null): SysfsReader {
  const system = otherSystem();
  if (system !== null && options.sysfsRoot === undefined) {
    refuse(CLI_WORDS.linuxOnly({ system }));
  }
  const wanted = options.format === "tree" ? FOR_TREE : isPlainLspci(options) ? FOR_LSPCI : EVERYTHING;
  return new SysfsReader({
    wanted,
    ...(left === null ? {} : { left }),
    ...(options.sysfsRoot === undefined ? {} : { root: options.sysfsRoot }),
  });
}

/** By the folder that they are in: a text asks for its numbers' names and for the names that it has itself. */
const idsIn = new Map<string, Promise<PciIds>>();

function loadIds({ assets }: ProgramPlace): Promise<PciIds> {
  const loading = idsIn.get(assets) ?? readIds(assets);
  idsIn.set(assets, loading);
  return loading;
}

async function readIds(assets: string): Promise<PciIds> {
  const { loadPciIds } = await import("../host/local/pci-ids-file.ts");
  return (await loadPciIds(join(assets, "pci.ids"))).ids;
}

async function loadInfo(place: ProgramPlace): Promise<(facts: FunctionFacts) => FunctionInfo> {
  const { infoBy } = await import("../../shared/machine/function-info.ts");
  return infoBy(await loadIds(place));
}

async function namingFor({ numeric }: ShowOptions, place: ProgramPlace): Promise<Naming> {
  if (numeric) return NUMERIC;
  const { namingBy } = await import("../../shared/pci/ids.ts");
  return namingBy(await loadIds(place));
}

/** @throws Error with one sentence when the machine, or the function that is asked for, is not there */
function requireSome(bdfs: readonly Bdf[], problems: ScanResult["problems"], options: ShowOptions): void {
  const { slot, host, from, sysfsRoot } = options;
  const [problem] = problems;
  if (bdfs.length === 0 && problem)
    refuse(COMMON.labelled({ label: from ?? sysfsRoot ?? host, text: problem.message }));
  if (slot !== undefined && !bdfs.includes(slot)) refuse(CLI_WORDS.noFunction({ bdf: slot, where: from ?? host }));
}

/** All asked for at once: over a connection they travel together. */
export async function readConfigs(
  host: Pick<ShownHost, "config">,
  bdfs: readonly Bdf[],
  wake: boolean,
): Promise<Map<Bdf, ConfigReading>> {
  return new Map(await Promise.all(bdfs.map(async (bdf) => [bdf, await host.config(bdf, { wake })] as const)));
}

interface Writing {
  readonly left: LeftUnread | null;
  readonly write: Write;
}

async function writeFunctions(
  host: ShownHost,
  options: ShowOptions,
  place: ProgramPlace,
  { left, write }: Writing,
): Promise<void> {
  const { writeLspci } = await import("./lspci-text.ts");
  const naming = await namingFor(options, place);
  const { slot, wake } = options;
  if (host instanceof SysfsReader) {
    const { bdfs: machine, problems } = host.list();
    requireSome(machine, problems, options);
    const functions = await host.functions(slot === undefined ? machine : [slot]);
    const spaceOf = (fn: FunctionFacts) => {
      // Another card may be there by now.
      left?.strangers([fn]);
      return host.spaceOf(fn, { wake });
    };
    return await writeLspci({ functions, spaceOf, machine, naming }, write);
  }
  const scan = await host.scan();
  const found = scan.functions.toSorted((a, b) => compareBdf(a.bdf, b.bdf));
  const machine = found.map(({ bdf }) => bdf);
  requireSome(machine, scan.problems, options);
  const functions = found.filter(({ bdf }) => slot === undefined || bdf === slot);
  const readings = await readConfigs(
    host,
    functions.map(({ bdf }) => bdf),
    wake,
  );
  const spaceOf = ({ bdf }: FunctionFacts) => {
    const reading = readings.get(bdf);
    return reading === undefined ? null : configSpaceOf(reading);
  };
  return await writeLspci({ functions, spaceOf, machine, naming }, write);
}

/** The tree, or a report. */
async function wholeText(host: ShownHost, options: ShowOptions, place: ProgramPlace): Promise<string> {
  const scan = await host.scan();
  const bdfs = scan.functions.map(({ bdf }) => bdf);
  requireSome(bdfs, scan.problems, options);
  const { buildMachine } = await import("../../shared/machine/machine.ts");
  const machine = buildMachine(await snapshotOf(host, scan, place));
  const { slot, hex, redact, format, wake, language } = options;
  if (format === "tree") {
    const { treeText } = await import("../../shared/report/tree.ts");
    if (!redact) return treeText(machine, language);
    const { redact: redacted } = await import("../../shared/report/redact.ts");
    return treeText(buildMachine(redacted({ snapshot: machine.snapshot, configs: new Map() }).snapshot), language);
  }
  // A report in the words of lspci has no place for what a text could not tell.
  if (format === "lspci") (await import("./parts.ts")).tellProblems(scan.problems, options);
  const shown = slot === undefined ? bdfs : [slot];
  const { usersOf } = await import("./users.ts");
  const [configs, usage] = await Promise.all([
    readConfigs(host, shown, wake),
    format === "lspci" ? null : usersOf(host, machine, options, place),
  ]);
  const scope = slot === undefined ? ({ kind: "machine" } as const) : ({ kind: "functions", bdfs: shown } as const);
  const { createReport } = await import("../../shared/report/create-report.ts");
  const { readDetails } = await import("../host/several.ts");
  const details = await readDetails(host, machine, shown);
  const createdAt = new Date().toISOString();
  const { version } = place;
  return createReport({ machine, configs, details, usage, scope, format, language, hex, redact, createdAt, version })
    .text;
}

export async function snapshotOf(
  host: Pick<ShownHost, "identity">,
  scan: ScanResult,
  place: ProgramPlace,
): Promise<MachineSnapshot> {
  const functions = scan.functions.map(await loadInfo(place));
  return { identity: await host.identity(), host: scan.host, functions, problems: scan.problems, revision: 1 };
}
