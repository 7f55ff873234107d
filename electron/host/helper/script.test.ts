/** The scripts as texts: what a shell checker and every shell's own parser say of them, and how they are written. */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { plainCode } from "./testing/plain-code.ts";
import { RARE_SHELL, SHELLS } from "./testing/tree-helper.ts";

const ASSETS = join(import.meta.dirname, "../../../assets");
const SCRIPTS = readdirSync(ASSETS).filter((name) => name.endsWith(".sh"));
const MAX_WIDTH = 110;
/** About a screen. */
const MAX_FUNCTION_LINES = 70;

function said(program: string, args: readonly string[]): string {
  const { error, status, stdout, stderr } = spawnSync(program, args, { encoding: "utf8" });
  return error ? error.message : status === 0 ? "" : `${stdout}${stderr}`;
}

describe.each(SCRIPTS)("%s", (name) => {
  it("has a byte for each character: a shell that is handed it waits for as many", () => {
    expect([...readFileSync(join(ASSETS, name), "utf8")].filter((char) => char > "\x7f")).toEqual([]);
  });

  it("has no fault that shellcheck finds", () => {
    expect(said("shellcheck", ["--shell=sh", join(ASSETS, name)])).toBe("");
  });

  it.each([...SHELLS, RARE_SHELL])("is understood by $name", ({ shell: [program = "sh", ...args] }) => {
    expect(said(program, [...args, "-n", join(ASSETS, name)])).toBe("");
  });
});

/** What an administrator must read stays readable: these rules need no tool, and are held by line. */
describe.each(SCRIPTS)("%s reads like prose", (name) => {
  const text = readFileSync(join(ASSETS, name), "utf8");
  const lines = text.split("\n");
  const code = plainCode(text).split("\n");
  /** Lines with their numbers, as an editor has them. */
  const where = (isWrong: (line: string, index: number) => boolean, of = lines) =>
    of.flatMap((line, index) => (isWrong(line, index) ? [`${index + 1}: ${lines[index]}`] : []));
  const functions = code.flatMap((line, index) => (/^\w+\(\)/.test(line) ? [index] : []));

  it("has no line that is wider than a page", () => {
    expect(where((line) => line.length > MAX_WIDTH)).toEqual([]);
  });

  it("has one statement a line", () => {
    expect(where((line) => /;(?!;| then *$| do *$| \})(?<!;;)/.test(line), code)).toEqual([]);
  });

  it("has chains of three links at most", () => {
    expect(where((line) => (line.match(/&&|\|\|/g) ?? []).length > 2, code)).toEqual([]);
  });

  it("says what each function is for", () => {
    const isTold = (index: number): boolean => {
      const before = lines[index - 1] ?? "";
      return before.startsWith("# shellcheck ") ? isTold(index - 1) : before.startsWith("# ");
    };
    expect(functions.filter((index) => !isTold(index)).map((index) => lines[index])).toEqual([]);
  });

  it("has functions of about a screen", () => {
    const lengthOf = (index: number) => lines.indexOf("}", index) - index + 1;
    expect(functions.filter((index) => lengthOf(index) > MAX_FUNCTION_LINES).map((index) => lines[index])).toEqual([]);
  });

  it("has shellcheck passed over where it must be, for a reason, and nowhere else", () => {
    const first = code.findIndex((line) => line.trim() !== "");
    expect(where((line, index) => /shellcheck disable/.test(line) && index < first)).toEqual([]);
    expect(where((line) => /shellcheck/.test(line) && !/^ *# shellcheck disable=SC\d+ # \S/.test(line))).toEqual([]);
  });
});
