/** The script that LocalHost asks, run for real on this machine. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { WordsError } from "../../../shared/words/errors.ts";
import { english, inEnglish } from "../../../shared/words/testing/english.ts";
import { HelperChannel } from "../helper/helper-channel.ts";
import { takeMark, takeThrough } from "../helper/helper-take.ts";
import { changedScript, startShell } from "../helper/testing/tree-helper.ts";
import { Companion } from "./companion.ts";
import { LocalHost } from "./local-host.ts";

const SCRIPT = readFileSync(join(import.meta.dirname, "../../../assets/host-helper.sh"), "utf8");

it("tells who uses this machine, and only as root that everything was seen", async () => {
  const host = new LocalHost({ script: SCRIPT });
  onTestFinished(() => host.close());
  const { unread, platform } = await host.usage();
  expect(platform.commandLine).toBe(readFileSync("/proc/cmdline", "utf8").trim());
  const isRoot = process.getuid?.() === 0;
  expect(unread.some(({ source, code }) => source === "holders" && code === "EACCES")).toBe(!isRoot);
});

it("keeps the helper of another program out while this machine is taken, and is kept out by it", async () => {
  const script = changedScript({});
  const host = new LocalHost({ script });
  const { channel } = await HelperChannel.open(startShell(script));
  onTestFinished(async () => {
    channel.close("done");
    await host.close();
  });
  const other = () => takeThrough((...words) => channel.request(...words), takeMark("something else"));
  const taken = await host.take("8 VFs");
  if (!taken.ok) throw new WordsError(taken.holder);
  expect(english(await other())).toMatch(/ \(pid \d+\), for “8 VFs”$/);
  await taken.hold.release();
  expect(await other()).toBe(null);
  expect(inEnglish(await host.take("8 VFs"))).toMatchObject({
    ok: false,
    holder: expect.stringContaining("something else"),
  });
});

it("is started again when it has ended", async () => {
  const companion = new Companion(SCRIPT);
  onTestFinished(() => companion.close());
  expect(await companion.request("end")).toBe("");
  await expect.poll(() => companion.request("result").catch((error: Error) => error.name)).toBe("HelperRefusal");
});
