/** What /usr/bin/sriov-inspector starts. Its sentences are tried where it is installed (tools/package-check/). */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { tempFolder } from "../../electron/host/local/testing/temp-folder.ts";
import { ROOT } from "../build.ts";
import { launcherBeside } from "./tar.ts";

const folder = () => {
  const made = tempFolder();
  const node = join(made, "node");
  writeFileSync(node, '#!/bin/sh\nexec basename "$2"\n', { mode: 0o755 });
  writeFileSync(join(made, "sriov"), launcherBeside(readFileSync(join(ROOT, "packaging/launcher.sh"), "utf8"), ""));
  writeFileSync(join(made, "lab.txt"), "");
  mkdirSync(join(made, "dumps"));
  return made;
};

test.each([
  [["show", "--format", "lspci"], "cli.js"],
  [["help"], "cli.js"],
  [["--demo", "vmhost-07", "--browser"], "web.js"],
  [["--version"], "web.js"],
  // Where neither window nor display is, too, what is wrong is the word.
  [["shwo"], "web.js"],
  [["nothere.txt", "--demo", "vmhost-07"], "web.js"],
])("%j goes to %s", (words, program) => {
  const made = folder();
  const { stdout, status } = spawnSync("sh", [join(made, "sriov"), ...words], { cwd: made, encoding: "utf8" });
  expect([stdout, status]).toEqual([`${program}\n`, 0]);
});

test.each([[[]], [[""]], [["lab.txt"]], [["dumps"]], [["--file", "nothere.txt"]]])("%j is for the window", (words) => {
  const made = folder();
  const { stderr, status } = spawnSync("sh", [join(made, "sriov"), ...words], { cwd: made, encoding: "utf8" });
  expect([stderr, status]).toEqual([expect.stringContaining("The window is not installed"), 1]);
});
