import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openSettings } from "./settings.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "settings-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("what is set is there after the next start, for this person alone", () => {
  const file = join(folder, "new", "settings.json");
  openSettings(join(folder, "new")).set({ theme: "dark", panes: { main: [58, 42] } });
  expect(openSettings(join(folder, "new")).get()).toEqual({ theme: "dark", panes: { main: [58, 42] } });
  expect(statSync(file).mode & 0o077).toBe(0);
});

test("null forgets a key and leaves the others", () => {
  const settings = openSettings(folder);
  settings.set({ theme: "dark", grouping: "numa" });
  settings.set({ theme: null });
  expect(openSettings(folder).get()).toEqual({ grouping: "numa" });
});

test.each(["", "{", "[1]", '"text"', "\u0000"])("a damaged file (%j) is a fresh start", (text) => {
  writeFileSync(join(folder, "settings.json"), text);
  const settings = openSettings(folder);
  expect(settings.get()).toEqual({});
  settings.set({ theme: "light" });
  expect(JSON.parse(readFileSync(join(folder, "settings.json"), "utf8"))).toEqual({ theme: "light" });
});

test("settings that outgrow their bounds are not taken", () => {
  const settings = openSettings(folder);
  settings.set({ theme: "dark" });
  settings.set({ junk: "x".repeat(300 * 1024) });
  expect(settings.get()).toEqual({ theme: "dark" });
});

test("without a place to write they live in memory", () => {
  const settings = openSettings(null);
  settings.set({ theme: "dark" });
  expect(settings.get()).toEqual({ theme: "dark" });
});

test("what cannot be kept is remembered until the program ends, and says why", () => {
  const file = join(folder, "file");
  writeFileSync(file, "");
  const settings = openSettings(file);
  settings.set({ theme: "dark" });
  expect([settings.get(), settings.problem]).toEqual([{ theme: "dark" }, `${file} is no folder`]);
  expect(openSettings(folder).problem).toBeNull();
  expect(openSettings(null).problem).toBeNull();
});

test("what could not be written once is told, until it can be again", () => {
  const settings = openSettings(folder);
  mkdirSync(join(folder, "settings.json.new"));
  settings.set({ theme: "dark" });
  expect(settings.problem).toContain(`${folder} could not be written`);
  rmSync(join(folder, "settings.json.new"), { recursive: true });
  settings.set({ theme: "light" });
  expect([settings.problem, openSettings(folder).get()]).toEqual([null, { theme: "light" }]);
});
