/** `12`, `15–17`: numbers in a row are one range. @param sorted the lowest first */
export function numberRanges(sorted: readonly number[]): string[] {
  const ranges: { first: number; last: number }[] = [];
  for (const each of sorted) {
    const range = ranges.at(-1);
    if (range !== undefined && each - range.last <= 1) range.last = each;
    else ranges.push({ first: each, last: each });
  }
  return ranges.map(({ first, last }) => (first === last ? `${first}` : `${first}–${last}`));
}
