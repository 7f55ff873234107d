/** A report as JSON: the whole of what was seen, to be opened again later. The format is described in docs/report-format.md. */
import { z } from "zod";
import { errorText } from "../error-text.ts";
import {
  type FunctionInfo,
  FunctionInfoSchema,
  HostFactsSchema,
  HostIdentitySchema,
  ReadProblemSchema,
} from "../machine/facts.ts";
import { refuseHostNames, refuseNames } from "../machine/refuse-names.ts";
import { BdfSchema, count, maybe, type Stated, words } from "../machine/schema-parts.ts";
import type { UsageRead } from "../machine/usage-told.ts";
import type { Bdf } from "../pci/bdf.ts";
import { isKernelName, refusedName } from "../pci/kernel-names.ts";
import { atOnce, type InParts, PART, within } from "../pci/parts.ts";
import { visibleJson } from "../pci/visible-text.ts";
import { WordsError } from "../words/errors.ts";
import type { Words } from "../words/message.ts";
import { REPORT_FILE_WORDS as T } from "../words/texts/report-file.ts";
import { type ShownUsers, takeUsageWords, UsageUnreadSchema, UsedBySchema, usageSections } from "./document-usage.ts";
import { isRecord, takeWords, withSentences } from "./document-words.ts";
import { ScopeSchema } from "./scope.ts";

export const DOCUMENT_FORMAT = "sriov-inspector-report";
/** Goes up only when a reader of the number before would misread the file; additions keep it. */
export const DOCUMENT_VERSION = 1;

/** For a machine whose name was refused. */
const UNNAMED = "unnamed machine";

/** What {@link readDocument} found. */
export type DocumentReading =
  | { readonly ok: true; readonly document: MachineDocument }
  /** One sentence: what is wrong and where. */
  | { readonly ok: false; readonly message: Words };

/** Bytes of a configuration space with what is known of them; unknown bytes are written as 00. */
const ConfigSchema = z
  .strictObject({
    /** Hexadecimal, two digits a byte. */
    hex: z.string().regex(/^([0-9a-f]{2}){0,4096}$/, "not at most 4096 bytes in pairs of hexadecimal digits"),
    /** Known ranges [start, end). */
    known: z.array(z.tuple([count, count])),
    /** Bytes that the space has in all; null = not known. */
    size: maybe(count).default(null),
  })
  .refine((config) => config.known.every(([start, end]) => start <= end && end <= config.hex.length / 2), {
    message: "a known range goes past the bytes",
    path: ["known"],
  });
export interface DocumentConfig extends Stated<typeof ConfigSchema> {}

/**
 * All but the entries of the long sections: those are read one by one. Facts are as they are: who shows them makes them
 * visible, and a report of a report is the same report.
 */
const TopSchema = z.strictObject({
  format: z.literal(DOCUMENT_FORMAT),
  version: z.literal(DOCUMENT_VERSION),
  /** ISO 8601 */
  createdAt: z.string(),
  generator: z.strictObject({ name: z.string(), version: z.string() }),
  /** Serial numbers and MAC addresses were taken out. */
  redacted: z.boolean(),
  scope: ScopeSchema,
  identity: HostIdentitySchema,
  host: HostFactsSchema,
  problems: z.array(ReadProblemSchema).default([]),
  functions: z.array(z.unknown()),
  configs: z.record(z.string(), z.unknown()),
  unread: z.record(z.string(), z.unknown()).default({}),
  usedBy: z.record(z.string(), z.unknown()).exactOptional(),
  usageUnread: UsageUnreadSchema.exactOptional(),
});
type Sections = "functions" | "configs" | "unread" | "usedBy" | "usageUnread";

export interface MachineDocument extends Omit<Stated<typeof TopSchema>, Sections> {
  readonly functions: readonly FunctionInfo[];
  readonly configs: Readonly<Record<Bdf, DocumentConfig>>;
  /** Why a function has no entry in `configs`, in one sentence. */
  readonly unread: Readonly<Record<Bdf, Words>>;
  /** Who used what when the report was made; absent = that is not told. */
  readonly usage?: UsageRead;
}

/**
 * Entries of a list within a report, and names of an object: a PF has no more VFs (PCIe 6.2 §9.3.3.5). There may be more
 * functions, and sections with an entry for each.
 */
const LONGEST_LIST = 65_535;

/** Functions that are held to the schema between two yields. */
const FEW = 100;

/** True when the text is meant as JSON, so that a report and not a dump is looked for in it: `{code:sh}` is Jira's markup. */
export function looksLikeDocument(text: string): boolean {
  return /^[\s\ufeff]*\{(?![a-z]+(?::[^{}\n]*)?\})/i.test(text);
}

