import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseLaunch } from "./launch-options.ts";

const parse = (...argv: string[]) => parseLaunch(argv, "1.2.3", ["p22-048-018", "other"]);

describe("the command line", () => {
  test("nothing said opens this machine", () => {
    expect(parse()).toMatchObject({
      kind: "run",
      options: { host: "local", file: null, sysfsRoot: null, browser: false, port: 0 },
    });
  });

  test("an ssh configuration is named from where the program was started", () => {
    expect(parse()).toMatchObject({ options: { sshConfig: null } });
    expect(parse("--ssh-config", "/etc/lab")).toMatchObject({ options: { sshConfig: "/etc/lab" } });
    expect(parse("--ssh-config", "lab")).toMatchObject({ options: { sshConfig: join(process.cwd(), "lab") } });
  });

  test("a file can be named alone, as a file manager does", () => {
    expect(parse("dump.txt")).toMatchObject({ options: { host: "local", file: "dump.txt" } });
    expect(parse("--file", "dump.txt")).toMatchObject({ options: { file: "dump.txt" } });
  });

  test("a demo machine can be named in two ways", () => {
    expect(parse("--demo", "other")).toMatchObject({ options: { host: "demo:other" } });
    expect(parse("--host", "demo:other")).toMatchObject({ options: { host: "demo:other" } });
  });

  test("a demo machine can have another kernel", () => {
    expect(parse("--demo", "other")).toMatchObject({ options: { kernel: null } });
    expect(parse("--demo", "other", "--kernel", "5.10")).toMatchObject({ options: { kernel: "5.10" } });
  });

  test.each([
    [["--kernel", "5.10"], /--kernel applies to demo machines only/],
    [["--demo", "other", "--kernel", "old"], /It must be release 5\.10 or later/],
    [["--demo", "other", "--kernel", "5.9.16"], /It must be release 5\.10 or later/],
    [["--demo", "nothing"], /no demo machine “nothing”. Choose one of p22-048-018, other/],
    [["--host", "../etc"], /It must be local, demo:NAME or ssh:/],
    [["--host", "ssh:-oProxyCommand=x"], /It must be local, demo:NAME or ssh:/],
    [["--port", "70000"], /0 to 65535/],
    [["--port", "8o"], /0 to 65535/],
    [["--bogus"], /unknown option “--bogus”/],
    [["one.txt", "stray"], /too many arguments/],
  ])("%j is refused in words, with status 2", (argv, words) => {
    const parsed = parse(...argv);
    expect(parsed).toMatchObject({ kind: "exit", status: 2 });
    expect(parsed.kind === "exit" && parsed.text).toMatch(words);
    expect(parsed.kind === "exit" && parsed.text).not.toMatch(/ at .*:\d+:\d+/);
  });

  test("in Chinese the help and what is wrong are Chinese, commander's own sentences too", () => {
    const zh = (...argv: string[]) => {
      const parsed = parseLaunch(argv, "1.2.3", ["p22-048-018"], undefined, "zh");
      return parsed.kind === "exit" ? parsed.text : "";
    };
    expect(zh("--help")).toMatch(/^用法 [\s\S]*\n选项：\n[\s\S]*--port <number> +浏览器模式的端口/);
    expect(zh("--bogus")).toBe("错误：未知选项“--bogus”。\n");
    expect(zh("--hots", "local")).toBe("错误：未知选项“--hots”。是否要用 --host？\n");
    expect(zh("--port", "x")).toBe("错误：“x”不是“--port <number>”的有效值。须为 0 到 65535 之间的数。\n");
    expect(zh("--port")).toBe("错误：选项“--port <number>”需要一个值。\n");
    expect(zh("one.txt", "stray")).toBe("错误：参数过多：one.txt, stray。\n");
    expect(zh("--lang", "fr")).toBe("错误：“fr”不是“--lang <language>”的有效值。可选：en 或 zh。\n");
  });

  test("help and version end well", () => {
    const help = parse("--help");
    expect(help).toMatchObject({ kind: "exit", status: 0 });
    for (const word of ["--demo", "--host", "--file", "--browser", "--port", "--sysfs-root", "p22-048-018"]) {
      expect(help.kind === "exit" && help.text).toContain(word);
    }
    expect(parse("--version")).toEqual({ kind: "exit", status: 0, text: "1.2.3\n" });
  });
});

test("the help names the commands that print text, by the words that start them", () => {
  const words = { start: "sriov-inspector", cli: "sriov-inspector" };
  expect(parseLaunch(["--help"], "1", [], words)).toMatchObject({
    kind: "exit",
    status: 0,
    text: expect.stringContaining(
      "sriov-inspector show, compare or capabilities. sriov-inspector help lists all commands.",
    ),
  });
  expect(parse("--help")).toMatchObject({ text: expect.stringContaining("npm run -s cli -- show") });
});
