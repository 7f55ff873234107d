/** The end of what `npm test` says. Pure. */
import type { FailedRun, Outcome } from "./outcome.ts";

export interface StageResult {
  readonly name: string;
  readonly outcome: Outcome;
  readonly seconds: number;
}

export interface Closing {
  readonly lines: readonly string[];
  readonly ok: boolean;
}

/** One may be bad luck; two in a run are a fault that waits. */
const MAX_FLAKY = 1;
/** So many of a stage's failures are said again. */
const MAX_FAILURES = 10;

function tableRow({ name, outcome, seconds }: StageResult): string {
  const note = outcome.state === "skipped" ? `  ${outcome.reason}` : "";
  return `${outcome.state.toUpperCase().padEnd(8)}${name.padEnd(14)}${seconds.toFixed(1).padStart(6)} s${note}`;
}

function section(title: string, runs: readonly FailedRun[]): readonly string[] {
  const lines = runs.flatMap((run) => run.lines);
  if (lines.length === 0) return [];
  const more = lines.length > MAX_FAILURES ? [`  and ${lines.length - MAX_FAILURES} more`] : [];
  return ["", title, ...lines.slice(0, MAX_FAILURES).map((line) => `  ${line}`), ...more];
}

/**
 * @param inCi nothing may be skipped there
 * @returns the last lines, of which the last is `N passed, N failed, N SKIPPED`, and whether the run is a good one
 */
export function closing(results: readonly StageResult[], inCi: boolean): Closing {
  const flaky = results.flatMap(({ name, outcome }) => outcome.flaky.map((one) => ({ stage: name, ...one })));
  const isTooFlaky = flaky.length > MAX_FLAKY;
  const isFailed = ({ outcome }: StageResult) => {
    return outcome.state === "failed" || (outcome.state === "passed" && isTooFlaky && outcome.flaky.length > 0);
  };
  const failed = results.filter(isFailed).length;
  const skipped = results.filter(({ outcome }) => outcome.state === "skipped").length;
  const details = results.flatMap(({ name, outcome }) => [
    ...(outcome.state === "failed" ? section(`${name} failed:`, outcome.runs) : []),
    ...section(`${name}, at the first try:`, outcome.flaky),
  ]);
  const named = flaky.map(({ stage, name, kept }) => `${stage} ${name} (passed when tried alone; ${kept})`);
  const notes = [
    ...(flaky.length > 0 ? [`${flaky.length} FLAKY: ${named.join("; ")}`] : []),
    ...(isTooFlaky ? [`More than ${MAX_FLAKY} FLAKY: the run fails.`] : []),
    ...(inCi && skipped > 0 ? ["CI=true: nothing may be skipped."] : []),
  ];
  const sum = `${results.length - failed - skipped} passed, ${failed} failed, ${skipped} SKIPPED`;
  return {
    lines: [...results.map(tableRow), ...details, ...(details.length > 0 ? [""] : []), ...notes, sum],
    ok: failed === 0 && !isTooFlaky && !(inCi && skipped > 0),
  };
}
