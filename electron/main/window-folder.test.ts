import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { say } from "../../shared/words/say.ts";
import { tempFolder } from "../host/local/testing/temp-folder.ts";
import { unwritable, windowFolder } from "./window-folder.ts";

function home({ lock = null as string | null } = {}) {
  const folder = tempFolder();
  const before = join(folder, "SR-IOV Inspector");
  mkdirSync(before, { mode: 0o755 });
  writeFileSync(join(before, "Preferences"), "zoom");
  if (lock !== null) symlinkSync(lock, join(before, "SingletonLock"));
  return { folder, before, config: join(folder, "sriov-inspector"), own: join(folder, "sriov-inspector", "window") };
}

/** The number of a process that is gone. */
const GONE = spawnSync(process.execPath, ["--version"]).pid;

test("a first start has a folder below the settings, for its user alone", () => {
  const config = join(tempFolder(), "sriov-inspector");
  expect(windowFolder(config, join(config, "../SR-IOV Inspector"))).toEqual({
    path: join(config, "window"),
    notes: [],
  });
  expect(statSync(join(config, "window")).mode & 0o777).toBe(0o700);
});

test.each([null, `${hostname()}-${GONE}`])("the folder of an earlier version is moved, once (lock %s)", (lock) => {
  const { folder, before, config, own } = home({ lock });
  expect(windowFolder(config, before)).toEqual({ path: own, notes: [expect.stringContaining(`is now ${own}`)] });
  expect(readFileSync(join(own, "Preferences"), "utf8")).toBe("zoom");
  expect([readdirSync(folder), readdirSync(own)]).toEqual([["sriov-inspector"], ["Preferences"]]);
  expect(statSync(own).mode & 0o777).toBe(0o700);
  expect(windowFolder(config, before)).toEqual({ path: own, notes: [] });
});

test.each([
  ["a program runs with it", `${hostname()}-${process.pid}`],
  ["one of another machine may run with it", `another-${GONE}`],
])("it is left where %s, and that is told", (_why, lock) => {
  const { before, config, own } = home({ lock });
  expect(windowFolder(config, before)).toEqual({
    path: own,
    notes: [expect.stringContaining("a program runs with it")],
  });
  expect(readdirSync(before)).toContain("Preferences");
  expect(readdirSync(own)).toEqual([]);
});

test("it is left where there is a new one already, and where it is a link", () => {
  const { folder, before, config, own } = home();
  mkdirSync(own, { recursive: true });
  expect(windowFolder(config, before).notes).toEqual([expect.stringContaining(`${own} is there already`)]);
  const link = join(folder, "link");
  symlinkSync(before, link);
  expect(windowFolder(join(folder, "other"), link).notes).toEqual([
    expect.stringContaining("no folder of this user's"),
  ]);
  expect(existsSync(join(before, "Preferences"))).toBe(true);
});

test("where the settings cannot be written there is one that lasts no longer than the session, or none", () => {
  const { folder, before } = home();
  const config = join(folder, "file");
  writeFileSync(config, "");
  const run = join(folder, "run");
  const found = windowFolder(config, before, () => [run]);
  expect(found.path).toBe(join(run, "window"));
  expect(found.notes).toEqual([
    expect.stringContaining("is left as it is"),
    expect.stringContaining("is not a directory"),
  ]);
  expect(windowFolder(config, join(folder, "nothing"), () => [])).toEqual({
    path: null,
    notes: [expect.stringContaining("has no folder of its own")],
  });
});

test("a folder that cannot be made is told, with what to do; one that can is there for its user alone", () => {
  const folder = tempFolder();
  writeFileSync(join(folder, "file"), "");
  const why = say("en", unwritable(join(folder, "file", "window")) ?? "");
  expect(why).toMatch(/file\/window \(ENOTDIR\): set XDG_CONFIG_HOME .*\.$/);
  expect(unwritable(join(folder, "own", "window"))).toBeNull();
  expect(statSync(join(folder, "own", "window")).mode & 0o777).toBe(0o700);
});
