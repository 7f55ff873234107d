import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ROOT } from "./build.ts";

let shared = "";
beforeEach(() => {
  shared = mkdtempSync(join(tmpdir(), "shared-"));
});
afterEach(() => rmSync(shared, { recursive: true, force: true }));

test("npm start below a folder of somebody else's runs none of his programs, not even a shell", () => {
  const proof = join(shared, "proof");
  const planted = join(shared, "node_modules/.bin");
  mkdirSync(planted, { recursive: true });
  for (const name of ["sh", "node"]) {
    writeFileSync(join(planted, name), `#!/bin/sh\n: > '${proof}'\nexec /bin/sh "$@"\n`);
    chmodSync(join(planted, name), 0o755);
  }
  const project = join(shared, "project");
  mkdirSync(project);
  writeFileSync(join(project, "package.json"), JSON.stringify({ scripts: { start: "node -p 6*7" } }));
  symlinkSync(join(ROOT, "node_modules"), join(project, "node_modules"));
  const started = spawnSync("npm", ["start", "--silent"], { cwd: project, encoding: "utf8" });
  expect(started.stdout).toBe("42\n");
  expect(existsSync(proof)).toBe(false);
});
