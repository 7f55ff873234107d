/** What `compare` prints. */

import { existsSync } from "node:fs";
import { type ComparedMachine, compareInParts } from "../../shared/compare/compare.ts";
import { isSame } from "../../shared/compare/comparison.ts";
import { comparisonMarkdown, comparisonText } from "../../shared/compare/words.ts";
import { buildMachine } from "../../shared/machine/machine.ts";
import { atOnce } from "../../shared/pci/parts.ts";
import { visibleJson } from "../../shared/pci/visible-text.ts";
import { redact } from "../../shared/report/redact.ts";
import { isWords, type Words } from "../../shared/words/message.ts";
import { say } from "../../shared/words/say.ts";
import { COMMON } from "../../shared/words/texts/common.ts";
import type { HostAccess } from "../host/access.ts";
import { type LeftUnread, leavingUnread } from "../host/left-unread.ts";
import { sayHere } from "../host/places/terminal-language.ts";
import { refuse, tell } from "./language.ts";
import { leftOf } from "./left.ts";
import { machinesIn, openOther } from "./other-machines.ts";
import { readInput } from "./read-input.ts";
import type { CompareOptions, ProgramPlace, ShowOptions } from "./show-options.ts";
import { openLocal, readConfigs, snapshotOf } from "./show-text.ts";
import { CLI_WORDS } from "./words.ts";

/** No page has to hold it: all that differs is printed. */
const EVERYTHING = { functions: Number.MAX_SAFE_INTEGER, each: Number.MAX_SAFE_INTEGER };

/** @throws Error with one sentence for a machine or file that cannot be read */
export async function compareText(
  which: readonly [string, string],
  options: CompareOptions,
  place: ProgramPlace,
): Promise<{ readonly text: string; readonly same: boolean }> {
  // JSON is read by programs: in English everywhere.
  const inLanguage = (words: Words) => (options.format === "json" ? say("en", words) : sayHere(words));
  const [ours, theirs] = options.redact ? [CLI_WORDS.here, CLI_WORDS.there] : which;
  const here = await comparedMachine(which[0], inLanguage(ours), options, place);
  const there = await comparedMachine(which[1], inLanguage(theirs), options, place);
  const comparison = atOnce(compareInParts(here, there, EVERYTHING));
  if (options.format === "json") {
    const said = (_: string, value: unknown) => (isWords(value) ? inLanguage(value) : value);
    return { text: visibleJson(`${JSON.stringify(comparison, said, 1)}\n`), same: isSame(comparison) };
  }
  const inWords = options.format === "md" ? comparisonMarkdown : comparisonText;
  return { text: inWords(comparison, options.volatile, inLanguage), same: isSame(comparison) };
}

type OpenHost = Pick<HostAccess, "identity" | "scan" | "config" | "detail" | "close">;

/** `local`, `demo:NAME`, `ssh:NAME`, else a file: `FILE#2` for its second machine, unless a file is called that. */
async function openNamed(which: string, options: CompareOptions, place: ProgramPlace): Promise<OpenHost> {
  const isMachine = /^(local$|demo:|ssh:)/.test(which);
  const left = await leftOf({ ...options, host: which, ...(isMachine ? {} : { from: which }) }, place);
  const opened = await (isMachine ? openMachine(which, options, place, left) : openFileNamed(which));
  return left === null ? opened : leavingUnread(opened, left);
}

async function openMachine(
  which: string,
  options: CompareOptions,
  place: ProgramPlace,
  left: LeftUnread | null,
): Promise<OpenHost> {
  const own: ShowOptions = { ...options, host: which, format: "json", numeric: false, hex: false, language: "en" };
  return which === "local" ? openLocal(own, left) : await openOther(own, place, left);
}

async function openFileNamed(which: string): Promise<OpenHost> {
  const [, path, part] = /^(.+)#([1-9]\d{0,5})$/.exec(which) ?? [];
  return path === undefined || existsSync(which) ? await openFile(which, null) : await openFile(path, Number(part));
}

/** @param part null = the first, which is told where there are more */
async function openFile(path: string, part: number | null): Promise<OpenHost> {
  const machines = machinesIn(path, await readInput(path));
  const chosen = machines[(part ?? 1) - 1];
  const has = CLI_WORDS.machines({ count: machines.length });
  if (chosen === undefined) refuse(CLI_WORDS.noSuchMoment({ path, machines: has, part: String(part) }));
  if (part === null && machines.length > 1) tell(CLI_WORDS.firstCompared({ path, machines: has }));
  return chosen.host;
}

async function comparedMachine(
  which: string,
  name: string,
  options: CompareOptions,
  place: ProgramPlace,
): Promise<ComparedMachine> {
  const host = await openNamed(which, options, place);
  try {
    const scan = await host.scan();
    const [problem] = scan.problems;
    if (scan.functions.length === 0 && problem) refuse(COMMON.labelled({ label: which, text: problem.message }));
    const bdfs = scan.functions.map(({ bdf }) => bdf);
    const read = {
      snapshot: await snapshotOf(host, scan, place),
      configs: await readConfigs(host, bdfs, options.wake),
    };
    const { snapshot, configs } = options.redact ? redact(read) : read;
    return { name, machine: buildMachine(snapshot), configOf: (bdf) => configs.get(bdf) };
  } finally {
    await host.close();
  }
}
