import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { tempFolder } from "../electron/host/local/testing/temp-folder.ts";
import { makeWhole, oneAfterTheOther } from "./build-lock.ts";

/** A start: builds what is missing, as `ensureBuilt` does, and tells each file that it sees built. */
const START = `
  import { appendFileSync, existsSync, readdirSync, writeFileSync } from "node:fs";
  import { setTimeout } from "node:timers/promises";
  import { makeWhole, oneAfterTheOther } from ${JSON.stringify(join(import.meta.dirname, "build-lock.ts"))};
  const [folder, dies] = process.argv.slice(1);
  const say = (line) => appendFileSync(folder + "/log", line + "\\n");
  const built = () => existsSync(folder + "/dist/stamp");
  const build = () => makeWhole(folder + "/dist", folder + "/cache/dist", async (target) => {
    say("builds");
    for (const name of ["a", "b", "stamp"]) {
      writeFileSync(target + "/" + name, "");
      if (dies === "dies") process.kill(process.pid, "SIGKILL");
      await setTimeout(50);
    }
  });
  await oneAfterTheOther(folder + "/cache/lock", async () => { if (!built()) await build(); }, () => say("waits"));
  say(readdirSync(folder + "/dist").sort().join());
`;

async function start(folder: string, ...more: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, ["--no-warnings", "--input-type=module", "-e", START, folder, ...more], {
    stdio: ["ignore", "inherit", "inherit"],
  });
  await once(child, "exit");
}

const logOf = (folder: string) => readFileSync(join(folder, "log"), "utf8").trim().split("\n").sort();

test("several first starts at once build once, and all find it whole", async () => {
  const folder = tempFolder();
  await Promise.all(Array.from({ length: 4 }, () => start(folder)));
  const log = logOf(folder);
  expect(log.filter((line) => line !== "waits")).toEqual([...Array.from({ length: 4 }, () => "a,b,stamp"), "builds"]);
  expect(readdirSync(join(folder, "cache"))).toEqual([]);
});

test("a builder that died stands in nobody's way, and leaves nothing that stays", async () => {
  const folder = tempFolder();
  await start(folder, "dies");
  expect(logOf(folder)).toEqual(["builds"]);
  expect(readdirSync(folder)).not.toContain("dist");
  expect(readdirSync(join(folder, "cache")).sort()).toEqual([expect.stringMatching(/^dist-\d+$/), "lock"]);
  await start(folder);
  expect(logOf(folder)).toEqual(["a,b,stamp", "builds", "builds"]);
  expect(readdirSync(join(folder, "cache"))).toEqual([]);
});

test("a lock with the number of a process that is another now, or with no number, counts for nothing", async () => {
  const lock = join(tempFolder(), "lock");
  for (const text of [`${process.pid} 1`, "", "nonsense"]) {
    writeFileSync(lock, text);
    const done: string[] = [];
    await oneAfterTheOther(
      lock,
      async () => void done.push("work"),
      () => done.push("waits"),
    );
    expect(done).toEqual(["work"]);
  }
});

test("a build that fails leaves the one of before, and the next may try", async () => {
  const folder = tempFolder();
  const target = join(folder, "dist");
  mkdirSync(target);
  writeFileSync(join(target, "before"), "");
  const fails = () =>
    makeWhole(target, join(folder, "cache", "dist"), async (made) => {
      writeFileSync(join(made, "half"), "");
      throw new Error("no more space");
    });
  await expect(oneAfterTheOther(join(folder, "cache", "lock"), fails, () => {})).rejects.toThrow("no more space");
  expect([readdirSync(target), readdirSync(join(folder, "cache"))]).toEqual([["before"], []]);
});
