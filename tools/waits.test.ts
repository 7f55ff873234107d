import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..");
/** Each waits for a time that is too short on a busy machine or too long on others; `expect.poll` has the limit of all. */
const WAITS = /vi\.wait(?:For|Until)\(|waitForTimeout\(|screen\.find(?:All)?By|expect\.poll\([^;]*timeout:/;

/** What is not run is told with its reason, by `cannotRun`. */
const SKIPS = /\b(?:describe|it|test)\.(?:skip|only|todo|runIf)\b|skipIf\((?!cannotRun\(|isSkipped\))/;

const names = globSync("{e2e,electron,renderer,shared,tools}/**/*.{ts,tsx}", { cwd: ROOT });
const tests = names.filter((name) => {
  return /\.(test|spec)\.tsx?$|\/testing\/|^e2e\//.test(name) && !/(waits|spec-runs)\.test\.ts$/.test(name);
});

function testsWith(pattern: RegExp): readonly string[] {
  return tests.filter((name) => pattern.test(readFileSync(join(ROOT, name), "utf8")));
}

test("no test has a limit of its own for how long something takes", () => {
  expect(tests.length).toBeGreaterThan(200);
  expect(testsWith(WAITS)).toEqual([]);
});

test("no test is left out without a reason", () => {
  expect(testsWith(SKIPS)).toEqual([]);
});
