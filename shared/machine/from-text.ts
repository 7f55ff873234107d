/** What a pasted text says of a function, put beside what its bytes say: bytes win, and where the text denies them that is told. */

import type { TextFacts, TextSriov } from "../pasted/text-facts.ts";
import { hexDigits } from "../pci/hex-digits.ts";
import { clauses } from "../words/joined.ts";
import type { Message } from "../words/message.ts";
import { FACT_WORDS } from "../words/texts/facts.ts";
import { FROM_TEXT_WORDS as T } from "../words/texts/from-text.ts";
import type { FromText, FunctionFacts, LinkFacts, ReadProblem, SriovFacts } from "./facts.ts";
import { refuseNames } from "./refuse-names.ts";
import { withRegions } from "./text-resources.ts";

type Told = { -readonly [K in keyof FunctionFacts]?: FunctionFacts[K] };

const NO_NAMES: FromText["names"] = {
  vendor: null,
  device: null,
  whole: null,
  subsystem: null,
  classLabel: null,
  progIf: null,
};

/** What a problem is where bytes and text differ. */
export const DENIAL = { attribute: "text", code: "EINVAL" } as const;

/** Is it a sentence about the text, and not about a file that could not be read? */
export function isOfText({ attribute }: Pick<ReadProblem, "attribute">): boolean {
  return attribute === DENIAL.attribute;
}

/** Facts that a text says as they are. */
const SAME = [
  "vendor",
  "device",
  "subsystemVendor",
  "subsystemDevice",
  "revision",
  "driver",
  "modules",
  "iommuGroup",
  "numaNode",
  "slot",
  "label",
  "deviceTreeNode",
  "irq",
  "powerState",
  "bridge",
  "parent",
] as const satisfies readonly (keyof TextFacts & keyof FunctionFacts)[];

/** What registers hold as well, and how it is written where the text says another. */
const COMPARED: readonly {
  readonly what: Message;
  readonly of: (facts: Partial<FunctionFacts>) => string | number | null | undefined;
  readonly digits?: number;
}[] = [
  { what: T.vendor, of: ({ vendor }) => vendor, digits: 4 },
  { what: T.device, of: ({ device }) => device, digits: 4 },
  { what: T.subsystemVendor, of: ({ subsystemVendor }) => subsystemVendor, digits: 4 },
  { what: T.subsystemDevice, of: ({ subsystemDevice }) => subsystemDevice, digits: 4 },
  { what: T.class, of: ({ classCode }) => (classCode == null ? null : classCode >>> 8), digits: 4 },
  { what: T.revision, of: ({ revision }) => revision, digits: 2 },
  { what: T.powerState, of: ({ powerState }) => powerState },
  { what: T.secondaryBus, of: ({ bridge }) => bridge?.secondary, digits: 2 },
  { what: T.numVfs, of: ({ sriov }) => sriov?.numVfs },
  { what: FACT_WORDS.vfOffset, of: ({ sriov }) => sriov?.offset },
  { what: FACT_WORDS.vfStride, of: ({ sriov }) => sriov?.stride },
  { what: FACT_WORDS.vfDevice, of: ({ sriov }) => sriov?.vfDevice, digits: 4 },
  { what: T.linkSpeed, of: ({ link }) => link?.speed },
  { what: T.linkWidth, of: ({ link }) => link?.width },
];

/** Children that a text names are network interfaces, but for those that the kernel numbers in other ways. */
const KINDS: readonly (readonly [RegExp, FunctionFacts["children"][number]["kind"]])[] = [
  [/^nvme\d/, "nvme"],
  [/^(?:sd[a-z]+|vd[a-z]+|hd[a-z])$/, "block"],
  [/^(?:mlx\d_|ibp|rocep|bnxt_re|irdma)/, "infiniband"],
  [/^(?:card|renderD)\d/, "drm"],
];

function childOf(name: string): FunctionFacts["children"][number] {
  return { kind: KINDS.find(([pattern]) => pattern.test(name))?.[1] ?? "net", name, state: null, address: null };
}

function linkOf(link: NonNullable<TextFacts["link"]>): LinkFacts {
  const { speed = null, width = null, maxSpeed = null, maxWidth = null } = link;
  return { speed, width, maxSpeed, maxWidth };
}

/** null where the text does not say how many VFs there are. */
function sriovOf(told: Partial<TextSriov>): SriovFacts | null {
  const numVfs = told.isEnabled === false ? 0 : told.numVfs;
  if (numVfs === undefined) return null;
  return {
    totalVfs: told.totalVfs ?? null,
    numVfs,
    offset: told.offset ?? null,
    stride: told.stride ?? null,
    vfDevice: told.vfDevice ?? null,
    driversAutoprobe: null,
    vfTotalMsix: null,
  };
}

