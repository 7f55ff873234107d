/** Which function of one machine is which of another: by address first, a card that was moved by what it is. Pure. */
import type { FunctionInfo } from "../machine/facts.ts";
import type { Machine } from "../machine/machine.ts";
import { idsText, subsystemIdsText } from "../machine/names.ts";
import { type Bdf, bdfParts, compareBdf } from "../pci/bdf.ts";
import { eachInParts, type InParts } from "../pci/parts.ts";
import type { FunctionComparison } from "./comparison.ts";

export interface Pair {
  readonly place: FunctionComparison["place"];
  /** Its address here, or there where it is only there. */
  readonly at: Bdf;
  /** Here and there; one of them may be null. */
  readonly functions: readonly [FunctionInfo | null, FunctionInfo | null];
}

/** A machine with the serial numbers of its cards. */
export interface Cards {
  readonly machine: Machine;
  /** By function; without those that have none, or whose bytes were not read. */
  readonly serials: ReadonlyMap<Bdf, string>;
}

/** Each function that has a key of its own, by it. */
function* uniqueBy(
  machine: Machine,
  keyOf: (fn: FunctionInfo) => string | null,
): InParts<ReadonlyMap<string, FunctionInfo>> {
  const found = new Map<string, FunctionInfo>();
  const several = new Set<string>();
  yield* eachInParts(machine.functions, (fn) => {
    const key = keyOf(fn);
    if (key === null || several.has(key)) return;
    if (found.delete(key)) several.add(key);
    else found.set(key, fn);
  });
  return found;
}

/** All functions of a card have its serial number. */
function serialKey({ serials }: Cards): (fn: FunctionInfo) => string | null {
  return (fn) => {
    const serial = serials.get(fn.bdf);
    if (serial === undefined || fn.physfn !== null) return null;
    return `${serial} ${idsText(fn)} ${bdfParts(fn.bdf).function}`;
  };
}

/** Of a VF nobody can say which it is but by its PF, and a bridge is where it is. */
function kindKey(fn: FunctionInfo): string | null {
  const ids = idsText(fn);
  if (ids === null || fn.physfn !== null || fn.bridge !== null) return null;
  return `${ids} ${subsystemIdsText(fn)}`;
}

/** Can both be the same kind of card? What is not known of one says nothing against it. */
function canBeSame(a: FunctionInfo, b: FunctionInfo): boolean {
  const [ours, theirs] = [idsText(a), idsText(b)];
  return ours === null || theirs === null || ours === theirs;
}

/** Every function of both machines once, in the order of addresses. */
export function* pairsInParts(here: Cards, there: Cards): InParts<readonly Pair[]> {
  const pairs: Pair[] = [];
  const [ours, theirs] = [new Set<FunctionInfo>(), new Set<FunctionInfo>()];
  const take = (place: Pair["place"], a: FunctionInfo, b: FunctionInfo): void => {
    // One may be paired already, by a key that another does not have.
    if (ours.has(a) || theirs.has(b)) return;
    ours.add(a);
    theirs.add(b);
    pairs.push({ place, at: a.bdf, functions: [a, b] });
    if (place === "moved") takeVfs(a, b);
  };
  const takeVfs = (a: FunctionInfo, b: FunctionInfo): void => {
    const byIndex = new Map(there.machine.vfsOf(b.bdf).map((vf) => [there.machine.vfIndexOf(vf.bdf), vf]));
    for (const vf of here.machine.vfsOf(a.bdf)) {
      const index = here.machine.vfIndexOf(vf.bdf);
      const other = index === null ? undefined : byIndex.get(index);
      if (other !== undefined) take(vf.bdf === other.bdf ? "same" : "moved", vf, other);
    }
  };
  /** Of one kind, and not the same piece of hardware. */
  const areTwoCards = (a: FunctionInfo, b: FunctionInfo): boolean => {
    const [first, second] = [here.serials.get(a.bdf), there.serials.get(b.bdf)];
    return first !== undefined && second !== undefined && first !== second;
  };
  const takeMoved = (from: ReadonlyMap<string, FunctionInfo>, to: ReadonlyMap<string, FunctionInfo>): void => {
    for (const [key, a] of from) {
      const b = to.get(key);
      if (b !== undefined && a.bdf !== b.bdf && !areTwoCards(a, b)) take("moved", a, b);
    }
  };
  takeMoved(yield* uniqueBy(here.machine, serialKey(here)), yield* uniqueBy(there.machine, serialKey(there)));
  takeMoved(yield* uniqueBy(here.machine, kindKey), yield* uniqueBy(there.machine, kindKey));
  yield* eachInParts(here.machine.functions, (a) => {
    const b = there.machine.byBdf.get(a.bdf);
    if (b !== undefined) take(canBeSame(a, b) ? "same" : "other card", a, b);
  });
  yield* eachInParts(here.machine.functions, (fn) => {
    if (!ours.has(fn)) pairs.push({ place: "here only", at: fn.bdf, functions: [fn, null] });
  });
  yield* eachInParts(there.machine.functions, (fn) => {
    if (!theirs.has(fn)) pairs.push({ place: "there only", at: fn.bdf, functions: [null, fn] });
  });
  return pairs.sort((a, b) => compareBdf(a.at, b.at));
}
