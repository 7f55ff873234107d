/** The one way to a report: a machine and its bytes in, a file's name and text out. Pure and deterministic. */
import type { ConfigReading, FunctionDetail, FunctionInfo } from "../machine/facts.ts";
import { isFile } from "../machine/file-name.ts";
import { configSpaceOf, kernelViewOf } from "../machine/kernel-view.ts";
import { buildMachine, type Machine } from "../machine/machine.ts";
import { isNvmePf } from "../machine/nvme-vfs.ts";
import { hasOwnWays } from "../machine/own-ways.ts";
import { isNothingRead, unreadUsage } from "../machine/usage-facts.ts";
import { toldUsage, type UsageRead } from "../machine/usage-told.ts";
import { type UsedByIndex, usedByIndex, usedByText } from "../machine/used-by.ts";
import { isNetworkPf } from "../machine/vf-network.ts";
import type { Bdf } from "../pci/bdf.ts";
import { decodeSpace } from "../pci/decode.ts";
import type { Words } from "../words/message.ts";
import type { Language } from "../words/say.ts";
import { REPORT_WORDS } from "../words/texts/report.ts";
import { USAGE_UNREAD_WORDS } from "../words/texts/usage-unread.ts";
import {
  DOCUMENT_FORMAT,
  DOCUMENT_VERSION,
  type DocumentConfig,
  type MachineDocument,
  writeDocument,
} from "./document.ts";
import type { ShownUsers } from "./document-usage.ts";
import { htmlReport } from "./html.ts";
import { lspciReport } from "./lspci.ts";
import { markdownReport } from "./markdown.ts";
import { configNotes, reportModel } from "./model.ts";
import { type Redactable, redact } from "./redact.ts";
import { redactUsage } from "./redact-usage.ts";
import { decodedFunction } from "./registers.ts";
import type { ReportFormatName, Scope } from "./scope.ts";

export interface ReportInput {
  readonly machine: Machine;
  /** What was read of each function in the scope; one that is missing counts as not read. */
  readonly configs: ReadonlyMap<Bdf, ConfigReading>;
  /** What drivers were asked for, of functions that {@link hasDetails} names; left out = nothing. */
  readonly details?: ReadonlyMap<Bdf, FunctionDetail>;
  /** Who uses what; null or left out = nobody was asked. */
  readonly usage?: UsageRead | null;
  /** Functions that the machine does not have are passed over. */
  readonly scope: Scope;
  readonly format: ReportFormatName;
  /** Of HTML and Markdown. Redacting goes before it, and is the same in each. */
  readonly language: Language;
  /** With a hex dump. The JSON always holds the bytes, because it could not be opened again without them. */
  readonly hex: boolean;
  /** MAC addresses, serial numbers, product data and names of users are taken out of everything. */
  readonly redact: boolean;
  /** The machine's name too; only together with `redact`. */
  readonly hideName?: boolean;
  /** ISO 8601 */
  readonly createdAt: string;
  /** Of this program. */
  readonly version: string;
}

export interface Report {
  /** Letters, digits, `.`, `_` and `-` only: `p22-048-018-0000-01-00.0.html`. */
  readonly fileName: string;
  readonly mediaType: string;
  readonly text: string;
}

/** The last two are known to desktops where the window is installed: packaging/sriov-inspector.xml. */
const KINDS: Readonly<Record<ReportFormatName, { readonly extension: string; readonly mediaType: string }>> = {
  html: { extension: "html", mediaType: "text/html" },
  md: { extension: "md", mediaType: "text/markdown" },
  json: { extension: "sriov.json", mediaType: "application/json" },
  lspci: { extension: "lspci.txt", mediaType: "text/plain" },
};

/** The machine with what a scan does not read, because a driver is asked for it. */
function withDetails(machine: Machine, details: ReportInput["details"]): Machine {
  if (details === undefined) return machine;
  const functions = machine.functions.map((fn) => {
    const { own, nvmeVfs, vfSettings, eswitch } = details.get(fn.bdf) ?? {};
    return {
      ...fn,
      ...(own === undefined ? {} : { own }),
      ...(nvmeVfs === undefined ? {} : { nvmeVfs }),
      ...(vfSettings === undefined ? {} : { vfSettings }),
      ...(eswitch === undefined ? {} : { eswitch }),
    };
  });
  return buildMachine({ ...machine.snapshot, functions });
}

/** Is there something of it that a scan does not read, and a report tells. */
export function hasDetails(machine: Machine, bdf: Bdf): boolean {
  const fn = machine.byBdf.get(bdf);
  return hasOwnWays(machine, bdf) || isNvmePf(fn) || isNetworkPf(fn);
}

export function createReport(asked: ReportInput): Report {
  const input = { ...asked, machine: withDetails(asked.machine, asked.details) };
  const { extension, mediaType } = KINDS[input.format];
  const subject = input.redact ? redactedSubject(input) : subjectOf(input);
  const functions = inScope(subject.machine, input.scope);
  const name = fileStem(subject.machine.snapshot.identity.name, input.scope, functions);
  return { fileName: `${name}.${extension}`, mediaType, text: reportText(input, subject, functions) };
}

