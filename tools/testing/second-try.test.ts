import { expect, test } from "vitest";
import type { FileReport } from "./report.ts";
import { failureLines, filesToTryAgain, MAX_TRIED_AGAIN, outcomeOf, type Try, together } from "./second-try.ts";

function file(name: string, more: Partial<FileReport> = {}): FileReport {
  return { file: `/x/${name}`, passed: 2, skipped: 0, failures: [], trace: null, ...more };
}

function good(...files: readonly FileReport[]): Try {
  return { status: 0, report: { files, errors: [] }, output: "" };
}

function bad(...files: readonly FileReport[]): Try {
  return { ...good(...files), status: 1 };
}

const CRASHED: Try = { status: 1, report: null, output: "1\n\n2\n3\n4\n5\n6\nthe runner is gone\n" };
const FAILING = file("a.spec.ts", {
  passed: 1,
  failures: ["a.spec.ts:7 first: gone"],
  trace: "test-results/a/trace.zip",
});
const ELSEWHERE = file("b.spec.ts");

function outcome(first: Try, again: Readonly<Record<string, Try>> = {}) {
  const tries = new Map(Object.entries(again).map(([name, second]): [string, Try] => [`/x/${name}`, second]));
  return outcomeOf({ name: "chromium", first, again: tries, kept: "logs in test-results" });
}

test("what failed is tried again, and nothing else", () => {
  expect(filesToTryAgain(good(FAILING, ELSEWHERE))).toEqual([]);
  expect(filesToTryAgain(bad(FAILING, ELSEWHERE))).toEqual(["/x/a.spec.ts"]);
});

test("nothing is tried again where the runner broke, or where more fails than chance explains", () => {
  expect(filesToTryAgain(CRASHED)).toEqual([]);
  expect(filesToTryAgain({ ...bad(FAILING), report: { files: [FAILING], errors: ["the server is gone"] } })).toEqual(
    [],
  );
  const many = Array.from({ length: MAX_TRIED_AGAIN + 1 }, (_, index) => file(`${index}`, { failures: ["gone"] }));
  expect(filesToTryAgain(bad(...many.slice(1)))).toHaveLength(MAX_TRIED_AGAIN);
  expect(filesToTryAgain(bad(...many))).toEqual([]);
});

test("a file that passes when it is tried alone is flaky, with what it said at first and its trace", () => {
  expect(outcome(bad(FAILING, ELSEWHERE), { "a.spec.ts": good(file("a.spec.ts")) })).toEqual({
    state: "passed",
    flaky: [
      {
        name: "a.spec.ts",
        lines: ["chromium: a.spec.ts:7 first: gone"],
        kept: "trace in test-results/a/trace.zip",
      },
    ],
  });
});

test("without a trace, what is kept instead is named", () => {
  const traceless = { ...FAILING, trace: null };
  const { flaky } = outcome(bad(traceless), { "a.spec.ts": good(file("a.spec.ts")) });
  expect(flaky.map(({ kept }) => kept)).toEqual(["logs in test-results"]);
});

test("a file that fails again is a failure, also beside one that is flaky", () => {
  const other = file("b.spec.ts", { failures: ["b.spec.ts:1 x: gone"] });
  const again = {
    "a.spec.ts": good(file("a.spec.ts")),
    "b.spec.ts": bad({ ...other, failures: ["b.spec.ts:2 y: no"] }),
  };
  const { flaky, ...rest } = outcome(bad(FAILING, other), again);
  expect(rest).toEqual({ state: "failed", runs: [{ name: "chromium", lines: ["chromium: b.spec.ts:2 y: no"] }] });
  expect(flaky.map(({ name }) => name)).toEqual(["a.spec.ts"]);
});

test.each<[string, Try]>([
  ["breaks its runner", CRASHED],
  ["fails outside of every test", { ...good(file("a.spec.ts")), status: 1 }],
  ["runs no test", good(file("a.spec.ts", { passed: 0 }))],
  ["finds no file", good()],
])("a second try that %s is no pass", (_, second) => {
  expect(outcome(bad(FAILING), { "a.spec.ts": second }).state).toBe("failed");
});

test.each<[string, Try]>([
  ["left no report", { ...CRASHED, status: 0 }],
  ["ended with a status that no test explains", bad(ELSEWHERE)],
  ["ran no test", good()],
  ["failed in too many files to try again", bad(FAILING)],
])("a run that %s has failed", (_, first) => {
  expect(outcome(first).state).toBe("failed");
});

test("tests that skip themselves are told with their files, in the try that counts", () => {
  const reason = "1 test skipped: a.spec.ts (1)";
  expect(outcome(good(file("a.spec.ts", { skipped: 1 }), ELSEWHERE))).toEqual({ state: "skipped", reason, flaky: [] });
  const more = outcome(good(file("a.spec.ts", { skipped: 1 }), file("b.spec.ts", { skipped: 2 })));
  expect(more).toMatchObject({ reason: "3 tests skipped: a.spec.ts (1), b.spec.ts (2)" });
  const cut = { ...FAILING, skipped: 3 };
  expect(outcome(bad(cut), { "a.spec.ts": good(file("a.spec.ts")) }).state).toBe("passed");
  expect(outcome(bad(FAILING), { "a.spec.ts": good(file("a.spec.ts", { skipped: 1 })) }).state).toBe("skipped");
});

test("failures are told in one line each, cut where they are long; without a report the end of the output stands for them", () => {
  const report = {
    errors: [],
    files: [file("a", { failures: ["\u001b[31mError:\u001b[39m\n  2", "y".repeat(1000)] })],
  };
  const [first, second] = failureLines("unit", { report, output: "much" });
  expect(first).toBe("unit: Error: 2");
  expect(second).toHaveLength("unit: ".length + 240);
  expect(second?.endsWith("…")).toBe(true);
  expect(failureLines("types", CRASHED)).toEqual(
    ["3", "4", "5", "6", "the runner is gone"].map((line) => `types: ${line}`),
  );
});

test("parts together are as bad as the worst of them, and every flaky one is kept", () => {
  const one = { name: "a", lines: [], kept: "" };
  const passed = { state: "passed", flaky: [one] } as const;
  const failed = { state: "failed", flaky: [one], runs: [{ name: "b", lines: ["b"] }] } as const;
  const skipped = { state: "skipped", flaky: [], reason: "no Chromium" } as const;
  expect(together([passed, passed])).toEqual({ state: "passed", flaky: [one, one] });
  expect(together([passed, skipped])).toEqual({ state: "skipped", reason: "no Chromium", flaky: [one] });
  expect(together([skipped, failed, passed])).toEqual({ ...failed, flaky: [one, one] });
});
