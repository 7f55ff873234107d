/** The script that LocalHost asks, run for real on this machine. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { Companion } from "./companion.ts";
import { LocalHost } from "./local-host.ts";

const SCRIPT = readFileSync(join(import.meta.dirname, "../../../assets/host-helper.sh"), "utf8");

it("tells who uses this machine, and only as root that everything was seen", async () => {
  const host = new LocalHost({ script: SCRIPT });
  onTestFinished(() => host.close());
  const { unread, platform } = await host.usage();
  expect(platform.commandLine).toBe(readFileSync("/proc/cmdline", "utf8").trim());
  const isRoot = process.getuid?.() === 0;
  expect(unread.filter(({ source }) => source === "holders").map(({ code }) => code)).toEqual(isRoot ? [] : ["EACCES"]);
});

it("is started again when it has ended", async () => {
  const companion = new Companion(SCRIPT);
  onTestFinished(() => companion.close());
  expect(await companion.ask("end")).toBe("");
  await expect.poll(() => companion.ask("result").catch((error: Error) => error.name)).toBe("HelperRefusal");
});
