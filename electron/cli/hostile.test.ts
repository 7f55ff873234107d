/** What a file, a machine and an argument cannot do to the terminal that `show` writes to. */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { buildMachine } from "../../shared/machine/machine.ts";
import { refuseNames } from "../../shared/machine/refuse-names.ts";
import { firstUnseen, HOSTILE, hostileSnapshot } from "../../shared/machine/testing/hostile-machine.ts";
import { bdf } from "../../shared/machine/testing/sample-machine.ts";
import { shellWord } from "../../shared/operations/verbs/shell.ts";
import { createReport } from "../../shared/report/create-report.ts";
import { pfBytes, reading, sampleInput } from "../../shared/report/testing/sample-report.ts";
import { inEnglish } from "../../shared/words/testing/english.ts";
import { buildTree } from "../host/local/testing/build-tree.ts";
import { tempFolder } from "../host/local/testing/temp-folder.ts";

const PROGRAM = [process.execPath, "--experimental-strip-types", "--no-warnings", join(import.meta.dirname, "main.ts")];
/** Takes a name to the clipboard, clears the screen, and turns the rest around. */
const BAD = HOSTILE.join("");
/** Where a device says which pin it interrupts by, and the number of which lspci's arithmetic makes ESC. */
const PIN = 0x3d;
const PIN_OF_ESC = 0xdb;

const OPTIONS = { encoding: "utf8", env: { ...process.env, NODE_DISABLE_COMPILE_CACHE: "1" } } as const;

function show(...args: string[]) {
  const [program = "", ...rest] = PROGRAM;
  const { status, stdout, stderr } = spawnSync(program, [...rest, "show", ...args], OPTIONS);
  return { status, stdout, stderr };
}

/** A report with every string as bad as it can be, written by somebody else's program: nothing in it is escaped. */
function hostileReport(bad: string): string {
  const bytes = pfBytes();
  bytes[PIN] = PIN_OF_ESC;
  const configs = new Map([[bdf("01:00.0"), reading(bytes)]]);
  const { text } = createReport(
    sampleInput({ machine: buildMachine(hostileSnapshot(bad)), configs, format: "json", createdAt: bad }),
  );
  const path = join(tempFolder(), "report.json");
  writeFileSync(path, JSON.stringify(JSON.parse(text)));
  return path;
}

describe("a hostile report", () => {
  test.each([
    ["tree"],
    ["lspci"],
    ["lspci", "--hex"],
    ["lspci", "--numeric"],
    ["lspci", "--redact"],
    ["json"],
    ["md", "--hex"],
    ["html", "--hex"],
  ])("as %s %s writes nothing unseen", (format, ...options) => {
    const { status, stdout, stderr } = show("--from", hostileReport(BAD), "--format", format, ...options);
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("01:00.0");
    expect(firstUnseen(stdout)).toBeNull();
  });

  test("as JSON is the same report, without the names that no kernel makes", () => {
    const { stdout } = show("--from", hostileReport(BAD), "--format", "json");
    // Names come from the ids, here as in every machine.
    const functions = hostileSnapshot(BAD).functions.map(({ names: _, ...facts }) => inEnglish(refuseNames(facts)));
    expect(JSON.parse(stdout)).toMatchObject({ functions });
  });

  test("on a terminal leaves it alone", () => {
    const command = [...PROGRAM, "show", "--from", hostileReport(BAD), "--format", "lspci"].map(shellWord).join(" ");
    const { status, stdout } = spawnSync("script", ["-qec", command, "/dev/null"], OPTIONS);
    expect(status).toBe(0);
    expect(stdout).toContain("DeviceName: ");
    // The terminal itself makes a carriage return of each end of a line.
    expect(firstUnseen(stdout.replaceAll("\r\n", "\n"))).toBeNull();
  });
});

test("a machine whose firmware and registers write escape sequences", () => {
  const { root, pfs } = buildTree(join(tempFolder(), "sys"), { ports: 1, pfs: 1, vfs: 0 });
  const device = join(root, "bus/pci/devices", pfs[0] ?? "");
  writeFileSync(join(device, "label"), Buffer.from("\u001b]52;c;cm0=\u0007\u009b2JNIC\n", "latin1"));
  const config = readFileSync(join(device, "config"));
  config[PIN] = PIN_OF_ESC;
  writeFileSync(join(device, "config"), config);
  for (const format of ["lspci", "tree", "html"]) {
    const { status, stdout } = show("--sysfs-root", root, "--format", format);
    expect(status).toBe(0);
    expect(firstUnseen(stdout)).toBeNull();
  }
  expect(show("--sysfs-root", root, "--format", "lspci").stdout).toContain(
    "DeviceName: \\x1b]52;c;cm0=\\x07\\x9b2JNIC\n",
  );
});

test.each([
  ["--from", "/nonexistent/\u001b[2J\u202e\nerror: forged"],
  ["--host", "demo:\u001b[2J"],
  ["--host", "ssh:\u001b[2J lab"],
  ["--sysfs-root", "/nonexistent/\u009b2J"],
  ["--slot", "\u001b[2J"],
  ["--\u001b[2J\u202e", "x"],
])("an error that repeats %j %j writes nothing unseen", (...args) => {
  const { status, stdout, stderr } = show(...args);
  expect([status, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(/^error: /);
  expect(firstUnseen(stderr)).toBeNull();
  expect(stderr.split("\n").filter((line) => line.startsWith("error: "))).toHaveLength(1);
});

test.each([
  [["--host", "demo:p22-048-018", "--out", "/nonexistent/x"], "错误：无法写入 /nonexistent/x：不存在（ENOENT）。\n"],
  [["--host", "ssh:lab1", "--ssh-config", "/nonexistent/config"], /^错误：lab1：(?:本机未安装 ssh|ssh 已退出)/],
  [
    ["--from", "/nonexistent/我的 文件 （甲）.txt"],
    "错误：/nonexistent/我的 文件 （甲）.txt：无法读取：文件不存在。\n",
  ],
] as const)("what the system refuses of %j is said in the language that is asked for", (args, said) => {
  const { status, stderr } = show("--lang", "zh", ...args);
  expect(status).toBe(2);
  if (typeof said === "string") expect(stderr).toBe(said);
  else expect(stderr).toMatch(said);
});

test("a file that is neither a dump nor a report is refused in its own words made visible", () => {
  const path = join(tempFolder(), "report.json");
  writeFileSync(path, '{ "format": \u001b]0;title\u0007\u202e }');
  const { status, stderr } = show("--from", path);
  expect(status).toBe(2);
  expect(firstUnseen(stderr)).toBeNull();
  expect(stderr.trimEnd()).not.toContain("\n");
});
