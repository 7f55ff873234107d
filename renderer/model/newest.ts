/** What is kept of the functions that were looked at last. Pure. */

/** Who looks at more functions than this waits once more for the first of them. */
const MOST = 64;

/** With the value as the newest of its key, null = without any; the oldest make room. */
export function withNewest<V>(known: ReadonlyMap<string, V>, key: string, value: V | null): ReadonlyMap<string, V> {
  const next = new Map(known);
  next.delete(key);
  if (value !== null) next.set(key, value);
  for (const old of next.keys()) {
    if (next.size <= MOST) break;
    next.delete(old);
  }
  return next;
}
