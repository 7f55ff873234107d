/** What a user finds in the log of a program that did what programs do. */

import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { Output } from "../../../shared/contract/contract.ts";
import { WordsError } from "../../../shared/words/errors.ts";
import { english } from "../../../shared/words/testing/english.ts";
import { startHelper } from "../../host/helper/helper-process.ts";
import { tempFolder } from "../../host/local/testing/temp-folder.ts";
import { Log } from "../log/log.ts";
import { parseLaunch } from "./launch-options.ts";
import { PageFailures } from "./page-failures.ts";
import { openProgram } from "./program.ts";

const DEMO = "p22-048-018";
const HOST = `demo:${DEMO}`;

async function openPage(level: string, isBroken = false) {
  const launch = parseLaunch(["--demo", DEMO], "1.2.3", [DEMO]);
  if (launch.kind !== "run") throw new Error(launch.text);
  const log = new Log({ directory: tempFolder(), level });
  const program = await openProgram({
    launch: launch.options,
    version: "1.2.3",
    assets: join(import.meta.dirname, "../../../assets"),
    settingsDirectory: null,
    journalDirectory: null,
    log,
  });
  const shown: string[] = [];
  const page = program.connect({
    shell: "electron",
    changes: { allowed: true },
    send: () => {
      if (isBroken) throw new Error("the disk is on fire");
    },
    save: null,
    show: async (path) => void shown.push(path),
  });
  onTestFinished(() => program.close());
  const ask = async (method: string, input: object = {}) => await page.request({ v: 1, id: 1, method, input });
  return { log, ask, shown, close: () => program.close() };
}

test("the program, the machine and each operation: when, what and how it ended", async () => {
  const { log, ask, close } = await openPage("info");
  await ask("host.open", { host: HOST });
  const request = { kind: "vfs.set", pf: "0000:01:00.0", count: 2, purpose: "none" };
  const planned = await ask("operation.plan", { host: HOST, request });
  if (!planned.ok) throw new WordsError(planned.error.message);
  const { id: planId } = planned.output as Output<"operation.plan">;
  const started = await ask("operation.run", { host: HOST, planId, wayBackSeconds: null });
  if (!started.ok) throw new WordsError(started.error.message);
  const { operationId, title } = started.output as Output<"operation.run">;
  await expect.poll(() => log.tail()).toContain(`${HOST}: "${english(title)}" has ended: done (${operationId}).`);
  await close();
  const lines = log.tail().trimEnd().split("\n");
  expect(lines.map((line) => line.replace(/^\S+ \d+ /, ""))).toEqual([
    expect.stringMatching(/^info program: SR-IOV Inspector 1\.2\.3 has started: node [\d.]+, linux /),
    expect.stringMatching(`^info machine: ${HOST} was opened: \\d+ functions, kernel `),
    `info operation: ${HOST}: "${english(title)}" has begun (${operationId}).`,
    `info operation: ${HOST}: "${english(title)}" has ended: done (${operationId}).`,
    "info program: It has ended in good order.",
  ]);
});

test("a mistake of ours: the page hears one sentence, and the log has the details that it promises", async () => {
  const { log, ask } = await openPage("info", true);
  const reply = await ask("host.open", { host: HOST });
  expect(reply).toMatchObject({
    ok: false,
    error: { code: "INTERNAL", message: { say: "contract.internal", values: { method: "host.open" } } },
  });
  expect(log.tail()).toMatch(
    /error program: host\.open failed inside\. \| Error: the disk is on fire \| at .*program-log/,
  );
  expect(await ask("log.read")).toMatchObject({ ok: true, output: { text: log.tail() } });
});

test("a page opens the log, and no other file: it names none", async () => {
  const { log, ask, shown } = await openPage("info");
  expect(await ask("log.open", { path: "/etc/passwd" })).toMatchObject({ ok: false, error: { code: "BAD_REQUEST" } });
  expect(await ask("log.open")).toMatchObject({ ok: true });
  expect(shown).toEqual([log.path]);
});

test("what ssh and the helper write to standard error is there at debug alone", async () => {
  const command = { program: "/bin/sh", args: ["-c", "echo 'no route to lab1' >&2"] };
  const [quiet, loud] = [await openPage("info"), await openPage("debug")];
  await startHelper(command, () => "it ended").ended;
  await expect.poll(() => loud.log.tail()).toContain("debug helper: sh: no route to lab1");
  expect(quiet.log.tail()).not.toContain("no route");
});

test("a page that goes mad fills nothing: the first failures of a minute are told, the rest is counted", () => {
  const log = new Log({ directory: tempFolder() });
  let now = 0;
  const failures = new PageFailures(log, () => now);
  const failure = { kind: "boundary", text: "The table: x\n2026 error program: forged", details: "at Row" } as const;
  for (let at = 0; at < 1000; at++) failures.take(failure);
  now = 60_000;
  failures.take(failure);
  const lines = log.tail().trimEnd().split("\n");
  expect(lines).toHaveLength(22);
  expect(lines[0]).toMatch(
    / error page: A pane of the page failed: The table: x \| 2026 error program: forged \| at Row$/,
  );
  expect(lines[20]).toMatch(/ warn page: 980 more failures of pages were left out\.$/);
});
