import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cannotRun } from "../../electron/host/places/testing/cannot-run.ts";
import { findProgram } from "../run.ts";
import { commandTree } from "./command-tree.ts";
import { completion, SHELLS } from "./completions.ts";
import { ownCommands } from "./testing/own-commands.ts";

let folder = "";
let home = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "completions-"));
  home = join(folder, "home");
  mkdirSync(join(home, ".ssh"), { recursive: true });
  writeFileSync(join(home, ".ssh/config"), "Host lab7 *.example\n  User root\n");
  mkdirSync(join(folder, "typed/dumps"), { recursive: true });
  writeFileSync(join(folder, "typed/report of lab.json"), "{}");
  for (const shell of SHELLS)
    writeFileSync(
      join(folder, `_sriov-inspector${shell === "zsh" ? "" : `.${shell}`}`),
      completion(shell, commandTree()),
    );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(program: string, words: readonly string[], input = "") {
  const env = { PATH: process.env.PATH, HOME: home, TERM: "dumb", INPUTRC: "/dev/null" };
  return spawnSync(program, words, { cwd: join(folder, "typed"), env, input, encoding: "utf8" });
}

/** Types lines in a shell on a terminal of its own, Tab where there is one. @returns the words that the program was given */
function typed(shell: string, before: string, lines: readonly string[]): string[] {
  const text = [
    "sriov-inspector() { printf '\\n@'; printf '<%s>' \"$@\"; printf '@\\n'; }",
    before,
    ...lines.map((line) => `sriov-inspector ${line}`),
    "exit",
    "",
  ].join("\n");
  const { stdout } = run("script", ["-qec", shell, "/dev/null"], text);
  return [...stdout.matchAll(/^@(.*)@\r?$/gm)].map(([, words = ""]) => words);
}

const LINES = [
  ["sho\t--hex", "<show><--hex>"],
  ["show --format js\t", "<show><--format><json>"],
  ["compa\t--format=m\t", "<compare><--format=md>"],
  ["show --host demo:p22\t", "<show><--host><demo:p22-048-018>"],
  ["--host=demo:vmh\t", "<--host=demo:vmhost-07>"],
  ["--demo vm\t--kernel 5.10\t", "<--demo><vmhost-07><--kernel><5.10>"],
  ["show --host ss\tlab9", "<show><--host><ssh:lab9>"],
  ["compare lo\tdemo:neth\t", "<compare><local><demo:nethost-05>"],
  ["rep\t", "<report of lab.json>"],
  ["show --from rep\t", "<show><--from><report of lab.json>"],
  ["help comp\t", "<help><compare>"],
] as const;
const HALF_AN_OPTION = "show --form\tjs\t";

test("bash, on a terminal", () => {
  const said = typed("bash --norc --noprofile -i", `source ${folder}/_sriov-inspector.bash`, [
    ...LINES.map(([line]) => line),
    HALF_AN_OPTION,
  ]);
  expect(said).toEqual([...LINES.map(([, words]) => words), "<show><--format><json>"]);
});

/** All that bash offers for a line, asked as readline asks. */
function offeredByBash(line: string): string[] {
  const words = line.split(/ +|(?=[:=])|(?<=[:=])/);
  const script = `
    source "$1"
    compopt() { :; }
    COMP_LINE=$2 COMP_POINT=\${#2}
    shift 2
    COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
    _sriov_inspector
    printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = run("bash", ["-c", script, "bash", `${folder}/_sriov-inspector.bash`, line, ...words]);
  expect(stderr).toBe("");
  return stdout.split("\n").filter((word) => word !== "");
}

function offeredByFish(line: string): string[] {
  const { stdout, stderr } = run("fish", [
    "-c",
    `source ${folder}/_sriov-inspector.fish; complete -C "$argv[1]"`,
    line,
  ]);
  expect(stderr).toBe("");
  return stdout.split("\n").flatMap((each) => each.split("\t")[0] || []);
}

test("bash offers every option of every command, and the commands", () => {
  for (const { name, options } of ownCommands()) {
    const line = `sriov-inspector ${name === "" ? "" : `${name} `}-`;
    expect(offeredByBash(line)).toEqual(expect.arrayContaining([...options]));
  }
  const names = ownCommands().flatMap(({ name }) => name || []);
  expect(offeredByBash("sriov-inspector ").toSorted()).toEqual(
    [...names, "help", "dumps", "report of lab.json"].toSorted(),
  );
});

test("bash offers the machines of the ssh configuration, folders where one is wanted, and nothing where it knows nothing", () => {
  expect(offeredByBash("sriov-inspector show --host ssh:")).toEqual(["lab7"]);
  expect(offeredByBash("sriov-inspector show --sysfs-root ")).toEqual([]);
  expect(offeredByBash("sriov-inspector --port ")).toEqual([]);
  expect(offeredByBash("sriov-inspector capabilities ")).toEqual(["--lang", "-h", "--help"]);
  expect(offeredByBash("sriov-inspector --demo vmhost-07 --skip ")).toEqual([]);
});

test("the options of all commands stand in each script", () => {
  for (const shell of SHELLS) {
    const text = completion(shell, commandTree());
    for (const { name, options } of ownCommands()) {
      const missing = options.filter((option) => !text.includes(shell === "fish" ? `-l ${option.slice(2)} ` : option));
      expect({ shell, name, missing }).toEqual({ shell, name, missing: [] });
    }
  }
});

const zsh = findProgram("zsh") === null ? "there is no zsh" : null;
describe.skipIf(cannotRun("the completion of zsh", zsh))("zsh", () => {
  test("on a terminal", () => {
    const before = `fpath=(${folder} $fpath); autoload -U compinit; compinit -D -u; _hosts() { compadd lab9; }`;
    const said = typed("zsh -f -i", before, [...LINES.map(([line]) => line), HALF_AN_OPTION]);
    expect(said).toEqual([...LINES.map(([, words]) => words), "<show><--format=json>"]);
  });
});

const fish = findProgram("fish") === null ? "there is no fish" : null;
describe.skipIf(cannotRun("the completion of fish", fish))("fish", () => {
  test("offers every option of every command, and the commands", () => {
    for (const { name, options } of ownCommands()) {
      const line = `sriov-inspector ${name === "" ? "" : `${name} `}--`;
      expect(offeredByFish(line).toSorted()).toEqual([...options].toSorted());
    }
    const names = ownCommands().flatMap(({ name }) => name || []);
    expect(offeredByFish("sriov-inspector ")).toEqual(expect.arrayContaining([...names, "help", "dumps/"]));
  });

  test("offers what an option can be", () => {
    expect(offeredByFish("sriov-inspector show --format ")).toEqual(["html", "json", "lspci", "md", "tree"]);
    expect(offeredByFish("sriov-inspector show --host demo:p22")).toEqual(["demo:p22-048-018"]);
    expect(offeredByFish("sriov-inspector --kernel 6.1")).toEqual(["6.1", "6.10", "6.19"]);
    expect(offeredByFish("sriov-inspector --sysfs-root ")).toEqual(["dumps/"]);
    expect(offeredByFish("sriov-inspector show --from rep")).toEqual(["report of lab.json"]);
    expect(offeredByFish("sriov-inspector compare lo")).toEqual(["local"]);
    expect(offeredByFish("sriov-inspector --port ")).toEqual([]);
    expect(offeredByFish("sriov-inspector --host demo:vmhost-07 --skip ")).toEqual([]);
  });
});
