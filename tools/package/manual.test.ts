import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { columnsOf } from "../../electron/host/places/terminal-columns.ts";
import { cannotRun } from "../../electron/host/places/testing/cannot-run.ts";
import { demoNames } from "../../electron/host/simulated/machines/catalogue.ts";
import { parseLaunch } from "../../electron/services/program/launch-options.ts";
import { ROOT } from "../build.ts";
import { findProgram } from "../run.ts";
import { type CommandTree, commandTree } from "./command-tree.ts";
import { manualPage } from "./manual.ts";
import { ownCommands } from "./testing/own-commands.ts";

const EDITION = { version: "1.2.3", date: "2026-11-30" };
const PAGE = manualPage(commandTree(), EDITION);
const CHINESE_PAGE = manualPage(commandTree("zh"), EDITION, "zh");

/** What stands below a heading, up to the next one of its kind. */
function section(kind: "SH" | "SS", heading: string, page = PAGE): string {
  const [, after = ""] = page.split(new RegExp(`^\\.${kind} ${heading}$`, "m"));
  return after.split(/^\.S[HS] /m)[0] ?? "";
}

function typeset(text: string): string {
  return text.replaceAll("-", "\\-");
}

test.each([
  ["English", PAGE, "OPTIONS"],
  ["Chinese", CHINESE_PAGE, "选项"],
])("every option and argument of every command stands in its place in the %s page", (_language, page, heading) => {
  for (const { name, options, arguments: given } of ownCommands()) {
    const own = name === "" ? section("SH", heading, page) : section("SS", name, page);
    const missing = options
      .filter((option) => name === "" || option !== "--help")
      .filter((option) => !own.includes(`\\fB${typeset(option)}\\fR`));
    expect({ name, missing }).toEqual({ name, missing: [] });
    for (const each of given) expect(own).toContain(`.TP\n\\fI${each}\\fR\n`);
  }
});

test("the usage of an installed command has the program's own name", () => {
  const usages = commandTree().commands.map(({ usage }) => usage);
  expect(usages).toContain("sriov-inspector show [options]");
  expect(PAGE).not.toMatch(/npm (?:start|run)/);
});

test("what an option can be, what it is without being given, and how a command ends are told", () => {
  const show = section("SS", "show");
  expect(show).toMatch(
    /\\fBtree\\fR, \\fBlspci\\fR, \\fBjson\\fR, \\fBmd\\fR, \\fBhtml\\fR\.\nDefault:\n?\s*\\fBtree\\fR/,
  );
  expect(show).toContain("Lines that could not be used are listed.");
  expect(section("SH", "EXIT STATUS")).toMatch(/\\fBcompare\\fR:\n\.TP\n0\n.*\n\.TP\n1\nDifferent\./);
});

test("the Chinese page says the same in Chinese: each heading, each entry, each status", () => {
  const count = (page: string, pattern: RegExp) => page.match(pattern)?.length ?? 0;
  expect(count(CHINESE_PAGE, /^\.SH \p{Script=Han}+$/gmu)).toBe(count(PAGE, /^\.SH /gm));
  expect(count(CHINESE_PAGE, /^\.TP$/gm)).toBe(count(PAGE, /^\.TP$/gm));
  const entries = CHINESE_PAGE.split(/^\.TP\n.*\n/gm).slice(1);
  expect(entries.filter((entry) => !/\p{Script=Han}/u.test(entry))).toEqual([]);
  expect(section("SH", "退出状态", CHINESE_PAGE)).toMatch(/\\fBcompare\\fR：\n\.TP\n0\n.*\n\.TP\n1\n有/);
});

test("title and date are those of the build", () => {
  expect(PAGE).toContain('\n.TH SRIOV\\-INSPECTOR 1 "2026-11-30" "sriov-inspector 1.2.3" "User Commands"\n');
});

