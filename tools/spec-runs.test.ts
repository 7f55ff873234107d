import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ROOT } from "./build.ts";
import { playwright, vitest } from "./spec-runs.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "spec-runs-"));
  mkdirSync(join(folder, "specs"));
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What fails here on purpose is no line of the run that this test is a part of. */
function setting() {
  return { reports: join(folder, "reports"), results: join(folder, "results"), isQuiet: true };
}

function write(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
}

/** A test that fails where it has not been before. */
function failsAtFirst(mark: string): string {
  const path = JSON.stringify(join(folder, mark));
  return `
    const wasHere = existsSync(${path});
    writeFileSync(${path}, "");
    expect(wasHere, "was here").toBe(true);`;
}

const FS = 'import { existsSync, writeFileSync } from "node:fs";';

/** A project of Playwright's with the settings of this one, and specs that need no browser. */
function runSpecs() {
  write("package.json", '{ "type": "module" }');
  write(
    "playwright.config.ts",
    `import real from ${JSON.stringify(join(ROOT, "playwright.config.ts"))};
     export default { ...real, testDir: "specs", projects: [{ name: "tiny" }] };`,
  );
  return playwright({
    project: "tiny",
    env: { PATH: process.env.PATH },
    config: join(folder, "playwright.config.ts"),
    setting: setting(),
  });
}

function spec(name: string, body: string): void {
  write(`specs/${name}`, `${FS} import { expect, test } from "@playwright/test"; test("t", () => {${body}\n});`);
}

test("Playwright: a spec that fails once is FLAKY, alone in its second try, with the first one's trace kept", async () => {
  spec("once.spec.ts", failsAtFirst("once"));
  // Its name is the end of the other's, and the second try is not for it.
  spec("at-once.spec.ts", `writeFileSync(${JSON.stringify(join(folder, "ran"))}, "x", { flag: "wx" });`);
  const { flaky, ...rest } = await runSpecs();
  expect(rest).toEqual({ state: "passed" });
  expect(flaky).toEqual([
    {
      name: "once.spec.ts",
      lines: [expect.stringContaining("once.spec.ts:4 t: Error: was here")],
      kept: expect.stringMatching(/^trace in .*results\/tiny\/.*trace\.zip$/),
    },
  ]);
  expect(existsSync(join(ROOT, flaky[0]?.kept.replace("trace in ", "") ?? ""))).toBe(true);
});

test("Playwright: a spec that fails twice has failed", async () => {
  spec("never.spec.ts", "expect(1).toBe(2);");
  expect(await runSpecs()).toMatchObject({
    state: "failed",
    flaky: [],
    runs: [{ lines: [expect.stringContaining("never.spec.ts:1 t: Error")] }],
  });
});

test("Playwright: a runner that breaks has failed, with its own words", async () => {
  write("specs/broken.spec.ts", 'import "./nowhere.ts";');
  expect(await runSpecs()).toMatchObject({
    state: "failed",
    flaky: [],
    runs: [{ lines: [expect.stringContaining("nowhere"), expect.anything()] }],
  });
});

test("Vitest: a file that fails once is FLAKY; an error that no test caught is a failure at once; a skip is told", async () => {
  write("vitest.config.ts", 'export default { test: { include: ["specs/*.test.ts"] } };');
  const runTests = () => vitest("tiny", ["--root", folder], setting());
  const head = `${FS} import { expect, test } from "vitest";`;
  write("specs/once.test.ts", `${head} test("t", () => {${failsAtFirst("once")}\n});`);
  const { flaky, ...rest } = await runTests();
  expect(rest).toEqual({ state: "passed" });
  expect(flaky).toMatchObject([{ name: "once.test.ts", kept: expect.stringContaining("reports/tiny.json") }]);

  write("specs/skips.test.ts", `${head} test.skipIf(true)("t", () => {}); test("u", () => {});`);
  expect(await runTests()).toEqual({ state: "skipped", reason: "1 test skipped: skips.test.ts (1)", flaky: [] });

  write("specs/loose.test.ts", `${head} test("t", () => void Promise.reject(new Error("loose")));`);
  rmSync(join(folder, "once"));
  expect(await runTests()).toMatchObject({ state: "failed", flaky: [] });
});
