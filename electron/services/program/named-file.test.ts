import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { tempFolder } from "../../host/local/testing/temp-folder.ts";
import { readLaunch } from "./named-file.ts";
import type { Release } from "./release.ts";

const INSTALLED: Release = {
  version: "1.2.3",
  commit: null,
  date: null,
  isChanged: false,
  start: "sriov-inspector",
  cli: "sriov-inspector",
};
const read = (...argv: string[]) => readLaunch(argv, INSTALLED, ["p22-048-018"]);

test.each([
  ["shwo", "show"],
  ["sho", "show"],
  ["show", "show"],
  ["Show", "show"],
  ["compair", "compare"],
  ["comapre", "compare"],
  ["capabilites", "capabilities"],
  ["capability", "capabilities"],
  ["hepl", "help"],
])("%s, which is no file, is taken for the command %s, whatever follows it", (word, command) => {
  for (const rest of [[], ["--format", "lspci"], ["a.txt", "b.txt"]]) {
    const text = expect.stringMatching(
      `^error: no file /.*/${word} and no command ${word}. For the command ${command}, type sriov-inspector ${command}\\.\\n$`,
    );
    expect(read(word, ...rest)).toEqual({ kind: "exit", status: 2, text });
  }
});

test.each(["dump", "host", "lab.txt", "sh", "x".repeat(5000)])("%.20s is like no command", (word) => {
  const parsed = read(word);
  expect(parsed).toMatchObject({ kind: "exit", status: 2 });
  expect(parsed.kind === "exit" && parsed.text).not.toContain("command");
});

test("a file that is named and cannot be read is told by its path and with what can be done, by either way", () => {
  const folder = tempFolder();
  for (const [name, why] of [
    ["nothere.txt", "there is no such file"],
    ["folder", "it is a directory"],
    ["lab.txt/below", "there is no such file"],
    ["a\u001b[31m\nb", "there is no such file"],
  ] as const) {
    mkdirSync(join(folder, "folder"), { recursive: true });
    writeFileSync(join(folder, "lab.txt"), "");
    for (const argv of [[join(folder, name)], ["--file", join(folder, name)], [`--file=${join(folder, name)}`]]) {
      const parsed = read(...argv);
      expect(parsed).toMatchObject({ kind: "exit", status: 2 });
      if (parsed.kind === "exit") {
        expect(parsed.text).toMatch(new RegExp(`^error: can’t open ${folder}/.*: ${why}\\. .*\\.\\n$`));
        expect(parsed.text.trim()).toMatch(/^[\x20-\x7e’\u2400-\u{10ffff}]+$/u);
      }
    }
  }
  expect(read(join(folder, "lab.txt"))).toMatchObject({ kind: "run", options: { file: join(folder, "lab.txt") } });
});

test("browser mode refuses before it serves, and a file with the name of a command is a file", () => {
  const folder = tempFolder();
  writeFileSync(join(folder, "compare"), "");
  const web = join(import.meta.dirname, "../../web/main.ts");
  const start = (...argv: string[]) =>
    spawnSync(process.execPath, ["--no-warnings", web, ...argv], { cwd: folder, encoding: "utf8" });
  expect(start("shwo")).toMatchObject({
    status: 2,
    stdout: "",
    stderr: expect.stringContaining("npm run -s cli -- show"),
  });
  expect(start("nothere")).toMatchObject({ status: 2, stdout: "", stderr: expect.stringContaining("no such file") });
  expect(start("compare", "--link").stderr).not.toContain("no command");
});
