/** Reading of long texts part by part, so that whoever has other things to do can do them in between. */

/** Yields how much of the reading is done, from 0 to 1, many times a second; gives what was read at its end. */
export type InParts<T> = Generator<number, T, void>;

/** Reads at one go. */
export function atOnce<T>(parts: InParts<T>): T {
  for (;;) {
    const part = parts.next();
    if (part.done) return part.value;
  }
}

/** The parts of a reading that is itself a part of one: from `from` to `to` of it. */
export function* within<T>(from: number, to: number, parts: InParts<T>): InParts<T> {
  for (;;) {
    const part = parts.next();
    if (part.done) return part.value;
    yield from + part.value * (to - from);
  }
}

/** Things between two yields: a few milliseconds of work. */
export const PART = 1_000;

/** The same for each of many things, which takes no longer than a microsecond or two for one. */
export function* eachInParts<T>(things: readonly T[], work: (thing: T) => void): InParts<void> {
  let done = 0;
  for (const thing of things) {
    if (done % PART === 0) yield done / things.length;
    done += 1;
    work(thing);
  }
}
