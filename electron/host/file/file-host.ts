/** A machine out of a file: a report of ours or a dump of lspci. It can be looked at and never changes. */

import { BLANK_HOST, blankDetail } from "../../../shared/machine/blank.ts";
import type {
  ConfigReading,
  FileSource,
  FunctionDetail,
  HostIdentity,
  ReadProblem,
  ScanResult,
  VpdReading,
} from "../../../shared/machine/facts.ts";
import { connectionTo, fileIdentity, isNamedAfterFile } from "../../../shared/machine/file-name.ts";
import { factsInParts } from "../../../shared/machine/from-config.ts";
import { deniedProblems, partEnding, partName, partProblems } from "../../../shared/machine/text-problems.ts";
import { type UsageFacts, unreadUsage } from "../../../shared/machine/usage-facts.ts";
import type { UsageRead } from "../../../shared/machine/usage-told.ts";
import type { Step } from "../../../shared/operations/verbs/list.ts";
import type { PerformResult } from "../../../shared/operations/verbs/performed.ts";
import { pastedInParts } from "../../../shared/pasted/read.ts";
import type { PastedMachine } from "../../../shared/pasted/record.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import { atOnce, type InParts, PART, within } from "../../../shared/pci/parts.ts";
import { documentInParts, looksLikeDocument, type MachineDocument } from "../../../shared/report/document.ts";
import type { Message, Words } from "../../../shared/words/message.ts";
import { READING_WORDS } from "../../../shared/words/texts/reading.ts";
import { USAGE_UNREAD_WORDS } from "../../../shared/words/texts/usage-unread.ts";
import type { HostAccess, HostEvent } from "../access.ts";
import { type Archive, placedIn, unreadOf } from "./file-text.ts";

/** A machine of a text; a text may have several, or one at several moments. */
export interface OpenedFile {
  /** What tells it from the others of the same text: `host-b, from line 41`; null where there is one only. */
  readonly part: Message | null;
  readonly source: FileSource;
  readonly host: FileHost;
}

export type OpenedMachines = readonly [OpenedFile, ...OpenedFile[]];

export type FileOpening =
  | { readonly ok: true; readonly machines: OpenedMachines }
  /** Why it opens as nothing. */
  | { readonly ok: false; readonly message: Words };

/** What a file knows. */
interface FileMachine {
  readonly identity: HostIdentity;
  readonly scan: ScanResult;
  readonly configs: ReadonlyMap<Bdf, ConfigReading>;
  /** Who used what when a report was made; absent = that is not told. */
  readonly usage?: UsageRead;
}

/** Where a text came from. */
export interface FileOrigin {
  /** What it was put together of. */
  readonly archive: Archive | null;
  /** When its file was last changed, in milliseconds since 1970. null = not known, "pasted" = it is out of no file. */
  readonly modified: number | null | "pasted";
}

const PASTED: FileOrigin = { archive: null, modified: "pasted" };

function sourceOf({ modified }: FileOrigin): FileSource {
  if (modified === "pasted") return { kind: "pasted", at: null, by: "file" };
  return { kind: "file", at: modified === null ? null : new Date(modified).toISOString(), by: "file" };
}

export class FileHost implements HostAccess {
  private readonly machine: FileMachine;
  /** All functions: whoever reads them one by one asks after each. */
  private readonly bdfs: ReadonlySet<Bdf>;

  private constructor(machine: FileMachine) {
    this.machine = machine;
    this.bdfs = new Set(machine.scan.functions.map(({ bdf }) => bdf));
  }

  /**
   * @param name the file's name, shown to people
   * @param text the file's whole text: a JSON report, or whatever tells of PCI functions
   */
  static open(name: string, text: string, origin: FileOrigin = PASTED): FileOpening {
    return atOnce(FileHost.openInParts(name, text, origin));
  }

  /** {@link FileHost.open}, part by part. */
  static *openInParts(name: string, text: string, origin: FileOrigin = PASTED): InParts<FileOpening> {
    if (!looksLikeDocument(text)) return yield* FileHost.openPasted(name, text, origin);
    const report = yield* documentInParts(text);
    if (!report.ok) return { ok: false, message: report.message };
    const source = sourceOfDocument(report.document);
    const machine = machineOfDocument(name, report.document, source);
    return { ok: true, machines: [{ part: null, source, host: new FileHost(machine) }] };
  }