interface Subject {
  readonly machine: Machine;
  readonly configs: ReadonlyMap<Bdf, ConfigReading>;
  readonly usage: UsageRead;
}

function subjectOf({ machine, configs, usage }: ReportInput): Subject {
  const reason = USAGE_UNREAD_WORDS[isFile(machine.snapshot) ? "file" : "notAsked"];
  return { machine, configs, usage: usage ?? toldUsage(unreadUsage(reason), machine) };
}

function redactedSubject(input: ReportInput): Subject {
  const { machine, configs, usage } = subjectOf(input);
  const source: Redactable = { snapshot: machine.snapshot, configs };
  const result = redact(source, { hideName: input.hideName ?? false });
  return { machine: buildMachine(result.snapshot), configs: result.configs, usage: redactUsage(usage) };
}

function inScope(machine: Machine, scope: Scope): readonly FunctionInfo[] {
  if (scope.kind === "machine") return machine.functions;
  const wanted = new Set(scope.bdfs);
  return machine.functions.filter((fn) => wanted.has(fn.bdf));
}

function reportText(input: ReportInput, subject: Subject, functions: readonly FunctionInfo[]): string {
  const configOf = (fn: FunctionInfo) => subject.configs.get(fn.bdf) ?? null;
  switch (input.format) {
    case "json":
      return documentText(input, subject, functions, configOf);
    case "lspci": {
      const before = input.redact ? (fn: FunctionInfo) => input.configs.get(fn.bdf) ?? null : null;
      return lspciReport({ functions, configOf, hex: input.hex, before });
    }
    case "html":
    case "md": {
      const { hex, redact: redacted, createdAt, version } = input;
      const { machine, usage } = subject;
      const model = reportModel({ machine, usage, functions, configOf, hex, redacted, createdAt, version });
      return input.format === "html" ? htmlReport(model, input.language) : markdownReport(model, input.language);
    }
  }
}

type ConfigOf = (fn: FunctionInfo) => ConfigReading | null;

function documentText(
  input: ReportInput,
  { machine, usage }: Subject,
  functions: readonly FunctionInfo[],
  configOf: ConfigOf,
): string {
  const { identity, host, problems } = machine.snapshot;
  const configs: Record<Bdf, DocumentConfig> = {};
  const unread: Record<Bdf, Words> = {};
  for (const fn of functions) {
    const reading = configOf(fn);
    if (reading?.state === "read") configs[fn.bdf] = { hex: reading.hex, known: reading.known, size: reading.size };
    else [unread[fn.bdf] = REPORT_WORDS.notRead] = configNotes(reading);
  }
  const document: MachineDocument = {
    format: DOCUMENT_FORMAT,
    version: DOCUMENT_VERSION,
    createdAt: input.createdAt,
    generator: { name: "SR-IOV Inspector", version: input.version },
    redacted: input.redact,
    scope: input.scope,
    identity,
    host,
    problems,
    functions,
    configs,
    unread,
    // A file that tells nothing of it is what it was: what goes by its functions alone is found again.
    ...(isNothingRead(usage) ? {} : { usage }),
  };
  const decoded = decodedFunctions(functions, configOf);
  return writeDocument(document, {
    decoded,
    shownOf: shownBy(machine, usedByIndex(machine, { ...usage, seen: machine })),
  });
}

function shownBy(machine: Machine, index: UsedByIndex): (bdf: Bdf) => ShownUsers | null {
  return (bdf) => {
    const fn = machine.byBdf.get(bdf);
    if (fn === undefined) return null;
    const usedBy = index.of(fn);
    return { state: usedBy.state, shown: usedByText(fn, usedBy) };
  };
}

/** A program that reads `decoded` wants it small enough to open; a reader of ours refuses files above 64 MiB. */
const DECODED_LIMIT = 512;

/** null = left out, because the report covers too many functions for it. */
function decodedFunctions(functions: readonly FunctionInfo[], configOf: ConfigOf): Record<Bdf, unknown> | null {
  if (functions.length > DECODED_LIMIT) return null;
  const decoded: Record<Bdf, unknown> = {};
  for (const fn of functions) {
    const reading = configOf(fn);
    const space = reading === null ? null : configSpaceOf(reading);
    if (space !== null) decoded[fn.bdf] = decodedFunction(decodeSpace(space, kernelViewOf(fn)));
  }
  return decoded;
}

/** No separator of any file system, no leading dot, and short enough for all of them. */
function safe(text: string): string {
  const kept = text.replace(/[^A-Za-z0-9._-]+/g, "-").replace(/^[._-]+|[._-]+$/g, "");
  return kept.slice(0, 80);
}

function fileStem(name: string, scope: Scope, functions: readonly FunctionInfo[]): string {
  const machine = safe(name) || "machine";
  if (scope.kind === "machine") return machine;
  const [only] = functions;
  if (functions.length === 1 && only) return `${machine}-${safe(only.bdf)}`;
  return `${machine}-${functions.length}-functions`;
}
