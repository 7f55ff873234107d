/** A comparison for tests of what shows one. */
import type { Comparison } from "../../shared/compare/comparison.ts";

/** Of two machines that differ in nothing. */
export function sameComparison(counts: Partial<Comparison["counts"]> = {}): Comparison {
  return {
    names: ["lab", "other"],
    listsAll: [true, true],
    machine: [],
    functions: [],
    more: 0,
    moreVolatile: 0,
    counts: {
      compared: 1,
      differ: 0,
      moved: 0,
      otherCard: 0,
      only: [0, 0],
      volatile: 0,
      bytesOnce: 0,
      onlyKnown: [0, 0],
      ...counts,
    },
  };
}
