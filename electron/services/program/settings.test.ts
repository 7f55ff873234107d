import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { say } from "../../../shared/words/say.ts";
import { english } from "../../../shared/words/testing/english.ts";
import { PROGRAM_WORDS } from "../../../shared/words/texts/program.ts";
import { FILE_VERSION } from "./file-version.ts";
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
  expect(JSON.parse(readFileSync(join(folder, "settings.json"), "utf8"))).toMatchObject({ theme: "light" });
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
  expect([settings.get(), english(settings.problem)]).toEqual([{ theme: "dark" }, `${file} is not a directory`]);
  expect(openSettings(folder).problem).toBeNull();
  expect(openSettings(null).problem).toBeNull();
});

test("what could not be written once is told, until it can be again", () => {
  const settings = openSettings(folder);
  mkdirSync(join(folder, "settings.json.new"));
  settings.set({ theme: "dark" });
  expect(english(settings.problem)).toContain(`${folder} could not be written`);
  expect(say("zh", settings.problem ?? "")).toMatch(/^无法写入 [^：]+：[\u4e00-\u9fff]+（E[A-Z]+）$/);
  rmSync(join(folder, "settings.json.new"), { recursive: true });
  settings.set({ theme: "light" });
  expect([settings.problem, openSettings(folder).get()]).toEqual([null, { theme: "light" }]);
});

/** `fixtures/settings-vN.json` is what the program wrote in version N, 0 before it had one. It is never written again. */
const fixture = (version: number) =>
  readFileSync(join(import.meta.dirname, `fixtures/settings-v${version}.json`), "utf8");
const fileText = () => readFileSync(join(folder, "settings.json"), "utf8");

test.each([0, 1])("settings of version %i open, and are written as those of today with nothing lost", (version) => {
  writeFileSync(join(folder, "settings.json"), fixture(version));
  const settings = openSettings(folder);
  const { version: _, ...values } = JSON.parse(fixture(1));
  expect([settings.get(), settings.problem]).toEqual([values, null]);
  settings.set({ grouping: "driver" });
  expect(JSON.parse(fileText())).toEqual({ ...values, version: FILE_VERSION, grouping: "driver" });
});

test.each([FILE_VERSION + 1, "2.0", null])("a file of a later version (%j) is told and stays as it is", (version) => {
  const later = JSON.stringify({ ...JSON.parse(fixture(1)), version, theme: { name: "dark" } });
  writeFileSync(join(folder, "settings.json"), later);
  const settings = openSettings(folder);
  // What is left unread stays so: to read it may hang the machine.
  expect(settings.get()).toEqual({ leftUnread: JSON.parse(later).leftUnread });
  settings.set({ theme: "light" });
  expect(settings.get().theme).toBe("light");
  expect([settings.isLater, settings.problem]).toEqual([
    true,
    PROGRAM_WORDS.ofLaterVersion({ path: join(folder, "settings.json") }),
  ]);
  expect(fileText()).toBe(later);
});

test("a later program that ran meanwhile keeps what it wrote", () => {
  const settings = openSettings(folder);
  settings.set({ theme: "dark" });
  const later = JSON.stringify({ version: FILE_VERSION + 1, theme: "later" });
  writeFileSync(join(folder, "settings.json"), later);
  settings.set({ theme: "light" });
  expect([settings.isLater, fileText()]).toEqual([true, later]);
});

test("a page cannot say of which version the file is", () => {
  openSettings(folder).set({ version: 7, theme: "dark" });
  expect(openSettings(folder).get()).toEqual({ theme: "dark" });
});
