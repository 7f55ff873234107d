/** Ranges of physical addresses that are asked for again and again whether one of them meets another. Pure. */

/** Both ends are in it. */
export interface AddressRange {
  readonly start: bigint;
  readonly end: bigint;
}

export class AddressRanges {
  private readonly ranges: readonly AddressRange[];
  /** The farthest end of each range and of all before it: ranges of a file may lie over one another. */
  private readonly ends: readonly bigint[];

  constructor(ranges: readonly AddressRange[]) {
    this.ranges = ranges.toSorted((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0));
    let farthest = -1n;
    this.ends = this.ranges.map(({ end }) => {
      if (end > farthest) farthest = end;
      return farthest;
    });
  }

  get isEmpty(): boolean {
    return this.ranges.length === 0;
  }

  meets({ start, end }: AddressRange): boolean {
    let [from, to] = [0, this.ranges.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((this.ends[middle] ?? 0n) < start) from = middle + 1;
      else to = middle;
    }
    const first = this.ranges[from];
    return first !== undefined && first.start <= end;
  }
}
