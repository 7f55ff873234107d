/** Lines of a text by their place in it. */

/** All lines of a text that has no more; of a longer one as many, from all over it. */
const ENOUGH = 6_000;
const WINDOWS = 50;

/** Characters in which lines are looked for: a line may be longer than all of them. */
const MOST_CHARACTERS = ENOUGH * 100;

/** Enough lines of a text to see what they have in common. */
export function* sampleOf(text: string): Iterable<string> {
  if (text.length <= MOST_CHARACTERS) {
    yield* text.split("\n");
    return;
  }
  const size = Math.floor(MOST_CHARACTERS / WINDOWS);
  const step = Math.floor((text.length - size) / (WINDOWS - 1));
  for (let window = 0; window < WINDOWS; window++) {
    const piece = text.slice(window * step, window * step + size);
    yield* piece.split("\n").slice(1, -1);
  }
}
