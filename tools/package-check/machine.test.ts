import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { cannotRun } from "../../electron/host/places/testing/cannot-run.ts";
import { machineCommand, noPackageCheck } from "./machine.ts";
import { removeLeft, workName } from "./work-folder.ts";

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "machine-test-"));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}

interface Ended {
  readonly status: number | null;
  readonly out: string;
}

function run(script: string, packages: string): Promise<Ended> {
  const [program = "", ...args] = machineCommand("/", packages, ["sh", "-ec", script]);
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "inherit"] });
  let out = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    out += text;
  });
  return new Promise((resolve) => child.once("close", (status) => resolve({ status, out })));
}

/** Processes of this machine that have the word. */
function processesWith(word: string): readonly string[] {
  return readdirSync("/proc").filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").includes(word);
    } catch {
      return false;
    }
  });
}

describe.skipIf(cannotRun("a disposable machine", noPackageCheck()))("a disposable machine", () => {
  test("what is written there is nowhere else, and what it is given cannot be written", async () => {
    const packages = folder();
    const name = `/etc/of-the-machine-${process.pid}`;
    const { status, out } = await run(
      `echo here >${name}; cat ${name}; cat /.since${name}; test ! -e /.before${name}
       if touch /.packages/x 2>/dev/null || touch "${import.meta.filename}" 2>/dev/null; then echo written; fi; exit 3`,
      packages,
    );
    expect(out).toBe("here\nhere\n");
    expect(status).toBe(3);
    expect(existsSync(name)).toBe(false);
  });

  test("it has processes and a network of its own", async () => {
    const { out } = await run(
      "tr '\\0' '\\n' </proc/1/cmdline | head -2; tail -n +3 /proc/net/dev | cut -d: -f1; cat /sys/class/net/lo/flags",
      folder(),
    );
    expect(out.trim().split(/\s+/)).toEqual(["/bin/sh", expect.stringMatching(/machine\.sh$/), "lo", "0x9"]);
  });

  test("whoever kills it ends all that runs there", async () => {
    const word = `of-the-machine-${process.pid}`;
    const [program = "", ...args] = machineCommand("/", folder(), ["sh", "-c", "cat; cat", word]);
    const child = spawn(program, args, { stdio: ["pipe", "ignore", "inherit"] });
    const ended = new Promise((resolve) => child.once("exit", resolve));
    await expect.poll(() => processesWith(word).length).toBeGreaterThan(2);
    child.kill("SIGKILL");
    await ended;
    await expect.poll(() => processesWith(word)).toEqual([]);
  });
});

test("folders of runs that were killed are removed, and those of others are left alone", () => {
  const top = folder();
  const ended = 4_194_305;
  for (const name of [`${workName(ended)}abc`, `${workName(process.pid)}abc`, "package-check-notes"])
    mkdirSync(join(top, name));
  removeLeft(top);
  expect(readdirSync(top).sort()).toEqual([`${workName(process.pid)}abc`, "package-check-notes"].sort());
});
