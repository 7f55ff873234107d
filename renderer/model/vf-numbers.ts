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
const PART = /^(\d{1,9})(?:-(\d{1,9}))?$/;

/**
 * The VFs that a text names, in rising order; digits, commas and dashes may be those of any keyboard.
 * @param here those that there are: of a range the others are passed over
 * @returns `stray` = the first part of the text that is no number, or names none that is there
 */
export function vfNumbers(
  text: string,
  here: ReadonlySet<number>,
): { readonly vfs: readonly number[] } | { readonly stray: string } {
  const parts = text
    .normalize("NFKC")
    .trim()
    .replaceAll(/\s*[-‐-―−~]\s*/g, "-")
    .split(/[\s,、]+/)
    .filter(Boolean);
  const found = new Set<number>();
  for (const part of parts) {
    const [, first = "", last = first] = PART.exec(part) ?? [];
    const named = first === "" ? [] : [...here].filter((vf) => vf >= Number(first) && vf <= Number(last));
    if (named.length === 0) return { stray: part };
    for (const vf of named) found.add(vf);
  }
  return parts.length === 0 ? { stray: text } : { vfs: [...found].sort((a, b) => a - b) };
}
