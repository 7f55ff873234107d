/**
 * A machine in messages: each carries so few functions that nobody waits for it. A page takes a first snapshot, which may
 * be a part, and patches that complete it. Pure.
 */
import type { MachinePatch, MachineSnapshot } from "./facts.ts";

/** Functions in one message: a page takes them in within a few hundredths of a second. */
export const MESSAGE_FUNCTIONS = 512;

function slices<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size));
}

/** The first functions of a snapshot, and patches without a new revision that bring the others. */
export function snapshotParts(
  snapshot: MachineSnapshot,
  size = MESSAGE_FUNCTIONS,
): { readonly first: MachineSnapshot; readonly rest: readonly MachinePatch[] } {
  const { functions, revision } = snapshot;
  if (functions.length <= size) return { first: snapshot, rest: [] };
  const whole = wholePatch(snapshot);
  const first = { ...snapshot, functions: functions.slice(0, size), partOf: snapshot.partOf ?? functions.length };
  const rest = patchParts({ ...whole, upsert: functions.slice(size) }, first.partOf, size);
  return { first, rest: rest.map((patch) => ({ ...patch, from: revision, to: revision })) };
}

/** A patch that changes nothing, at the revision of a snapshot. */
function wholePatch({ revision, partOf }: MachineSnapshot): MachinePatch {
  const nothing = { upsert: [], removed: [], host: null, identity: null, problems: null };
  return { from: revision, to: revision, ...nothing, ...(partOf === undefined ? {} : { partOf }) };
}

/**
 * The same change in several patches: the first says what is gone, only the last has the new revision and what is not
 * about functions.
 * @param before of how many functions the list was a part; undefined = it was whole, and is so in between
 */
export function patchParts(
  patch: MachinePatch,
  before: number | undefined,
  size = MESSAGE_FUNCTIONS,
): readonly MachinePatch[] {
  if (patch.upsert.length <= size) return [patch];
  const parts = slices(patch.upsert, size);
  const { from } = patch;
  const nothing = { removed: [], host: null, identity: null, problems: null };
  const between = { from, to: from, ...nothing, ...(before === undefined ? {} : { partOf: before }) };
  return parts.map((upsert, at) => {
    if (at === 0) return { ...between, upsert, removed: patch.removed };
    return at === parts.length - 1 ? { ...patch, upsert, removed: [] } : { ...between, upsert };
  });
}
