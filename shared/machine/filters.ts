/** The filter chips above the table. Several chips, and the search beside them, narrow each other: all must hold. */
import type { FunctionInfo } from "./facts.ts";
import { namesDegradedLink } from "./link.ts";
import type { Machine } from "./machine.ts";
import { isGivenAway, lacksDriver, roleOf } from "./role.ts";

export type FilterId = "sriov-capable" | "vfs" | "given-away" | "link-degraded" | "no-driver";

export interface Filter {
  readonly id: FilterId;
  readonly title: string;
  readonly help: string;
  readonly holds: (machine: Machine, fn: FunctionInfo) => boolean;
}

export const FILTERS: readonly Filter[] = [
  {
    id: "sriov-capable",
    title: "SR-IOV capable",
    help: "PFs, whether their VFs are on or off.",
    holds: (_, fn) => roleOf(fn) === "pf",
  },
  {
    id: "vfs",
    title: "VFs",
    help: "Virtual functions.",
    holds: (_, fn) => roleOf(fn) === "vf",
  },
  {
    id: "given-away",
    title: "Given away",
    help: "Functions that are kept for a guest or another program: on vfio-pci or a variant, uio, pciback or pci-stub, or handed out by their own driver (vGPU, mdev).",
    holds: (_, fn) => isGivenAway(fn),
  },
  {
    id: "link-degraded",
    title: "Link degraded",
    help: "Links slower or narrower than both their ends allow. Each counts once, by the first function below it; VFs have no link of their own.",
    holds: namesDegradedLink,
  },
  {
    id: "no-driver",
    title: "No driver",
    help: "Functions that no driver is bound to. Host, ISA and PCI bridges need none and do not count.",
    holds: (_, fn) => lacksDriver(fn),
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