  private static *openPasted(name: string, text: string, origin: FileOrigin): InParts<FileOpening> {
    const { archive } = origin;
    const source = sourceOf(origin);
    const pasted = yield* within(0, 0.6, pastedInParts(text));
    if (!pasted.ok) return { ok: false, message: pasted.message };
    const { notUnderstood } = pasted;
    const machines = placedIn(pasted.machines, archive);
    const opened: OpenedFile[] = [];
    for (const [index, machine] of machines.entries()) {
      const [from, to] = [index, index + 1].map((count) => 0.6 + (0.4 * count) / machines.length) as [number, number];
      const isOnly = machines.length === 1;
      const part = isOnly ? null : partName(machine);
      const problems = [...partProblems(machines, index), ...unreadOf(notUnderstood, archive)];
      const ofArchive = archive?.host == null ? "" : `, ${archive.host}`;
      const identity = fileIdentity(name, isOnly ? ofArchive : partEnding(machine), source);
      const file = yield* within(from, to, machineOfPasted(identity, machine, problems));
      opened.push({ part, source, host: new FileHost(file) });
    }
    const [first, ...others] = opened;
    if (first === undefined) throw new Error("a text that was read has a machine");
    return { ok: true, machines: [first, ...others] };
  }

  async identity(): Promise<HostIdentity> {
    return this.machine.identity;
  }

  async scan(only?: readonly Bdf[]): Promise<ScanResult> {
    const { scan } = this.machine;
    if (only === undefined) return scan;
    const wanted = new Set(only);
    return { ...scan, functions: scan.functions.filter(({ bdf }) => wanted.has(bdf)) };
  }

  async config(bdf: Bdf): Promise<ConfigReading> {
    const reading = this.machine.configs.get(bdf);
    if (reading) return reading;
    return this.lists(bdf) ? unreadable(READING_WORDS.fileHasNoBytes) : { state: "gone" };
  }

  async detail(bdf: Bdf): Promise<FunctionDetail> {
    const { own, vfSettings, eswitch } = this.machine.scan.functions.find((fn) => fn.bdf === bdf) ?? {};
    return {
      ...blankDetail(bdf),
      ...(own === undefined ? {} : { own }),
      ...(vfSettings === undefined ? {} : { vfSettings }),
      ...(eswitch === undefined ? {} : { eswitch }),
      problems: this.lists(bdf)
        ? []
        : [{ attribute: "file", code: "ENOENT", message: READING_WORDS.fileLacks({ bdf }) }],
    };
  }

  async vpd(): Promise<VpdReading> {
    return { state: "absent" };
  }

  async usage(): Promise<UsageFacts> {
    return unreadUsage(USAGE_UNREAD_WORDS.file);
  }

  keptUsage(): UsageRead | null {
    return this.machine.usage ?? null;
  }

  async perform(step: Step): Promise<PerformResult> {
    return {
      ok: false,
      failure: { code: "EROFS", wrote: step.verb, where: this.machine.identity.connection, kernelLog: [] },
    };
  }

  events(_listener: (event: HostEvent) => void): () => void {
    return () => {};
  }

  async close(): Promise<void> {}

  private lists(bdf: Bdf): boolean {
    return this.bdfs.has(bdf);
  }
}

function unreadable(message: Words): ConfigReading {
  return { state: "unreadable", problem: { attribute: "config", code: "ENODATA", message } };
}

/** A report of a file is as old as that file, whose time older reports do not have. */
function sourceOfDocument({ identity, createdAt }: MachineDocument): FileSource {
  if (identity.kind !== "file") return { kind: "report", at: createdAt, by: "report" };
  const { at, by } = identity.source ?? { at: null, by: "file" };
  return { kind: "report", at, by };
}

function* machineOfPasted(
  identity: HostIdentity,
  machine: PastedMachine,
  problems: readonly ReadProblem[],
): InParts<FileMachine> {
  const { functions } = machine;
  const configs = new Map<Bdf, ConfigReading>();
  for (const [index, { bdf, space }] of functions.entries()) {
    if (index % PART === 0) yield (0.5 * index) / functions.length;
    if (space.length === 0) continue;
    const known = space.knownRanges().map(({ start, end }) => [start, end] as const);
    configs.set(bdf, { state: "read", hex: space.toHex(), known, size: null });
  }
  const facts = yield* within(0.5, 1, factsInParts(functions));
  return {
    identity,
    // A dump says nothing of the machine around its functions.
    scan: { host: BLANK_HOST, functions: facts, problems: [...problems, ...deniedProblems(facts)] },
    configs,
  };
}

function machineOfDocument(name: string, document: MachineDocument, source: FileSource): FileMachine {
  const configs = new Map<Bdf, ConfigReading>();
  for (const { bdf } of document.functions) {
    const config = document.configs[bdf];
    const reason = document.unread[bdf];
    if (config) configs.set(bdf, { state: "read", hex: config.hex, known: config.known, size: config.size });
    else if (reason !== undefined) configs.set(bdf, unreadable(reason));
  }
  const { identity, host, functions, problems, usage } = document;
  return {
    // What the machine was called and ran, but not its permissions nor its connection: those were of another time. Of a
    // report of a text the connection tells whose name that is.
    identity: isNamedAfterFile(identity)
      ? { ...identity, privileged: false, source }
      : { ...identity, privileged: false, connection: connectionTo(name), kind: "file", source },
    scan: { host, functions, problems },
    configs,
    ...(usage === undefined ? {} : { usage }),
  };
}
