import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { tempFolder } from "../local/testing/temp-folder.ts";
import { ownName, removeLeftovers } from "./leftovers.ts";
import { processStart } from "./processes.ts";

const OTHERS = "sriov-inspector-notes.txt";
/** The number of a process that is gone. */
const GONE = spawnSync(process.execPath, ["--version"]).pid;
const START = processStart(process.pid);

/** Takes what a program takes while it runs, tells where it is, and waits. */
const PROGRAM = `
  import { readFileSync } from "node:fs";
  import { Askpass } from ${JSON.stringify(join(import.meta.dirname, "../ssh/askpass.ts"))};
  import { LinkFile } from ${JSON.stringify(join(import.meta.dirname, "../../web/link-file.ts"))};
  const script = readFileSync(${JSON.stringify(join(import.meta.dirname, "../../../assets/askpass.sh"))}, "utf8");
  const askpass = new Askpass(script, async () => null);
  const link = new LinkFile();
  link.write("http://127.0.0.1:1/#" + "0".repeat(64));
  console.log(JSON.stringify([askpass.env.SSH_ASKPASS, link.path]));
  setInterval(() => {}, 1000);
`;

it("what a program that was killed has left is gone after the next start; of one that runs nothing is", async () => {
  const child = spawn(process.execPath, ["--no-warnings", "--input-type=module", "-e", PROGRAM]);
  onTestFinished(() => void child.kill("SIGKILL"));
  const [said] = await once(child.stdout, "data");
  const paths = JSON.parse(String(said)) as string[];
  removeLeftovers();
  expect(paths.map((path) => existsSync(path))).toEqual([true, true]);
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
  expect(paths.map((path) => existsSync(path))).toEqual([true, true]);
  removeLeftovers();
  expect(paths.map((path) => existsSync(path))).toEqual([false, false]);
});

it("a process is told by its number and its start; names of others, and links, stay", () => {
  const folder = tempFolder();
  const dead = [`sriov-inspector-${GONE}-abcDEF`, `sriov-inspector-${GONE}-17-abcDEF`, `${GONE}-17.link`];
  const reused = [`sriov-inspector-${process.pid}-1-abcDEF`, `${process.pid}-1.link`, `${process.pid}-1.link.new`];
  const living = [`${ownName()}abcDEF`, `sriov-inspector-${process.pid}-abcDEF`, `${process.pid}-${START}.link`];
  const other = [OTHERS, `sriov-inspector-${GONE}`, "machine", "0123.armed"];
  for (const name of [...dead, ...reused, ...living, ...other]) mkdirSync(join(folder, name));
  symlinkSync("/", join(folder, `sriov-inspector-${GONE}-linked`));
  expect([...removeLeftovers([folder, join(folder, "nothing")])].sort()).toEqual(
    [...dead, ...reused].map((name) => join(folder, name)).sort(),
  );
  expect(readdirSync(folder).sort()).toEqual([...living, ...other, `sriov-inspector-${GONE}-linked`].sort());
});

it("the lock of a tree of files goes when nobody has had it for a day, and no way back is noted there", async () => {
  const folder = tempFolder();
  const [held, free, noted, fresh] = ["a", "b", "c", "d"].map((digit) => join(folder, `tree-${digit.repeat(16)}`));
  const old = new Date(Date.now() - 48 * 60 * 60_000);
  for (const path of [held, free, noted, fresh] as string[]) {
    mkdirSync(path);
    writeFileSync(join(path, "machine"), "mark root 1 title\n");
    if (path === noted) writeFileSync(join(path, "mark.armed"), "");
    if (path !== fresh) for (const each of [join(path, "machine"), path]) utimesSync(each, old, old);
  }
  const lock = ["-n", join(held as string, "machine"), "sh", "-c", "echo held; exec sleep 600"];
  const holder = spawn("flock", lock);
  onTestFinished(() => void holder.kill("SIGKILL"));
  await once(holder.stdout, "data");
  expect(removeLeftovers([folder])).toEqual([free]);
});
