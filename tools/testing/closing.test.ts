import { expect, test } from "vitest";
import { closing, type StageResult } from "./closing.ts";

const REPORT = {
  name: "report.spec.ts",
  lines: ["chromium: report.spec.ts:28 x: gone"],
  kept: "trace in test-results/x",
};
const TYPES: StageResult = { name: "types", seconds: 1, outcome: { state: "passed", flaky: [] } };
const FLAKY: StageResult = { name: "e2e", seconds: 12.34, outcome: { state: "passed", flaky: [REPORT] } };
const FAILED: StageResult = {
  name: "unit",
  seconds: 2,
  outcome: { state: "failed", flaky: [], runs: [{ name: "unit", lines: ["unit: x"] }] },
};
const SKIPPED: StageResult = {
  name: "lab",
  seconds: 0,
  outcome: { state: "skipped", reason: "there is no ssh", flaky: [] },
};

test("all well: a line for each stage, and the sum", () => {
  expect(closing([TYPES], true)).toEqual({
    lines: ["PASSED  types            1.0 s", "1 passed, 0 failed, 0 SKIPPED"],
    ok: true,
  });
});

test("one that is flaky is named with its stage, its trace and what it said, and the run passes", () => {
  expect(closing([TYPES, FLAKY], true)).toEqual({
    lines: [
      "PASSED  types            1.0 s",
      "PASSED  e2e             12.3 s",
      "",
      "e2e, at the first try:",
      "  chromium: report.spec.ts:28 x: gone",
      "",
      "1 FLAKY: e2e report.spec.ts (passed when tried alone; trace in test-results/x)",
      "2 passed, 0 failed, 0 SKIPPED",
    ],
    ok: true,
  });
});

test("more than one in the whole run fails it, and the sum says so", () => {
  const { lines, ok } = closing([TYPES, FLAKY, { ...FLAKY, name: "electron" }], false);
  expect(ok).toBe(false);
  expect(lines.slice(-3)).toEqual([
    "2 FLAKY: e2e report.spec.ts (passed when tried alone; trace in test-results/x); electron report.spec.ts (passed when tried alone; trace in test-results/x)",
    "More than 1 FLAKY: the run fails.",
    "1 passed, 2 failed, 0 SKIPPED",
  ]);
  const twice: StageResult = { ...FLAKY, outcome: { state: "passed", flaky: [REPORT, REPORT] } };
  expect(closing([TYPES, twice], false)).toMatchObject({ ok: false });
});

test("a failure fails the run, and is said again", () => {
  const { lines, ok } = closing([TYPES, FAILED], false);
  expect(ok).toBe(false);
  expect(lines.slice(2)).toEqual(["", "unit failed:", "  unit: x", "", "1 passed, 1 failed, 0 SKIPPED"]);
});

test("of many failures the first ten are said again", () => {
  const runs = [{ name: "unit", lines: Array.from({ length: 12 }, (_, index) => `unit: ${index}`) }];
  const { lines } = closing([{ ...FAILED, outcome: { state: "failed", flaky: [], runs } }], false);
  expect(lines.slice(-4)).toEqual(["  unit: 9", "  and 2 more", "", "0 passed, 1 failed, 0 SKIPPED"]);
});

test("what cannot run here is told with its reason, and fails the run in CI", () => {
  const here = closing([SKIPPED], false);
  expect(here).toEqual({
    lines: ["SKIPPED lab              0.0 s  there is no ssh", "0 passed, 0 failed, 1 SKIPPED"],
    ok: true,
  });
  const { lines, ok } = closing([SKIPPED], true);
  expect(ok).toBe(false);
  expect(lines.slice(-2)).toEqual(["CI=true: nothing may be skipped.", "0 passed, 0 failed, 1 SKIPPED"]);
});
