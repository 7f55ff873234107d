/** VFs by their numbers, as a person types and reads them. Pure. */

/** `0-7, 12`. @param vfs in any order */
export function numbersText(vfs: Iterable<number>): string {
  const ranges: [number, number][] = [];
  for (const vf of [...vfs].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last !== undefined && vf <= last[1] + 1) last[1] = vf;
    else ranges.push([vf, vf]);
  }
  return ranges.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`)).join(", ");
}

/** `0-7, 12`; numbers apart by commas or blanks, ranges by a hyphen. */
const PART = /^(\d{1,5})(?:-(\d{1,5}))?$/;

/**
 * The VFs that a text names, in rising order.
 * @param here those that there are: others are passed over
 * @returns null = it is no list of numbers, or none of them is there
 */
export function vfNumbers(text: string, here: ReadonlySet<number>): readonly number[] | null {
  const parts = text
    .trim()
    .replaceAll(/\s*-\s*/g, "-")
    .split(/[\s,，、]+/)
    .filter(Boolean);
  const found = new Set<number>();
  for (const part of parts) {
    const [, first, last = first] = PART.exec(part) ?? [];
    if (first === undefined) return null;
    const [from, to] = [Number(first), Number(last)];
    for (const vf of here) if (vf >= from && vf <= to) found.add(vf);
  }
  return found.size === 0 ? null : [...found].sort((a, b) => a - b);
}
