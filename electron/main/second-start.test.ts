import { describe, expect, test } from "vitest";
import { say } from "../../shared/words/say.ts";
import { parseLaunch } from "../services/program/launch-options.ts";
import { secondStart, secondStartWords } from "./second-start.ts";

const DEMOS = ["p22-048-018"];
const handed = (...args: string[]) => ({ args, folder: "/home/me/dumps" });
const start = (data: unknown) => secondStart(data, "1.0.0", DEMOS);

describe("a second start", () => {
  test.each([
    [[], { kind: "window" }],
    [["--host", "ssh:lab1"], { kind: "machine", host: "ssh:lab1" }],
    [["--host=local"], { kind: "machine", host: "local" }],
    [["--demo", "p22-048-018"], { kind: "machine", host: "demo:p22-048-018" }],
    [["--file", "lab.txt"], { kind: "file", path: "/home/me/dumps/lab.txt" }],
    [["--file", "/tmp/lab.txt", "--host", "ssh:lab1"], { kind: "file", path: "/tmp/lab.txt" }],
  ])("hands %j to the window that is open", (args, request) => {
    expect(start(handed(...args))).toEqual(request);
  });

  test.each([
    ["nothing at all", undefined],
    ["no words", { args: "--host", folder: "/" }],
    ["more than was agreed", { ...handed(), extra: 1 }],
    ["a machine that is none", handed("--host", "ssh:-oProxyCommand=x")],
    ["a demo machine that there is not", handed("--demo", "../etc")],
    ["an unknown option", handed("--bogus")],
    ["a question for the version", handed("--version")],
    ["another folder to read", handed("--sysfs-root", "/tmp/sys", "--host", "local")],
    ["another kernel for demo machines", handed("--demo", "p22-048-018", "--kernel", "5.10")],
    ["another ssh configuration", handed("--ssh-config", "/tmp/config", "--host", "ssh:lab1")],
    ["another language", handed("--lang", "zh")],
    ["too many words", handed(...Array.from({ length: 33 }, () => "--browser"))],
  ])("that hands over %s changes nothing", (_name, data) => {
    expect(start(data)).toBeNull();
  });

  test.each([
    [[], /Its window comes to the front/, 0],
    [["--host", "ssh:lab1"], /Its window opens ssh:lab1/, 0],
    [["--file", "lab.txt"], /Its window opens lab\.txt/, 0],
    [["--sysfs-root", "/tmp/sys"], /--sysfs-root takes effect only at startup/, 1],
    [["--ssh-config", "c", "--host", "ssh:lab1"], /--ssh-config takes effect only at startup/, 1],
    [["--lang", "zh"], /--lang takes effect only at startup/, 1],
  ])("with %j says on its terminal what becomes of it", (args, words, status) => {
    const parsed = parseLaunch(args, "1.0.0", DEMOS);
    if (parsed.kind === "exit") throw new Error(parsed.text);
    const said = secondStartWords(handed(...args), parsed.options);
    expect(say("en", said.text)).toMatch(words);
    expect(said.status).toBe(status);
  });
});
