/** Steps that repeat for several functions, put together: `for each of 16 functions: set the driver override, bind`. Pure. */
import { isList, type Message, type Value, type Words } from "../../shared/words/message.ts";
import { STEP_STATE_WORDS } from "../words/steps.ts";

/** Values by which a step names its function, the first that it has. */
const SUBJECTS = ["name", "bdf", "vf", "pf"] as const;
/** Values of a setting that each further function gets the next of. */
const COUNTED = ["mac", "guid"] as const;
/** Fewer are as quickly read one by one. */
const LEAST = 3;

interface Parts {
  /** What is done, whichever function it is done to. */
  readonly pattern: string;
  /** What it is done to; null = nothing that has a name. */
  readonly subject: string | null;
  /** The address that counts up from one function to the next; null = none does. */
  readonly address: string | null;
}

function plain(value: Value | undefined): string {
  return JSON.stringify(value ?? null);
}

const subjectIn = ({ values = {} }: Message) => SUBJECTS.find((each) => each in values);

/** A setting with the address that is in it: `MAC address {mac}`. */
function addressed(value: Value | undefined) {
  if (typeof value !== "object" || isList(value)) return null;
  const { say, values = {} } = value;
  const name = COUNTED.find((each) => typeof values[each] === "string");
  return name === undefined
    ? null
    : {
        address: String(values[name]),
        with: (address: Value): Message => ({ say, values: { ...values, [name]: address } }),
      };
}

function partsOf(label: Words): Parts {
  if (typeof label === "string") return { pattern: label, subject: null, address: null };
  const { say, values = {} } = label;
  const name = subjectIn(label);
  if (name === undefined) return { pattern: plain(label), subject: null, address: null };
  const { [name]: subject, ...rest } = values;
  const counted = addressed(rest.setting);
  const alike = counted === null ? rest : { ...rest, setting: counted.with("") };
  return {
    pattern: `${say} ${plain({ say, values: alike })}`,
    subject: plain(subject),
    address: counted?.address ?? null,
  };
}

/** Labels stay the same objects while a run goes on. */
const known = new WeakMap<Message, Parts>();

function cachedParts(label: Words): Parts {
  if (typeof label === "string") return partsOf(label);
  const before = known.get(label);
  if (before !== undefined) return before;
  const parts = partsOf(label);
  known.set(label, parts);
  return parts;
}

export interface StepGroup {
  /** Place of its first step. */
  readonly from: number;
  /** Steps for each function. */
  readonly each: number;
  /** How many functions. */
  readonly count: number;
}

/** Place after the steps that begin here and are for the same function. */
function blockEnd(parts: readonly Parts[], from: number): number {
  const subject = parts[from]?.subject;
  let end = from + 1;
  while (end < parts.length && subject !== null && parts[end]?.subject === subject) end += 1;
  return end;
}

/** Plans count in the last three bytes, which a vendor gives out. */
function isNext(address: string, before: string): boolean {
  const low = (of: string) => Number.parseInt(of.slice(-8).replaceAll(":", ""), 16);
  return address.slice(0, -8) === before.slice(0, -8) && low(address) === low(before) + 1;
}

/** The same for the next function; an address is the next one. */
function follows(part: Parts | undefined, before: Parts | undefined): boolean {
  if (part === undefined || before === undefined || part.pattern !== before.pattern) return false;
  return before.address === null || (part.address !== null && isNext(part.address, before.address));
}

/** How many functions in a row the same is done to, from here on. */
function repeats(parts: readonly Parts[], from: number, each: number): number {
  let count = 1;
  for (let at = from + each; blockEnd(parts, at) - at === each && at < parts.length; at += each) {
    for (let step = 0; step < each; step++) {
      if (!follows(parts[at + step], parts[at + step - each])) return count;
    }
    count += 1;
  }
  return count;
}

/** The groups among these steps, in their order; a step in none of them stands alone. */
export function groupsIn(labels: readonly Words[]): readonly StepGroup[] {
  const parts = labels.map(cachedParts);
  const groups: StepGroup[] = [];
  for (let from = 0; from < parts.length; ) {
    const each = blockEnd(parts, from) - from;
    const count = parts[from]?.subject === null ? 1 : repeats(parts, from, each);
    if (count >= LEAST) groups.push({ from, each, count });
    from += each * (count >= LEAST ? count : 1);
  }
  return groups;
}

/** `For each of 16 VFs`. @param label of its first step */
export function groupTitle(label: Words | undefined, count: number): Words {
  const isOfVfs = typeof label === "object" && subjectIn(label) === "vf";
  return isOfVfs ? STEP_STATE_WORDS.forEachVf({ count }) : STEP_STATE_WORDS.forEach({ count });
}

/** The label of a step of a group without its function: `Bind it to vfio-pci`, `Set VF n to MAC address … (counting up)`. */
export function withoutSubject(label: Words): Words {
  if (typeof label === "string") return label;
  const { say, values = {} } = label;
  const name = subjectIn(label);
  if (name === undefined || isList(values[name] ?? "")) return label;
  const counted = addressed(values.setting);
  const setting =
    counted === null ? {} : { setting: counted.with(STEP_STATE_WORDS.countingUp({ address: counted.address })) };
  return { say, values: { ...values, ...setting, [name]: name === "vf" ? "n" : STEP_STATE_WORDS.it } };
}

const OVER: ReadonlySet<string> = new Set(["done", "skipped", "undone", "failed", "undo failed"]);

/** What of a group is to be seen while it is folded: what runs, and what went otherwise than the rest. */
const STANDS_OUT: ReadonlySet<string> = new Set(["running", "unknown", "failed", "undo failed"]);

type Row =
  | { readonly kind: "step"; readonly at: number; readonly inGroup: boolean }
  | { readonly kind: "group"; readonly group: StepGroup };

/** Steps and groups as they are drawn; of a group that is folded only the steps that stand out. @param open their starts */
export function rowsOf(
  steps: readonly { readonly mark: string }[],
  groups: readonly StepGroup[],
  open: ReadonlySet<number>,
): readonly Row[] {
  const byStart = new Map(groups.map((group) => [group.from, group]));
  const rows: Row[] = [];
  let end = 0;
  let isOpen = true;
  for (const [at, { mark }] of steps.entries()) {
    const group = byStart.get(at);
    if (group !== undefined) {
      rows.push({ kind: "group", group });
      end = at + group.each * group.count;
      isOpen = open.has(at);
    }
    const inGroup = at < end;
    if (!inGroup || isOpen || STANDS_OUT.has(mark)) rows.push({ kind: "step", at, inGroup });
  }
  return rows;
}

/** How the steps of a group stand together, and for how many functions all is over. */
export function groupState<M extends string>(
  marks: readonly M[],
  each: number,
): { readonly mark: M | "running" | "waiting"; readonly over: number } {
  let over = 0;
  for (let at = 0; at < marks.length; at += each) {
    if (marks.slice(at, at + each).every((mark) => OVER.has(mark))) over += 1;
  }
  const worst = (["undo failed", "failed", "running", "unknown", "undone"] as const).find((mark) =>
    (marks as readonly string[]).includes(mark),
  );
  const [first] = marks;
  if (worst !== undefined) return { mark: worst as M, over };
  if (first !== undefined && marks.every((mark) => mark === first)) return { mark: first, over };
  if (marks.every((mark) => OVER.has(mark))) return { mark: "done" as M, over };
  return { mark: over > 0 ? "running" : "waiting", over };
}
