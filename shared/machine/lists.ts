/** Lists by a key, each growing where it is however long it gets. */

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
