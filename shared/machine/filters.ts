/** The filter chips above the table. Several chips, and the search beside them, narrow each other: all must hold. */
import type { Words } from "../words/message.ts";
import { FILTER_WORDS } from "../words/texts/table-filters.ts";
import type { FunctionInfo } from "./facts.ts";
import { isLinkUnknown, isSriovUnknown } from "./known.ts";
import { namesDegradedLink } from "./link.ts";
import type { Machine } from "./machine.ts";
import { isGivenAway, lacksDriver, roleOf } from "./role.ts";

export type FilterId = "sriov-capable" | "vfs" | "given-away" | "link-degraded" | "no-driver";

export interface Filter {
  readonly id: FilterId;
  readonly title: Words;
  readonly help: Words;
  readonly holds: (machine: Machine, fn: FunctionInfo) => boolean;
  /** Is it not known whether it holds? Then it does not. */
  readonly isUnknown: (machine: Machine, fn: FunctionInfo) => boolean;
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
    id: "link-degraded",
    title: FILTER_WORDS.linkDegraded,
    help: FILTER_WORDS.linkDegradedHelp,
    holds: namesDegradedLink,
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
export function passesFilters(machine: Machine, fn: FunctionInfo, chips: Iterable<FilterId>): boolean {
  for (const id of chips) if (byId.get(id)?.holds(machine, fn) === false) return false;
  return true;
}

type FilterCounts = Readonly<Record<FilterId, number>>;

const counted = new WeakMap<Machine, FilterCounts>();

/** How many functions each chip stands for: the number on it. */
export function filterCounts(machine: Machine): FilterCounts {
  let counts = counted.get(machine);
  if (counts === undefined) {
    counts = countEach(machine);
    counted.set(machine, counts);
  }
  return counts;
}

function countEach(machine: Machine): FilterCounts {
  const counts = { "sriov-capable": 0, vfs: 0, "given-away": 0, "link-degraded": 0, "no-driver": 0 };
  for (const fn of machine.functions) {
    for (const filter of FILTERS) if (filter.holds(machine, fn)) counts[filter.id]++;
  }
  return counts;
}

/** Of how many functions it is not known whether the filter holds. */
export function filterUnknown(machine: Machine, { holds, isUnknown }: Filter): number {
  let count = 0;
  for (const fn of machine.functions) if (isUnknown(machine, fn) && !holds(machine, fn)) count++;
  return count;
}
