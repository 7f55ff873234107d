/** What became of a part of `npm test`. */

/** Something that was run and did not end well. */
export interface FailedRun {
  readonly name: string;
  /** What failed, in a line each. */
  readonly lines: readonly string[];
}

/** Something that failed at first and passed when it was tried once more, alone. */
export interface Flaky extends FailedRun {
  /** Where the first try can be looked at: `trace in test-results/…`. */
  readonly kept: string;
}

export type Outcome = { readonly flaky: readonly Flaky[] } & (
  | { readonly state: "passed" }
  | { readonly state: "failed"; readonly runs: readonly FailedRun[] }
  | { readonly state: "skipped"; readonly reason: string }
);
