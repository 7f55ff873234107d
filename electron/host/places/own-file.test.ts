import { execFileSync } from "node:child_process";
import { linkSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ADD, READ, readOwnFile, replaceOwnFile, tryToOpen } from "./own-file.ts";
import { folderOf } from "./testing/stranger.ts";

it("a text is replaced for its user alone, and nothing of its making is left", () => {
  const folder = folderOf(0o700);
  for (const text of ["one", "another"]) {
    replaceOwnFile(folder, "a.json", text);
    expect(readOwnFile(folder, "a.json")).toBe(text);
  }
  expect(statSync(join(folder, "a.json")).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(["a.json"]);
});

it.each(["a.json", "a.json.new"])("a link that stands in the place of %s goes, and what it leads to stays", (name) => {
  const folder = folderOf(0o700);
  const victim = join(folderOf(0o700), "victim");
  writeFileSync(victim, "precious", { mode: 0o644 });
  symlinkSync(victim, join(folder, name));
  replaceOwnFile(folder, "a.json", "text");
  expect(readOwnFile(folder, "a.json")).toBe("text");
  expect([readFileSync(victim, "utf8"), statSync(victim).mode & 0o777]).toEqual(["precious", 0o644]);
  expect(lstatSync(join(folder, "a.json")).isFile()).toBe(true);
});

it("what was left behind in the middle of writing does not keep the next text out", () => {
  const folder = folderOf(0o700);
  writeFileSync(join(folder, "a.json.new"), "half a te");
  replaceOwnFile(folder, "a.json", "whole");
  expect(readOwnFile(folder, "a.json")).toBe("whole");
});

it("neither a link, nor a second name, nor a pipe is read or added to, and a pipe makes nobody wait", () => {
  const folder = folderOf(0o700);
  const victim = join(folder, "victim");
  writeFileSync(victim, "secret");
  symlinkSync(victim, join(folder, "link"));
  linkSync(victim, join(folder, "second"));
  execFileSync("mkfifo", [join(folder, "pipe")]);
  for (const flags of [READ, ADD]) {
    expect(() => tryToOpen(folder, "link", flags)).toThrow("ELOOP");
    expect(() => tryToOpen(folder, "second", flags)).toThrow("second name");
    expect(() => tryToOpen(folder, "pipe", flags)).toThrow("not a file");
    expect(() => tryToOpen(folder, "missing", flags)).not.toThrow();
  }
  expect(() => readOwnFile(folder, "link")).toThrow("ELOOP");
  expect(readdirSync(folder)).not.toContain("missing");
});