/**
 * Reads a report back. Names that this version does not know are left out, so that a report of a later program with
 * the same format version opens; anything else that is not of the format is refused.
 */
export function readDocument(text: string): DocumentReading {
  return atOnce(documentInParts(text));
}

/** {@link readDocument}, part by part, but for the JSON itself. */
export function* documentInParts(text: string): InParts<DocumentReading> {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ""));
  } catch (error) {
    return refusal(T.notJson({ reason: errorText(error) }));
  }
  const wrongKind = kindProblem(value);
  if (wrongKind !== null) return refusal(wrongKind);
  try {
    return { ok: true, document: yield* within(0.9, 1, withKernelNames(yield* within(0, 0.9, documentOf(value)))) };
  } catch (error) {
    if (error instanceof Damage) return refusal(error.words);
    throw error;
  }
}

/** The first thing that is not of the format, in one sentence: a file may have millions of them. */
class Damage extends WordsError {
  constructor(path: readonly PropertyKey[], what: Words) {
    super(path.length === 0 ? T.damagedTop({ what }) : T.damaged({ place: placeText(path), what }));
  }
}

/** @throws Damage */
function* documentOf(value: unknown): InParts<MachineDocument> {
  refuseLongLists(value);
  if (isRecord(value)) {
    takeWords(value);
    takeUsageWords(value);
  }
  const { usedBy, usageUnread, ...top } = parsed(TopSchema, value, []);
  const seen = new Set<Bdf>();
  const functions: FunctionInfo[] = [];
  for (const [index, item] of top.functions.entries()) {
    if (index % FEW === 0) yield (0.6 * index) / top.functions.length;
    const fn = parsed(FunctionInfoSchema, item, ["functions", index]);
    if (seen.has(fn.bdf)) throw new Damage(["functions", index, "bdf"], T.twice({ bdf: fn.bdf }));
    seen.add(fn.bdf);
    functions.push(fn);
  }
  return {
    ...top,
    functions,
    configs: yield* within(0.6, 0.8, entriesOf(top.configs, ConfigSchema, "configs")),
    unread: yield* within(0.8, 0.9, entriesOf(top.unread, words, "unread")),
    ...(usedBy === undefined || usageUnread === undefined
      ? {}
      : { usage: yield* within(0.9, 1, usageOf(functions, usedBy, usageUnread)) }),
  };
}

/** Of a function that has no entry nothing is known. @throws Damage */
function* usageOf(
  functions: readonly FunctionInfo[],
  usedBy: Readonly<Record<string, unknown>>,
  unread: UsageRead["unread"],
): InParts<UsageRead> {
  const entries = yield* entriesOf(usedBy, UsedBySchema, "usedBy");
  const missing = functions.find(({ bdf }) => entries[bdf] === undefined);
  return {
    functions: functions.flatMap(({ bdf }) => {
      const reasons = entries[bdf]?.reasons ?? [];
      return reasons.length === 0 ? [] : [{ bdf, reasons }];
    }),
    unread: missing === undefined ? unread : [...unread, untold(missing.bdf)],
  };
}

function untold(bdf: Bdf): UsageRead["unread"][number] {
  return { source: "holders", code: "ENODATA", reason: T.usersUntold({ bdf }) };
}

/** @throws Damage */
function* entriesOf<T>(
  values: Readonly<Record<string, unknown>>,
  schema: z.ZodType<T>,
  section: string,
): InParts<Record<Bdf, T>> {
  const entries = Object.entries(values);
  const found: [Bdf, T][] = [];
  for (const [index, [key, value]] of entries.entries()) {
    if (index % FEW === 0) yield index / entries.length;
    const path = [section, key];
    found.push([parsed(BdfSchema, key, path), parsed(schema, value, path)]);
  }
  return Object.fromEntries(found);
}

/** Names that the schema does not know are taken out of the value. @throws Damage */
function parsed<T>(schema: z.ZodType<T>, value: unknown, path: readonly PropertyKey[]): T {
  let result = schema.safeParse(value);
  if (!result.success && dropUnknownNames(value, result.error)) result = schema.safeParse(value);
  if (result.success) return result.data;
  const { issues } = result.error;
  const issue = issues.find(({ code }) => code !== "unrecognized_keys") ?? issues[0];
  const what = issue === undefined ? T.malformed : T.offFormat({ detail: issue.message });
  throw new Damage([...path, ...(issue?.path ?? [])], what);
}

