/** Lists: by a key, each growing where it is however long it gets; and in sentences, the same everywhere. */

/** Puts a value at the end of a key's list. */
export function pushTo<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

/** Values by what `keyOf` gives for each, in their order. */
export function listsBy<K, V>(values: Iterable<V>, keyOf: (value: V) => K): Map<K, V[]> {
  const lists = new Map<K, V[]>();
  for (const value of values) pushTo(lists, keyOf(value), value);
  return lists;
}

/** `a`, `a and b`, `a, b and c`; beyond `most` names the rest is counted: `a, b, c and 13 more`. */
export function listed(names: readonly string[], most = 4): string {
  if (names.length > most) return `${names.slice(0, most).join(", ")} and ${names.length - most} more`;
  if (names.length < 2) return names[0] ?? "";
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
