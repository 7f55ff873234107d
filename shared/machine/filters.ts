/** The filter chips above the table. Several chips, and the search beside them, narrow each other: all must hold. */
import type { Words } from "../words/message.ts";
import { FILTER_WORDS } from "../words/texts/table-filters.ts";
import type { FunctionInfo } from "./facts.ts";
import { isLinkUnknown, isSriovUnknown } from "./known.ts";
import { namesDegradedLink } from "./link.ts";
import type { Machine } from "./machine.ts";
import { isGivenAway, lacksDriver, roleOf } from "./role.ts";
import { isFreeVf, type MachineView, NOT_ASKED, type UsedByIndex } from "./used-by.ts";

export type FilterId = "sriov-capable" | "vfs" | "given-away" | "in-use" | "free-vfs" | "link-degraded" | "no-driver";

export interface Filter {
  readonly id: FilterId;
  readonly title: Words;
  readonly help: Words;
  readonly holds: (view: MachineView, fn: FunctionInfo) => boolean;
  /** Is it not known whether it holds? Then it does not. */
  readonly isUnknown: (view: MachineView, fn: FunctionInfo) => boolean;
}

export const FILTERS: readonly Filter[] = [
  {
    id: "sriov-capable",
    title: FILTER_WORDS.sriovCapable,
    help: FILTER_WORDS.sriovCapableHelp,
    holds: (_, fn) => roleOf(fn) === "pf",
    isUnknown: (_, fn) => isSriovUnknown(fn),
  },
  {
    id: "vfs",
    title: FILTER_WORDS.vfs,
    help: FILTER_WORDS.vfsHelp,
    holds: (_, fn) => roleOf(fn) === "vf",
    // Of a dump a PF tells which its VFs are.
    isUnknown: (_, fn) => fn.registersOnly === true && isSriovUnknown(fn),
  },
  {
    id: "given-away",
    title: FILTER_WORDS.reserved,
    help: FILTER_WORDS.reservedHelp,
    holds: (_, fn) => isGivenAway(fn),
    isUnknown: (_, fn) => fn.driverUnknown === true,
  },
  {
    id: "in-use",
    title: FILTER_WORDS.inUse,
    help: FILTER_WORDS.inUseHelp,
    holds: ({ usedBy }, fn) => usedBy.of(fn).state === "used",
    isUnknown: ({ usedBy }, fn) => usedBy.of(fn).state === "unknown",
  },
  {
    id: "free-vfs",
    title: FILTER_WORDS.freeVfs,
    help: FILTER_WORDS.freeVfsHelp,
    holds: ({ usedBy }, fn) => isFreeVf(fn, usedBy.of(fn)),
    isUnknown: ({ usedBy }, fn) => fn.physfn !== null && usedBy.of(fn).state === "unknown",
  },
  {
    id: "link-degraded",
    title: FILTER_WORDS.linkDegraded,
    help: FILTER_WORDS.linkDegradedHelp,
    holds: ({ machine }, fn) => namesDegradedLink(machine, fn),
    isUnknown: (_, fn) => isLinkUnknown(fn),
  },
  {
    id: "no-driver",
    title: FILTER_WORDS.noDriver,
    help: FILTER_WORDS.noDriverHelp,
    holds: (_, fn) => lacksDriver(fn),
    isUnknown: (_, fn) => fn.driverUnknown === true,
  },
];

const byId = new Map(FILTERS.map((filter) => [filter.id, filter]));

/** True when every one of the chips holds; no chips hold for all. */
export function passesFilters(view: MachineView, fn: FunctionInfo, chips: Iterable<FilterId>): boolean {
  for (const id of chips) if (byId.get(id)?.holds(view, fn) === false) return false;
  return true;
}

/** For how many functions a filter holds, and of how many more that is not known. */
export interface FilterCount {
  readonly count: number;
  readonly unknown: number;
}
export type FilterCounts = ReadonlyMap<FilterId, FilterCount>;

/** The latest of each machine. */
const counted = new WeakMap<Machine, { readonly usedBy: UsedByIndex; readonly counts: FilterCounts }>();
/** Of the filters that do not go by who uses what: those are counted once for a machine. */
const countedOf = new WeakMap<Machine, FilterCounts>();
/** Filters that go by who uses what. */
export const BY_USE: ReadonlySet<FilterId> = new Set<FilterId>(["in-use", "free-vfs"]);

/** Counts ahead what goes by the machine alone. */
export function prepareFilters(machine: Machine): FilterCounts {
  let counts = countedOf.get(machine);
  if (counts === undefined) {
    const view = { machine, usedBy: NOT_ASKED };
    counts = new Map(FILTERS.filter(({ id }) => !BY_USE.has(id)).map((filter) => [filter.id, countOf(view, filter)]));
    countedOf.set(machine, counts);
  }
  return counts;
}

/** What each chip stands for: the numbers on it. */
export function filterCounts(view: MachineView): FilterCounts {
  const { machine, usedBy } = view;
  const before = counted.get(machine);
  if (before?.usedBy === usedBy) return before.counts;
  const known = prepareFilters(machine);
  const counts = new Map(FILTERS.map((filter) => [filter.id, known.get(filter.id) ?? countOf(view, filter)]));
  counted.set(machine, { usedBy, counts });
  return counts;
}

function countOf(view: MachineView, { holds, isUnknown }: Filter): FilterCount {
  let [count, unknown] = [0, 0];
  for (const fn of view.machine.functions) {
    if (holds(view, fn)) count++;
    else if (isUnknown(view, fn)) unknown++;
  }
  return { count, unknown };
}
