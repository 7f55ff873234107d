import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readReport } from "./report.ts";

const folder = mkdtempSync(join(tmpdir(), "report-"));
afterAll(() => rmSync(folder, { recursive: true }));
const ROOT = join(import.meta.dirname, "../..");

function read(content: string | object, output = "") {
  const path = join(folder, "report.json");
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return readReport(path, output);
}

const VITEST = {
  testResults: [
    {
      name: "/x/bdf.test.ts",
      status: "failed",
      message: "",
      assertionResults: [
        { fullName: "bdf is read", status: "passed", failureMessages: [] },
        { fullName: "bdf is written", status: "failed", failureMessages: ["AssertionError: 2"] },
        { fullName: "bdf elsewhere", status: "skipped", failureMessages: [] },
      ],
    },
    { name: "/x/broken.test.ts", status: "failed", message: "SyntaxError: no", assertionResults: [] },
  ],
};

test("Vitest: tests are counted by file, and a file that could not be read is a failure", () => {
  expect(read(VITEST)).toEqual({
    files: [
      { file: "/x/bdf.test.ts", passed: 1, skipped: 1, failures: ["bdf is written: AssertionError: 2"], trace: null },
      {
        file: "/x/broken.test.ts",
        passed: 0,
        skipped: 0,
        failures: ["/x/broken.test.ts: SyntaxError: no"],
        trace: null,
      },
    ],
    errors: [],
  });
});

test("Vitest: an error outside of every test is taken from what it printed", () => {
  const output = "\u001b[31mVitest caught 2 unhandled errors during the test run.\u001b[39m";
  expect(read(VITEST, output)?.errors).toEqual(["Vitest caught 2 unhandled errors"]);
});

test("Playwright: tests of a file are one, with the trace of the first that failed; those that never ran are skipped", () => {
  const spec = { file: "a.spec.ts", line: 3, ok: false };
  const error = { message: "Error: expect(locator)", location: { line: 7 } };
  const trace = { name: "trace", path: join(ROOT, "test-results/a/trace.zip") };
  const failed = { status: "failed", errors: [error], attachments: [{ name: "screenshot" }, trace] };
  const content = {
    config: { rootDir: "/x" },
    errors: [{ message: "the server is gone" }],
    suites: [
      {
        specs: [{ ...spec, ok: true, title: "fine", tests: [{ results: [{ status: "passed", errors: [] }] }] }],
        suites: [
          {
            specs: [
              { ...spec, title: "first", tests: [{ results: [failed] }] },
              { ...spec, title: "second", tests: [{ results: [{ status: "skipped", errors: [] }] }] },
              { ...spec, title: "cut off", tests: [{ results: [{ status: "interrupted", errors: [] }] }] },
            ],
          },
        ],
      },
    ],
  };
  expect(read(content)).toEqual({
    files: [
      {
        file: "/x/a.spec.ts",
        passed: 1,
        skipped: 1,
        failures: ["a.spec.ts:7 first: Error: expect(locator)", "a.spec.ts:3 cut off: no message"],
        trace: "test-results/a/trace.zip",
      },
    ],
    errors: ["the server is gone"],
  });
});

test("a report that is missing or cut off is none", () => {
  expect(readReport(join(folder, "none.json"), "")).toBeNull();
  expect(read('{"testResults": [')).toBeNull();
});
