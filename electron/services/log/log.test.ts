import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { tempFolder } from "../../host/local/testing/temp-folder.ts";
import { errorDetails, Log } from "./log.ts";
import { MAX_LOG_BYTES } from "./log-file.ts";

let folder = "";
let path = "";
beforeEach(() => {
  folder = join(tempFolder(), "state");
  path = join(folder, "inspector.log");
});

const read = () => readFileSync(path, "utf8");

describe("the file", () => {
  test("is its user's alone, and has one line for each event of its level or above", () => {
    const log = new Log({ directory: folder, level: "warn" });
    log.error("program", "Broken.", "Error: why\n    at here");
    log.warn("machine", "Odd.");
    log.info("machine", "Usual.");
    log.debug("machine", "Small.");
    expect(read()).toMatch(
      /^\d{4}-\d\d-\d\dT[\d:.]+Z \d+ error program: Broken\. \| Error: why \| at here\n\S+ \d+ warn machine: Odd\.\n$/,
    );
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(log.tail()).toBe(read());
  });

  test("a level that does not exist is said, and info is used", () => {
    const log = new Log({ directory: folder, level: "loud" });
    expect(log.level).toBe("info");
    expect(read()).toContain("warn log: SRIOV_INSPECTOR_LOG is none of error, warn, info, debug: info is used.");
  });

  test("there are two of one size at most, and the last lines are told over both", () => {
    const log = new Log({ directory: folder });
    const text = "x".repeat(3900);
    for (let at = 0; at < 900; at++) log.info("machine", `Line ${at}.`, text);
    expect(readdirSync(folder).sort()).toEqual(["inspector.log", "inspector.log.1"]);
    for (const name of readdirSync(folder))
      expect(statSync(join(folder, name)).size).toBeLessThanOrEqual(MAX_LOG_BYTES);
    expect(read()).toContain("Line 899.");
    rmSync(path);
    log.info("machine", "The last.");
    const lines = log.tail().trimEnd().split("\n");
    expect(lines.length).toBeGreaterThan(10);
    expect(lines.at(-1)).toContain("The last.");
    for (const line of lines) expect(line).toMatch(/^\d{4}-.* info machine: /);
  });

  test("several programs write one file: what one has put aside is not put aside again", () => {
    const [one, other] = [new Log({ directory: folder }), new Log({ directory: folder })];
    one.info("program", "One.");
    appendFileSync(path, `${"y".repeat(MAX_LOG_BYTES)}\n`);
    one.info("program", "Two.");
    other.info("program", "Three.");
    expect(read()).toMatch(/^\S+ \d+ info program: Two\.\n\S+ \d+ info program: Three\.\n$/);
  });

  test("nothing is written through a link", () => {
    const victim = join(tempFolder(), "victim");
    writeFileSync(victim, "precious");
    mkdirSync(folder, { mode: 0o700 });
    symlinkSync(victim, path);
    new Log({ directory: folder }).info("program", "Hello.");
    expect(readFileSync(victim, "utf8")).toBe("precious");
  });
});

describe("what cannot be written", () => {
  test("breaks nothing, is counted, and that is said as soon as there is room again", () => {
    const said = vi.spyOn(console, "error").mockImplementation(() => undefined);
    writeFileSync(folder, "a file in its place");
    const log = new Log({ directory: folder });
    log.info("program", "Lost.");
    log.error("program", "Lost as well.", "Error: but said");
    expect(said.mock.calls.flat()).toEqual([
      expect.stringMatching(/error program: Lost as well\. \| Error: but said$/),
    ]);
    expect(log.tail()).toBe("");
    rmSync(folder);
    log.info("program", "Kept.");
    expect(read()).toMatch(
      /^\S+ \d+ warn log: Lines before this that could not be written: 2\.\n\S+ \d+ info program: Kept\.\n$/,
    );
    said.mockRestore();
  });

  test("a folder that was taken away is made once more", () => {
    const log = new Log({ directory: folder });
    log.info("program", "Before.");
    rmSync(folder, { recursive: true });
    log.info("program", "Lost.");
    log.info("program", "After.");
    expect(read()).toMatch(
      /^\S+ \d+ warn log: Lines before this that could not be written: 1\.\n\S+ \d+ info program: After\.\n$/,
    );
  });

  test("a line that a full disk has torn hides no other", () => {
    const log = new Log({ directory: folder });
    log.info("program", "Whole.");
    appendFileSync(path, "2026-11-29T15:00:00.000Z 7 info program: Ha");
    log.info("program", "Whole again.");
    expect(read()).toMatch(/Whole\.\n\S+ \d+ info program: Ha\n\S+ \d+ info program: Whole again\.\n$/);
  });
});

describe("what must not be in it", () => {
  const SECRETS = [
    ["the secret of a link", `http://127.0.0.1:4711/#${"0f".repeat(32)}`, "0f0f"],
    ["a MAC address", 'Set the MAC address of VF 3 to "02:1a:7b:00:00:c4"', "1a:7b"],
    ["a serial number", "Device Serial Number b8-ce-f6-ff-ff-01-02-03", "ce-f6"],
    ["an InfiniBand GUID", "node_guid b8ce:f603:0001:0203", "f603"],
    ["an interface that is named by its address", "enxb8cef6010203 went down", "cef601"],
    ["a password", "sudo: password: hunter2 and more", "hunter2"],
    ["a token", "token=abcdef", "abcdef"],
    ["a token with more of a name", "access_token=abcdef", "abcdef"],
    ["a password in JSON", '{"password":"hunter2"}', "hunter2"],
  ] as const;
  test.each(SECRETS)("%s", (_what, text, secret) => {
    const log = new Log({ directory: folder, level: "debug" });
    log.info("machine", text, text);
    log.debug("helper", text);
    expect(read()).toContain("redacted");
    expect(read()).not.toContain(secret);
  });

  test("the command line of a program that could not be started", async () => {
    const child = spawn("/nowhere/ssh", ["-o", "ProxyCommand=connect --key hunter2"]);
    const [error] = await once(child, "error");
    const log = new Log({ directory: folder });
    log.error("program", "It could not be started.", errorDetails(error));
    expect(read()).toContain("ENOENT");
    expect(read()).not.toContain("hunter2");
  });

  test("lines that a machine or a page has made up, and characters that are not seen", () => {
    const log = new Log({ directory: folder });
    log.info("page", "x\n2026-01-01T00:00:00.000Z error program: forged", "\u202eback\x1b[2J\r\nforged");
    expect(read().trimEnd().split("\n")).toHaveLength(1);
    expect(read()).toContain("\\u202eback\\x1b[2J");
  });

  test("more than a few thousand characters of one event", () => {
    new Log({ directory: folder }).info("page", "a".repeat(1e6), "\x01".repeat(1e6));
    expect(read().length).toBeLessThan(5_000);
  });
});

test("what caused an error is told with it, in circles as well", () => {
  const outer = new Error("outer", { cause: new Error("inner") });
  expect(errorDetails(outer)).toMatch(/Error: outer\n[\s\S]*caused by Error: inner\n/);
  outer.cause = outer;
  expect(errorDetails(outer).length).toBeLessThan(20_000);
  expect(errorDetails("only words")).toBe("only words");
});
