import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..");
/** Each waits for a time that is too short on a busy machine or too long on others; `expect.poll` has the limit of all. */
const WAITS = /vi\.wait(?:For|Until)\(|waitForTimeout\(|expect\.poll\([^;]*timeout:/;

test("no test has a limit of its own for how long something takes", () => {
  const names = globSync("{e2e,electron,renderer,shared,tools}/**/*.{ts,tsx}", { cwd: ROOT });
  const tests = names.filter(
    (name) => /\.(test|spec)\.tsx?$|\/testing\/|^e2e\//.test(name) && !name.endsWith("waits.test.ts"),
  );
  expect(tests.length).toBeGreaterThan(200);
  expect(tests.filter((name) => WAITS.test(readFileSync(join(ROOT, name), "utf8")))).toEqual([]);
});
