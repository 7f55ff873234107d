import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { LinkFile, linksOfRunning } from "./link-file.ts";

const LINK = `http://127.0.0.1:4711/#${"a".repeat(64)}`;
let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "links-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("the link is its user's alone, is followed by the next one, and goes with the program", () => {
  const file = new LinkFile();
  const path = file.path ?? "";
  file.write(LINK);
  expect(readFileSync(path, "utf8")).toBe(`${LINK}\n`);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(statSync(join(path, "..")).mode & 0o777).toBe(0o700);
  file.write(LINK.replace("#a", "#b"));
  expect(linksOfRunning([join(path, "..")])).toContain(LINK.replace("#a", "#b"));
  file.remove();
  expect(linksOfRunning([join(path, "..")])).not.toContain(LINK.replace("#a", "#b"));
});

test("what is left of programs that have ended, and what is no link, is not printed", () => {
  writeFileSync(join(folder, "4194305.link"), LINK);
  writeFileSync(join(folder, `${process.pid}.link`), "\x1b]52;c;aGk=\x07");
  writeFileSync(join(folder, "notes.txt"), LINK);
  expect(linksOfRunning([folder])).toEqual([]);
  expect(readdirSync(folder)).not.toContain("4194305.link");
});

test("a link that was planted at the new file's name is not written through", () => {
  const file = new LinkFile();
  const victim = join(folder, "victim");
  writeFileSync(victim, "precious");
  symlinkSync(victim, `${file.path}.new`);
  file.write(LINK);
  expect(readFileSync(victim, "utf8")).toBe("precious");
  file.remove();
});