/** What the text says, in the form of facts. */
function toldBy(text: Partial<TextFacts>): Told {
  const told: Record<string, unknown> = {};
  for (const key of SAME) if (text[key] !== undefined) told[key] = text[key];
  if (text.driver === undefined && text.loggedDriver != null) told.driver = text.loggedDriver;
  if (text.class !== undefined) told.classCode = text.class * 0x100 + (text.progIf ?? 0);
  if (text.link !== undefined) told.link = linkOf(text.link);
  if (text.sriov !== undefined) told.sriov = sriovOf(text.sriov);
  if (text.interfaces !== undefined) told.children = text.interfaces.map(childOf);
  return told;
}

function isUnknown(value: unknown): boolean {
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0);
}

function shown(value: string | number, digits: number | undefined): string {
  return typeof value === "number" && digits !== undefined ? hexDigits(value, digits) : String(value);
}

function deniedBy(facts: FunctionFacts, told: Told): Message[] {
  return COMPARED.flatMap(({ what, of, digits }) => {
    const [own, other] = [of(facts), of(told)];
    if (own === null || own === undefined || other === null || other === undefined || own === other) return [];
    return [T.differs({ what, bytes: shown(own, digits), text: shown(other, digits) })];
  });
}

function problemsOf(facts: FunctionFacts, text: Partial<TextFacts>, denied: readonly Message[]): ReadProblem[] {
  const problems: ReadProblem[] = [];
  if (denied.length > 0) {
    problems.push({ ...DENIAL, message: T.disagree({ differences: clauses(...denied) }) });
  }
  // Of bytes that are there it is known whether they are ones.
  if (text.readsAllOnes && facts.vendor === null && !facts.problems.some(({ code }) => code === "ENODEV")) {
    problems.push({ attribute: "text", code: "ENODEV", message: T.allOnes });
  }
  return problems;
}

/** @param facts out of the function's bytes, if there are any */
export function withText(facts: FunctionFacts, text: Partial<TextFacts>): FunctionFacts {
  if (Object.keys(text).length === 0) return facts;
  const told = toldBy(text);
  const taken: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(told)) {
    if (isUnknown(facts[key as keyof FunctionFacts]) && !isUnknown(value)) taken[key] = value;
  }
  const ranges = withRegions(facts.resources, text.regions ?? []);
  if (ranges.isTaken) taken.resources = ranges.resources;
  const problems = problemsOf(facts, text, [...deniedBy(facts, told), ...ranges.denied]);
  const merged: FunctionFacts = {
    ...facts,
    ...taken,
    // A text that names capabilities names all.
    ...(text.capabilities?.length ? { listsKnown: "both" as const } : {}),
    ...("classCode" in taken && text.progIf === undefined ? { progIfUnknown: true as const } : {}),
    fromText: {
      // That there is no driver is said as well.
      facts: [...Object.keys(taken), ...(text.driver === null ? ["driver"] : [])],
      names: { ...NO_NAMES, ...text.names },
      capabilities: text.capabilities ?? [],
      ...(text.progIf === undefined || text.class !== undefined ? {} : { progIf: text.progIf }),
      ...(ranges.inOrder ? { barsInOrder: true as const } : {}),
    },
    problems: problems.length === 0 ? facts.problems : [...facts.problems, ...problems],
  };
  // A text that says nothing of a driver does not say that there is none.
  if (text.driver !== undefined || "driver" in taken) delete (merged as { driverUnknown?: true }).driverUnknown;
  return withoutRefused(refuseNames(merged), merged);
}

/** What was refused is out of no text. */
function withoutRefused(fn: FunctionFacts, before: FunctionFacts): FunctionFacts {
  if (fn === before || fn.fromText === undefined) return fn;
  const { fromText } = fn;
  const kept = fromText.facts.filter((key) => {
    const name = key as keyof FunctionFacts;
    return isUnknown(before[name]) || !isUnknown(fn[name]);
  });
  return { ...fn, fromText: { ...fromText, facts: kept } };
}

/** A VF has what the registers and the texts of its PF say of it. */
export function markedAsVf(vf: FunctionFacts, before: FunctionFacts, pf: FunctionFacts): FunctionFacts {
  const source = { vendor: "vendor", device: "sriov", classCode: "classCode", revision: "revision" } as const;
  const added = (Object.keys(source) as (keyof typeof source)[]).filter((key) => {
    return vf[key] !== before[key] && pf.fromText?.facts.includes(source[key]);
  });
  if (added.length === 0) return vf;
  const { facts, names, capabilities } = vf.fromText ?? { facts: [], names: NO_NAMES, capabilities: [] };
  return { ...vf, fromText: { ...vf.fromText, facts: [...new Set([...facts, ...added])], names, capabilities } };
}
