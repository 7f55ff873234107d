/** Functions that left the machine while somebody was looking: kept, so that their rows do not silently disappear. */
import type { FunctionInfo, MachineSnapshot } from "../../shared/machine/facts.ts";
import type { Machine } from "../../shared/machine/machine.ts";
import type { Bdf } from "../../shared/pci/bdf.ts";

export type Departed = ReadonlyMap<Bdf, FunctionInfo>;

export const NONE_DEPARTED: Departed = new Map();

/**
 * The functions that are gone, with what was last known of them.
 * VFs that their PF gave up do not count: somebody changed the number of VFs, nothing was lost. The patch for
 * the PF may come after that of its VFs, so this is looked at again each time.
 * @param removed what patches have taken away since `before`
 */
export function departedAfter(departed: Departed, before: Machine, removed: Iterable<Bdf>, after: Machine): Departed {
  const next = new Map(departed);
  for (const bdf of removed) {
    const fn = before.byBdf.get(bdf);
    if (fn) next.set(bdf, fn);
  }
  const pfs = new Set([...next.values()].flatMap(({ physfn }) => (physfn && after.byBdf.get(physfn)) ?? []));
  const kept = new Set([...pfs].flatMap(({ virtfns }) => virtfns.map(({ bdf }) => bdf)));
  for (const fn of next.values()) {
    const givenUp = fn.physfn !== null && after.byBdf.has(fn.physfn) && !kept.has(fn.bdf);
    if (givenUp || after.byBdf.has(fn.bdf)) next.delete(fn.bdf);
  }
  return next.size === 0 ? NONE_DEPARTED : next;
}

/** With the departed functions still at their places, for drawing only. */
export function withDeparted(snapshot: MachineSnapshot, departed: Departed): MachineSnapshot {
  if (departed.size === 0) return snapshot;
  return { ...snapshot, functions: [...snapshot.functions, ...departed.values()] };
}
