import { type ChildProcess, spawn } from "node:child_process";
import { expect, it } from "vitest";
import { bound } from "./bound.ts";

function start(command: string): ChildProcess {
  return spawn("/bin/sh", ["-c", bound(command)], { stdio: ["pipe", "ignore", "ignore"] });
}

function statusOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once("close", resolve));
}

it("ends with its program, though its input is open", async () => {
  const child = start("sh -c 'exit 3'");
  expect(await statusOf(child)).toBe(3);
  child.stdin?.end();
});

it("ends its program with its input", async () => {
  const child = start("tail -f /dev/null");
  child.stdin?.end();
  expect(await statusOf(child)).toBe(128 + 15);
});
