import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { failuresOf } from "./failures.ts";

const folder = mkdtempSync(join(tmpdir(), "failures-"));
afterAll(() => rmSync(folder, { recursive: true }));

function report(content: unknown): string {
  const path = join(folder, "report.json");
  writeFileSync(path, JSON.stringify(content));
  return path;
}

test("a failed test of Vitest is named with its first message in one line, and those that passed are not", () => {
  const path = report({
    testResults: [
      {
        name: "/x/bdf.test.ts",
        status: "failed",
        message: "",
        assertionResults: [
          { fullName: "bdf is read", status: "passed", failureMessages: [] },
          {
            fullName: "bdf is written",
            status: "failed",
            failureMessages: ["\u001b[31mAssertionError:\u001b[39m\n  2"],
          },
        ],
      },
      { name: "/x/broken.test.ts", status: "failed", message: "SyntaxError: no", assertionResults: [] },
    ],
  });
  expect(failuresOf({ name: "unit", report: path, output: "much" })).toEqual([
    "unit: bdf is written: AssertionError: 2",
    "unit: /x/broken.test.ts: SyntaxError: no",
  ]);
});

test("a failed spec of Playwright is named with its place; those that never ran are left out", () => {
  const spec = { file: "a.spec.ts", line: 3, ok: false };
  const error = { message: "Error: expect(locator)\n  failed", location: { line: 7 } };
  const path = report({
    errors: [],
    suites: [
      {
        specs: [{ ...spec, ok: true, title: "fine", tests: [] }],
        suites: [
          {
            specs: [
              { ...spec, title: "first", tests: [{ results: [{ status: "failed", errors: [error] }] }] },
              { ...spec, title: "second", tests: [{ results: [{ status: "skipped", errors: [] }] }] },
            ],
          },
        ],
      },
    ],
  });
  expect(failuresOf({ name: "e2e", report: path, output: "" })).toEqual([
    "e2e: a.spec.ts:7 first: Error: expect(locator) failed",
  ]);
});

test("without a report the end of the output stands for it", () => {
  const output = ["1", "2", "", "3", "4", "5", "6", ""].join("\n");
  expect(failuresOf({ name: "types", report: join(folder, "none"), output })).toEqual(
    ["2", "3", "4", "5", "6"].map((line) => `types: ${line}`),
  );
});

test("a long message is cut", () => {
  const [line] = failuresOf({ name: "x", report: null, output: "y".repeat(1000) });
  expect(line?.length).toBe(243);
  expect(line?.endsWith("…")).toBe(true);
});
