import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { processStart } from "../host/places/processes.ts";
import { LinkFile, linksOfRunning } from "./link-file.ts";

const NEXT = `http://127.0.0.1:4711/#${"b".repeat(64)}`;
const LINK = `http://127.0.0.1:4711/#${"a".repeat(64)}`;
let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "links-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("the link is its user's alone, is followed by the next one, and goes with the program", () => {
  const file = new LinkFile();
  file.write(LINK);
  const path = file.path ?? "";
  expect(readFileSync(path, "utf8")).toBe(`${LINK}\n`);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(statSync(join(path, "..")).mode & 0o777).toBe(0o700);
  file.write(NEXT);
  expect(linksOfRunning([join(path, "..")])).toContainEqual({ link: NEXT, pid: process.pid });
  file.remove();
  expect(existsSync(path)).toBe(false);
});

test("a folder that is gone or full is left for the next one, and without any nothing breaks", () => {
  const [gone, there] = [join(folder, "gone"), join(folder, "there")];
  mkdirSync(gone);
  mkdirSync(there);
  const file = new LinkFile(() => [gone, there]);
  file.write(LINK);
  expect(file.path).toContain(gone);
  rmSync(gone, { recursive: true });
  file.write(NEXT);
  expect(file.path).toContain(there);
  expect(linksOfRunning([there])).toEqual([{ link: NEXT, pid: process.pid }]);
  rmSync(there, { recursive: true });
  file.write(LINK);
  expect(file.path).toBeNull();
  file.remove();
});

test("what is left of programs that have ended, and what is no link, is not printed", () => {
  const own = `${process.pid}-${processStart(process.pid)}.link`;
  writeFileSync(join(folder, "4194305-1.link"), LINK);
  // The number is somebody else's by now.
  writeFileSync(join(folder, `${process.pid}-1.link`), LINK);
  writeFileSync(join(folder, own), "\x1b]52;c;aGk=\x07");
  writeFileSync(join(folder, "notes.txt"), LINK);
  expect(linksOfRunning([folder])).toEqual([]);
  expect(readdirSync(folder).sort()).toEqual([own, "notes.txt"].sort());
});

test("a link that was planted at the new file's name is not written through", () => {
  const victim = join(folder, "victim");
  writeFileSync(victim, "precious");
  const file = new LinkFile(() => [folder]);
  file.write(LINK);
  symlinkSync(victim, `${file.path}.new`);
  file.write(NEXT);
  expect(readFileSync(victim, "utf8")).toBe("precious");
});
