/** What changed in a configuration space from one reading to the next, kept until a person has seen it. */
import { create } from "zustand";
import type { FunctionInfo } from "../../shared/machine/facts.ts";
import type { FieldNode } from "../../shared/pci/decode.ts";
import type { DecodedConfig } from "./config.ts";

export interface FieldChange {
  /** Raw value and meaning before. */
  readonly raw: number | bigint;
  readonly shown: string;
  /** When the new value was read: milliseconds since 1970. */
  readonly at: number;
}

export interface Changes {
  /** By path: fields, also those of bits that no specification names. */
  readonly fields: ReadonlyMap<string, FieldChange>;
  /** By offset: the byte before. */
  readonly bytes: ReadonlyMap<number, number>;
  /** Of the latest. */
  readonly at: number;
}

export const NO_CHANGES: Changes = { fields: new Map(), bytes: new Map(), at: 0 };

export const useChanges = create<{ readonly byFunction: ReadonlyMap<string, Changes> }>(() => ({
  byFunction: new Map(),
}));

/** As many as readings are kept. */
const MOST = 64;

function fieldsOf({ decoded }: DecodedConfig): FieldNode[] {
  const structures = decoded.header === null ? decoded.capabilities : [decoded.header, ...decoded.capabilities];
  return structures.flatMap(({ registers }) => registers.flatMap(({ fields }) => fields));
}

/** Only what is known in both counts: bytes that could not be read before have not changed. Pure. */
export function changesBetween(before: DecodedConfig, after: DecodedConfig, at: number): Changes {
  const old = new Map(fieldsOf(before).map((field) => [field.path, field]));
  const fields = new Map<string, FieldChange>();
  for (const { path, raw } of fieldsOf(after)) {
    const was = old.get(path);
    if (was === undefined || was.raw === null || raw === null || was.raw === raw) continue;
    fields.set(path, { raw: was.raw, shown: was.shown, at });
  }
  const bytes = new Map<number, number>();
  const length = Math.min(before.space.length, after.space.length);
  for (let offset = 0; offset < length; offset++) {
    if (!before.space.has(offset, 1) || !after.space.has(offset, 1)) continue;
    const was = before.space.u8(offset);
    if (was !== after.space.u8(offset)) bytes.set(offset, was);
  }
  return { fields, bytes, at };
}

function keyOf(host: string, fn: FunctionInfo): string {
  return `${host} ${fn.bdf}`;
}

function put(key: string, changes: Changes | null): void {
  const byFunction = new Map(useChanges.getState().byFunction);
  byFunction.delete(key);
  if (changes !== null) byFunction.set(key, changes);
  for (const old of byFunction.keys()) {
    if (byFunction.size <= MOST) break;
    byFunction.delete(old);
  }
  useChanges.setState({ byFunction });
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
