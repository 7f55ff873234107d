/** Long lists as values: only what is said of them is kept. */
import { names } from "./joined.ts";
import type { Value, Words } from "./message.ts";
import { COMMON } from "./texts/common.ts";

const MOST = 3;

/** `a, b and c`, or `a, b, c and 997 more`. */
export function capped(items: readonly Value[], most = MOST): Value {
  return items.length <= most
    ? items
    : COMMON.andMore({ names: names(items.slice(0, most)), more: items.length - most });
}

/** Each of the words once. */
export function distinctWords<T extends Words>(words: readonly T[]): T[] {
  return [...new Map(words.map((each) => [JSON.stringify(each), each])).values()];
}