/** @throws Damage: what is wrong with each of millions of entries is more than can be gathered */
function refuseLongLists(value: unknown): void {
  if (!isRecord(value)) return;
  refuseLong(value, LONGEST_LIST, []);
  const functions = Array.isArray(value.functions) ? value.functions.length : 0;
  const open: object[] = [value];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const most = at === value ? Math.max(LONGEST_LIST, functions) : LONGEST_LIST;
    for (const [key, item] of Object.entries(at)) {
      if (typeof item !== "object" || item === null) continue;
      refuseLong(item, most, [key]);
      open.push(item);
    }
  }
}

/** @throws Damage */
function refuseLong(list: object, most: number, path: readonly PropertyKey[]): void {
  const count = Array.isArray(list) ? list.length : Object.keys(list).length;
  if (count > most) throw new Damage(path, T.tooLong({ count, most }));
}

/** Anybody may write a report: names in it are held to what a kernel could have made, as those of a machine are. */
function* withKernelNames(document: MachineDocument): InParts<MachineDocument> {
  const { identity } = document;
  const { host, problems } = refuseHostNames(document.host);
  const isName = isKernelName("host", identity.name);
  if (!isName) problems.push({ attribute: "name", code: "EINVAL", message: refusedName("host", identity.name) });
  const functions: FunctionInfo[] = [];
  for (const [index, fn] of document.functions.entries()) {
    if (index % PART === 0) yield index / document.functions.length;
    functions.push(refuseNames(fn));
  }
  return {
    ...document,
    identity: isName ? identity : { ...identity, name: UNNAMED },
    host,
    problems: [...document.problems, ...problems],
    functions,
  };
}

function refusal(message: Words): DocumentReading {
  return { ok: false, message };
}

function kindProblem(value: unknown): Words | null {
  if (!isRecord(value) || value.format !== DOCUMENT_FORMAT) {
    return T.otherJson({ format: DOCUMENT_FORMAT });
  }
  const { version } = value;
  if (typeof version === "number" && version > DOCUMENT_VERSION) {
    return T.laterVersion({ version, most: DOCUMENT_VERSION });
  }
  return null;
}

/** Deletes what the schema does not know. @returns false when nothing was deleted */
function dropUnknownNames(value: unknown, error: z.ZodError): boolean {
  let dropped = false;
  for (const issue of error.issues) {
    if (issue.code !== "unrecognized_keys") continue;
    const holder = issue.path.reduce<unknown>(
      (at, key) => (isRecord(at) || Array.isArray(at) ? Reflect.get(at, key) : null),
      value,
    );
    if (!isRecord(holder)) continue;
    for (const key of issue.keys) delete holder[key];
    dropped = true;
  }
  return dropped;
}

/** `functions[3].bdf` */
function placeText(keys: readonly PropertyKey[]): string {
  let path = "";
  for (const key of keys) {
    if (typeof key === "number") path += `[${key}]`;
    else if (/^\w+$/.test(String(key))) path += path === "" ? String(key) : `.${String(key)}`;
    else path += `[${JSON.stringify(String(key))}]`;
  }
  return path;
}

/** Sections whose entries get a line each, so that two reports can be compared line by line. */
const ONE_PER_LINE = new Set(["functions", "configs", "unread", "unreadWords", "usedBy", "decoded"]);

/** For other programs; left out when reading back. */
export interface Derived {
  /** What the bytes mean; null = of more functions than such a program wants to read. */
  readonly decoded?: Readonly<Record<Bdf, unknown>> | null;
  readonly shownOf?: (bdf: Bdf) => ShownUsers | null;
}

/** The report's text, with nothing in it that a terminal would act on. Deterministic: same document, same text. */
export function writeDocument(
  { usage, ...document }: MachineDocument,
  { decoded, shownOf = () => null }: Derived = {},
): string {
  const bdfs = document.functions.map(({ bdf }) => bdf);
  const entries: [string, unknown][] = [
    ...Object.entries(withSentences(document)),
    ...Object.entries(usageSections(usage, bdfs, shownOf)),
  ];
  if (decoded != null) entries.push(["decoded", decoded]);
  const lines = entries.map(
    ([key, value]) => ` ${JSON.stringify(key)}: ${ONE_PER_LINE.has(key) ? spread(value) : JSON.stringify(value)}`,
  );
  return visibleJson(`{\n${lines.join(",\n")}\n}\n`);
}

function spread(value: unknown): string {
  if (Array.isArray(value)) {
    return value.length === 0 ? "[]" : `[\n${value.map((item) => `  ${JSON.stringify(item)}`).join(",\n")}\n ]`;
  }
  const entries = Object.entries(value as Readonly<Record<string, unknown>>);
  if (entries.length === 0) return "{}";
  return `{\n${entries.map(([key, item]) => `  ${JSON.stringify(key)}: ${JSON.stringify(item)}`).join(",\n")}\n }`;
}
