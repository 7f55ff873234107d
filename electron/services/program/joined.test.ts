/** Several pages on one machine: what each hears of it. */

import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { WordsError } from "../../../shared/words/errors.ts";
import { Log } from "../log/log.ts";
import { parseLaunch } from "./launch-options.ts";
import { openProgram, type Program } from "./program.ts";

const DEMO = "p22-048-018";
const HOST = `demo:${DEMO}`;
const PF = "0000:01:00.0";

async function demoProgram(): Promise<Program> {
  const parsed = parseLaunch(["--demo", DEMO], "0.0.0", [DEMO]);
  if (parsed.kind !== "run") throw new Error(parsed.text);
  const program = await openProgram({
    launch: parsed.options,
    version: "0.0.0",
    assets: join(import.meta.dirname, "../../../assets"),
    settingsDirectory: null,
    journalDirectory: null,
    log: new Log({ directory: null }),
  });
  onTestFinished(() => program.close());
  return program;
}

function pageOf(program: Program) {
  const heard: string[] = [];
  const page = program.connect({
    shell: "electron",
    changes: { allowed: true },
    send: ({ topic }) => heard.push(topic),
    save: null,
    show: null,
  });
  const ask = async (method: string, input: object) => {
    const reply = await page.request({ v: 1, id: 1, method, input });
    if (!reply.ok) throw new WordsError(reply.error.message);
  };
  return { heard, ask };
}

test("a page that opens a machine again, which another page has closed, hears of its changes", async () => {
  const program = await demoProgram();
  const [one, other] = [pageOf(program), pageOf(program)];
  await one.ask("host.open", { host: HOST });
  await other.ask("host.open", { host: HOST });
  await one.ask("host.disconnect", { host: HOST });
  await other.ask("host.open", { host: HOST });
  other.heard.length = 0;
  await other.ask("demo.hotplug", { host: HOST, bdf: PF, action: "unplug" });
  await other.ask("machine.refresh", { host: HOST });
  expect(other.heard.filter((topic) => topic === "machine.changed")).not.toEqual([]);
  expect(one.heard).not.toContain("machine.changed");
});