test("whatever a help says is shown as it stands", () => {
  const tree = commandTree();
  const hostile = ".SH 'quoted' \\fBbold\\fR a-b ~ ^ ` é";
  const odd: CommandTree = { ...tree, description: hostile, commands: [{ ...tree, name: "odd", notes: [hostile] }] };
  const page = manualPage(odd, EDITION);
  expect(page).toContain("\\&.SH \\(aqquoted\\(aq \\efBbold\\efR a\\-b \\(ti \\(ha \\(ga \\[u00E9]");
});

/** Variables of the environment that are read by name: `process.env.X`, `{ X } = process.env`, and names in constants. */
const READ =
  /process\.env\.([A-Z_]+)|\{ ([A-Z_]+) \} = process\.env|"(XDG_[A-Z_]+|SRIOV_INSPECTOR_LOG)"|\benv\.([A-Z_]+)/g;

test("each variable of the environment that the program reads is told, and no other", () => {
  const sources = readdirSync(join(ROOT, "electron"), { recursive: true, encoding: "utf8" }).filter(
    (name) => name.endsWith(".ts") && !/\.test\.ts$|(?:^|\/)testing\//.test(name),
  );
  const read = sources.flatMap((name) =>
    [...readFileSync(join(ROOT, "electron", name), "utf8").matchAll(READ)].map((found) => found.slice(1).join("")),
  );
  const told = [...section("SH", "ENVIRONMENT").matchAll(/^\.TP\n\\fB(.*)\\fR$/gm)].flatMap(([, names = ""]) =>
    names.split(", "),
  );
  // The launcher asks for the second; Node's own search for a temporary folder for the third.
  const others = ["WAYLAND_DISPLAY", "TMPDIR"];
  // Between the launcher and the program.
  const own = ["SRIOV_INSPECTOR_NO_WINDOW"];
  const all = [...new Set([...read, ...others])].filter((name) => !own.includes(name));
  expect(told.toSorted()).toEqual(all.toSorted());
});

test("each example is a command that the program takes", () => {
  const examples = section("SH", "EXAMPLES")
    .split("\n")
    .map((line) => line.replaceAll("\\-", "-"))
    .filter((line) => /^(?:sudo )?sriov-inspector/.test(line))
    .map((line) => line.replace(/^(?:sudo )?sriov-inspector ?/, "").split(" "));
  expect(examples.length).toBeGreaterThan(5);
  for (const words of examples) {
    const command = ownCommands().find(({ name }) => name !== "" && name === words[0]);
    if (command === undefined) {
      const launch = words.filter((word) => word !== "");
      expect(parseLaunch(launch, "0", demoNames())).toMatchObject({ kind: "run" });
    } else {
      const options = words.filter((word) => word.startsWith("--"));
      expect(command.options).toEqual(expect.arrayContaining(options));
    }
  }
});

const groff = findProgram("groff");

describe.skipIf(cannotRun("how the man page is set", groff === null ? "there is no groff" : null))("typeset", () => {
  test("groff finds no fault in Chinese, and no line is longer than the page is wide", () => {
    const { stdout, stderr } = spawnSync("groff", ["-Kutf8", "-man", "-ww", "-rLL=80n", "-Tutf8", "-P-cbou"], {
      input: CHINESE_PAGE,
      encoding: "utf8",
    });
    expect(stderr).toBe("");
    expect(stdout).toContain("sriov-inspector show [选项]");
    // What is written in one piece may be longer.
    const long = stdout.split("\n").filter((line) => columnsOf(line) > 80 && /\p{Script=Han}/u.test(line));
    expect(long).toEqual([]);
  });

  test("groff finds no fault", () => {
    const { stdout, stderr } = spawnSync("groff", ["-man", "-ww", "-Tutf8", "-P-cbou"], {
      input: PAGE,
      encoding: "utf8",
    });
    expect(stderr).toBe("");
    expect(stdout).toContain("sriov-inspector show [options]");
    expect(stdout).toMatch(/--ssh-config file\n\s+ssh: read this configuration instead of your own\./);
  });
});
