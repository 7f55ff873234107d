/** What changed in a configuration space from one reading to the next, kept until a person has seen it. */
import { create } from "zustand";
import type { FunctionInfo } from "../../shared/machine/facts.ts";
import { type Changes, changesBetween, NO_CHANGES } from "../model/config-changes.ts";
import type { DecodedConfig } from "../model/decoded-config.ts";
import { withNewest } from "../model/newest.ts";

export const useChanges = create<{ readonly byFunction: ReadonlyMap<string, Changes> }>(() => ({
  byFunction: new Map(),
}));

function keyOf(host: string, fn: FunctionInfo): string {
  return `${host} ${fn.bdf}`;
}

function put(key: string, changes: Changes | null): void {
  useChanges.setState(({ byFunction }) => ({ byFunction: withNewest(byFunction, key, changes) }));
}

/** Adds what is new in a reading; of a field that changed again the value before its latest change is told. */
export function noteReading(host: string, fn: FunctionInfo, before: DecodedConfig, after: DecodedConfig, at: number) {
  // Nobody answers: that is told in another way, and no bit has changed.
  if (before.space.readsAllOnes || after.space.readsAllOnes) return;
  const key = keyOf(host, fn);
  // Another device in the same place has nothing in common with the one before.
  if (before.space.u32(0) !== after.space.u32(0)) {
    put(key, null);
    return;
  }
  const { fields, bytes } = changesBetween(before, after, at);
  if (bytes.size === 0) return;
  const known = useChanges.getState().byFunction.get(key) ?? NO_CHANGES;
  put(key, { fields: new Map([...known.fields, ...fields]), bytes: new Map([...known.bytes, ...bytes]), at });
}

export function clearChanges(host: string | null, fn: FunctionInfo): void {
  if (host !== null) put(keyOf(host, fn), null);
}

/** The unseen changes of the shown machine's function. */
export function useChangesOf(host: string | null, fn: FunctionInfo): Changes {
  return useChanges((state) => (host === null ? undefined : state.byFunction.get(keyOf(host, fn)))) ?? NO_CHANGES;
}
