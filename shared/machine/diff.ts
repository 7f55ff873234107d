/** What changed between two looks at a machine, and how a copy of the earlier one catches up. Pure. */
import { type Bdf, compareBdf } from "../pci/bdf.ts";
import type { FunctionInfo, MachinePatch, MachineSnapshot } from "./facts.ts";

/**
 * The patch that turns `before` into `after`: whole functions that are new or differ, the BDFs that are gone,
 * and host and identity where they differ. `from` and `to` are the two revisions.
 */
export function diffSnapshots(before: MachineSnapshot, after: MachineSnapshot): MachinePatch {
  const old = new Map(before.functions.map((fn) => [fn.bdf, fn]));
  const upsert: FunctionInfo[] = [];
  for (const fn of after.functions) {
    if (!sameJson(old.get(fn.bdf), fn)) upsert.push(fn);
    old.delete(fn.bdf);
  }
  return {
    from: before.revision,
    to: after.revision,
    upsert,
    removed: [...old.keys()],
    host: sameJson(before.host, after.host) ? null : after.host,
    identity: sameJson(before.identity, after.identity) ? null : after.identity,
    problems: sameJson(before.problems, after.problems) ? null : after.problems,
    ...partOf(after),
  };
}

/** Of how many its functions are a part, as the two shapes have it. */
function partOf({ partOf: of }: Pick<MachineSnapshot, "partOf">): Pick<MachineSnapshot, "partOf"> {
  return of === undefined ? {} : { partOf: of };
}

/** True when the patch carries no change but its revision. */
export function isEmptyPatch(patch: MachinePatch): boolean {
  const { upsert, removed, host, identity, problems } = patch;
  return upsert.length === 0 && removed.length === 0 && host === null && identity === null && problems === null;
}

/**
 * How a patch relates to a snapshot: `next` continues it; `old` is already in it; `gap` means that a patch
 * in between was missed, so only a whole snapshot helps (the call `machine.refresh`).
 */
export function patchFit(snapshot: MachineSnapshot, patch: MachinePatch): "next" | "old" | "gap" {
  if (patch.from === snapshot.revision) return "next";
  return patch.to <= snapshot.revision ? "old" : "gap";
}

/**
 * The snapshot after the patch. Functions that the patch does not name stay the same objects, and so do the list of
 * functions, host and identity where nothing in them changed: a screen may compare by reference.
 * A patch that the snapshot already contains returns the snapshot itself.
 * @throws RangeError when a patch in between is missing; ask {@link patchFit} first where that can happen
 */
export function applyPatch(snapshot: MachineSnapshot, patch: MachinePatch): MachineSnapshot {
  const fit = patchFit(snapshot, patch);
  if (fit === "old") return snapshot;
  if (fit === "gap") {
    throw new RangeError(
      `a patch from revision ${patch.from} does not fit a machine at revision ${snapshot.revision}: one in between is missing`,
    );
  }
  return {
    identity: patch.identity ?? snapshot.identity,
    host: patch.host ?? snapshot.host,
    functions: patchedFunctions(snapshot.functions, patch),
    problems: patch.problems ?? snapshot.problems,
    revision: patch.to,
    ...partOf(patch),
  };
}

function patchedFunctions(functions: readonly FunctionInfo[], patch: MachinePatch): readonly FunctionInfo[] {
  if (patch.upsert.length === 0 && patch.removed.length === 0) return functions;
  if (patch.removed.length === 0 && continues(functions, patch.upsert)) return functions.concat(patch.upsert);
  const fresh = new Map<Bdf, FunctionInfo>(patch.upsert.map((fn) => [fn.bdf, fn]));
  const removed = new Set<Bdf>(patch.removed);
  const kept: FunctionInfo[] = [];
  for (const fn of functions) {
    if (removed.has(fn.bdf)) continue;
    kept.push(fresh.get(fn.bdf) ?? fn);
    fresh.delete(fn.bdf);
  }
  if (fresh.size === 0) return kept;
  kept.push(...fresh.values());
  return kept.sort((a, b) => compareBdf(a.bdf, b.bdf));
}

/** Do they come after all that are there, as the parts of a list do? */
function continues(functions: readonly FunctionInfo[], more: readonly FunctionInfo[]): boolean {
  const [last, first] = [functions.at(-1), more[0]];
  const isAfter = last === undefined || (first !== undefined && compareBdf(last.bdf, first.bdf) < 0);
  return isAfter && isSorted(more);
}

/** Are they in the order of their BDFs, each once? */
export function isSorted(functions: readonly FunctionInfo[]): boolean {
  let before: Bdf | null = null;
  for (const { bdf } of functions) {
    if (before !== null && compareBdf(before, bdf) >= 0) return false;
    before = bdf;
  }
  return true;
}

/**
 * Equality of plain JSON values: same keys, same values, whatever the order of the keys.
 * An absent key and one that holds `undefined` are different, as they are after a trip through JSON.
 */
function sameJson(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) return Array.isArray(a) && Array.isArray(b) && sameLists(a, b);
  const left = a as Readonly<Record<string, unknown>>;
  const right = b as Readonly<Record<string, unknown>>;
  const keys = Object.keys(left);
  if (keys.length !== Object.keys(right).length) return false;
  return keys.every((key) => Object.hasOwn(right, key) && sameJson(left[key], right[key]));
}

function sameLists(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, index) => sameJson(item, b[index]));
}
