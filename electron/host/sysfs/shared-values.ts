/** Values that many functions of one scan have alike are kept once: a machine may have 65,536 functions. */
import type { FunctionFacts } from "../../../shared/machine/facts.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";

export class SharedValues {
  /** Names of drivers, kinds of vectors, flags of resources. */
  readonly texts = new Map<string, string>();
  readonly bdfs = new Map<Bdf, Bdf>();
  /** Lists by the text that they were read as. */
  readonly lists = new Map<string, readonly string[]>();
  readonly vectors = new Map<string, FunctionFacts["msi"]>();
}

/** What `known` has for the key; made and kept when it is first asked for. */
export function kept<K, V>(known: Map<K, V>, key: K, make: (key: K) => V): V {
  const before = known.get(key);
  if (before !== undefined) return before;
  const value = make(key);
  known.set(key, value);
  return value;
}

/** The first of all that are equal to it. */
export function same<T>(known: Map<T, T>, value: T): T {
  return kept(known, value, () => value);
}
